import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { taskChanges, TaskHandling, type TaskAction } from '#contracts/task-handling.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { cents } from '#domain/money/cents.ts';
import { handleTask, heldByOther, tidyTask, type Handler } from '#domain/tasks/handle-task.ts';
import { priorityOf } from '#domain/tasks/task-priority.ts';
import { isAsleep, leaseAt, queuePlaceOf, secondsWorked } from '#domain/tasks/task-queues.ts';
import { claim, task as sampleTask } from '../../ports/samples.ts';

const nine = Instant.parse('2026-03-20T09:00:00.000Z');
const later = (minutes: number) => Instant.parse(new Date(Date.parse(nine) + minutes * 60_000).toISOString());
const by = (user: string, minutes = 0, role: Handler['role'] = 'staff'): Handler => ({
  user,
  role,
  at: later(minutes),
});
const opened = sampleTask(claim(), { dueOn: PlainDate.parse('2026-04-01') });
const taskNamed = (name: string) => ({ ...opened, taskId: TaskId.parse(name) });
const reason = 'As agreed on the phone';

/** The task after some actions, each of which must be done. */
function after(...steps: readonly (readonly [TaskAction, Handler, ReadonlyMap<TaskId, Task>?])[]): Task {
  let task: Task = opened;
  for (const [action, handler, others] of steps) {
    const handled = handleTask(task, action, handler, others);
    if (handled.refused !== undefined) {
      throw new Error(`${action.action} was refused: ${handled.refused}`);
    }
    task = handled.task;
  }
  return task;
}

const refusal = (task: Task, action: TaskAction, handler: Handler, others?: ReadonlyMap<TaskId, Task>) =>
  handleTask(task, action, handler, others).refused;

describe('a task in hand', () => {
  const taken = after([{ action: 'take' }, by('maria')]);

  test('is left alone by the others until the lease runs out, to the minute', () => {
    expect(leaseAt(taken, later(29))?.by).toBe('maria');
    expect(heldByOther(taken, 'george', later(29))).toMatch(
      /^maria has this task in hand until 2026-03-20T09:30/,
    );
    expect(heldByOther(taken, 'maria', later(29))).toBeUndefined();
    expect(heldByOther(taken, 'george', later(30))).toBeUndefined();
    for (const action of [
      { action: 'take' },
      { action: 'assign', to: 'george', reason },
      { action: 'snooze', until: PlainDate.parse('2026-03-25'), reason },
      { action: 'block', behind: TaskId.parse('another-task'), reason },
      { action: 'give-back' },
    ] as const) {
      expect(refusal(taken, action, by('george', 29))).toMatch(/^maria has this task in hand/);
    }
    expect(refusal(taken, { action: 'take' }, by('george', 30))).toBeUndefined();
  });

  test('is held longer by whoever has it, and the time on it counts once', () => {
    const held = after([{ action: 'take' }, by('maria')], [{ action: 'take' }, by('maria', 20)]);
    expect(leaseAt(held, later(49))?.since).toBe(nine);
    expect(secondsWorked(held, later(45))).toBe(45 * 60);
    const back = after(
      [{ action: 'take' }, by('maria')],
      [{ action: 'take' }, by('maria', 20)],
      [{ action: 'give-back' }, by('maria', 40)],
      [{ action: 'take' }, by('george', 60)],
    );
    expect(secondsWorked(back, later(65))).toBe(45 * 60);
  });

  test('that was forgotten counts no longer than its lease', () => {
    expect(secondsWorked(taken, later(600))).toBe(30 * 60);
    const next = after([{ action: 'take' }, by('maria')], [{ action: 'take' }, by('george', 600)]);
    expect(secondsWorked(next, later(610))).toBe(40 * 60);
  });

  test('is taken over by a manager alone, who then has it as one who was assigned had it', () => {
    expect(refusal(taken, { action: 'take-over', reason }, by('george', 5))).toBe(
      'Only a manager takes a task over',
    );
    const over = after(
      [{ action: 'assign', to: 'maria', reason }, by('maria')],
      [{ action: 'take' }, by('maria', 1)],
      [{ action: 'take-over', reason }, by('boss', 5, 'manager')],
    );
    expect([leaseAt(over, later(6))?.by, over.handling?.assignedTo]).toEqual(['boss', 'boss']);
    expect(refusal(opened, { action: 'take-over', reason }, by('boss', 0, 'manager'))).toBe(
      'Nobody else has it; take it',
    );
  });

  test('cannot be given back by nobody', () => {
    expect(refusal(opened, { action: 'give-back' }, by('maria'))).toMatch(/^Nobody has it in hand/);
    expect(refusal(taken, { action: 'give-back' }, by('maria', 30))).toMatch(/^Nobody has it in hand/);
  });
});

