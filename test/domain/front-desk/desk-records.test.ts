import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import { Encounter } from '#contracts/encounter.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { KeptCoverage } from '#contracts/patient-registration.ts';
import { deskAnswerKey, deskEntryOfFile, deskFileKey } from '#domain/front-desk/desk-file.ts';
import { encounterOfClaim } from '#domain/front-desk/encounter-of-claim.ts';
import { expectedCopay } from '#domain/front-desk/patient-on-file.ts';
import { deskEntryIdFor } from '#domain/identity/ids.ts';
import { contentOf } from '#domain/intake/claim-content.ts';
import { phiInName } from '#domain/intake/recognise/phi-in-name.ts';
import { holdsCardNumber } from '#domain/payment-batches/card-number.ts';
import { coveragesOn } from '#domain/patients/coverages-on.ts';
import { encounterJson, practice } from '../samples/encounters.ts';
import { claim } from '../../ports/samples.ts';

const { practiceId } = practice;

describe('The upload of a form', () => {
  test('has a name in which nothing of a patient can be read, and by which its entry is found', () => {
    assert(
      property(string(), (key) => {
        const entryId = deskEntryIdFor(practiceId, 'm.ortiz', key);
        const path = deskFileKey(practiceId, entryId).replace(`upload/${practiceId}/`, '');
        expect(phiInName(path)).toBeUndefined();
        expect(deskEntryOfFile(path)).toBe(entryId);
        expect(deskAnswerKey(practiceId, entryId)).toBe(`answer/${practiceId}/${path}.json`);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    'charges.ndjson',
    'front-desk/charges.ndjson',
    'front-desk/e7k3-9abc.ndjson',
    'clinic/front-desk/x.ndjson',
  ])('is not taken for one where somebody uploaded %s', (path) => {
    expect(deskEntryOfFile(path)).toBeUndefined();
  });
});

describe('The encounter of a claim', () => {
  const guarantor = {
    sourceGuarantorId: 'G-1',
    lastName: 'Waxwing',
    firstName: 'Orla',
    address: (encounterJson()['patient'] as { readonly address: object }).address,
  };
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['of a plain visit', {}],
    ['whose bill goes to somebody else', { guarantor }],
    [
      'of several days, with an authorization',
      { serviceDateTo: '2026-10-07', authorizationNumber: 'AUTH-1', authorizationLimits: { units: 3 } },
    ],
    [
      'that is not coded yet',
      {
        lines: [],
        diagnoses: [],
        totalCharge: undefined,
        note: 'Cough.',
        unmappedCharges: [{ code: 'OV3', charge: '75.00' }],
      },
    ],
    ['without insurance', { coverages: [] }],
  ])('%s makes the same content again', (_, changes) => {
    const encounter = Encounter.parse(JSON.parse(JSON.stringify(encounterJson(changes))));
    const one = claim();
    const content = contentOf(encounter, practice, one.claimId, 2);
    const source = { ...one.source, sourceSystem: encounter.sourceSystem, version: 4 };
    const made = encounterOfClaim(
      { ...one, ...content, practiceId, source, unmappedCharges: content.unmappedCharges },
      {},
    );
    const again = Encounter.parse(JSON.parse(JSON.stringify(made)));
    expect(again.version).toBe(5);
    const { lines, ...rest } = contentOf(again, practice, one.claimId, 2);
    const { lines: before, ...restBefore } = content;
    expect(JSON.parse(JSON.stringify(rest))).toEqual(JSON.parse(JSON.stringify(restBefore)));
    expect(lines).toEqual(before);
  });
});

describe('The coverages of a day', () => {
  const coverage = (changes: Partial<KeptCoverage>): KeptCoverage => ({
    order: 'primary',
    payerId: 'JUNIP' as KeptCoverage['payerId'],
    memberId: 'M1',
    relationship: 'self',
    ...changes,
  });
  const on = (day: string) => PlainDate.parse(day);
  const first = coverage({ memberId: 'A1', to: on('2026-06-30'), copay: 2000 as Cents });
  const next = coverage({ memberId: 'B1', from: on('2026-07-01') });
  const second = coverage({ memberId: 'C1', order: 'secondary' });

  test.each([
    ['2026-06-30', ['A1', 'C1']],
    ['2026-07-01', ['B1', 'C1']],
  ])('on %s are those in force, in their order', (day, members) => {
    expect(coveragesOn([second, next, first], on(day)).map(({ memberId }) => memberId)).toEqual(members);
  });

  test('move up where the first has ended', () => {
    expect(coveragesOn([first, second], on('2026-08-01'))).toEqual([{ ...second, order: 'primary' }]);
  });

  test('tell the copay of the card where the payer has told none', () => {
    expect(expectedCopay({ coverages: [first] }, [], on('2026-05-01'))).toEqual({
      amountCents: 2000,
      from: 'card',
    });
    expect(expectedCopay({ coverages: [next] }, [], on('2026-08-01'))).toBeUndefined();
    const answered = {
      ...claim(),
      eligibility: [
        {
          askedAt: '2026-05-01T00:00:00.000Z' as never,
          traceNumber: 'T',
          payerId: 'JUNIP' as never,
          status: 'active' as const,
          reason: 'Active',
          rejectReasonCodes: [],
          copayCents: 3000 as Cents,
        },
      ],
    };
    expect(expectedCopay({ coverages: [first] }, [answered], on('2026-05-01'))).toEqual({
      amountCents: 3000,
      from: 'eligibility',
    });
  });
});

describe('A number of a card', () => {
  test.each(['4111111111111111', '4111 1111 1111 1111', '3782-822463-10005', 'visa 5500000000000004 exp'])(
    'is seen in %s',
    (text) => {
      expect(holdsCardNumber(text)).toBe(true);
    },
  );
  test.each(['SLIP-004417', '4111111111111112', '1044', '20261120-0001', '12345678901234567890123'])(
    'is not seen in %s',
    (text) => {
      expect(holdsCardNumber(text)).toBe(false);
    },
  );
});
