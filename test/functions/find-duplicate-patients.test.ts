import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import type { Commit } from '#ports/commit.ts';
import { findDuplicatePatientsStep } from '../../functions/find-duplicate-patients/find-duplicate-patients-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const odette = {
  sourcePatientId: 'P-1',
  lastName: 'Waxwing',
  firstName: 'Odette',
  birthDate: '1979-04-23',
  sex: 'F',
  address: { line1: '14 Nettle Row', city: 'Alder Falls', state: 'OR', zip: '97099' },
  phone: '5035550142',
};
const elsewhere = {
  address: { line1: '1 Main St', city: 'Corvid', state: 'OR', zip: '97301' },
  phone: '5035550199',
};
const covered = (memberId: string) => [
  { order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' },
];

/** A patient of a source: what is other than of Odette, who is patient P-1 of the clinic and insured. */
interface Seen {
  readonly source?: string;
  readonly number?: string;
  readonly patient?: Readonly<Record<string, unknown>>;
  readonly memberId?: string;
  readonly encounterId?: string;
  readonly day?: string;
  readonly version?: number;
}

let visits = 0;
async function see(world: MemoryWorld, seen: Seen = {}): Promise<Claim> {
  visits += 1;
  const { source = 'clinic', number = 'P-1', memberId = 'JHM90017' } = seen;
  const encounter = encounterJson({
    sourceSystem: source,
    encounterId: seen.encounterId ?? `V-${visits}`,
    patient: { ...odette, sourcePatientId: number, ...seen.patient },
    coverages: memberId === '' ? [] : covered(memberId),
    serviceDateFrom: seen.day ?? '2026-10-05',
    version: seen.version ?? 1,
  });
  await world.upload(`${visits}.ndjson`, JSON.stringify(encounter));
  const { encounterId } = encounter;
  const found = [...world.stored.claims.values()].find(
    (claim) => claim.source.encounterId === encounterId && claim.source.sourceSystem === source,
  );
  return await world.claim(found?.claimId);
}

const keyOf = (source: string, number: string): NameKey => nameKeyFor(practiceId, source, number);
const find = (world: MemoryWorld) => findDuplicatePatientsStep(world);
const personOf = async (world: MemoryWorld, source: string, number: string): Promise<Set<NameKey>> =>
  new Set(await world.patients.patientKeysOfSamePerson(practiceId, keyOf(source, number)));
const together = (...keys: readonly NameKey[]): Set<NameKey> => new Set(keys);
const clinic = keyOf('clinic', 'P-1');
const hospital = keyOf('hospital', 'X-77');

async function seenTwice(second: Seen, first: Seen = {}): Promise<MemoryWorld> {
  const world = await memoryWorld();
  await see(world, first);
  await see(world, { source: 'hospital', number: 'X-77', ...second });
  await find(world);
  return world;
}

describe('Two patients of two systems', () => {
  test.each<[string, Seen]>([
    ['of one member id', { patient: elsewhere }],
    ['of one member id, who married', { patient: { ...elsewhere, lastName: 'Sorrel' } }],
    ['of one telephone', { patient: { address: elsewhere.address }, memberId: '' }],
    ['of one address', { patient: { phone: elsewhere.phone }, memberId: '' }],
    ['of one address, called by a short form', { patient: { lastName: 'WAXWING, JR' }, memberId: '' }],
  ])('%s are one person, and nobody is asked', async (_, second) => {
    const world = await seenTwice(second);
    expect(await world.openTasks()).toEqual([]);
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic, hospital));
    expect(await personOf(world, 'hospital', 'X-77')).toEqual(together(clinic, hospital));
    const known = await world.patients.load(practiceId, hospital);
    expect(known?.person?.links).toHaveLength(1);
  });

  test.each<[string, Seen, string]>([
    ['of one name and birth date', { patient: elsewhere, memberId: '' }, 'name-alone'],
    [
      'of one member id, with a typo in the birth date',
      { patient: { birthDate: '1979-04-24' } },
      'all-but-one',
    ],
    ['of one telephone, who married', { patient: { lastName: 'Sorrel' }, memberId: '' }, 'other-last-name'],
    ['with a typo in the first name', { patient: { firstName: 'Odete' } }, 'first-name-misspelt'],
    [
      'with a typo in the birth date alone',
      { patient: { birthDate: '1979-04-32'.replace('32', '13') }, memberId: '' },
      'birth-date-mistyped',
    ],
  ])('%s stay two, and a person is asked', async (_, second, rule) => {
    const world = await seenTwice(second);
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'duplicate-patient', outcomes: ['same-person', 'different-persons'] });
    expect(task.evidence).toContainEqual(expect.stringContaining(`Rule ${rule}.`));
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic));
    expect(await personOf(world, 'hospital', 'X-77')).toEqual(together(hospital));
  });

  test.each<[string, Seen]>([
    ['are father and son of one name and address', { patient: { birthDate: '2004-02-11' }, memberId: '' }],
    [
      'are father and son of one name, born on one day of the year',
      { patient: { birthDate: '2007-04-23' }, memberId: '' },
    ],
    ['are twins', { patient: { firstName: 'Olive' } }],
    ['are mother and child', { patient: { firstName: 'Olive', birthDate: '2012-01-01' } }],
    [
      'have a placeholder for a member id in common',
      { patient: { ...elsewhere, lastName: 'Sorrel' }, memberId: '999999' },
    ],
  ])('who %s are two, and nobody is asked', async (_, second) => {
    const world = await seenTwice(second, { memberId: second.memberId ?? 'JHM90017' });
    expect(await world.openTasks()).toEqual([]);
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic));
    expect((await find(world)).looked).toBe(0);
  });
});

