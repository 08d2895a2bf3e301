import { describe, expect, test } from 'vitest';
import { Cents } from '#contracts/cents.ts';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import type { Task } from '#contracts/task.ts';
import { creditCauseRows } from '#domain/credit-balances/credit-causes.ts';
import { withProposals } from '#domain/tasks/two-persons.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { tidyTasksStep } from '../../functions/tidy-tasks/tidy-tasks-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { overtaken } from './conflicts.ts';
import { creditTask, lookLater, paidTwice } from './credit-steps.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const reason = 'Not worth another letter';
const writeOff = { outcome: 'write-off', writeOffReason: 'not-medically-necessary', reason };

const person = (
  roles: readonly StaffRole[],
  limits: Partial<Record<'writeOff' | 'refund', number>> = {},
) => ({
  roles: [...roles],
  ...(limits.writeOff === undefined ? {} : { writeOffLimitCents: Cents.parse(limits.writeOff) }),
  ...(limits.refund === undefined ? {} : { refundLimitCents: Cents.parse(limits.refund) }),
});
const poster = person(['payment-poster']);
const biller = person(['biller']);
const manager = person(['manager']);

/** A denied claim of $900.00; the practice's limit for a write-off is $500.00. */
async function denied(): Promise<{ world: MemoryWorld; task: Task }> {
  const world = await memoryWorld();
  const { claimId } = await world.acceptedByPayer({
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-D50', relationship: 'self' }],
    lines: [{ code: '99213', charge: '900.00', diagnosisPointers: [1] }],
    totalCharge: '900.00',
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  return { world, task: await world.onlyTask() };
}

const decide = (
  world: MemoryWorld,
  task: Task,
  user: string,
  authority: StaffAuthority,
  outcome: Record<string, unknown>,
) =>
  workTaskStep(
    {
      practiceId: world.practiceId,
      taskId: task.taskId,
      user,
      role: authority.roles.includes('manager') ? 'manager' : 'staff',
      authority,
      outcome,
    },
    world,
  );

const stored = async (world: MemoryWorld, { taskId }: Task): Promise<Task> => {
  const found = await world.tasks.load(world.practiceId, taskId);
  if (found === undefined) {
    throw new Error(`There is no task ${taskId}`);
  }
  return found;
};

/** The task that asks for an approval; the only one in the queue. */
const approvalOf = async (world: MemoryWorld): Promise<Task> => {
  const task = await world.onlyTask();
  expect(task.kind).toBe('write-off-approval');
  return task;
};

describe('A write-off', () => {
  test.each([
    ['who posts payments', poster],
    ['a biller, above the limit of the practice', biller],
    ['a biller, above the own limit', person(['biller'], { writeOff: 89_999 })],
    ['a manager, above the own limit', person(['manager'], { writeOff: 10_000 })],
    ['who posts payments and does the front desk', person(['payment-poster', 'front-desk'])],
  ])('of %s is a proposal, which somebody who may confirms', async (_who, authority) => {
    const { world, task } = await denied();
    const before = await world.claim();
    expect(await decide(world, task, 'p.nowak', authority, writeOff)).toMatchObject({ outcome: 'noted' });
    expect(await world.claim()).toEqual(before);
    expect(world.differenceCents()).toBe(0);
    const proposed = await stored(world, task);
    expect(withProposals(proposed).evidence.at(-1)).toMatch(/^p\.nowak proposed "write-off"/);
    expect(withProposals(proposed).outcomes).toContain('reject-proposal');
    expect(await decide(world, task, 'p.nowak', authority, writeOff)).toMatchObject({ outcome: 'refused' });
    const confirmed = { ...writeOff, reason: 'Agreed' };
    expect(await decide(world, task, 'm.ito', manager, confirmed)).toMatchObject({ outcome: 'worked' });
    expect((await world.claim()).state).toBe('ready-for-patient');
    expect(world.differenceCents()).toBe(0);
    const closed = await world.tasks.load(world.practiceId, task.taskId);
    expect(closed).toMatchObject({ status: 'worked', closedBy: 'm.ito' });
    expect(closed === undefined ? '' : withProposals(closed).evidence.at(-1)).toMatch(/p\.nowak proposed/);
    expect(await world.openTasks()).toEqual([]);
  });

  test('above the own limit asks somebody whose limit covers it, who approves it', async () => {
    const { world, task } = await denied();
    expect(await decide(world, task, 'p.nowak', poster, writeOff)).toMatchObject({ outcome: 'noted' });
    const approval = await approvalOf(world);
    expect(approval).toMatchObject({
      claimId: task.claimId,
      dollarsAtStakeCents: 90_000,
      approves: { taskId: task.taskId, proposedBy: 'p.nowak', what: 'write-off', amountCents: 90_000 },
    });
    expect((await stored(world, task)).handling?.blockedBy.map(({ taskId }) => taskId)).toEqual([
      approval.taskId,
    ]);
    const approve = { outcome: 'approve', reason: 'Agreed, it is hopeless' };
    const proposer = person(['payment-poster', 'manager']);
    for (const [user, authority, because] of [
      ['p.nowak', proposer, 'another person'],
      ['q.other', poster, 'is decided as'],
      ['d.reyes', biller, 'above the $250.00 that you approve'],
    ] as const) {
      const answer = await decide(world, approval, user, authority, approve);
      expect(answer.outcome === 'refused' ? answer.problems.join(' ') : answer.outcome).toContain(because);
    }
    const answer = await decide(
      world,
      approval,
      'f.adams',
      person(['finance'], { writeOff: 90_000 }),
      approve,
    );
    expect(answer).toMatchObject({ outcome: 'worked', claimId: task.claimId });
    expect((await world.claim()).state).toBe('ready-for-patient');
    expect(await stored(world, approval)).toMatchObject({
      status: 'worked',
      closedBy: 'f.adams',
      outcome: 'approve: Agreed, it is hopeless',
    });
    expect(await stored(world, task)).toMatchObject({ status: 'worked', closedBy: 'f.adams' });
    expect([await world.openTasks(), world.differenceCents()]).toEqual([[], 0]);
    const again = await decide(world, approval, 'm.ito', manager, approve);
    expect(again).toMatchObject({ outcome: 'refused' });
  });

  test('that is approved posts what the direct one posts', async () => {
    const posted = async (work: (world: MemoryWorld, task: Task) => Promise<unknown>) => {
      const { world, task } = await denied();
      await work(world, task);
      return [...world.stored.postings.values()].map(({ cause, legs }) => ({ cause, legs }));
    };
    const direct = await posted((world, task) => decide(world, task, 'm.ito', manager, writeOff));
    const approved = await posted(async (world, task) => {
      await decide(world, task, 'p.nowak', poster, writeOff);
      const approve = { outcome: 'approve', reason: 'Agreed' };
      return await decide(world, await approvalOf(world), 'm.ito', manager, approve);
    });
    expect(approved).toEqual(direct);
    expect(direct.some(({ cause }) => cause === 'write-off')).toBe(true);
  });

  test('that is refused is taken off its task, which is back in the queue with the reason', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    const refuse = { outcome: 'refuse', reason: 'Appeal it first' };
    expect(await decide(world, approval, 'm.ito', manager, refuse)).toMatchObject({ outcome: 'worked' });
    const back = await world.onlyTask();
    expect([back.taskId, back.handling?.blockedBy]).toEqual([task.taskId, []]);
    expect(withProposals(back).evidence.at(-1)).toContain('rejected by m.ito');
    expect(await stored(world, approval)).toMatchObject({
      status: 'worked',
      outcome: 'refuse: Appeal it first',
    });
    // It can be proposed anew, and is another task then.
    await decide(world, back, 'p.nowak', poster, writeOff);
    expect((await approvalOf(world)).taskId).not.toBe(approval.taskId);
  });

  test('whose balance has changed since is not approved, and says so', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    world.stored.tasks.set(`${world.practiceId}#${approval.taskId}`, {
      ...approval,
      approves: {
        taskId: task.taskId,
        proposedBy: 'p.nowak',
        what: 'write-off',
        amountCents: Cents.parse(80_000),
      },
    });
    const before = await world.claim();
    const answer = await decide(world, approval, 'm.ito', manager, { outcome: 'approve', reason: 'Agreed' });
    expect(answer).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('$800.00 then, $900.00 now')],
    });
    expect(await world.claim()).toEqual(before);
  });

  test('that one person refuses while another approves it is not done, and the other is told', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    const before = await world.claim();
    const refuse = { outcome: 'refuse', reason: 'Appeal it first' };
    const commit = overtaken(world.commit, () => decide(world, approval, 'm.ito', manager, refuse));
    const approve = { outcome: 'approve', reason: 'Agreed' };
    expect(await decide({ ...world, commit }, approval, 'n.berg', manager, approve)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('m.ito worked this task')],
    });
    expect(await world.claim()).toEqual(before);
    expect((await world.onlyTask()).taskId).toBe(task.taskId);
  });

  test('whose task is decided otherwise asks nobody any more', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    const appeal = { outcome: 'appeal', reason };
    expect(await decide(world, task, 'd.reyes', biller, appeal)).toMatchObject({ outcome: 'worked' });
    expect(await stored(world, approval)).toMatchObject({ status: 'moot', outcome: 'decided-otherwise' });
    const late = await decide(world, approval, 'm.ito', manager, { outcome: 'approve', reason: 'Agreed' });
    expect(late).toMatchObject({ outcome: 'refused' });
  });

  test('whose claim a file moved on is closed by itself', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    await world.commit.apply([
      {
        kind: 'close-task',
        practiceId: world.practiceId,
        taskId: task.taskId,
        status: 'moot',
        outcome: 'settled-by-payer',
        closedAt: world.clock.now(),
        closedBy: '835',
      },
    ]);
    const answer = await decide(world, approval, 'm.ito', manager, { outcome: 'approve', reason: 'Agreed' });
    expect(answer).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('moot')] });
    expect((await stored(world, approval)).status).toBe('moot');
  });

  test('whose task was closed is closed by the round through the tasks too', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    const approval = await approvalOf(world);
    world.stored.tasks.set(`${world.practiceId}#${task.taskId}`, {
      ...(await stored(world, task)),
      status: 'moot',
    });
    await tidyTasksStep({ ...world, members: { list: () => Promise.resolve([]) } });
    expect(await stored(world, approval)).toMatchObject({ status: 'moot', outcome: 'decided-otherwise' });
  });

  test.each([
    ['a biller whose own limit covers it', person(['biller'], { writeOff: 90_000 })],
    ['a manager', manager],
    ['who posts payments and is a manager', person(['payment-poster', 'manager'])],
  ])('of %s is done at once', async (_who, authority) => {
    const { world, task } = await denied();
    expect(await decide(world, task, 'd.reyes', authority, writeOff)).toMatchObject({ outcome: 'worked' });
  });

  test('that two may not approve stays a proposal, and can be rejected', async () => {
    const { world, task } = await denied();
    await decide(world, task, 'p.nowak', poster, writeOff);
    expect(await decide(world, task, 'd.reyes', biller, writeOff)).toMatchObject({ outcome: 'refused' });
    const other = { ...writeOff, writeOffReason: 'administrative' };
    expect(await decide(world, task, 'd.reyes', biller, other)).toMatchObject({ outcome: 'noted' });
    const rejection = { outcome: 'reject-proposal', reason: 'Appeal it' };
    expect(await decide(world, task, 'm.ito', manager, rejection)).toMatchObject({ outcome: 'noted' });
    const rejected = withProposals(await stored(world, task));
    expect(rejected.outcomes).not.toContain('reject-proposal');
    expect(await decide(world, task, 'm.ito', manager, rejection)).toMatchObject({ outcome: 'refused' });
    expect(await decide(world, task, 'd.reyes', biller, { outcome: 'appeal', reason })).toMatchObject({
      outcome: 'worked',
    });
  });
});

