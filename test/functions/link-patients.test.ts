import { describe, expect, test } from 'vitest';
import type { NameKey } from '#contracts/identifiers.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { csvTemplates, templateFile } from '#domain/intake/read/csv/csv-templates.ts';
import { findDuplicatePatientsStep } from '../../functions/find-duplicate-patients/find-duplicate-patients-step.ts';
import { linkPatientsStep } from '../../functions/link-patients/link-patients-step.ts';
import { readPatientsStep } from '../../functions/read-patients/read-patients-step.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { writeAdmission, writeCharges, type WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const keyOf = (source: string, number: string): NameKey => nameKeyFor(practiceId, source, number);
const clinic = keyOf('clinic', 'P-1');
const hospital = keyOf('hospital', 'X-77');
const find = (world: MemoryWorld) => findDuplicatePatientsStep(world);

async function see(world: MemoryWorld, source: string, number: string, changes: object = {}): Promise<void> {
  const encounter = encounterJson();
  const patient = { ...(encounter['patient'] as object), sourcePatientId: number, ...changes };
  const seen = { ...encounter, sourceSystem: source, encounterId: `${source}-${number}`, patient };
  await world.upload(`${source}-${number}.ndjson`, JSON.stringify(seen));
}

/** One person by a rule: the member id is the same. */
async function linkedByRule(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  await see(world, 'clinic', 'P-1');
  await see(world, 'hospital', 'X-77');
  await find(world);
  return world;
}

const decide = (world: MemoryWorld, decision: string, one: NameKey, other: NameKey, reason = 'Two sisters') =>
  linkPatientsStep({ practiceId, decision, one, other, user: 'maria', reason }, world);
const personOf = async (world: MemoryWorld, key: NameKey): Promise<readonly NameKey[]> =>
  await world.patients.patientKeysOfSamePerson(practiceId, key);

