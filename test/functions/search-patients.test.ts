import { beforeAll, describe, expect, test } from 'vitest';
import { readPatientsStep } from '../../functions/read-patients/read-patients-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const { patient, coverages } = encounterJson() as {
  readonly patient: Readonly<Record<string, unknown>>;
  readonly coverages: readonly Readonly<Record<string, unknown>>[];
};
const registered = (number: string, changes: object, member = `JHM${number}`): string =>
  JSON.stringify({
    record: 'registration',
    sourceSystem: 'front-desk',
    patient: { ...patient, sourcePatientId: number, phone: undefined, ...changes },
    coverages: [{ ...coverages[0], memberId: member }],
  });

describe('The search for patients', () => {
  let world: MemoryWorld;
  const find = async (sought: object) => {
    const answer = await readPatientsStep({ query: 'find', practiceId, ...sought }, world);
    return answer.outcome === 'patients'
      ? answer.patients.map(({ patientNumber }) => patientNumber).toSorted()
      : answer;
  };
  beforeAll(async () => {
    world = await memoryWorld();
    await world.upload(
      'some.ndjson',
      [
        registered('P-1', { lastName: 'Waxwing', phone: '5035550142' }),
        registered('P-2', { lastName: 'Waxman', birthDate: '1979-11-02' }, 'ABC-123'),
        registered('P-3', { lastName: 'Wren', birthDate: '1979-02-02' }),
        registered('P-4', { lastName: 'Ng', birthDate: '1951-02-02' }),
      ].join('\n'),
    );
  });

  test.each<[string, object, readonly string[]]>([
    ['last name and birth date', { lastName: 'waxwing', birthDate: patient['birthDate'] }, ['P-1']],
    ['two letters and the year of birth', { lastName: 'wa', birthYear: '1979' }, ['P-1', 'P-2']],
    ['more letters than the register knows', { lastName: 'waxwi', birthYear: '1979' }, ['P-1']],
    ['a name of two letters', { lastName: 'Ng', birthYear: '1951' }, ['P-4']],
    ['letters and the birth date', { lastName: 'wax', birthDate: '1979-11-02' }, ['P-2']],
    ['a member id, written in any way', { memberId: 'abc123' }, ['P-2']],
    ['a telephone number, written in any way', { phone: '(503) 555-0142' }, ['P-1']],
    ['a patient number', { patientNumber: 'p-3' }, ['P-3']],
    ['a number and a name that is another’s', { patientNumber: 'P-3', lastName: 'Waxwing' }, []],
    ['a year in which nobody was born', { lastName: 'wa', birthYear: '1980' }, []],
  ])('finds by %s', async (_, sought, expected) => {
    expect(await find(sought)).toEqual(expected);
  });

  test.each<[string, object]>([
    ['a last name alone', { lastName: 'Waxwing' }],
    ['one letter and a year', { lastName: 'W', birthYear: '1979' }],
    ['a year alone', { birthYear: '1979' }],
    ['half of a telephone number', { phone: '5550142 ext 9' }],
    ['nothing', {}],
  ])('does not list people by %s', async (_, sought) => {
    expect(await find(sought)).toMatchObject({ outcome: 'refused' });
  });

  test('tells of a patient no more than tells one from another', async () => {
    const answer = await readPatientsStep({ query: 'find', practiceId, patientNumber: 'P-1' }, world);
    expect(answer).toMatchObject({
      hasMore: false,
      patients: [{ name: 'Odette Waxwing', sourceSystem: 'front-desk' }],
    });
    expect(JSON.stringify(answer)).not.toContain('5035550142');
    expect(JSON.stringify(answer)).not.toContain('JHMP');
  });

  test('says so where more have it than are looked at', async () => {
    const crowd = await memoryWorld();
    const lines = Array.from({ length: 60 }, (_, index) => registered(`X-${index}`, { lastName: 'Waxwing' }));
    await crowd.upload('many.ndjson', lines.join('\n'));
    const answer = await readPatientsStep(
      { query: 'find', practiceId, lastName: 'wax', birthYear: '1979' },
      crowd,
    );
    expect(answer).toMatchObject({ outcome: 'patients', hasMore: true });
    expect(answer.outcome === 'patients' && answer.patients.length).toBe(50);
  });
});