describe('assigning', () => {
  const hers = after([{ action: 'assign', to: 'maria', reason }, by('george')]);

  test('gives a task to a person, who passes it on; others may not, a manager may', () => {
    expect(queuePlaceOf(hers)?.owner).toBe('maria');
    expect(refusal(hers, { action: 'take' }, by('george'))).toMatch(/^It is assigned to maria/);
    expect(refusal(hers, { action: 'assign', to: 'george', reason }, by('george'))).toMatch(
      /maria or a manager/,
    );
    expect(refusal(hers, { action: 'assign', to: 'ida', reason }, by('maria'))).toBeUndefined();
    expect(refusal(hers, { action: 'assign', to: 'ida', reason }, by('boss', 0, 'manager'))).toBeUndefined();
    expect(refusal(hers, { action: 'assign', to: 'maria', reason }, by('maria'))).toBe(
      'It is assigned to maria already',
    );
    expect(refusal(opened, { action: 'assign', reason }, by('maria'))).toBe('It is assigned to nobody');
  });

  test('to somebody else by a manager ends the lease of whoever had it in hand', () => {
    const moved = after(
      [{ action: 'take' }, by('maria')],
      [{ action: 'assign', to: 'ida', reason }, by('boss', 9, 'manager')],
    );
    expect(leaseAt(moved, later(10))).toBeUndefined();
    expect(secondsWorked(moved, later(100))).toBe(9 * 60);
  });
});

describe('putting off', () => {
  test.each([
    ['2026-03-20', false],
    ['2026-03-21', true],
    ['2026-04-01', true],
    ['2026-04-02', false],
  ])('until %s, due on 2026-04-01, on 2026-03-20: %s', (until, isAllowed) => {
    const refused = refusal(opened, { action: 'snooze', until: PlainDate.parse(until), reason }, by('maria'));
    expect(refused === undefined).toBe(isAllowed);
  });

  test('is for sixty days at most, and a task that is overdue only for a day', () => {
    const due = (dueOn: string) => ({ ...opened, dueOn: PlainDate.parse(dueOn) });
    const snooze = (until: string) => ({ action: 'snooze', until: PlainDate.parse(until), reason }) as const;
    expect(refusal(due('2027-01-01'), snooze('2026-05-19'), by('maria'))).toBeUndefined();
    expect(refusal(due('2027-01-01'), snooze('2026-05-20'), by('maria'))).toMatch(
      /nothing sleeps longer than 60 days/,
    );
    expect(refusal(due('2026-03-01'), snooze('2026-03-21'), by('maria'))).toBeUndefined();
    expect(refusal(due('2026-03-01'), snooze('2026-03-22'), by('maria'))).toMatch(
      /expected a day from 2026-03-21 to 2026-03-21/,
    );
  });

  test('ends on its day, or when somebody takes or wakes it', () => {
    const asleep = after([{ action: 'snooze', until: PlainDate.parse('2026-03-22'), reason }, by('maria')]);
    const never = () => false;
    expect(queuePlaceOf(asleep)?.list).toBe('asleep');
    expect(tidyTask(asleep, Instant.parse('2026-03-21T23:59:00.000Z'), never)).toBeUndefined();
    const woken = tidyTask(asleep, Instant.parse('2026-03-22T00:00:00.000Z'), never);
    expect(woken === undefined ? undefined : queuePlaceOf(woken)?.list).toBe('open');
    expect(
      isAsleep(
        after(
          [{ action: 'snooze', until: PlainDate.parse('2026-03-22'), reason }, by('maria')],
          [{ action: 'take' }, by('ida')],
        ),
      ),
    ).toBe(false);
    expect(refusal(opened, { action: 'wake', reason }, by('maria'))).toBe('It is not put off');
  });
});

