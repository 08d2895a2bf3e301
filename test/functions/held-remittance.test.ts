import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { addCents, cents } from '#domain/money/cents.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { resumeRunStep } from '../../functions/resume-run/resume-run-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const accepted = (world: MemoryWorld, encounterId: string): Promise<Claim> =>
  world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1', relationship: 'self' }],
  });
const decisionOf = async (world: MemoryWorld, { claimId }: Claim): Promise<Claim835> =>
  (await world.payerOf(claimId)).decision();
const reason = 'The bank shows the whole payment';

const decide = (world: MemoryWorld, task: Task, user: string, outcome: Record<string, unknown>) =>
  workTaskStep({ practiceId: world.practiceId, taskId: task.taskId, user, role: 'staff', outcome }, world);
const shown = async (world: MemoryWorld, { taskId }: Task): Promise<Task> => {
  const answer = await readTasksStep({ query: 'show', practiceId: world.practiceId, taskId }, world);
  if (answer.outcome !== 'shown') {
    throw new Error('The task is not there');
  }
  return answer.task;
};
const started = (world: MemoryWorld): string[] =>
  [...world.stored.executions.keys()].filter((name) => name.includes('-decided-'));
const runOf = async (world: MemoryWorld) =>
  await world.remittances.load(world.practiceId, await world.lastRemittance());
const suspenseIn = (world: MemoryWorld): number => balancesOf([...world.stored.postings.values()]).suspense;

/** The adjustments of the first claim are a dollar short; what it paid, and the payment, are as they should be. */
async function heldWithOneBadClaim(world: MemoryWorld) {
  const claims = [await accepted(world, 'ENC-1'), await accepted(world, 'ENC-2')];
  const [first, second] = await Promise.all(claims.map((claim) => decisionOf(world, claim)));
  if (first === undefined || second === undefined) {
    throw new Error('Both claims are decided');
  }
  const wrong = { ...first, chargeCents: addCents(first.chargeCents, cents(100)) };
  expect(await world.remit(remittanceFile([wrong, second], world.clock.now()))).toBe('out-of-balance');
  return { task: await world.onlyTask(), wrong, claims };
}

describe('a remittance that balances as a whole, with a claim that does not', () => {
  test('is posted but for that claim when two persons say so, and the claim is parked whole at its CLP04', async () => {
    const world = await memoryWorld();
    const { task, wrong, claims } = await heldWithOneBadClaim(world);
    expect(task.outcomes).toEqual(['ask-the-payer', 'corrected-one-came', 'post-the-rest']);
    const rest = { outcome: 'post-the-rest', reason };
    expect(await decide(world, task, 'maria', rest)).toMatchObject({
      outcome: 'noted',
      summary: expect.stringMatching(/other than maria/),
    });
    expect((await shown(world, task)).outcomes).toContain('reject-proposal');
    expect((await shown(world, task)).evidence.join(' ')).toContain('maria proposed "post-the-rest"');
    expect(await decide(world, task, 'maria', rest)).toMatchObject({ outcome: 'refused' });
    expect(started(world)).toEqual([]);
    expect(await decide(world, task, 'tomas', rest)).toMatchObject({ outcome: 'worked' });
    expect(started(world)).toHaveLength(1);
    expect(await runOf(world)).toMatchObject({
      state: 'received',
      unbalancedClaims: [{ claimIndex: 1, difference: expect.stringMatching(/\$1\.00/) }],
      decisions: [{ outcome: 'post-the-rest', proposedBy: 'maria', confirmedBy: 'tomas' }],
    });
    expect(await world.post(await world.lastRemittance())).toBe('balanced');
    expect(await runOf(world)).toMatchObject({ state: 'posted', posted: 1, suspended: 1 });
    expect(suspenseIn(world)).toBe(0 - wrong.paidCents);
    const parked = await world.onlyTask();
    expect(parked).toMatchObject({ kind: 'unmatched-remittance', claimId: claims[0]?.claimId });
    expect(parked.why).toMatch(/does not balance.*\$1\.00/);
    expect(await world.claim(claims[0]?.claimId)).toMatchObject({ state: 'awaiting-remittance' });
    expect(world.differenceCents()).toBe(0);
    const closed = await shown(world, task);
    expect(closed).toMatchObject({
      status: 'worked',
      closedBy: 'tomas',
      outcome: expect.stringMatching(/as maria had proposed/),
    });
  });

  test('stays held when the proposal is rejected, or the payer is asked, who is asked again until it answers', async () => {
    const world = await memoryWorld();
    const { task } = await heldWithOneBadClaim(world);
    const charges = world.stored.postings.size;
    await decide(world, task, 'maria', { outcome: 'post-the-rest', reason });
    expect(await decide(world, task, 'tomas', { outcome: 'reject-proposal', reason })).toMatchObject({
      outcome: 'noted',
    });
    expect(
      await decide(world, task, 'tomas', { outcome: 'ask-the-payer', by: '2026-12-01', reason }),
    ).toMatchObject({
      outcome: 'worked',
    });
    const [again] = await world.openTasks();
    expect(again).toMatchObject({ dueOn: '2026-12-01', outcomes: task.outcomes });
    expect((await shown(world, again ?? task)).evidence.join(' ')).toContain('tomas asked the payer');
    expect(started(world)).toEqual([]);
    expect(world.stored.postings.size).toBe(charges);
    expect((await runOf(world))?.state).toBe('out-of-balance');
    expect(
      await decide(world, again ?? task, 'maria', { outcome: 'corrected-one-came', reason }),
    ).toMatchObject({ outcome: 'worked' });
    expect(await world.openTasks()).toEqual([]);
  });

  test('is resumed like any other when a defect stops what was decided', async () => {
    const world = await memoryWorld();
    const { task } = await heldWithOneBadClaim(world);
    const resume = async () =>
      await resumeRunStep(
        {
          run: 'remittance',
          practiceId: world.practiceId,
          remittanceId: await world.lastRemittance(),
          user: 'ines',
          reason,
        },
        world,
      );
    expect(await resume()).toMatchObject({ outcome: 'refused' });
    await decide(world, task, 'maria', { outcome: 'post-the-rest', reason });
    await decide(world, task, 'tomas', { outcome: 'post-the-rest', reason });
    expect(await resume()).toMatchObject({ outcome: 'resumed' });
  });

  test('whose decision breaks off after it was confirmed is carried out by deciding it again, and started once', async () => {
    const world = await memoryWorld();
    const { task } = await heldWithOneBadClaim(world);
    const rest = { outcome: 'post-the-rest', reason };
    await decide(world, task, 'maria', rest);
    const dying = {
      ...world,
      executions: { ...world.executions, start: () => Promise.reject(new Error('the process died')) },
    };
    await expect(
      workTaskStep(
        { practiceId: world.practiceId, taskId: task.taskId, user: 'tomas', outcome: rest },
        dying,
      ),
    ).rejects.toThrow(/died/);
    expect(await decide(world, task, 'anna', { outcome: 'corrected-one-came', reason })).toMatchObject({
      outcome: 'refused',
    });
    expect(await decide(world, task, 'maria', rest)).toMatchObject({ outcome: 'worked' });
    expect(started(world)).toHaveLength(1);
    expect((await runOf(world))?.decisions).toHaveLength(1);
  });

  test('decided by two at the same moment is started once', async () => {
    const world = await memoryWorld();
    const { task } = await heldWithOneBadClaim(world);
    const rest = { outcome: 'post-the-rest', reason };
    await decide(world, task, 'maria', rest);
    const answers = await Promise.all(['tomas', 'anna'].map((user) => decide(world, task, user, rest)));
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'worked']);
    expect(started(world)).toHaveLength(1);
  });
});

