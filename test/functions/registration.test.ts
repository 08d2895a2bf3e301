import { describe, expect, test } from 'vitest';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { findDuplicatePatientsStep } from '../../functions/find-duplicate-patients/find-duplicate-patients-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const { patient, coverages } = encounterJson({}) as {
  readonly patient: Readonly<Record<string, unknown>>;
  readonly coverages: readonly Readonly<Record<string, unknown>>[];
};
const line = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ record: 'registration', sourceSystem: 'front-desk', patient, coverages, ...changes });

const key = (practiceId: Parameters<typeof nameKeyFor>[0]) =>
  nameKeyFor(practiceId, 'front-desk', String(patient['sourcePatientId']));

describe('A registration in an upload', () => {
  test('keeps the patient on file; the same again changes nothing, and a later version is in force whole', async () => {
    const world = await memoryWorld();
    const { practiceId } = world;
    const outcomeOf = async (name: string, text: string) =>
      (await world.upload(name, text)).records.map(({ outcome }) => outcome);
    expect(await outcomeOf('one.ndjson', line())).toEqual(['kept']);
    expect(await outcomeOf('two.ndjson', line())).toEqual(['unchanged']);
    const changed = line({ version: 2, coverages: [{ ...coverages[0], to: '2026-12-31', copay: '25.00' }] });
    expect(await outcomeOf('three.ndjson', changed)).toEqual(['updated']);
    expect(await outcomeOf('four.ndjson', line())).toEqual(['refused']);
    expect(await world.patients.registration(practiceId, key(practiceId))).toMatchObject({
      version: 2,
      coverages: [{ to: '2026-12-31', copay: 2500 }],
    });
  });

  test('is answered the same when its chunk is taken in once more', async () => {
    const world = await memoryWorld();
    const first = await world.upload('one.ndjson', line());
    const path = [...world.stored.documents.keys()].find((each) => each.endsWith('.result.json'));
    world.stored.documents.delete(path ?? '');
    const again = await world.takeIn(first.uploadId);
    expect(again.records).toEqual(first.records);
  });

  test('stands beside visits of the same file, of which none is blocked by one that is refused', async () => {
    const world = await memoryWorld();
    const answer = await world.upload(
      'mixed.ndjson',
      [
        line(),
        line({ patient: { ...patient, birthDate: '1979-13-01' } }),
        JSON.stringify(encounterJson({})),
      ].join('\n'),
    );
    expect(answer.records.map(({ outcome }) => outcome)).toEqual(['kept', 'refused', 'accepted']);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['a misspelt field', { coverage: [] }, '', 'field-unknown'],
    ['no address', { patient: { ...patient, address: undefined } }, 'patient.address', 'field-missing'],
    [
      'a birth to come',
      { patient: { ...patient, birthDate: '2027-01-01' } },
      'patient.birthDate',
      'date-in-future',
    ],
    [
      'a child without a guarantor',
      { patient: { ...patient, birthDate: '2020-01-01' } },
      'guarantor',
      'guarantor-missing',
    ],
    [
      'a death before the birth',
      { patient: { ...patient, deathDate: '1950-01-01' } },
      'patient.deathDate',
      'dates-reversed',
    ],
    [
      'an unknown payer',
      { coverages: [{ ...coverages[0], payerId: 'NOBODY' }] },
      'coverages[1].payerId',
      'payer-unknown',
    ],
    [
      'a spouse without subscriber',
      { coverages: [{ ...coverages[0], relationship: 'spouse' }] },
      'coverages[1].subscriber',
      'subscriber-missing',
    ],
    [
      'a coverage that ends before it begins',
      { coverages: [{ ...coverages[0], from: '2026-05-01', to: '2026-04-30' }] },
      'coverages[1].to',
      'dates-reversed',
    ],
    [
      'two first coverages on one day',
      {
        coverages: [
          { ...coverages[0], to: '2026-06-30' },
          { ...coverages[0], memberId: 'ZZ9', from: '2026-06-30' },
        ],
      },
      'coverages[2].order',
      'coverage-order',
    ],
    [
      'a name that no file can carry',
      { patient: { ...patient, lastName: 'Wax*wing' } },
      'patient.lastName',
      'character-not-sendable',
    ],
  ])('is refused for %s, at its field', async (_, changes, field, code) => {
    const world = await memoryWorld();
    const [record] = (await world.upload('bad.ndjson', line(changes))).records;
    expect(record).toMatchObject({ outcome: 'refused' });
    expect(record?.problems.map((problem) => [problem.field, problem.code])).toEqual([[field, code]]);
    expect(world.stored.registrations.size).toBe(0);
  });

  test('lets one coverage follow the other without a gap', async () => {
    const world = await memoryWorld();
    const two = [
      { ...coverages[0], to: '2026-06-30' },
      { ...coverages[0], memberId: 'ZZ9', from: '2026-07-01' },
    ];
    const [record] = (await world.upload('two.ndjson', line({ coverages: two }))).records;
    expect(record).toMatchObject({ outcome: 'kept', problems: [] });
  });

  test('puts the patient together with the same person of another system, as visits do', async () => {
    const world = await memoryWorld();
    const { practiceId } = world;
    await world.received();
    await world.upload('one.ndjson', line());
    await findDuplicatePatientsStep(world);
    const other = nameKeyFor(
      practiceId,
      String(encounterJson({})['sourceSystem']),
      String(patient['sourcePatientId']),
    );
    const same = await world.patients.patientKeysOfSamePerson(practiceId, key(practiceId));
    expect(new Set(same)).toEqual(new Set([key(practiceId), other]));
  });
});