describe('waiting for another task', () => {
  const [one, two, three] = [taskNamed('task-one'), taskNamed('task-two'), taskNamed('task-three')];
  const all = (...tasks: readonly Task[]) => new Map(tasks.map((task) => [task.taskId, task]));
  const behind = (task: Task) => ({ action: 'block', behind: task.taskId, reason }) as const;
  const waiting = (task: Task, blocker: Task): Task => {
    const handled = handleTask(task, behind(blocker), by('maria'), all(blocker));
    if (handled.refused !== undefined) {
      throw new Error(handled.refused);
    }
    return handled.task;
  };

  test('sleeps until the other is closed, and goes on then', () => {
    const blocked = waiting(one, two);
    expect(isAsleep(blocked)).toBe(true);
    expect(refusal(blocked, { action: 'take' }, by('ida'))).toBe(`It waits for the task task-two: ${reason}`);
    expect(tidyTask(blocked, nine, () => true)).toBeUndefined();
    const freed = tidyTask(blocked, nine, () => false);
    expect(freed?.handling).toMatchObject({
      blockedBy: [],
      changes: [{ change: 'blocked' }, { change: 'unblocked' }],
    });
  });

  test('never goes round in a circle, over however many', () => {
    const second = waiting(two, three);
    const third = waiting(three, one);
    expect(refusal(one, behind(second), by('maria'), all(second, third))).toMatch(
      /waits for this task itself/,
    );
    expect(refusal(one, behind(one), by('maria'), all(one))).toBe('A task does not wait for itself');
  });

  test('names what is not there, is closed, or was named before', () => {
    expect(refusal(one, behind(two), by('maria'))).toBe('behind: the practice has no task task-two');
    const closed = { ...two, status: 'worked' as const, closedBy: 'ida', closedAt: nine, outcome: 'appeal' };
    expect(refusal(one, behind(two), by('maria'), all(closed))).toMatch(/^behind: ida worked this task/);
    expect(refusal(waiting(one, two), behind(two), by('maria'), all(two))).toBe(
      'It waits for task-two already',
    );
    expect(refusal(one, { action: 'unblock', behind: two.taskId, reason }, by('maria'))).toBe(
      'It does not wait for task-two',
    );
  });
});

describe('priority', () => {
  const on = PlainDate.parse('2026-03-20');
  const of = (changes: Partial<Task>) => priorityOf({ ...opened, ...changes }, on);
  const due = (dueOn: string) => ({ dueOn: PlainDate.parse(dueOn) });

  test('is what the work brings a minute, until its day comes near', () => {
    const far = due('2026-06-01');
    // $200.00 at stake, half of them likely, in 20 minutes: $5.00 a minute.
    expect(of({ ...far, kind: 'denial', dollarsAtStakeCents: cents(20_000) })).toBe(500);
    expect(of({ ...far, kind: 'correction', dollarsAtStakeCents: cents(20_000) })).toBe(3000);
    expect(of({ ...far, dollarsAtStakeCents: cents(-500) })).toBe(0);
  });

  test('no amount outweighs a day: overdue before two days, before a week, before later', () => {
    const huge = { dollarsAtStakeCents: cents(9_000_000_000_00) };
    const none = { dollarsAtStakeCents: cents(0) };
    const leastOf = (day: string) => of({ ...none, ...due(day) });
    const mostOf = (day: string) => of({ ...huge, ...due(day) });
    expect(leastOf('2026-03-20')).toBeGreaterThan(mostOf('2026-03-22'));
    expect(leastOf('2026-03-22')).toBeGreaterThan(mostOf('2026-03-27'));
    expect(leastOf('2026-03-27')).toBeGreaterThan(mostOf('2026-03-28'));
    expect(of({ ...huge, ...due('2026-01-01') })).toBeLessThanOrEqual(99_999_999);
  });

  test('the most urgent comes first in the order of its text', () => {
    const places = [5, 99_999, 12_000_000, 1_000].map(
      (dollars) => queuePlaceOf({ ...opened, dollarsAtStakeCents: cents(dollars) })?.prioritySort ?? '',
    );
    expect(places.toSorted()).toEqual([places[2], places[1], places[3], places[0]]);
  });

  test('rises as the day comes near, without anybody doing anything, and then stands', () => {
    const near = Instant.parse('2026-03-30T00:00:00.000Z');
    const risen = tidyTask(opened, near, () => true);
    expect(risen?.handling.priority).toBe(priorityOf(opened, PlainDate.parse('2026-03-30')));
    expect(risen === undefined ? 'gone' : tidyTask(risen, near, () => true)).toBeUndefined();
  });
});

