import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { accepted, check, encounterJson, practice } from '../samples/encounters.ts';

type Json = Record<string, unknown>;

function without(field: string): Json {
  const { [field]: _, ...rest } = encounterJson();
  return rest;
}

const patient = encounterJson()['patient'] as Json;
const coverage = { order: 'primary', payerId: 'JUNIP', memberId: 'JHM90017', relationship: 'self' };
const line = { code: '99213', charge: '175.00', diagnosisPointers: [1] };
const guarantor = {
  sourceGuarantorId: 'G-1',
  lastName: 'Waxwing',
  firstName: 'Ansel',
  address: patient['address'],
};

/** What a record says that is wrong, the field that is named, and the code. */
const refusals: readonly (readonly [title: string, record: unknown, field: string, code: string])[] = [
  ['text that is not JSON', '{"encounterId": "ENC-1",}', '', 'not-json'],
  ['a record that breaks off', '{"encounterId": "ENC-1"', '', 'not-json'],
  ['a list', '[]', '', 'not-an-object'],
  ['a word', '"encounter"', '', 'not-an-object'],
  ['no patient', without('patient'), 'patient', 'field-missing'],
  ['no total', without('totalCharge'), 'totalCharge', 'field-missing'],
  ['null for a patient', encounterJson({ patient: null }), 'patient', 'field-invalid'],
  ['a field that is not described', encounterJson({ colour: 'red' }), '', 'field-unknown'],
  [
    'a misspelt field of the patient',
    encounterJson({ patient: { ...patient, lastname: 'x' } }),
    'patient',
    'field-unknown',
  ],
  [
    'a charge that is a number',
    encounterJson({ lines: [{ ...line, charge: 175 }] }),
    'lines[1].charge',
    'field-invalid',
  ],
  ['a charge with one decimal', encounterJson({ totalCharge: '175.0' }), 'totalCharge', 'field-invalid'],
  [
    'a place of service that is a number',
    encounterJson({ placeOfService: 11 }),
    'placeOfService',
    'field-invalid',
  ],
  [
    'a day that does not exist',
    encounterJson({ serviceDateFrom: '2026-02-30' }),
    'serviceDateFrom',
    'field-invalid',
  ],
  [
    'a state that does not exist',
    encounterJson({ patient: { ...patient, address: { ...(patient['address'] as Json), state: 'ZZ' } } }),
    'patient.address.state',
    'field-invalid',
  ],
  [
    'four coverages',
    encounterJson({ coverages: [coverage, coverage, coverage, coverage] }),
    'coverages',
    'field-invalid',
  ],
  [
    'five pointers',
    encounterJson({ lines: [{ ...line, diagnosisPointers: [1, 2, 1, 2, 1] }] }),
    'lines[1].diagnosisPointers',
    'field-invalid',
  ],
  ['an NPI of nine digits', encounterJson({ renderingNpi: '200000101' }), 'renderingNpi', 'field-invalid'],
  [
    'an NPI with a wrong check digit',
    encounterJson({ renderingNpi: '2000001019' }),
    'renderingNpi',
    'npi-check-digit',
  ],
  [
    'a referring NPI with a wrong check digit',
    encounterJson({ referringProvider: { npi: '1234567890', lastName: 'Teal', firstName: 'Jo' } }),
    'referringProvider.npi',
    'npi-check-digit',
  ],
  [
    'a provider of another practice',
    encounterJson({ renderingNpi: '1234567893' }),
    'renderingNpi',
    'provider-unknown',
  ],
  [
    'a payer that the practice does not have',
    encounterJson({ coverages: [{ ...coverage, payerId: 'NOSUCH' }] }),
    'coverages[1].payerId',
    'payer-unknown',
  ],
  [
    'a secondary coverage alone',
    encounterJson({ coverages: [{ ...coverage, order: 'secondary' }] }),
    'coverages[1].order',
    'coverage-order',
  ],
  [
    'two primary coverages',
    encounterJson({ coverages: [coverage, coverage] }),
    'coverages[2].order',
    'coverage-order',
  ],
  [
    'a spouse without a subscriber',
    encounterJson({ coverages: [{ ...coverage, relationship: 'spouse' }] }),
    'coverages[1].subscriber',
    'subscriber-missing',
  ],
  [
    'a total that is a cent off',
    encounterJson({ totalCharge: '175.01' }),
    'totalCharge',
    'charges-do-not-add-up',
  ],
  [
    'a negative charge',
    encounterJson({ lines: [{ ...line, charge: '-5.00' }], totalCharge: '-5.00' }),
    'lines[1].charge',
    'charge-negative',
  ],
  [
    'a visit of tomorrow',
    encounterJson({ serviceDateFrom: '2026-11-21' }),
    'serviceDateFrom',
    'date-in-future',
  ],
  [
    'a visit that ends tomorrow',
    encounterJson({ serviceDateTo: '2026-11-21' }),
    'serviceDateTo',
    'date-in-future',
  ],
  [
    'a visit that ends before it begins',
    encounterJson({ serviceDateTo: '2026-10-04' }),
    'serviceDateTo',
    'dates-reversed',
  ],
  [
    'a visit before birth',
    encounterJson({ patient: { ...patient, birthDate: '2026-10-06' }, guarantor }),
    'serviceDateFrom',
    'date-before-birth',
  ],
  [
    'a visit after death',
    encounterJson({ patient: { ...patient, deathDate: '2026-10-04' } }),
    'serviceDateFrom',
    'date-after-death',
  ],
  [
    'a line outside the visit',
    encounterJson({ lines: [{ ...line, serviceDate: '2026-10-06' }] }),
    'lines[1].serviceDate',
    'date-outside-visit',
  ],
  [
    'a pointer past the last diagnosis',
    encounterJson({ lines: [{ ...line, diagnosisPointers: [3] }] }),
    'lines[1].diagnosisPointers',
    'diagnosis-pointer-unknown',
  ],
  [
    'no codes and no note',
    encounterJson({ lines: [], diagnoses: [], totalCharge: '0.00' }),
    'note',
    'uncoded-without-note',
  ],
  [
    'no codes and a blank note',
    encounterJson({ lines: [], diagnoses: [], totalCharge: '0.00', note: '  ' }),
    'note',
    'uncoded-without-note',
  ],
  [
    'a minor without a guarantor',
    encounterJson({ patient: { ...patient, birthDate: '2008-10-06' } }),
    'guarantor',
    'guarantor-missing',
  ],
  [
    'a name with a separator of X12',
    encounterJson({ patient: { ...patient, lastName: 'Wax*wing' } }),
    'patient.lastName',
    'character-not-sendable',
  ],
  [
    'a name with a letter that has no ASCII form',
    encounterJson({ patient: { ...patient, firstName: 'Łucja' } }),
    'patient.firstName',
    'character-not-sendable',
  ],
  [
    'a first name of 36 letters',
    encounterJson({ patient: { ...patient, firstName: 'O'.repeat(36) } }),
    'patient.firstName',
    'text-too-long',
  ],
];

