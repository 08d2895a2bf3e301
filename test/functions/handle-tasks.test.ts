import { describe, expect, test } from 'vitest';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { memoryStaffMembers } from '#adapters/memory/memory-staff.ts';
import { memoryClaimStore, memoryPracticeStore } from '#adapters/memory/memory-stores.ts';
import { memoryTaskStore } from '#adapters/memory/memory-task-store.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { HandleTasksAnswer, type HandleTasksRequest } from '#contracts/task-handling.ts';
import type { Task } from '#contracts/task.ts';
import { leaseAt } from '#domain/tasks/task-queues.ts';
import { handleTasksStep } from '../../functions/handle-tasks/handle-tasks-step.ts';
import { tidyTasksStep } from '../../functions/tidy-tasks/tidy-tasks-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { claim, task as sampleTask } from '../ports/samples.ts';

const { practiceId } = practice;
const reason = 'As agreed on the phone';

async function office(count: number) {
  const tables = new MemoryTables();
  let now = Instant.parse('2026-03-20T09:00:00.000Z');
  const world = {
    clock: { now: () => now },
    commit: memoryCommit(tables),
    tasks: memoryTaskStore(tables),
    claims: memoryClaimStore(tables),
    members: memoryStaffMembers(),
    practices: memoryPracticeStore(tables),
  };
  await world.practices.save(practice, now);
  const tasks: Task[] = Array.from({ length: count }, () =>
    sampleTask(claim({ practiceId }), { dueOn: PlainDate.parse('2026-05-01') }),
  );
  for (const task of tasks) {
    await world.commit.apply([{ kind: 'open-task', task }]);
  }
  return {
    world,
    taskIds: tasks.map(({ taskId }) => taskId),
    passTo: (instant: string): void => {
      now = Instant.parse(instant);
    },
    handle: async (
      user: string,
      request: Partial<HandleTasksRequest> & Pick<HandleTasksRequest, 'what' | 'taskIds'>,
    ) => {
      return HandleTasksAnswer.parse(await handleTasksStep({ practiceId, user, ...request }, world));
    },
    list: async (list: 'open' | 'asleep') =>
      (await world.tasks.list(practiceId, { list, order: 'due', limit: 500 })).tasks,
  };
}

describe('handling many tasks', () => {
  test('A preview says what would be done and changes nothing; the same then does it to each that can be', async () => {
    const { world, taskIds, handle } = await office(23);
    await handle('george', { what: { action: 'take' }, taskIds: taskIds.slice(0, 2) });
    const what = { action: 'assign', to: 'ida', reason } as const;
    const before = await Promise.all(taskIds.map((taskId) => world.tasks.load(practiceId, taskId)));
    const preview = await handle('maria', { what, taskIds, preview: true });
    expect(await Promise.all(taskIds.map((taskId) => world.tasks.load(practiceId, taskId)))).toEqual(before);
    const done = await handle('maria', { what, taskIds });
    if (preview.outcome === 'refused' || done.outcome === 'refused') {
      throw new Error('refused');
    }
    expect(done.tasks).toEqual(preview.tasks);
    expect(done.tasks.map((one) => one.done)).toEqual(taskIds.map((_, index) => index >= 2));
    expect(done.tasks[0]?.words).toMatch(/^george has this task in hand/);
    const again = await handle('maria', { what, taskIds });
    expect(again.outcome === 'handled' && again.tasks.some((one) => one.done)).toBe(false);
  });

  test('Two who take one task at the same moment: one has it, the other is told', async () => {
    const { world, taskIds, handle } = await office(1);
    const both = await Promise.all(
      ['maria', 'george'].map((user) => handle(user, { what: { action: 'take' }, taskIds })),
    );
    const told = both.flatMap((answer) => (answer.outcome === 'handled' ? answer.tasks : []));
    expect(told).toHaveLength(2);
    expect(told.filter(({ done }) => done)).toHaveLength(1);
    const [taskId] = taskIds;
    const kept = taskId === undefined ? undefined : await world.tasks.load(practiceId, taskId);
    expect(kept === undefined ? undefined : leaseAt(kept, world.clock.now())?.by).toBe(
      told[0]?.done === true ? 'maria' : 'george',
    );
  });

  test('What is not there is said, and what makes no sense is refused whole', async () => {
    const { handle, world } = await office(0);
    expect(await handle('maria', { what: { action: 'take' }, taskIds: ['no-such-task'] as never })).toEqual({
      outcome: 'handled',
      preview: false,
      tasks: [
        { taskId: 'no-such-task', done: false, words: `The practice ${practiceId} has no task no-such-task` },
      ],
    });
    for (const what of [
      { action: 'burn' },
      { action: 'snooze', until: 'tomorrow', reason },
      { action: 'wake' },
    ]) {
      expect(
        await handleTasksStep({ practiceId, user: 'maria', taskIds: ['some-task'], what }, world),
      ).toMatchObject({
        outcome: 'refused',
      });
    }
  });
});

describe('going through the tasks', () => {
  test('ends what ran out, wakes what slept, frees what waited, ranks what is due soon; and then changes nothing', async () => {
    const { world, taskIds, handle, list, passTo } = await office(4);
    const [first, second, third, fourth] = taskIds;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
      throw new Error('four tasks were opened');
    }
    await handle('maria', { what: { action: 'take' }, taskIds: [first] });
    await handle('maria', {
      what: { action: 'snooze', until: PlainDate.parse('2026-04-10'), reason },
      taskIds: [second],
    });
    await handle('maria', { what: { action: 'block', behind: first, reason }, taskIds: [third] });
    expect((await list('asleep')).map(({ taskId }) => taskId).toSorted()).toEqual([second, third].toSorted());
    expect(await tidyTasksStep(world)).toMatchObject({ looked: 4 });
    expect(await list('asleep')).toHaveLength(2);

    passTo('2026-04-10T00:00:00.000Z');
    await tidyTasksStep(world);
    expect((await list('asleep')).map(({ taskId }) => taskId)).toEqual([third]);
    expect((await world.tasks.load(practiceId, first))?.handling).toMatchObject({
      workedSeconds: 1800,
      changes: [{ change: 'taken' }, { change: 'lapsed', by: 'claimwright' }],
    });

    await world.commit.apply([
      {
        kind: 'close-task',
        practiceId,
        taskId: first,
        status: 'worked',
        outcome: 'appeal: covered',
        closedAt: world.clock.now(),
        closedBy: 'maria',
      },
    ]);
    passTo('2026-04-29T00:00:00.000Z');
    await tidyTasksStep(world);
    expect(await list('asleep')).toEqual([]);
    const ranked = (await world.tasks.load(practiceId, fourth))?.handling;
    expect(ranked?.priority).toBeGreaterThan(40_000_000);
    const settled = await list('open');
    await tidyTasksStep(world);
    expect(await list('open')).toEqual(settled);
  });
});