describe('A decision', () => {
  test.each<[StaffRole, Record<string, unknown>]>([
    ['coder', { outcome: 'appeal', reason }],
    ['front-desk', { outcome: 'appeal', reason }],
    ['payment-poster', { outcome: 'appeal', reason }],
    ['auditor', writeOff],
    ['administrator', writeOff],
    ['provider', writeOff],
    ['finance', { outcome: 'bill-the-patient', reason }],
  ])('about a denial is not for a %s: %j', async (role, outcome) => {
    const { world, task } = await denied();
    const before = world.snapshot();
    // Who is a provider and nothing else knows of no tasks but those that ask for that provider's own word.
    expect(await decide(world, task, 'x.person', person([role]), outcome)).toMatchObject({
      outcome: 'refused',
      because: role === 'provider' ? 'not-found' : 'not-allowed',
    });
    expect(world.snapshot()).toEqual(before);
  });
});

describe('A refund above the own limit', () => {
  test('is approved by a second person in one step', async () => {
    const { world } = await paidTwice();
    await lookLater(world, 6);
    const task = await creditTask(world);
    const amount = ((task.credit?.owedCents ?? 0) / 100).toFixed(2);
    const decision = { outcome: 'refund', to: 'payer', amount, reason: 'Paid twice' };
    await decide(world, task, 'p.nowak', poster, decision);
    const approval = await approvalOf(world);
    const approve = { outcome: 'approve', reason: 'Seen' };
    const refusedTo = await decide(world, approval, 'd.reyes', person(['biller'], { refund: 100 }), approve);
    expect(refusedTo).toMatchObject({ outcome: 'refused' });
    expect(await decide(world, approval, 'm.ito', manager, approve)).toMatchObject({ outcome: 'worked' });
    expect(await stored(world, approval)).toMatchObject({ status: 'worked', closedBy: 'm.ito' });
    expect((await stored(world, task)).outcome).toContain('as p.nowak had proposed');
    expect(world.differenceCents()).toBe(0);
  });
});