describe('a record is refused for', () => {
  test.each(refusals)('%s', (_, record, field, code) => {
    const { problems } = check(record);
    expect(problems?.map((problem) => [problem.field, problem.code])).toContainEqual([field, code]);
    for (const problem of problems ?? []) {
      expect([problem.found, problem.expected, problem.howToFix].every((words) => words.length > 3)).toBe(
        true,
      );
    }
  });
});

describe('a record is accepted with', () => {
  const newborn = { ...patient, birthDate: '2026-10-05' };
  test.each([
    ['nothing but what is needed', {}],
    ['a patient who pays', { coverages: [] }],
    ['a note instead of codes', { lines: [], diagnoses: [], totalCharge: '0.00', note: 'Sore throat.' }],
    [
      'lines but no diagnosis, and a note',
      { diagnoses: [], note: 'Sore throat.', lines: [{ ...line, diagnosisPointers: [] }] },
    ],
    [
      'a newborn on the day of birth, under its mother',
      {
        patient: newborn,
        guarantor,
        coverages: [{ ...coverage, relationship: 'child', subscriber: subscriberOf(patient) }],
      },
    ],
    ['a visit on the day of death', { patient: { ...patient, deathDate: '2026-10-05' } }],
    ['a visit of today', { serviceDateFrom: '2026-11-20' }],
    [
      'a visit of several days and a line of the last',
      { serviceDateTo: '2026-10-07', lines: [{ ...line, serviceDate: '2026-10-07' }] },
    ],
    ['a patient who is eighteen that day', { patient: { ...patient, birthDate: '2008-10-05' } }],
    [
      'accents, which are folded in files',
      { patient: { ...patient, lastName: 'Muñoz-Åse', firstName: 'Renée' } },
    ],
    [
      'two coverages in order',
      { coverages: [coverage, { ...coverage, order: 'secondary', payerId: 'BLUEW' }] },
    ],
  ])('%s', (_, changes) => {
    expect(check(encounterJson(changes)).problems).toBeUndefined();
  });

  test('its amounts in cents and its defaults filled in', () => {
    const encounter = accepted();
    expect(encounter.lines.map(({ charge, units, modifiers }) => [charge, units, modifiers])).toEqual([
      [16_000, 1, []],
      [1_500, 1, []],
    ]);
    expect(encounter).toMatchObject({ version: 1, totalCharge: 17_500, signatureOnFile: true });
  });
});