describe('Two patients whom a rule put together', () => {
  test('are taken apart by a person, for good, and put together again by one', async () => {
    const world = await linkedByRule();
    expect(await decide(world, 'unlink', clinic, hospital)).toEqual({
      outcome: 'decided',
      summary: 'They are two persons from now on.',
    });
    await see(world, 'hospital', 'X-77', { phone: '5035550142' });
    await find(world);
    expect(await personOf(world, clinic)).toEqual([clinic]);
    expect(await world.openTasks()).toEqual([]);
    expect(await decide(world, 'unlink', clinic, hospital)).toMatchObject({ outcome: 'refused' });
    expect(await decide(world, 'link', hospital, clinic, 'One after all')).toMatchObject({
      outcome: 'decided',
    });
    expect(await personOf(world, clinic)).toEqual([clinic, hospital].toSorted());
    const known = await world.patients.load(practiceId, clinic);
    expect(known?.person).toMatchObject({ personId: hospital });
    expect(known?.decisions.map(({ verdict, number }) => [verdict, number])).toEqual([
      ['different', 1],
      ['same', 2],
    ]);
  });

  test('are asked about anew with a third one when two of the three are taken apart', async () => {
    const world = await linkedByRule();
    await see(world, 'lab', 'L-9');
    await find(world);
    expect(await personOf(world, clinic)).toHaveLength(3);
    expect(await decide(world, 'unlink', clinic, hospital)).toEqual({
      outcome: 'decided',
      summary: 'They are two persons from now on. 2 tasks ask about others.',
    });
    const [task] = await world.openTasks();
    if (task !== undefined) {
      await world.work(task, { outcome: 'same-person', stays: 'first', reason: 'One chart' });
    }
    expect(await world.openTasks()).toEqual([]);
    expect(await personOf(world, keyOf('lab', 'L-9'))).toHaveLength(2);
  });

  test('are not decided about in contradiction to what was decided of others', async () => {
    const world = await memoryWorld();
    const lab = keyOf('lab', 'L-9');
    await see(world, 'clinic', 'P-1', { firstName: 'Agnes' });
    await see(world, 'hospital', 'X-77', { firstName: 'Berta' });
    await see(world, 'lab', 'L-9', { firstName: 'Clara' });
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    for (const key of [hospital, lab]) {
      expect(await decide(world, 'link', clinic, key)).toMatchObject({ outcome: 'decided' });
    }
    expect(await decide(world, 'unlink', hospital, lab)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('decided to be one person by way of others')],
    });
    expect(await decide(world, 'unlink', clinic, lab)).toMatchObject({ outcome: 'decided' });
    expect(await personOf(world, lab)).toEqual([lab]);
    expect(await decide(world, 'link', hospital, lab)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('decided to be different persons')],
    });
    expect(await personOf(world, clinic)).toEqual([clinic, hospital].toSorted());
  });

  test('are not put together with more than anybody can be told apart from, and nothing of that is silent', async () => {
    const world = await memoryWorld();
    await see(world, 'clinic', 'P-1');
    await find(world);
    const { claimId, serviceDateFrom } = await world.claim();
    const [another, ...others] = Array.from({ length: 45 }, (_, index) => keyOf('clinic', `C-${index}`));
    const [last, ...decided] = others;
    if (another === undefined || last === undefined) {
      throw new Error('There is nobody');
    }
    for (const key of [another, ...others]) {
      const said = { claimId, version: 1, serviceDate: serviceDateFrom, name: 'Somebody' };
      await world.patients.say(practiceId, key, said);
    }
    for (const other of decided) {
      const of = { one: clinic, other, number: 1, verdict: 'same' as const, stays: clinic };
      const decision = { ...of, at: world.clock.now(), by: 'maria', reason: 'One chart' };
      await world.commit.apply([{ kind: 'decide-patients', practiceId, decision }]);
    }
    expect(await decide(world, 'link', clinic, last)).toMatchObject({
      outcome: 'decided',
      summary: expect.stringMatching(/^They are one person/),
    });
    expect(await personOf(world, clinic)).toHaveLength(45);
    const before = world.snapshot();
    expect(await decide(world, 'link', clinic, another)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('More than 45 patients are linked with each other')],
    });
    expect(world.snapshot()).toEqual(before);
    const shown = (key: NameKey) => readPatientsStep({ query: 'show', practiceId, patientKey: key }, world);
    expect(await shown(clinic)).not.toHaveProperty('unsettled');
    // A rule would link more.
    await find(world);
    await see(world, 'hospital', 'X-77');
    await see(world, 'lab', 'L-9');
    expect(await find(world)).toMatchObject({ outcome: 'too-many-linked', unsettled: 2, opened: 0 });
    expect(await personOf(world, clinic)).toHaveLength(45);
    expect(await shown(hospital)).toMatchObject({ unsettled: expect.stringContaining('More than 45') });
    // That two are different is kept all the same; what follows from it is not known yet, and that is said.
    expect(await decide(world, 'unlink', clinic, last)).toMatchObject({
      outcome: 'decided',
      summary: expect.stringMatching(/^It is kept that they are two persons. More than 45 patients/),
    });
  });

  test.each([
    ['of which one is not known', clinic, keyOf('clinic', 'P-404')],
    ['of which both are one', clinic, clinic],
  ])('%s are not decided about', async (_, one, other) => {
    const world = await linkedByRule();
    const before = world.snapshot();
    expect(await decide(world, 'link', one, other)).toMatchObject({ outcome: 'refused' });
    expect(await linkPatientsStep({ practiceId, decision: 'merge' }, world)).toMatchObject({
      outcome: 'refused',
    });
    expect(world.snapshot()).toEqual(before);
  });
});

describe('A patient', () => {
  test('is found by last name and birth date, and shown with all numbers of the person', async () => {
    const world = await linkedByRule();
    await see(world, 'clinic', 'P-2', { firstName: 'Olive' });
    await find(world);
    const found = await readPatientsStep(
      { query: 'find', practiceId, lastName: 'waxwing', birthDate: '1979-04-23' },
      world,
    );
    expect(found).toMatchObject({ outcome: 'patients', patients: expect.any(Array) });
    const patients = found.outcome === 'patients' ? found.patients : [];
    expect(patients.map(({ patientKey }) => patientKey)).toEqual(
      [clinic, hospital, keyOf('clinic', 'P-2')].toSorted(),
    );
    expect(new Set(patients.map(({ personId }) => personId)).size).toBe(2);
    const shown = await readPatientsStep({ query: 'show', practiceId, patientKey: clinic }, world);
    expect(shown).toMatchObject({
      outcome: 'patient',
      patient: { person: { links: [{ by: 'member-and-birth-date' }] } },
      patients: [{ words: expect.stringContaining('Odette Waxwing') }, {}],
    });
  });

  test.each([
    { query: 'find', practiceId, lastName: 'Waxwing' },
    { query: 'show', practiceId, patientKey: 'P-1' },
    { query: 'show', practiceId, patientKey: keyOf('clinic', 'P-404') },
  ])('that is not there, or not named, is refused: $query $patientKey', async (query) => {
    expect(await readPatientsStep(query, await memoryWorld())).toMatchObject({ outcome: 'refused' });
  });
});