describe('A refund', () => {
  const refund = async (world: MemoryWorld) => {
    const task = await creditTask(world);
    const amount = ((task.credit?.owedCents ?? 0) / 100).toFixed(2);
    return { task, decision: { outcome: 'refund', to: 'payer', amount, reason: 'Paid twice' } };
  };

  test('is proposed by who posts payments and confirmed by somebody whose limit covers it', async () => {
    const { world } = await paidTwice();
    await lookLater(world, 6);
    const { task, decision } = await refund(world);
    const confirm = { ...decision, reason: 'Seen' };
    expect(await decide(world, task, 'p.nowak', poster, decision)).toMatchObject({ outcome: 'noted' });
    expect((await approvalOf(world)).approves).toMatchObject({ what: 'refund', taskId: task.taskId });
    const small = person(['biller'], { refund: 100 });
    expect(await decide(world, task, 'q.other', poster, confirm)).toMatchObject({ outcome: 'refused' });
    expect(await decide(world, task, 'd.reyes', small, confirm)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('above the $1.00 that you approve')],
    });
    expect(await decide(world, task, 'm.ito', manager, confirm)).toMatchObject({ outcome: 'worked' });
    expect(world.differenceCents()).toBe(0);
  });

  test('of a part of a credit is held to the limit as the whole credit is', async () => {
    const world = await memoryWorld();
    const { guarantorId } = await world.claim((await world.acceptedByPayer()).claimId);
    const paid = { kind: 'unapplied', method: 'cash', amountCents: 40_000, words: 'A deposit', guarantorId };
    const control = { count: 1, amountCents: 40_000 };
    const batch = { name: 'desk 1', kind: 'desk', control, items: [paid] };
    const { practiceId } = world;
    await enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, world);
    await lookLater(world, creditCauseRows['not-applied'].daysToWait + 2);
    const task = await creditTask(world);
    const part = { outcome: 'refund', to: 'patient', amount: '1.00', reason: 'Not needed' };
    const small = person(['biller'], { refund: 100 });
    expect(await decide(world, task, 'd.reyes', small, part)).toMatchObject({ outcome: 'noted' });
    const approval = (await world.openTasks()).find(({ kind }) => kind === 'write-off-approval');
    if (approval === undefined) {
      throw new Error('Nobody is asked to approve it');
    }
    expect(approval.approves).toMatchObject({ what: 'refund', amountCents: 100 });
    expect(approval.why).toContain(
      'A refund of $400.00 is above the $1.00 that you approve, and this is a part',
    );
    const confirm = { ...part, reason: 'Seen' };
    expect(await decide(world, task, 'k.osei', small, confirm)).toMatchObject({ outcome: 'refused' });
    const approve = { outcome: 'approve', reason: 'Seen' };
    expect(await decide(world, approval, 'm.ito', manager, approve)).toMatchObject({ outcome: 'worked' });
    expect(world.differenceCents()).toBe(0);
  });

  test('that one person could decide is a proposal all the same above the own limit', async () => {
    const { world } = await paidTwice();
    await lookLater(world, 6);
    const { task, decision } = await refund(world);
    const { decidedByTwo: _two, ...alone } = task;
    const loading = (stands: Task) => async (practiceId: Task['practiceId'], taskId: Task['taskId']) =>
      taskId === task.taskId ? stands : await world.tasks.load(practiceId, taskId);
    const single = { ...world, tasks: { ...world.tasks, load: loading(alone) } };
    const small = person(['biller'], { refund: 100 });
    expect(await decide(single, task, 'd.reyes', small, decision)).toMatchObject({ outcome: 'noted' });
    const enough = person(['biller'], { refund: 1_000_000 });
    const again = await world.tasks.load(world.practiceId, task.taskId);
    const proposed = again?.proposals ?? [];
    const withProposal = {
      ...world,
      tasks: { ...world.tasks, load: loading({ ...alone, proposals: proposed }) },
    };
    expect(proposed).toHaveLength(1);
    expect(await decide(withProposal, task, 'k.osei', enough, decision)).toMatchObject({
      outcome: 'worked',
    });
    expect(await world.tasks.load(world.practiceId, task.taskId)).toMatchObject({
      closedBy: 'k.osei',
      outcome: expect.stringContaining('as d.reyes had proposed'),
    });
  });
});
