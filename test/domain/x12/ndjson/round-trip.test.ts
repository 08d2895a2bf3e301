import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '#contracts/dates.ts';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { write278Request } from '#domain/x12/guides/005010X217-278-request/write.ts';
import { write278Response } from '#domain/x12/guides/005010X217-278-response/write.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { transactions999, write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import { type Envelope, usualDelimiters } from '#domain/x12/interchange.ts';
import { transactionFormats } from '#domain/x12/ndjson/transaction-formats.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { writeInterchange } from '#domain/x12/write-interchange.ts';
import { acknowledgement277CA, acknowledgement999 } from '../acknowledgement-arbitraries.ts';
import { envelope, plainEnvelope } from '../arbitraries.ts';
import { authorizationRequest, authorizationResponse } from '../authorization-arbitraries.ts';
import { claims } from '../claim-arbitraries.ts';
import { inquiries, response } from '../eligibility-arbitraries.ts';
import { officeVisit } from '../example-claims.ts';
import { institutionalClaim } from '../institutional-arbitraries.ts';
import { remittance } from '../remittance-arbitraries.ts';
import { statusInquiries, statusResponse } from '../status-arbitraries.ts';
import { linesOf, writtenFrom } from './through-lines.ts';

const numbers = { interchange: 12, group: 34, firstTransaction: 7 };

type Write = (envelope: Envelope) => string;

/** Files of each guide. */
const files: Readonly<Record<string, fc.Arbitrary<Write>>> = {
  '837P': claims.map((one) => (envelope) => write837P(envelope, one, numbers, { kind: 'RP' })),
  '837I': institutionalClaim.map((one) => (envelope) => write837I(envelope, [one], numbers)),
  '835': remittance.map((one) => (envelope) => write835(envelope, [one], numbers)),
  '270': inquiries.map((some) => (envelope) => write270(envelope, some, numbers)),
  '271': response.map((one) => (envelope) => write271(envelope, [one], numbers)),
  '276': statusInquiries.map((some) => (envelope) => write276(envelope, some, numbers)),
  '277': statusResponse.map((one) => (envelope) => write277(envelope, [one], numbers)),
  '277CA': acknowledgement277CA.map((one) => (envelope) => write277CA(envelope, [one], numbers)),
  '278 request': authorizationRequest.map((one) => (envelope) => write278Request(envelope, [one], numbers)),
  '278 response': authorizationResponse.map(
    (one) => (envelope) => write278Response(envelope, [one], numbers),
  ),
  '999': acknowledgement999.map((one) => (envelope) => write999(envelope, [one], numbers)),
};

describe('a file becomes lines, and the lines the same file again', () => {
  it('of every guide that has lines', () => {
    expect(Object.keys(files).toSorted()).toEqual([...transactionFormats.keys()].toSorted());
  });

  it.each(Object.entries(files))('of %s', async (guide, file) => {
    await fc.assert(
      fc.asyncProperty(envelope, file, async (envelope, write) => {
        const text = write(envelope);
        const lines = linesOf(text);
        expect(lines).toContain(`"type":"transaction","guide":"${guide}"`);
        const { lineBreak, lineLengthCharacters } = envelope;
        const options = {
          ...(lineBreak === undefined ? {} : { lineBreak }),
          ...(lineLengthCharacters === undefined ? {} : { lineLengthCharacters }),
        };
        expect(await writtenFrom(lines, options)).toBe(text);
      }),
      { numRuns: 15 },
    );
  });

  it('with several groups, each with its own header, numbers and version, and several interchanges', async () => {
    const claims = write837P(plainEnvelope, [officeVisit], { interchange: 1, group: 1 });
    const inquiry = write276(
      plainEnvelope,
      [
        {
          header: { reference: 'Q1', date: '2026-03-01' as PlainDate, time: '0801' },
          payer: {
            entityType: 'organization',
            name: 'PLAN',
            identifier: { qualifier: 'PI', value: '60054' },
          },
          informationReceiver: {
            entityType: 'organization',
            name: 'PRACTICE',
            identifier: { qualifier: '46', value: 'P1' },
          },
          providers: [
            {
              entityType: 'organization',
              name: 'PRACTICE',
              identifier: { qualifier: 'XX', value: '1234567893' },
            },
          ],
          subscriber: {
            name: {
              entityType: 'person',
              name: 'DOE',
              firstName: 'JO',
              identifier: { qualifier: 'MI', value: 'M1' },
            },
            demographics: { birthDate: '1980-02-03' as PlainDate, sex: 'F' },
          },
          claim: { trace: 'T1', serviceDates: { from: '2026-02-01' as PlainDate } },
        },
      ],
      { interchange: 1, group: 1 },
    );
    const second = inquiry
      .slice(inquiry.indexOf('GS*'), inquiry.indexOf('IEA*'))
      .replace('GS*HR*PRACTICE1*HOUSE*20260304*0512*1*', 'GS*HR*OTHER*THERE*20260302*071530*0077*')
      .replace('GE*1*1~', 'GE*1*0077~')
      .replace('ST*276*0001', 'ST*276*ABC123')
      .replace(/SE\*(\d+)\*0001/, 'SE*$1*ABC123');
    const older = claims.replaceAll('005010X222A1', '005010X222');
    const both = older.replace('IEA*1*', `${second}IEA*2*`);
    expect(readInterchanges(new TextEncoder().encode(both))).toMatchObject({
      readable: true,
      interchanges: [{ findings: [], groups: [{ findings: [] }, { findings: [] }] }],
    });
    expect(await writtenFrom(linesOf(both + claims))).toBe(both + claims);
  });

  it('with interchange acknowledgements, alone and before a group', async () => {
    const answer = {
      interchangeControlNumber: '000000077',
      date: '2026-03-03' as PlainDate,
      time: '2301',
      code: 'E',
      noteCode: '001',
    } as const;
    const controlNumbers = { interchange: 5, group: 6 };
    const group = transactions999(
      [
        {
          functionalCode: 'HC',
          groupControlNumber: '9',
          transactions: [],
          code: 'A',
          includedCount: 1,
          receivedCount: 1,
          acceptedCount: 1,
          errorCodes: [],
        },
      ],
      controlNumbers,
      usualDelimiters,
    );
    for (const transactions of [[], group]) {
      const text = writeInterchange({
        envelope: plainEnvelope,
        controlNumbers,
        transactions,
        acknowledgements: [answer, answer],
      });
      expect(await writtenFrom(linesOf(text))).toBe(text);
    }
  });

  it('under new control numbers and other delimiters, where the caller gives them', async () => {
    const text = write837P(plainEnvelope, [officeVisit], { interchange: 1, group: 1, firstTransaction: 9 });
    const delimiters = { element: '|', component: '>', repetition: '!', segment: '\n' };
    let last = 40;
    const next = () => ++last;
    const again = await writtenFrom(linesOf(text), {
      delimiters,
      controlNumbers: { interchange: next, group: next },
    });
    const [interchange] = readInterchanges(new TextEncoder().encode(again)).interchanges;
    expect(interchange).toMatchObject({
      controlNumber: '000000041',
      delimiters,
      groups: [{ controlNumber: '42', transactions: [{ controlNumber: '0001', accepted: true }] }],
    });
  });
});
