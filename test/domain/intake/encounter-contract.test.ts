import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Encounter } from '#contracts/encounter.ts';
import type { Claim } from '#contracts/claim.ts';
import { sendTowardsScrub } from '#domain/coding/needs-coding.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import { encounterHash, takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { accepted, at, claimIn, encounterJson, origin, today } from '../samples/encounters.ts';
import { goldenHashes } from './golden-hashes.ts';
import { practice } from './map/map-data.ts';

const folder = new URL('../../../events/encounters/', import.meta.url);
const encounters = readdirSync(folder)
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => Encounter.parse(JSON.parse(line)));

test('the content hash of every sample encounter is what it was when it was first taken in', () => {
  expect(
    Object.fromEntries(encounters.map((encounter) => [encounter.encounterId, encounterHash(encounter)])),
  ).toEqual(goldenHashes);
});

test('an empty list of codes is no other content than none', () => {
  expect(encounterHash(accepted({ clinicalCodes: [], unmappedCharges: [] }))).toBe(encounterHash(accepted()));
  expect(encounterHash(accepted({ clinicalCodes: [{ system: 'CVX', code: '140' }] }))).not.toBe(
    encounterHash(accepted()),
  );
});

function checked(changes: Readonly<Record<string, unknown>>) {
  return checkEncounter({ recordNumber: 1, text: JSON.stringify(encounterJson(changes)) }, practice, today);
}

function claimOf(changes: Readonly<Record<string, unknown>>): Claim {
  const { accepted: encounter, problems } = checked(changes);
  if (encounter === undefined) {
    throw new Error(`The sample is not acceptable: ${JSON.stringify(problems)}`);
  }
  return claimIn(takeInEncounter(encounter, practice, undefined, origin).writes);
}

const patient = encounterJson()['patient'] as Record<string, unknown>;

describe('What an encounter says goes into the file for the payer:', () => {
  test.each<readonly [string, Record<string, unknown>, Record<string, unknown>]>([
    ['a suffix', { patient: { ...patient, suffix: 'Jr' } }, { subscriber: { name: { suffix: 'Jr' } } }],
    [
      'who supervised',
      { supervisingProvider: { npi: '2000002016', lastName: 'Teal', firstName: 'Marten' } },
      { supervisingProvider: { name: { name: 'Teal', identifier: { value: '2000002016' } } } },
    ],
    [
      'a location elsewhere',
      { locationId: 'ferry' },
      { serviceFacility: { name: { name: 'Ferry Landing' }, address: { line1: '9 Ferry Landing' } } },
    ],
    [
      'an accident and its state',
      { accident: { kind: 'auto', date: '2026-10-01', state: 'OR' } },
      {
        relatedCauses: { codes: ['AA'], state: 'OR' },
        dates: [{ qualifier: '439', from: '2026-10-01' }],
      },
    ],
    [
      'admission and onset',
      { placeOfService: '21', admissionDate: '2026-10-04', onsetDate: '2026-10-02' },
      {
        dates: [
          { qualifier: '431', from: '2026-10-02' },
          { qualifier: '435', from: '2026-10-04' },
        ],
      },
    ],
    [
      'a drug and a description',
      {
        lines: [
          {
            code: 'J3490',
            charge: '20.00',
            diagnosisPointers: [1],
            description: 'UNLISTED DRUG',
            drug: { ndc: '00003029305', quantity: 2.5, unit: 'ML' },
          },
        ],
        totalCharge: '20.00',
      },
      { lines: [{ description: 'UNLISTED DRUG', drug: { code: '00003029305', quantity: 2.5, unit: 'ML' } }] },
    ],
  ])('%s', (_, changes, expected) => {
    const model = buildClaim837P(claimOf(changes), practice);
    expect(model).toMatchObject(expected);
    const text = write837P(envelopeTo(practice, at, 'T'), [model], { interchange: 1, group: 1 });
    const { interchanges } = readInterchanges(new TextEncoder().encode(text));
    const transaction = interchanges[0]?.groups[0]?.transactions[0];
    expect(transaction === undefined ? undefined : read837P(transaction).claims[0]).toEqual(model);
  });

  test('nothing of the telephone and the mail address', () => {
    const claim = claimOf({ patient: { ...patient, phone: '5035550177', email: 'odette@example.org' } });
    expect(claim.patient).toMatchObject({ phone: '5035550177', email: 'odette@example.org' });
    expect(JSON.stringify(buildClaim837P(claim, practice))).not.toMatch(/odette@|5035550177/);
  });
});

