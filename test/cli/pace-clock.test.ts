import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { StaffUser } from '#contracts/staff-user.ts';
import type { Task } from '#contracts/task.ts';
import { createHumanWork, paceClock, type HumanWork, type PacedRuntime } from '../../local/cli/pace-clock.ts';

const minute = 60_000;

function task(until?: string): Pick<Task, 'taskId' | 'handling'> {
  const taskId = TaskId.parse('TSK-1');
  if (until === undefined) return { taskId };
  const since = Instant.parse('2026-11-20T08:00:00.000Z');
  const lease = { by: StaffUser.parse('ada'), since, until: Instant.parse(until) };
  return {
    taskId,
    handling: { version: 1, lease, blockedBy: [], priority: 0, workedSeconds: 0, changes: [] },
  };
}

describe('What is left for people', () => {
  test('is nothing, an open task, or one that somebody has in hand', async () => {
    let tasks: ReturnType<typeof task>[] = [];
    let now = 0;
    const work = createHumanWork(
      async () => tasks,
      () => now,
    );
    expect(await work()).toBe('none');
    tasks = [task()];
    now += minute;
    expect(await work()).toBe('open');
    tasks = [task('2026-11-20T08:30:00.000Z')];
    now += minute;
    expect(await work()).toBe('in-hand');
  });

  test('is no longer in hand half an hour after it was taken, by the time on the wall', async () => {
    let until = '2026-11-20T08:30:00.000Z';
    let now = 0;
    const work = createHumanWork(
      async () => [task(until)],
      () => now,
    );
    expect(await work()).toBe('in-hand');
    now = 29 * minute;
    expect(await work()).toBe('in-hand');
    now = 30 * minute;
    expect(await work()).toBe('open');
    until = '2026-11-20T09:00:00.000Z';
    now = 31 * minute;
    expect(await work()).toBe('in-hand');
  });

  test('is asked for twice a second, however often the clock jumps', async () => {
    let asked = 0;
    let now = 0;
    const work = createHumanWork(
      async () => {
        asked++;
        return [];
      },
      () => now,
    );
    for (now = 0; now < 1_000; now += 10) await work();
    expect(asked).toBe(2);
  });
});

describe('The clock of a newcomer', () => {
  const cases: readonly [string, number | undefined, number | undefined, HumanWork, boolean][] = [
    ['jumps to what is on its way while tasks are open', 10, 20, 'open', true],
    ['jumps to the end when no task is open', 30, 20, 'none', true],
    ['rests when only open tasks are left', 30, 20, 'open', false],
    ['rests when no answer of a payer is on its way and tasks are open', 30, undefined, 'open', false],
    ['rests while somebody has a task in hand, whatever is on its way', 10, 20, 'in-hand', false],
    ['rests when nothing is due', undefined, 20, 'none', false],
  ];

  test.each(cases)('%s', async (_, nextWorkDueAt, payerDueAt, work, moves) => {
    let steps = 0;
    const runtime: PacedRuntime = {
      onQuiet: async () => undefined,
      status: () => (nextWorkDueAt === undefined ? {} : { nextWorkDueAt }),
      scheduler: {
        step: async () => {
          steps++;
          return true;
        },
      },
    };
    expect(await paceClock(runtime, payerDueAt, async () => work)).toBe(moves);
    expect(steps).toBe(moves ? 1 : 0);
  });
});