test('A task that is closed is handled by nobody, and says who closed it', () => {
  const closed = {
    ...opened,
    status: 'worked' as const,
    closedBy: 'ida',
    closedAt: nine,
    outcome: 'appeal: covered',
  };
  for (const action of ['take', 'give-back'] as const) {
    expect(refusal(closed, { action }, by('maria'))).toBe(`ida worked this task at ${nine}: appeal: covered`);
  }
  expect(queuePlaceOf(closed)).toBeUndefined();
});

const anyUser = fc.constantFrom('maria', 'george', 'boss');
const anyAction: fc.Arbitrary<TaskAction> = fc.oneof(
  fc.constantFrom<TaskAction>(
    { action: 'take' },
    { action: 'give-back' },
    { action: 'take-over', reason },
    { action: 'wake', reason },
    { action: 'assign', reason },
    { action: 'snooze', until: PlainDate.parse('2026-03-24'), reason },
    { action: 'block', behind: TaskId.parse('other-task'), reason },
    { action: 'unblock', behind: TaskId.parse('other-task'), reason },
  ),
  anyUser.map((to): TaskAction => ({ action: 'assign', to, reason })),
);

test('Whatever people do in whatever order, at most one has it in hand, time is not counted twice, and it can be stored', () => {
  const other = taskNamed('other-task');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyAction, anyUser, fc.integer({ min: 0, max: 40 })), { maxLength: 60 }),
      fc.constantFrom(...TaskKind.options),
      (steps, kind) => {
        let task: Task = { ...opened, kind };
        let minutes = 0;
        for (const [action, user, pause] of steps) {
          minutes += pause;
          const handler = by(user, minutes, user === 'boss' ? 'manager' : 'staff');
          const heldBefore = leaseAt(task, handler.at)?.by;
          const handled = handleTask(task, action, handler, new Map([[other.taskId, other]]));
          const next: Task = handled.refused === undefined ? handled.task : task;
          const heldAfter = leaseAt(next, handler.at)?.by;
          const versions = (next.handling?.version ?? 0) - (task.handling?.version ?? 0);
          expect(versions).toBe(handled.refused === undefined ? 1 : 0);
          // Nobody but a manager takes what somebody else has in hand.
          expect(
            user === 'boss' ||
              heldBefore === undefined ||
              heldAfter === undefined ||
              heldAfter === heldBefore,
          ).toBe(true);
          expect(isAsleep(next) && heldAfter !== undefined).toBe(false);
          task = next;
        }
        expect(secondsWorked(task, later(minutes))).toBeLessThanOrEqual(minutes * 60);
        expect(secondsWorked(task, later(minutes + 1_000))).toBeLessThanOrEqual((minutes + 30) * 60);
        const kept = TaskHandling.optional().parse(
          task.handling === undefined ? undefined : JSON.parse(JSON.stringify(task.handling)),
        );
        expect(kept).toEqual(task.handling);
        expect(kept?.changes.every(({ change }) => taskChanges.includes(change)) ?? true).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