describe('A line without a charge', () => {
  const line = (code: string) => ({ code, diagnosisPointers: [1] });
  const unpriced = (code: string) => ({ lines: [line(code)], totalCharge: undefined });

  test('has the price of the fee schedule on its day', () => {
    expect(claimOf(unpriced('99213'))).toMatchObject({
      lines: [{ chargeCents: 16_500 }],
      totalChargeCents: 16_500,
    });
  });

  test('is refused when there is no price', () => {
    expect(checked(unpriced('99215')).problems).toMatchObject([
      { code: 'charge-missing', field: 'lines[1].charge' },
    ]);
  });

  test('counts with its price when the total is checked', () => {
    const lines = [line('99213'), { ...line('36415'), charge: '15.00' }];
    expect(checked({ lines, totalCharge: '180.00' }).problems).toBeUndefined();
    expect(checked({ lines, totalCharge: '181.00' }).problems?.map(({ code }) => code)).toEqual([
      'charges-do-not-add-up',
    ]);
  });

  test('is taken as it came, so that a new price is no new content', () => {
    const { accepted: encounter } = checked(unpriced('99213'));
    expect(encounter?.lines[0]?.charge).toBeUndefined();
  });
});

test.each([
  ['an unknown location', { locationId: 'nowhere' }, 'locationId', 'location-unmapped'],
  ['an admission after the visit', { admissionDate: '2026-10-06' }, 'admissionDate', 'dates-reversed'],
  [
    'an accident after the visit',
    { accident: { kind: 'other', date: '2026-10-06' } },
    'accident.date',
    'dates-reversed',
  ],
  [
    'a supervisor with a wrong NPI',
    { supervisingProvider: { npi: '2000002017', lastName: 'Teal', firstName: 'Marten' } },
    'supervisingProvider.npi',
    'npi-check-digit',
  ],
])('an encounter with %s is refused', (_, changes, field, code) => {
  expect(checked(changes).problems?.map((problem) => [problem.field, problem.code])).toEqual([[field, code]]);
});

describe('A visit without billable codes goes to coding', () => {
  const move = (changes: Readonly<Record<string, unknown>>) =>
    sendTowardsScrub({ ...claimOf(changes), state: 'awaiting-eligibility' }, practice, {
      at,
      by: 'test',
      origin: 'outside',
    });
  const evidenceOf = (changes: Readonly<Record<string, unknown>>): readonly string[] => {
    const { outcome, writes } = move(changes);
    expect(outcome).toBe('sent-to-coding');
    return writes.flatMap((write) => (write.kind === 'open-task' ? write.task.evidence : []));
  };

  test('with what the clinical system says, and no note', () => {
    const clinicalCodes = [{ system: 'SNOMED CT', code: '444814009', display: 'Viral sinusitis' }];
    expect(evidenceOf({ lines: [], diagnoses: [], totalCharge: undefined, clinicalCodes })).toEqual(
      expect.arrayContaining(['SNOMED CT 444814009: Viral sinusitis', 'There is no note: ask the provider.']),
    );
  });

  test('with charges that nobody has mapped, though it has lines and diagnoses', () => {
    const unmappedCharges = [{ code: 'OV9', system: 'L', description: 'Office visit', charge: '120.00' }];
    expect(evidenceOf({ unmappedCharges })).toContain('A charge of 1 x OV9 (L), Office visit, $120.00');
  });

  test('and says how many codes it does not show', () => {
    const clinicalCodes = Array.from({ length: 25 }, (_, index) => ({ system: 'CVX', code: String(index) }));
    const evidence = evidenceOf({ lines: [], diagnoses: [], totalCharge: undefined, clinicalCodes });
    expect(evidence.at(-1)).toBe('And 5 more clinical codes, which are with the claim.');
  });
});
