import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { TaskId, UploadId, type PracticeId } from '#contracts/identifiers.ts';
import type { PatientDecision, PatientSaid, PersonRecord } from '#contracts/patient-identity.ts';
import type { KeptRegistration } from '#contracts/patient-registration.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { personsOfTask } from '#domain/patients/duplicate-task.ts';
import {
  beginningToken,
  patientEntry,
  patientFacts,
  searchTokensOf,
  tokensOf,
} from '#domain/patients/patient-identity.ts';
import { saidByRegistration } from '#domain/patients/take-in-registration.ts';
import { decidePatients } from '#ports/decide-patients.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { settlePersons } from '#ports/settle-persons.ts';
import type { Ports } from './ports.ts';
import { at, claim, newPracticeId } from './samples.ts';

const facts = patientFacts(claim());
const [token = ''] = tokensOf(facts);
const keyOf = (practiceId: PracticeId, number: string) => nameKeyFor(practiceId, 'clinic', number);
const saidBy = (version: number, changes: Partial<PatientSaid> = {}): PatientSaid => ({
  claimId: claim().claimId,
  version,
  serviceDate: PlainDate.parse('2026-03-16'),
  facts,
  name: 'Odette Waxwing',
  ...changes,
});
const person = (personId: PersonRecord['personId'], changes: Partial<PersonRecord> = {}): PersonRecord => ({
  version: 1,
  at,
  personId,
  samePerson: [personId],
  links: [],
  alike: [],
  asked: [],
  ...changes,
});

const registration = (practiceId: PracticeId, changes: Partial<KeptRegistration> = {}): KeptRegistration => ({
  sourceSystem: 'clinic',
  version: 1,
  patient: claim().patient,
  coverages: [],
  patientKey: keyOf(practiceId, claim().patient.sourcePatientId),
  uploadId: UploadId.parse('U0123456789ABCDEF'),
  recordNumber: 1,
  contentHash: 'one',
  outcome: 'kept',
  at,
  ...changes,
});

async function wholeAgenda(patients: PatientRegister, practiceId: PracticeId, limit: number) {
  const entries = [];
  let from: string | undefined;
  do {
    const page = await patients.agenda(practiceId, limit, from);
    entries.push(...page.entries);
    from = page.next;
  } while (from !== undefined);
  return entries;
}

