import { describe, expect, test } from 'vitest';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { memoryTaskStore } from '#adapters/memory/memory-task-store.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { cents } from '#domain/money/cents.ts';
import { kindsDecidedBy, kindsWorkedBy } from '#domain/staff/task-roles.ts';
import { leaseAt } from '#domain/tasks/task-queues.ts';
import { handleTasksStep } from '../../functions/handle-tasks/handle-tasks-step.ts';
import { takeNextTaskStep } from '../../functions/take-next-task/take-next-task-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { claim, task as sampleTask } from '../ports/samples.ts';

const { practiceId } = practice;
const at = Instant.parse('2026-03-20T09:00:00.000Z');

type Wanted = Pick<Task, 'kind'> & { readonly dollars: number };

async function office(wanted: readonly Wanted[]) {
  const tables = new MemoryTables();
  const world = {
    clock: { now: () => at },
    commit: memoryCommit(tables),
    tasks: memoryTaskStore(tables),
  };
  const tasks = wanted.map(({ kind, dollars }) =>
    sampleTask(claim({ practiceId }), {
      kind,
      dollarsAtStakeCents: cents(dollars * 100),
      dueOn: PlainDate.parse('2026-06-01'),
    }),
  );
  for (const task of tasks) await world.commit.apply([{ kind: 'open-task', task }]);
  return {
    world,
    ids: tasks.map(({ taskId }) => taskId),
    takeNext: (user: string, authority: StaffAuthority) =>
      takeNextTaskStep({ practiceId, user, authority }, world),
    handle: (user: string, what: object, taskIds: readonly string[]) =>
      handleTasksStep({ practiceId, user, role: 'manager', what, taskIds }, world),
  };
}

const biller: StaffAuthority = { roles: ['biller'] };

describe('The next task', () => {
  test('is the one that is worth most of those that the person decides', async () => {
    const { world, ids, takeNext } = await office([
      { kind: 'denial', dollars: 50 },
      { kind: 'denial', dollars: 900 },
      { kind: 'coding', dollars: 9000 },
      { kind: 'rejection', dollars: 10 },
    ]);
    expect(await takeNext('ida', biller)).toMatchObject({ outcome: 'taken', taskId: ids[1] });
    const { tasks } = await world.tasks.list(practiceId, { list: 'open', order: 'priority', limit: 10 });
    expect(tasks.map((task) => [task.taskId, leaseAt(task, at)?.by])).toContainEqual([ids[1], 'ida']);
  });

  test('is of the kinds that the person is good at', async () => {
    const { ids, takeNext } = await office([
      { kind: 'denial', dollars: 900 },
      { kind: 'rejection', dollars: 10 },
    ]);
    const rejections: StaffAuthority = { roles: ['biller'], skills: ['rejection'] };
    expect(await takeNext('ida', rejections)).toMatchObject({ outcome: 'taken', taskId: ids[1] });
    expect(await takeNext('ida', rejections)).toEqual({
      outcome: 'nothing-left',
      words: 'No open task is left that nobody has: looked for rejection.',
    });
  });

  test('is none that somebody else has in hand or was given, that sleeps, or that is the person’s already', async () => {
    const { ids, takeNext, handle } = await office([
      { kind: 'denial', dollars: 900 },
      { kind: 'denial', dollars: 800 },
      { kind: 'denial', dollars: 700 },
      { kind: 'denial', dollars: 600 },
      { kind: 'denial', dollars: 500 },
    ]);
    const reason = 'As agreed in the morning';
    await handle('george', { action: 'take' }, ids.slice(0, 1));
    await handle('mona', { action: 'assign', to: 'george', reason }, ids.slice(1, 2));
    await handle('mona', { action: 'snooze', until: '2026-03-27', reason }, ids.slice(2, 3));
    await handle('mona', { action: 'assign', to: 'ida', reason }, ids.slice(3, 4));
    expect(await takeNext('ida', biller)).toMatchObject({ taskId: ids[3] });
    expect(await takeNext('ida', biller)).toMatchObject({ taskId: ids[4] });
    expect(await takeNext('ida', biller)).toMatchObject({ outcome: 'nothing-left' });
    expect(await takeNext('george', biller)).toMatchObject({ taskId: ids[1] });
  });

  test('is another for each of many who ask at the same moment', async () => {
    const { ids, takeNext } = await office(
      Array.from({ length: 8 }, (_, index) => ({ kind: 'denial' as const, dollars: 100 + index })),
    );
    const people = ['ann', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ian'];
    const answers = await Promise.all(people.map((user) => takeNext(user, biller)));
    const taken = answers.flatMap((answer) => (answer.outcome === 'taken' ? [answer.taskId] : []));
    expect(taken.toSorted()).toEqual(ids.toSorted());
    expect(answers.filter(({ outcome }) => outcome === 'nothing-left')).toHaveLength(1);
  });

  test('is found behind hundreds that others were given', async () => {
    const { ids, takeNext, handle } = await office([
      ...Array.from({ length: 250 }, () => ({ kind: 'denial' as const, dollars: 800 })),
      { kind: 'denial', dollars: 1 },
    ]);
    await handle('mona', { action: 'assign', to: 'george', reason: 'His payer' }, ids.slice(0, 250));
    expect(await takeNext('ida', biller)).toMatchObject({ taskId: ids[250] });
  });

  test('is nobody’s whose roles work no tasks, and a request without a person is refused', async () => {
    const { world, takeNext } = await office([{ kind: 'denial', dollars: 900 }]);
    expect(await takeNext('ada', { roles: ['administrator'] })).toEqual({
      outcome: 'nothing-left',
      words: 'As administrator nobody works tasks.',
    });
    expect(await takeNextTaskStep({ practiceId }, world)).toMatchObject({ outcome: 'refused' });
  });
});

describe('Skills', () => {
  test('hand out nothing that the roles do not decide', () => {
    expect(kindsWorkedBy({ roles: ['coder'], skills: ['coding', 'denial'] })).toEqual(['coding']);
    expect(kindsWorkedBy({ roles: ['coder'] })).toEqual(kindsDecidedBy(['coder']));
  });

  test('every kind is decided by somebody', () => {
    const all = kindsDecidedBy([
      'front-desk',
      'coder',
      'auditor',
      'biller',
      'payment-poster',
      'provider',
      'manager',
      'finance',
      'administrator',
    ]);
    expect(all).toEqual([...TaskKind.options]);
  });
});
