import { describe, expect, test } from 'vitest';
import { CommitConflict } from '#contracts/errors.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { LooksFailed } from '#ports/round-of-looks.ts';
import { findStuckIntakeStep } from '../../functions/find-stuck-intake/find-stuck-intake-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { writeAdmission, writeCharges } from '../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { practice as samplePractice } from '../domain/samples/encounters.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld } from './memory-world.ts';

const dayMilliseconds = 86_400_000;

const visit: WrittenVisit = {
  encounterId: 'V1',
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Ina',
    birthDate: '1980-02-03',
    sex: 'F',
    address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM1' }],
  renderingNpi: '2000001018',
  lines: ['99213', '36415'].map((code, index) => ({
    sourceLineId: `L${index}`,
    code,
    modifiers: [],
    units: 1,
    charge: `${10 + index}.00`,
    serviceDate: '2026-10-05',
    diagnoses: ['I10'],
  })),
};
const charges = (line: number): string =>
  writeCharges({ ...visit, lines: visit.lines.slice(line, line + 1) }, 'standard', '2.5', {
    controlId: `${line}`,
  });
const admission = (): string => writeAdmission({ ...visit, encounterId: '' }, 'standard', '2.5');
/** The patient comes by admissions alone: charges before them wait. */
const waiting = hl7Practice({ demographicsBy: 'admission-messages' });

async function stuckWorld(practice: Practice) {
  const world = await memoryWorld();
  await loadPracticeStep({ ...practice, edition: samplePractice.edition + 1 }, world);
  let uploads = 0;
  return {
    ...world,
    find: () => findStuckIntakeStep(world),
    outcomes: async (text: string): Promise<readonly string[]> => {
      uploads += 1;
      return (await world.upload(`${uploads}.hl7`, text)).records.map(({ outcome }) => outcome);
    },
  };
}

describe('A visit that lacks something', () => {
  test('is a task on its day and not before, and only one, whatever else of it comes', async () => {
    const world = await stuckWorld(waiting);
    expect(await world.outcomes(charges(0))).toEqual(['held']);
    world.advance(6 * dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 0, opened: 0 });
    // Five working days after Friday the 20th.
    world.advance(dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 1 });
    const task = await world.onlyTask();
    expect(task).toMatchObject({
      kind: 'incomplete-visit',
      why: 'Visit V1 of feed cannot be billed: something of it never came.',
      outcomes: ['will-come', 'not-billed'],
    });
    expect(task.evidence).toContain('It lacks the patient, or a person of the insurance.');
    expect(JSON.stringify(task)).not.toMatch(/Larch|P1|1980/);
    await world.outcomes(charges(1));
    await world.outcomes(charges(0));
    world.advance(9 * dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 0 });
    expect((await world.onlyTask()).taskId).toBe(task.taskId);
  });

  test('is looked at once a day when somebody has been asked, and in the same hour when more of it comes', async () => {
    const world = await stuckWorld(waiting);
    await world.outcomes(charges(0));
    world.advance(7 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ looked: 1, opened: 1 });
    world.advance(60 * 60_000);
    expect((await world.find()).looked).toBe(0);
    await world.outcomes(charges(1));
    expect(await world.find()).toMatchObject({ looked: 1, opened: 0 });
    expect((await world.find()).looked).toBe(0);
    world.advance(dayMilliseconds);
    expect(await world.find()).toMatchObject({ looked: 1, opened: 0 });
  });

  test('is taken in when that comes, and the task is moot', async () => {
    const world = await stuckWorld(waiting);
    await world.outcomes(charges(0));
    world.advance(7 * dayMilliseconds);
    await world.find();
    const { taskId } = await world.onlyTask();
    expect(await world.outcomes(admission())).toEqual(['kept']);
    expect(world.stored.claims.size).toBe(1);
    world.advance(dayMilliseconds);
    await world.find();
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, taskId)).toMatchObject({
      status: 'moot',
      closedBy: 'find-stuck-intake',
    });
    expect((await world.find()).looked).toBe(0);
  });

  test('is nothing to ask about when that comes in time, before or after', async () => {
    for (const files of [
      [charges(0), admission()],
      [admission(), charges(0)],
      [charges(0), charges(0), admission(), charges(1)],
    ]) {
      const world = await stuckWorld(waiting);
      for (const file of files) {
        await world.outcomes(file);
      }
      world.advance(30 * dayMilliseconds);
      expect(await world.find()).toMatchObject({ opened: 0 });
      expect(await world.openTasks()).toEqual([]);
      expect((await world.find()).looked).toBe(0);
    }
  });

  test('is asked about again on the day that was named, and only then', async () => {
    const world = await stuckWorld(waiting);
    await world.outcomes(charges(0));
    world.advance(7 * dayMilliseconds);
    await world.find();
    const { taskId } = await world.onlyTask();
    const reason = 'Registration is late';
    expect(
      await world.work(await world.onlyTask(), { outcome: 'will-come', by: '2026-11-27', reason }),
    ).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^by: found 2026-11-27/)],
    });
    expect(
      await world.work(await world.onlyTask(), { outcome: 'will-come', by: '2026-12-01', reason }),
    ).toEqual({
      outcome: 'worked',
      summary: 'The visit is looked at again on 2026-12-01.',
    });
    await world.outcomes(charges(1));
    expect((await world.find()).looked).toBe(0);
    world.advance(4 * dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 1 });
    expect((await world.onlyTask()).taskId).not.toBe(taskId);
  });

  test('is never asked about again when it is not to be billed, and taken in if it becomes whole', async () => {
    const world = await stuckWorld(waiting);
    await world.outcomes(charges(0));
    world.advance(7 * dayMilliseconds);
    await world.find();
    expect(
      await world.work(await world.onlyTask(), { outcome: 'not-billed', reason: 'A test patient' }),
    ).toMatchObject({
      outcome: 'worked',
    });
    await world.outcomes(charges(1));
    world.advance(60 * dayMilliseconds);
    expect((await world.find()).looked).toBe(0);
    await world.outcomes(admission());
    expect(world.stored.claims.size).toBe(1);
  });

  test('waits for no task of its own where it lacks a mapping alone', async () => {
    const world = await stuckWorld({ ...waiting, providers: [] });
    await world.outcomes(`${admission()}\r${charges(0)}`);
    world.advance(30 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ opened: 0 });
    expect((await world.openTasks()).filter(({ kind }) => kind === 'incomplete-visit')).toEqual([]);
  });
});