test('What a task says is enough to decide by, and tells no whole number that others could use', async () => {
  const world = await memoryWorld();
  await world.sent({ patient: odette });
  await see(world, { source: 'hospital', number: 'X-77', patient: elsewhere, memberId: 'AB1234567' });
  await find(world);
  const task = await world.onlyTask();
  expect(task.why).toBe(
    'Two patients may be one person: the same is name, birth date and sex, and neither address nor telephone nor insurance.',
  );
  const told = task.evidence.join('\n');
  expect(told).toContain('Odette Waxwing, born 1979-04-23, female; patient P-1 in sample-pm; ZIP code 97099');
  expect(told).toContain('telephone ending in 0142; member id ending in 0017 with JUNIP; one visit');
  for (const secret of ['5035550142', 'JHM90017', 'AB1234567', 'Nettle Row']) {
    expect(told).not.toContain(secret);
  }
  expect(task.dollarsAtStakeCents).toBe(17_500);
});

describe('A patient under two numbers of one system', () => {
  test('is asked about, whatever else is the same', async () => {
    const world = await seenTwice({ source: 'clinic', number: 'P-2' });
    expect((await world.onlyTask()).evidence).toContainEqual(
      expect.stringContaining('Rule two-numbers-of-one-system.'),
    );
  });

  test('is never put together by way of a third number elsewhere: each two are asked about', async () => {
    const world = await seenTwice({});
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic, hospital));
    await see(world, { number: 'P-2' });
    await find(world);
    for (const key of [clinic, hospital, keyOf('clinic', 'P-2')]) {
      expect(await world.patients.patientKeysOfSamePerson(practiceId, key)).toEqual([key]);
    }
    const tasks = await world.openTasks();
    expect(tasks).toHaveLength(3);
    const [task] = tasks;
    await world.work(task as Task, { outcome: 'same-person', stays: 'first', reason: 'One chart' });
    expect(await world.openTasks()).toHaveLength(1);
  });
});

describe('A decision', () => {
  const same = { outcome: 'same-person', stays: 'second', reason: 'Same photograph in both charts' };
  const different = { outcome: 'different-persons', reason: 'Two photographs' };
  const doubtful: Seen = { patient: elsewhere, memberId: '' };

  test('that two are one is kept for good, with who stays, and changes neither claims nor the ledger', async () => {
    const world = await seenTwice(doubtful);
    const task = await world.onlyTask();
    const before = structuredClone({ claims: world.stored.claims, postings: world.stored.postings });
    expect(await world.work(task, same)).toEqual({
      outcome: 'worked',
      summary:
        'They are one person from now on, who goes by the second; claims and statements stay as they are.',
    });
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic, hospital));
    const [, second] = [clinic, hospital].toSorted();
    const known = await world.patients.load(practiceId, clinic);
    expect(known?.person).toMatchObject({ personId: second, asked: [] });
    expect(known?.decisions).toMatchObject([{ verdict: 'same', stays: second, by: 'maria', number: 1 }]);
    expect({ claims: world.stored.claims, postings: world.stored.postings }).toEqual(before);
    expect(await world.openTasks()).toEqual([]);
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.work(task, same)).toMatchObject({ outcome: 'refused' });
  });

  test('that two are different is remembered, and nobody is asked again', async () => {
    const world = await seenTwice(doubtful);
    expect(await world.work(await world.onlyTask(), different)).toMatchObject({ outcome: 'worked' });
    await see(world, { source: 'hospital', number: 'X-77', ...doubtful, day: '2026-10-19' });
    await see(world, { day: '2026-10-20', patient: elsewhere });
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic));
  });

  test('that is none is refused', async () => {
    const world = await seenTwice(doubtful);
    const task = await world.onlyTask();
    for (const outcome of [{ ...same, stays: 'both' }, { ...same, reason: '' }, { outcome: 'merge' }]) {
      expect(await world.work(task, outcome)).toMatchObject({ outcome: 'refused' });
    }
    expect((await world.onlyTask()).status).toBe('open');
  });

  test('is asked for no more when what the two have in common was a mistake', async () => {
    const world = await memoryWorld();
    await see(world);
    await see(world, { source: 'hospital', number: 'X-77', ...doubtful, encounterId: 'MISTAKEN' });
    await find(world);
    const task = await world.onlyTask();
    await see(world, {
      source: 'hospital',
      number: 'X-77',
      ...doubtful,
      encounterId: 'MISTAKEN',
      patient: { ...elsewhere, firstName: 'Hedwig' },
      version: 2,
    });
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(practiceId, task.taskId)).toMatchObject({
      status: 'moot',
      outcome: 'no-longer-alike',
    });
  });

  test('is asked for once more when the two are alike again', async () => {
    const world = await memoryWorld();
    const visit = { source: 'hospital', number: 'X-77', memberId: '', encounterId: 'AGAIN' };
    await see(world);
    for (const [index, firstName] of ['Odette', 'Hedwig', 'Odette'].entries()) {
      await see(world, { ...visit, patient: { ...elsewhere, firstName }, version: index + 1 });
      await find(world);
    }
    expect((await world.onlyTask()).taskId).toMatch(/-2$/);
  });
});