test('charges that do not add up are told with both numbers', () => {
  const { problems } = check(encounterJson({ totalCharge: '165.00' }));
  expect(problems?.[0]?.found).toBe('a total of $165.00 and a sum of 2 lines of $175.00');
});

test('a misspelt field is told with the name that it most likely has', () => {
  const { totalCharge: _, ...rest } = encounterJson();
  const { problems } = check({ ...rest, total_charge: '175.00' });
  expect(problems?.find(({ code }) => code === 'field-unknown')).toMatchObject({
    found: 'a field named "total_charge"',
    expected: 'perhaps "totalCharge"',
  });
});

test('everything that is wrong with a record is told at once, with its number and encounter', () => {
  const { problems } = check(
    encounterJson({ renderingNpi: '2000001019', totalCharge: '1.00', serviceDateFrom: '2027-01-01' }),
  );
  expect(problems?.map(({ code }) => code)).toEqual([
    'npi-check-digit',
    'charges-do-not-add-up',
    'date-in-future',
  ]);
  expect(
    problems?.every(({ recordNumber, encounterId }) => recordNumber === 1 && encounterId === 'ENC-1'),
  ).toBe(true);
});

test('a practice without a payer list refuses every coverage and none of the self-pay visits', () => {
  expect(practice.payers.length).toBeGreaterThan(0);
  const on = PlainDate.parse('2026-11-20');
  expect(check(encounterJson({ coverages: [] }), on).problems).toBeUndefined();
});

/** Everything about a person that a record may hold, as values that occur nowhere else. */
const secrets = {
  sourcePatientId: 'PX-SECRET-ID',
  lastName: 'Goldcrestova',
  firstName: 'Zephyrine',
  middleName: 'Quillon',
  birthDate: '1961-07-19',
  line1: '9182 Secretary Bird Way',
  city: 'Tanagerville',
  memberId: 'ZZTOP-77123',
  note: 'Reports a private matter.',
};

test('nothing about a person is repeated in a problem, whatever is wrong with the record', () => {
  const { line1, city, memberId, note, ...person } = secrets;
  const record: Json = encounterJson({
    patient: { ...person, sex: 'F', address: { line1, city, state: 'OR', zip: '97099' } },
    coverages: [{ ...coverage, memberId }],
    note,
  });
  const text = JSON.stringify(record);
  const spoil = fc.oneof(
    fc
      .tuple(fc.nat(text.length), fc.nat(text.length))
      .map(([a, b]) => text.slice(0, Math.min(a, b)) + text.slice(Math.max(a, b))),
    fc
      .tuple(
        fc.constantFrom(...Object.values(secrets)),
        fc.constantFrom('1', '{}', 'null', '"*bad*"', '["x"]', '12345'),
      )
      .map(([secret, value]) => text.replace(`"${secret}"`, value)),
    fc
      .tuple(
        fc.constantFrom('99213', 'OR', 'F', 'self', 'JUNIP', '2026-10-05', '175.00', 'I10'),
        fc.constantFrom(...Object.values(secrets)),
      )
      .map(([value, secret]) => text.replace(`"${value}"`, JSON.stringify(secret))),
    fc.constantFrom(...Object.keys(secrets)).map((key) => text.replace(`"${key}"`, `"${key}x"`)),
  );
  fc.assert(
    fc.property(spoil, (spoilt) => {
      const said = JSON.stringify(check(spoilt).problems ?? []);
      // A value that was put where codes and dates of service belong is repeated there: it is no longer about a person.
      const repeated = Object.values(secrets).filter(
        (secret) => said.includes(secret) && spoilt.split(secret).length <= 2,
      );
      expect(repeated).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

function subscriberOf(person: Json): Json {
  const { sourcePatientId: _, ...subscriber } = person;
  return subscriber;
}
