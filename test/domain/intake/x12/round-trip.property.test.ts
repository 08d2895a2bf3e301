import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { claimsPractice, readFile, today } from './claims-practice.ts';

const practice = claimsPractice();
const word = (max: number) => fc.stringMatching(new RegExp(`^[A-Z][A-Za-z' -]{0,${max - 2}}[a-z]$`));
const id = fc.stringMatching(/^[A-Z0-9]{3,12}$/);
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-10-${String(date).padStart(2, '0')}`);
const amount = fc
  .integer({ min: 0, max: 99_999 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);

const person = {
  lastName: word(20),
  firstName: word(12),
  middleName: fc.option(word(8), { nil: undefined }),
  birthDate: fc.constantFrom('1951-06-21', '1978-03-14', '2000-02-29'),
  sex: fc.constantFrom('F', 'M', 'U'),
  address: fc.record(
    { line1: word(30), line2: word(10), city: word(10), state: fc.constant('OR'), zip: fc.constant('97099') },
    { requiredKeys: ['line1', 'city', 'state', 'zip'] },
  ),
};

const line = fc.record(
  {
    code: fc.constantFrom('99213', '99214', '36415', 'J1100', 'G0439', '0001U'),
    modifiers: fc.uniqueArray(fc.constantFrom('25', 'LT', 'RT', '59'), { maxLength: 4 }),
    units: fc.integer({ min: 1, max: 9 }),
    charge: amount,
    diagnosisPointers: fc.uniqueArray(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }),
    serviceDate: day,
    description: word(20),
    drug: fc.constant({ ndc: '00003049420', quantity: 1.5, unit: 'ML' }),
  },
  { requiredKeys: ['code', 'modifiers', 'units', 'charge', 'diagnosisPointers'] },
);

const relationship = fc.constantFrom('self', 'spouse', 'child', 'other');

/** An encounter of which a claim can carry everything but the numbers of patient and guarantor. */
const encounter = fc
  .record(
    {
      patient: fc.record({ sourcePatientId: id, ...person }),
      relationship,
      subscriber: fc.record(person),
      groupNumber: fc.option(id, { nil: undefined }),
      memberIds: fc.tuple(id, id),
      hasSecond: fc.boolean(),
      renderingNpi: fc.constantFrom('2000001018', '2000001026'),
      referringProvider: fc.record({
        npi: fc.constant('2000001034'),
        lastName: word(12),
        firstName: word(10),
      }),
      locationId: fc.constant('hospital'),
      placeOfService: fc.constantFrom('11', '22'),
      onsetDate: fc.constant('2026-09-20'),
      accident: fc.constantFrom(
        { kind: 'auto', date: '2026-09-21', state: 'OR' },
        { kind: 'work', date: '2026-09-21' },
      ),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      authorizationNumber: id,
      signatureOnFile: fc.boolean(),
      assignmentOfBenefits: fc.boolean(),
      releaseOfInformation: fc.boolean(),
    },
    {
      requiredKeys: [
        'patient',
        'relationship',
        'subscriber',
        'groupNumber',
        'memberIds',
        'hasSecond',
        'renderingNpi',
        'placeOfService',
        'lines',
        'signatureOnFile',
        'assignmentOfBenefits',
        'releaseOfInformation',
      ],
    },
  )
  .map(({ relationship: related, subscriber, groupNumber, memberIds, hasSecond, ...rest }) => {
    const covered = { relationship: related, ...(related === 'self' ? {} : { subscriber }) };
    const days = rest.lines.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted();
    const from = days[0] ?? '2026-10-10';
    const to = days.at(-1) ?? from;
    const cents = rest.lines.reduce((sum, { charge }) => sum + Math.round(Number(charge) * 100), 0);
    return {
      ...rest,
      sourceSystem: 'pm',
      encounterId: 'ENC-1',
      coverages: [
        { order: 'primary', payerId: 'JUNIP', memberId: memberIds[0], groupNumber, ...covered },
        ...(hasSecond
          ? [{ order: 'secondary', payerId: 'FEDMB', memberId: memberIds[1], relationship: 'self' }]
          : []),
      ],
      serviceDateFrom: from,
      ...(to === from ? {} : { serviceDateTo: to }),
      diagnoses: ['E11.9', 'I10'],
      lines: rest.lines.map((one) => ({ ...one, serviceDate: one.serviceDate ?? from })),
      totalCharge: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
    };
  });

/** The 837 that we would send for an encounter. */
function written(read: Encounter): string {
  const taken = takeInEncounter(read, practice, undefined, {
    uploadId: UploadId.parse('U0000000000000001'),
    recordNumber: 1,
    at: Instant.parse('2026-11-02T15:06:00.000Z'),
  });
  const claim = taken.writes.flatMap((write) => (write.kind === 'create-claim' ? [write.claim] : []))[0];
  if (claim === undefined) {
    throw new Error('no claim');
  }
  return write837P(
    {
      senderQualifier: 'ZZ',
      senderId: 'PM',
      receiverQualifier: 'ZZ',
      receiverId: 'OPENFIELD',
      date: '2026-11-02',
      time: '1506',
      usageIndicator: 'P',
    },
    [buildClaim837P(claim, practice)],
    { interchange: 7, group: 7 },
  );
}

/** What a claim does not say, and what it says in words of its own. */
function comparable({ patient, lines, serviceDateFrom, ...rest }: Encounter): object {
  return {
    ...rest,
    encounterId: '',
    version: 0,
    serviceDateFrom,
    patient: { ...patient, sourcePatientId: '' },
    lines: lines.map(({ serviceDate = serviceDateFrom, ...one }) => ({
      ...one,
      sourceLineId: '',
      serviceDate,
    })),
  };
}

describe('An encounter that was sent as a claim', () => {
  test('is read from the claim as it was', () => {
    fc.assert(
      fc.property(encounter, (draft) => {
        const before = checkDraft(1, draft, practice, today);
        expect(before.problems).toBeUndefined();
        const [record] = readFile(written(before.accepted as Encounter), practice, 'pm');
        expect(record).toMatchObject({ kind: 'encounter', notes: ['patient-id-derived'] });
        const after = checkDraft(1, (record as { draft: object }).draft, practice, today);
        expect(after.problems).toBeUndefined();
        expect(comparable(after.accepted as Encounter)).toEqual(comparable(before.accepted as Encounter));
      }),
      { numRuns: 100 },
    );
  });
});
