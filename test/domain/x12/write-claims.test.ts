import { describe, expect, it } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { X12WriteRefused } from '#domain/x12/write-transaction.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

const controlNumbers: ControlNumbers = { interchange: 12, group: 34 };
const envelope: Envelope = { ...plainEnvelope, lineBreak: '\n' };

function refusal(
  claims: readonly Claim837P[],
  more: Partial<Envelope> = {},
  numbers = controlNumbers,
): string {
  try {
    write837P({ ...envelope, ...more }, claims, numbers);
  } catch (error) {
    if (error instanceof X12WriteRefused) return error.message;
    throw error;
  }
  return 'written';
}

describe('write837P', () => {
  it('writes a claim segment by segment as the guide has it', () => {
    expect(write837P(envelope, [officeVisit], controlNumbers).split('\n')).toEqual([
      'ISA*00*          *00*          *ZZ*PRACTICE1      *ZZ*HOUSE          *260304*0512*^*00501*000000012*0*T*:~',
      'GS*HC*PRACTICE1*HOUSE*20260304*0512*34*X*005010X222A1~',
      'ST*837*0001*005010X222A1~',
      'BHT*0019*00*000000012-0001*20260304*0512*CH~',
      'NM1*41*2*RIVERBEND FAMILY PRACTICE*****46*RIVERBEND1~',
      'PER*IC*BILLING OFFICE*TE*6145550142~',
      'NM1*40*2*HARBOR CLEARING*****46*HARBOR~',
      'HL*1**20*1~',
      'PRV*BI*PXC*207Q00000X~',
      'NM1*85*2*RIVERBEND FAMILY PRACTICE*****XX*1234567893~',
      'N3*12 MILL STREET~',
      'N4*WESTERVILLE*OH*430811234~',
      'REF*EI*311234567~',
      'HL*2*1*22*0~',
      'SBR*P*18*******CI~',
      'NM1*IL*1*QUILL*MARTHA****MI*W123456789~',
      'N3*4 ELM COURT~',
      'N4*COLUMBUS*OH*43004~',
      'DMG*D8*19610517*F~',
      'NM1*PR*2*LAKESHORE HEALTH*****PI*LAKE1~',
      'CLM*C0000000000001-1*160.5***11:B:1*Y*A*Y*Y~',
      'HI*ABK:E119*ABF:I10~',
      'LX*1~',
      'SV1*HC:99213:25*125*UN*1***1:2~',
      'DTP*472*D8*20260302~',
      'REF*6R*1~',
      'LX*2~',
      'SV1*HC:83036*35.5*UN*1***1~',
      'DTP*472*D8*20260302~',
      'REF*6R*2~',
      'SE*29*0001~',
      'GE*1*34~',
      'IEA*1*000000012~',
      '',
    ]);
  });

  it('puts claims of one billing provider under one level and counts levels on', () => {
    const other: Claim837P = {
      ...officeVisit,
      patientControlNumber: 'C0000000000002-1',
      subscriber: { ...officeVisit.subscriber, groupNumber: 'G1' },
    };
    const levels = write837P(envelope, [officeVisit, officeVisit, other], controlNumbers)
      .split('\n')
      .filter((segment) => segment.startsWith('HL'));
    expect(levels).toEqual(['HL*1**20*1~', 'HL*2*1*22*0~', 'HL*3*1*22*0~']);
  });

  it('starts another transaction, with the next number, when one is full', () => {
    const text = write837P(envelope, [officeVisit, officeVisit, officeVisit], controlNumbers, {
      claimsPerTransaction: 2,
    });
    expect(text.match(/^ST.*$/gm)).toEqual(['ST*837*0001*005010X222A1~', 'ST*837*0002*005010X222A1~']);
    expect(text).toContain('GE*2*34~');
  });

  it('folds accents, which X12 cannot carry', () => {
    const { subscriber } = officeVisit;
    const name = { ...subscriber.name, name: 'NÚÑEZ' };
    const text = write837P(
      envelope,
      [{ ...officeVisit, subscriber: { ...subscriber, name } }],
      controlNumbers,
    );
    expect(text).toContain('NM1*IL*1*NUNEZ*MARTHA*');
  });

  const [line] = officeVisit.lines;
  const { name, address, payerResponsibility } = officeVisit.subscriber;
  const withoutBirthDate: Claim837P = {
    ...officeVisit,
    subscriber: { payerResponsibility, relationship: '18', name, address: address ?? {} },
  };

  it.each<[what: string, claim: Claim837P, message: RegExp]>([
    [
      'a code that the guide does not allow',
      { ...officeVisit, assignmentCode: 'Z' as 'A' },
      /2300 CLM 7: CLM07 .* holds "Z"/,
    ],
    [
      'an element that is too long',
      { ...officeVisit, priorAuthorizationNumber: 'A'.repeat(51) },
      /2300 REF 2: .* at most 50/,
    ],
    [
      'a delimiter in the data',
      { ...officeVisit, medicalRecordNumber: 'A*B' },
      /2300 REF 2: .* the delimiter "\*" in it/,
    ],
    [
      'a line break in the data',
      { ...officeVisit, note: { kind: 'ADD', text: 'A\nB' } },
      /2300 NTE 2: [^]* X12 cannot carry/,
    ],
    [
      'a missing required element',
      { ...officeVisit, patientControlNumber: '' },
      /2300 CLM 1: CLM01 .* is required/,
    ],
    [
      'a missing required segment',
      { ...officeVisit, diagnoses: [] },
      /2300 HI: HI \(diagnoses\) is required/,
    ],
    ['a claim without lines', { ...officeVisit, lines: [] }, /2400 LX: Loop 2400 .* is required/],
    [
      'thirteen diagnoses',
      { ...officeVisit, diagnoses: Array.from({ length: 13 }, () => ({ code: 'I10' })) },
      /2300 HI 13: .* 13 elements/,
    ],
    [
      'a total that is not the sum of the lines',
      { ...officeVisit, totalChargeCents: 16_051 as Cents },
      /2300 CLM 2: CLM02 states 160.51; .* give 160.5/,
    ],
    [
      'a pointer to no diagnosis',
      {
        ...officeVisit,
        lines: line === undefined ? [] : [{ ...line, chargeCents: 16_050 as Cents, diagnosisPointers: [3] }],
      },
      /2400 SV1 7: The line points at diagnosis 3/,
    ],
    [
      'a subscriber who is the patient and has no birth date',
      withoutBirthDate,
      /2010BA DMG: .* \(DMG\) is missing/,
    ],
    [
      'a quantity that is no number',
      {
        ...officeVisit,
        lines: line === undefined ? [] : [{ ...line, chargeCents: 16_050 as Cents, units: Number.NaN }],
      },
      /2400 SV1 4: SV104 .* holds "NaN"/,
    ],
    [
      'eleven other payers',
      {
        ...officeVisit,
        otherSubscribers: Array.from({ length: 11 }, () => ({
          payerResponsibility: 'S',
          relationship: '18',
          benefitsAssignment: 'Y' as const,
          releaseOfInformation: 'Y' as const,
          subscriber: { name: officeVisit.subscriber.name },
          payer: officeVisit.payer,
        })),
      },
      /2320 SBR: Loop 2320 .* occurs 11 times/,
    ],
  ])('refuses %s, naming loop, segment and element', (_, claim, message) => {
    expect(refusal([claim])).toMatch(message);
  });

  it.each<[what: string, more: Partial<Envelope>, numbers: ControlNumbers, message: RegExp]>([
    ['a control number beyond nine digits', {}, { interchange: 1_000_000_000, group: 1 }, /ISA13/],
    ['a group number of zero', {}, { interchange: 1, group: 0 }, /GS06/],
    [
      'equal delimiters',
      { delimiters: { element: '*', component: '*', repetition: '^', segment: '~' } },
      controlNumbers,
      /ISA16/,
    ],
    [
      'a letter as delimiter',
      { delimiters: { element: '*', component: 'A', repetition: '^', segment: '~' } },
      controlNumbers,
      /ISA16/,
    ],
    ['a sender id beyond 15 characters', { senderId: 'A'.repeat(16) }, controlNumbers, /ISA06/],
    ['a date that is none', { date: '03/04/2026' }, controlNumbers, /ISA09/],
    [
      'a line break that is the terminator',
      { lineBreak: '\n', delimiters: { element: '*', component: ':', repetition: '^', segment: '\n' } },
      controlNumbers,
      /line break/,
    ],
    ['lines too short for anybody', { lineLengthCharacters: 12 }, controlNumbers, /40 characters or more/],
    ['lines that end before the terminator', { lineLengthCharacters: 105 }, controlNumbers, /delimiter/],
    [
      'lines of one length with another line break',
      { lineLengthCharacters: 80, lineBreak: '\n' },
      controlNumbers,
      /no other line break/,
    ],
    [
      'lines of one length with a line break as terminator',
      {
        lineLengthCharacters: 80,
        delimiters: { element: '*', component: ':', repetition: '^', segment: '\n' },
      },
      controlNumbers,
      /no other line break/,
    ],
  ])('refuses an envelope with %s', (_, more, numbers, message) => {
    expect(refusal([officeVisit], more, numbers)).toMatch(message);
  });
});