test('A remittance that does not balance as a whole is not posted in part by anybody', async () => {
  const world = await memoryWorld();
  const decision = await decisionOf(world, await accepted(world, 'ENC-1'));
  const text = remittanceFile([decision], world.clock.now(), {
    payment: {
      handling: 'I',
      amountCents: addCents(decision.paidCents, cents(1)),
      creditOrDebit: 'C',
      method: 'CHK',
      date: (await world.claim()).serviceDateFrom,
    },
  });
  expect(await world.remit(text)).toBe('out-of-balance');
  const task = await world.onlyTask();
  expect(task.outcomes).toEqual(['ask-the-payer', 'corrected-one-came']);
  expect(await decide(world, task, 'maria', { outcome: 'post-the-rest', reason })).toMatchObject({
    outcome: 'refused',
  });
});

describe('a remittance that repeats payer, trace number and amount with other content', () => {
  const trace = { number: 'SAME-TRACE', originatingCompanyId: '1990009999' };
  async function heldAsDuplicate(world: MemoryWorld): Promise<Task> {
    const first = await decisionOf(world, await accepted(world, 'ENC-1'));
    const second = await decisionOf(world, await accepted(world, 'ENC-2'));
    await world.remit(remittanceFile([first], world.clock.now(), { trace }));
    expect(await world.remit(remittanceFile([second], world.clock.now(), { trace }))).toBe('duplicate');
    const task = await world.onlyTask();
    expect(task.outcomes).toEqual(['ask-the-payer', 'same-payment', 'post-it-too']);
    return task;
  }

  test('is posted too when two persons say so', async () => {
    const world = await memoryWorld();
    const task = await heldAsDuplicate(world);
    const too = { outcome: 'post-it-too', reason };
    expect(await decide(world, task, 'maria', too)).toMatchObject({ outcome: 'noted' });
    expect(await decide(world, task, 'tomas', too)).toMatchObject({ outcome: 'worked' });
    expect(await world.post(await world.lastRemittance())).toBe('balanced');
    expect(await runOf(world)).toMatchObject({ state: 'posted', posted: 1 });
    expect(world.differenceCents()).toBe(0);
  });

  test('is left unposted by one person who says that it is the same payment', async () => {
    const world = await memoryWorld();
    const task = await heldAsDuplicate(world);
    const postings = world.stored.postings.size;
    expect(await decide(world, task, 'maria', { outcome: 'same-payment', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(await world.post(await world.lastRemittance())).toBe('duplicate');
    expect(world.stored.postings.size).toBe(postings);
    expect(await world.openTasks()).toEqual([]);
  });
});