export function patientRegisterSuite(ports: () => Ports): void {
  describe('patients', () => {
    test('A claim enters its patient on the agenda, page by page, until it is crossed out', async () => {
      const practiceId = newPracticeId();
      const { patients, commit } = ports();
      const made = Array.from({ length: 9 }, (_, index) => {
        const one = claim({ practiceId });
        return { ...one, patient: { ...one.patient, sourcePatientId: `P-${index % 7}` } };
      });
      for (const one of made) {
        await commit.apply([{ kind: 'create-claim', claim: one }]);
      }
      const expected = made.map(patientEntry);
      for (const limit of [1, 3, 4, 100]) {
        const entries = await wholeAgenda(patients, practiceId, limit);
        expect(new Set(entries)).toEqual(new Set(expected));
        expect(entries).toHaveLength(9);
        const order = entries.map(({ patientKey }) => patientKey);
        expect(order.filter((key, index) => key !== order[index - 1])).toHaveLength(7);
      }
      expect(await wholeAgenda(patients, newPracticeId(), 10)).toEqual([]);
      for (const entry of expected.slice(1)) {
        await patients.cross(practiceId, entry);
        await patients.cross(practiceId, entry);
      }
      expect(await wholeAgenda(patients, practiceId, 2)).toEqual(expected.slice(0, 1));
      await commit.apply(
        expected.slice(1, 3).map((entry) => ({ kind: 'enter-patient' as const, practiceId, entry })),
      );
      expect(await wholeAgenda(patients, practiceId, 2)).toHaveLength(3);
    });

    test('A registration is kept with all versions of it, found by what is searched for, and looked at', async () => {
      const practiceId = newPracticeId();
      const { patients } = ports();
      const one = registration(practiceId);
      const two = registration(practiceId, {
        version: 2,
        contentHash: 'two',
        patient: { ...one.patient, lastName: 'Sorrel' },
      });
      const { patientKey } = one;
      expect(await patients.registration(practiceId, patientKey)).toBeUndefined();
      for (const kept of [one, one, two, two]) {
        expect(await patients.register(practiceId, kept, saidByRegistration(kept))).toBe(true);
      }
      const late = registration(practiceId, { contentHash: 'other' });
      expect(await patients.register(practiceId, late, saidByRegistration(late))).toBe(false);
      expect(await patients.registration(practiceId, patientKey)).toEqual(two);
      const known = await patients.load(practiceId, patientKey);
      expect(known?.said).toEqual([saidByRegistration(two)]);
      expect((await wholeAgenda(patients, practiceId, 5)).map(({ occasion }) => occasion).toSorted()).toEqual(
        ['registered#1', 'registered#2'],
      );
      const facts = saidByRegistration(two).facts;
      for (const sought of facts === undefined ? [] : searchTokensOf(facts)) {
        expect(await patients.found(practiceId, sought, 5)).toEqual([patientKey]);
      }
      expect(await patients.found(newPracticeId(), beginningToken('SORR', '1979'), 5)).toEqual([]);
    });

    test('The recent claims of a patient are told at once, the latest visit first', async () => {
      const practiceId = newPracticeId();
      const { patients, commit } = ports();
      const made = ['2026-03-16', '2026-05-02', '2026-04-01'].map((day) => ({
        ...claim({ practiceId }),
        serviceDateFrom: PlainDate.parse(day),
      }));
      for (const one of made) {
        await commit.apply([{ kind: 'create-claim', claim: one }]);
      }
      const [first, second, third] = made.map(({ claimId }) => claimId);
      const key = patientEntry(claim({ practiceId })).patientKey;
      expect(await patients.recentClaims(practiceId, key, 10)).toEqual([second, third, first]);
      expect(await patients.recentClaims(practiceId, key, 1)).toEqual([second]);
      expect(await patients.recentClaims(newPracticeId(), key, 10)).toEqual([]);
    });

    test('Of what versions of a claim say the latest is kept, in whatever order they come', async () => {
      const practiceId = newPracticeId();
      const { patients } = ports();
      const key = keyOf(practiceId, 'P-1');
      expect(await patients.load(practiceId, key)).toBeUndefined();
      const first = saidBy(1);
      const second = saidBy(2, { claimId: first.claimId, name: 'Odette Sorrel' });
      const elsewhere = saidBy(3, { claimId: first.claimId, facts: undefined });
      for (const said of [second, first, second]) {
        await patients.say(practiceId, key, said);
      }
      const empty = { patientKey: key, decisions: [], mergedWith: [] };
      expect(await patients.load(practiceId, key)).toEqual({ ...empty, said: [second] });
      await patients.say(practiceId, key, elsewhere);
      await patients.say(practiceId, key, second);
      expect(await patients.load(practiceId, key)).toEqual({ ...empty, said: [elsewhere] });
      expect(await patients.load(newPracticeId(), key)).toBeUndefined();
    });

    test('Patients are found by what was said of them, in their own practice only', async () => {
      const practiceId = newPracticeId();
      const { patients } = ports();
      const keys = ['1', '2', '3'].map((number) => keyOf(practiceId, number)).toSorted();
      for (const key of keys) {
        await patients.say(practiceId, key, saidBy(1));
        await patients.say(practiceId, key, saidBy(1));
      }
      expect(await patients.found(practiceId, token, 10)).toEqual(keys);
      expect(await patients.found(practiceId, token, 2)).toEqual(keys.slice(0, 2));
      expect(await patients.found(practiceId, 'name NOBODY', 10)).toEqual([]);
      expect(await patients.found(newPracticeId(), token, 10)).toEqual([]);
    });

    test('A person is known at each of its patients, and whoever was not looked at is alone', async () => {
      const practiceId = newPracticeId();
      const { patients, commit } = ports();
      const [one, other] = [keyOf(practiceId, '1'), keyOf(practiceId, '2')];
      expect(await patients.patientKeysOfSamePerson(practiceId, one)).toEqual([one]);
      const together = person(one, { samePerson: [one, other] });
      await commit.apply(
        [one, other].map((patientKey) => ({
          kind: 'save-person' as const,
          practiceId,
          patientKey,
          person: together,
          expectedVersion: 0,
        })),
      );
      expect(await patients.patientKeysOfSamePerson(practiceId, other)).toEqual([one, other]);
      expect(await patients.load(practiceId, other)).toMatchObject({ person: together });
      const apart = person(other, { version: 2 });
      await commit.apply([
        { kind: 'save-person', practiceId, patientKey: other, person: apart, expectedVersion: 1 },
      ]);
      expect(await patients.patientKeysOfSamePerson(practiceId, other)).toEqual([other]);
      expect((await patients.load(practiceId, other))?.person).toEqual(apart);
      expect(await patients.patientKeysOfSamePerson(practiceId, one)).toEqual([one, other]);
    });

    test('What was decided about two patients is known at both, the earlier decision too', async () => {
      const practiceId = newPracticeId();
      const { patients, commit } = ports();
      const [one, other] = [keyOf(practiceId, '1'), keyOf(practiceId, '2')];
      const decision: PatientDecision = {
        one,
        other,
        number: 1,
        verdict: 'same',
        stays: one,
        at,
        by: 'maria',
        reason: 'One face',
      };
      const second: PatientDecision = {
        ...decision,
        one: other,
        other: one,
        number: 2,
        verdict: 'different',
      };
      await commit.apply([{ kind: 'decide-patients', practiceId, decision }]);
      await commit.apply([{ kind: 'decide-patients', practiceId, decision: second }]);
      await expect(
        commit.apply([{ kind: 'decide-patients', practiceId, decision: { ...decision, number: 2 } }]),
      ).rejects.toThrow('Another writer was first');
      for (const key of [one, other]) {
        expect((await patients.load(practiceId, key))?.decisions).toEqual([decision, second]);
      }
    });

    test('What a source says of two of its numbers is known at both, and both are to be looked at', async () => {
      const practiceId = newPracticeId();
      const { patients } = ports();
      const merge = { sourceSystem: 'clinic', from: '1', into: '2' };
      const [one, other] = [keyOf(practiceId, '1'), keyOf(practiceId, '2')];
      await patients.noteMerge(practiceId, merge);
      await patients.noteMerge(practiceId, merge);
      await patients.noteMerge(practiceId, { ...merge, into: '1' });
      expect(await patients.load(practiceId, one)).toMatchObject({ mergedWith: [other] });
      expect(await patients.load(practiceId, other)).toMatchObject({ mergedWith: [one] });
      const entries = await wholeAgenda(patients, practiceId, 10);
      expect(entries.map(({ patientKey }) => patientKey).toSorted()).toEqual([one, other].toSorted());
    });

    test('Persons are worked out, asked about and decided with what is stored, twice the same', async () => {
      const practiceId = newPracticeId();
      const world = { ...ports(), clock: { now: () => at } };
      const { patients, commit, tasks } = world;
      const [one, other, third] = ['1', '2', '3'].map((number) => keyOf(practiceId, number));
      if (one === undefined || other === undefined || third === undefined) {
        throw new TypeError('There are three');
      }
      const elsewhere = { street: 'X', zip: '1', phone: '2125550100', members: [] };
      await patients.say(practiceId, one, saidBy(1));
      await patients.say(practiceId, other, saidBy(1, { facts: { ...facts, sourceSystem: 'hospital' } }));
      await patients.say(
        practiceId,
        third,
        saidBy(1, { facts: { ...facts, ...elsewhere, sourceSystem: 'lab' } }),
      );
      for (const opened of [1, 0]) {
        expect((await settlePersons(practiceId, [one, other, third], world)).opened).toBe(opened);
        expect(await patients.patientKeysOfSamePerson(practiceId, one)).toEqual([one, other].toSorted());
        expect(await patients.patientKeysOfSamePerson(practiceId, third)).toEqual([third]);
      }
      const [task, ...more] = (await tasks.list(practiceId, { list: 'open', order: 'due', limit: 10 })).tasks;
      expect(more).toEqual([]);
      expect(personsOfTask(TaskId.parse(task?.taskId))).toContain(third);
      const decided = await decidePatients(
        practiceId,
        { one: third, other, verdict: 'same', stays: third, by: 'maria', reason: 'One chart' },
        world,
      );
      await commit.apply(decided.writes ?? []);
      await settlePersons(practiceId, [one], world);
      expect(await patients.patientKeysOfSamePerson(practiceId, one)).toEqual([one, other, third].toSorted());
      expect((await patients.load(practiceId, one))?.person?.personId).toBe(third);
      expect(await tasks.list(practiceId, { list: 'open', order: 'due', limit: 10 })).toEqual({ tasks: [] });
    });
  });
}