describe('A round', () => {
  const other = (encounterId: string): string =>
    writeCharges({ ...visit, encounterId }, 'standard', '2.5', { controlId: encounterId });

  async function threeWaiting() {
    const world = await stuckWorld(waiting);
    for (const encounterId of ['V1', 'V2', 'V3']) {
      await world.outcomes(other(encounterId));
    }
    world.advance(7 * dayMilliseconds);
    const [bad] = [...world.stored.intakeAgenda.values()];
    const badVisit = bad?.entry.look === 'incomplete-visit' ? bad.entry.visitId : undefined;
    const failing = {
      ...world,
      visits: {
        ...world.visits,
        parts: (...[practiceId, visitId]: Parameters<typeof world.visits.parts>) =>
          visitId === badVisit
            ? Promise.reject(new RangeError('Larch cannot be read'))
            : world.visits.parts(practiceId, visitId),
      },
    };
    return { world, failing, badVisit };
  }

  test('looks at all the others when one of them cannot be looked at, and fails at its end', async () => {
    const { world, failing, badVisit } = await threeWaiting();
    const round = findStuckIntakeStep(failing);
    await expect(round).rejects.toThrow(LooksFailed);
    await expect(round).rejects.toThrow(
      `Of this round 2 entries were looked at, 1 could not be: first ${world.practiceId} incomplete-visit#${badVisit} (RangeError)`,
    );
    expect(await world.openTasks()).toHaveLength(2);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 1 });
  });

  test('goes on with the next practice when one of them cannot be loaded', async () => {
    const { world } = await threeWaiting();
    const gone = PracticeId.parse('gone-practice');
    const practices = {
      ...world.practices,
      listIds: () => Promise.resolve([gone, world.practiceId, gone]),
    };
    await expect(findStuckIntakeStep({ ...world, practices })).rejects.toThrow(
      'Of this round 3 entries were looked at, 2 could not be: first gone-practice (InvariantBroken)',
    );
    expect(await world.openTasks()).toHaveLength(3);
  });

  test('ends after eight minutes, and the next begins with another practice', async () => {
    const { world } = await threeWaiting();
    const ids = ['practice-a', 'practice-b', 'practice-c'].map((id) => PracticeId.parse(id));
    const loaded: string[] = [];
    const slow = {
      ...world,
      practices: {
        ...world.practices,
        listIds: () => Promise.resolve(ids),
        load: async (practiceId: PracticeId) => {
          loaded.push(practiceId);
          world.advance(5 * 60_000);
          return await world.practices.load(world.practiceId);
        },
      },
    };
    await findStuckIntakeStep(slow);
    expect(loaded).toHaveLength(2);
    world.advance(60 * 60_000);
    await findStuckIntakeStep(slow);
    expect(loaded[2]).not.toBe(loaded[0]);
  });

  test('leaves an entry that others change without end to the next, and does not fail', async () => {
    const { world } = await threeWaiting();
    const overtakenOnce = {
      ...world,
      commit: overtaken(world.commit, () => Promise.reject(new CommitConflict('Another was first (test)'))),
    };
    expect(await findStuckIntakeStep(overtakenOnce)).toMatchObject({ looked: 2, opened: 2 });
    expect(await world.find()).toMatchObject({ looked: 1, opened: 1 });
  });
});