describe('The agenda of patients', () => {
  test('is done with once; what comes again, late or out of order changes nothing', async () => {
    const world = await seenTwice({ patient: elsewhere, memberId: '' });
    expect(await find(world)).toEqual({ outcome: 'looked', looked: 0, opened: 0, left: 0, unsettled: 0 });
    const before = world.snapshot();
    for (const claim of world.stored.claims.values()) {
      for (const version of [1, 7]) {
        await world.commit.apply([
          {
            kind: 'enter-patient',
            practiceId,
            entry: {
              patientKey: keyOf(claim.source.sourceSystem, claim.patient.sourcePatientId),
              occasion: `${claim.claimId}#${version}`,
              claimId: claim.claimId,
            },
          },
        ]);
      }
    }
    expect(await find(world)).toMatchObject({ looked: 4, opened: 0 });
    expect(world.snapshot()).toEqual(before);
  });

  test("brings a patient whose visit turned out to be another patient's out of what is compared", async () => {
    const world = await memoryWorld();
    await see(world);
    await see(world, { source: 'hospital', number: 'X-77', encounterId: 'MOVED' });
    await find(world);
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic, hospital));
    await see(world, {
      source: 'hospital',
      number: 'X-78',
      encounterId: 'MOVED',
      patient: { ...elsewhere, firstName: 'Hedwig' },
      memberId: '',
      version: 2,
    });
    await find(world);
    expect(await personOf(world, 'clinic', 'P-1')).toEqual(together(clinic));
    expect(await world.openTasks()).toEqual([]);
  });

  test('asks nobody about what more patients have in common than a person can have numbers', async () => {
    const world = await memoryWorld();
    for (let number = 1; number <= 14; number += 1) {
      await see(world, { number: `T-${number}`, memberId: '', patient: { ...elsewhere, lastName: 'Test' } });
    }
    await find(world);
    expect(await world.openTasks()).toEqual([]);
  });

  test('is looked at to its end when one patient cannot be looked at, and the round fails then', async () => {
    const world = await memoryWorld();
    await see(world);
    await see(world, { source: 'hospital', number: 'X-77', patient: elsewhere, memberId: '' });
    await see(world, { number: 'T-9', patient: { ...elsewhere, firstName: 'Hedwig' }, memberId: '' });
    const bad = keyOf('clinic', 'T-9');
    const patients = {
      ...world.patients,
      load: (...[practice, key]: Parameters<typeof world.patients.load>) =>
        key === bad ? Promise.reject(new RangeError('Hedwig')) : world.patients.load(practice, key),
    };
    await expect(findDuplicatePatientsStep({ ...world, patients })).rejects.toThrow(
      `Of this round 2 entries were looked at, 1 could not be: first cedar-hill ${bad} (RangeError)`,
    );
    await world.onlyTask();
    expect(await find(world)).toMatchObject({ looked: 1, left: 0 });
  });

  test('counts the tasks that it opened itself, whoever writes at the same time', async () => {
    const world = await memoryWorld();
    await see(world);
    await see(world, { source: 'hospital', number: 'X-77', patient: elsewhere, memberId: '' });
    let first = true;
    const commit: Commit = {
      apply: async (writes) => {
        const open = writes.find(({ kind }) => kind === 'open-task');
        if (open !== undefined && first) {
          first = false;
          await world.commit.apply([open]);
        }
        return await world.commit.apply(writes);
      },
    };
    expect(await findDuplicatePatientsStep({ ...world, commit })).toMatchObject({ opened: 1 });
    // The one is another's; the other is the one by which the two are asked about.
    expect(await world.openTasks()).toHaveLength(2);
    const asked = (await world.patients.load(practiceId, clinic))?.person?.asked;
    expect(asked).toMatchObject([{ other: hospital, taskId: expect.stringMatching(/-2$/) }]);
  });

  test('counts a task once that was opened before others came in between', async () => {
    const world = await memoryWorld();
    await see(world);
    await see(world, { source: 'hospital', number: 'X-77', patient: elsewhere, memberId: '' });
    const nothing = () => Promise.resolve();
    const conflict = () => Promise.reject(new CommitConflict('Another writer was first (test)'));
    const commit = overtaken(world.commit, nothing, conflict);
    expect(await findDuplicatePatientsStep({ ...world, commit })).toMatchObject({ opened: 1, left: 0 });
    await world.onlyTask();
  });
});