const visit: WrittenVisit = {
  encounterId: 'V-1',
  patient: {
    sourcePatientId: 'MRN-9',
    lastName: 'Gannet',
    firstName: 'Ines',
    birthDate: '1984-02-29',
    sex: 'F',
    address: { line1: '7 Quill Ct', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM90021' }],
  renderingNpi: '2000001018',
  lines: [
    {
      sourceLineId: 'L1',
      code: '99213',
      modifiers: [],
      units: 1,
      charge: '160.00',
      serviceDate: '2026-11-05',
      diagnoses: ['I10'],
    },
  ],
};
const ofNumber = (sourcePatientId: string, encounterId: string): WrittenVisit => ({
  ...visit,
  encounterId,
  patient: { ...visit.patient, sourcePatientId },
});
const messagesOf = (of: WrittenVisit): string =>
  [writeAdmission(of, 'standard', '2.5'), writeCharges(of, 'standard', '2.5')].join('\r');
const template = csvTemplates.find(({ mapping }) => mapping.rows === 'charge-line');

async function hl7World(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const fed = hl7Practice();
  world.stored.practices.set(practiceId, {
    ...fed,
    intake: { ...fed.intake, csvMappings: template === undefined ? [] : [template.mapping] },
  });
  return world;
}

describe('Two feeds', () => {
  test('one of HL7 and one of CSV, with other numbers, know one person', async () => {
    const world = await hl7World();
    const csv = template === undefined ? '' : templateFile(template);
    await world.upload('charges.csv', csv);
    const [fromCsv] = [...world.stored.claims.values()];
    if (fromCsv === undefined) {
      throw new Error('The template was not taken in');
    }
    const { patient, coverages, source } = fromCsv;
    const other: WrittenVisit = {
      ...visit,
      patient: {
        ...visit.patient,
        lastName: patient.lastName.toUpperCase(),
        firstName: patient.firstName.toUpperCase(),
        birthDate: patient.birthDate,
        sex: patient.sex,
        address: {
          ...visit.patient.address,
          line1: patient.address.line1.toUpperCase(),
          zip: patient.address.zip,
        },
      },
      coverages: coverages.slice(0, 1).map(({ payerId, memberId }) => ({ payerId, memberId })),
    };
    await world.upload('feed.hl7', messagesOf(other));
    expect(world.stored.claims.size).toBe(2);
    expect(await find(world)).toMatchObject({ looked: 2, opened: 0 });
    const fromHl7 = [...world.stored.claims.values()][1];
    expect(fromHl7?.patient.sourcePatientId).not.toBe(patient.sourcePatientId);
    expect(await personOf(world, keyOf(source.sourceSystem, patient.sourcePatientId))).toContain(
      keyOf(fromHl7?.source.sourceSystem ?? '', fromHl7?.patient.sourcePatientId ?? ''),
    );
  });

  test('of which one says that two of its numbers are one person (A40) has somebody look, whenever it says so', async () => {
    const merge = [
      'MSH|^~\\&|SENDER|SITE|CLAIMS|CHFM|20261106120000||ADT^A40|9|P|2.5',
      'EVN|A40|20261106120000',
      'PID|1||MRN-9^^^SITE^MR||GANNET^INES||19840229|F',
      'MRG|MRN-8^^^SITE^MR',
    ].join('\r');
    const older = {
      ...ofNumber('MRN-8', 'V-2'),
      patient: { ...ofNumber('MRN-8', 'V-2').patient, firstName: 'Agnes' },
    };
    for (const files of [
      [messagesOf(visit), messagesOf(older), merge],
      [merge, messagesOf(visit), merge, messagesOf(older)],
    ]) {
      const world = await hl7World();
      for (const [index, file] of files.entries()) {
        const answer = await world.upload(`${index}.hl7`, file);
        expect(answer.records.flatMap(({ problems }) => problems)).toEqual([]);
        await find(world);
      }
      const task = await world.onlyTask();
      expect(task.why).toBe('Two patients may be one person: the system that numbered them says so.');
      const source = [...world.stored.claims.values()][0]?.source.sourceSystem ?? '';
      expect(await personOf(world, keyOf(source, 'MRN-9'))).toHaveLength(1);
      await world.work(task, { outcome: 'same-person', stays: 'first', reason: 'As the hospital says' });
      expect(await personOf(world, keyOf(source, 'MRN-9'))).toHaveLength(2);
    }
  });
});
