import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { addCents, cents } from '#domain/money/cents.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const reason = 'The payer named the patient on the phone';
const accepted = (world: MemoryWorld, encounterId: string): Promise<Claim> =>
  world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1', relationship: 'self' }],
  });
const decide = (world: MemoryWorld, task: Task, outcome: Record<string, unknown>, user = 'maria') =>
  workTaskStep({ practiceId: world.practiceId, taskId: task.taskId, user, outcome }, world);
const balancesIn = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);
const evidenceOf = async (world: MemoryWorld, { taskId }: Task): Promise<string> => {
  const answer = await readTasksStep({ query: 'show', practiceId: world.practiceId, taskId }, world);
  return answer.outcome === 'shown' ? answer.task.evidence.join('\n') : '';
};

/** A decision that came under another number than ours. */
async function stray(world: MemoryWorld, changes: Partial<Claim835> = {}) {
  const claim = await accepted(world, 'ENC-1');
  const other = await accepted(world, 'ENC-2');
  const decision = (await world.payerOf(claim.claimId)).decision();
  const clp = { ...decision, patientControlNumber: 'STRAY-77', ...changes };
  await world.remit(remittanceFile([clp], world.clock.now()));
  return { claim, other, decision, clp, task: await world.onlyTask() };
}

describe('a payment whose claim was not found', () => {
  test('is posted to the claim that a person names, as if it had come under its number', async () => {
    const world = await memoryWorld();
    const { claim, decision, task } = await stray(world);
    expect(balancesIn(world).suspense).toBe(0 - decision.paidCents);
    const answer = await decide(world, task, { outcome: 'belongs-to', claim: claim.claimId, reason });
    expect(answer).toMatchObject({ outcome: 'worked' });

    const straight = await memoryWorld();
    const same = await accepted(straight, 'ENC-1');
    await accepted(straight, 'ENC-2');
    await straight.remit(remittanceFile([decision], straight.clock.now()));
    expect(balancesIn(world)).toEqual(balancesIn(straight));
    const [posted, expected] = [await world.claim(claim.claimId), await straight.claim(same.claimId)];
    expect(posted.state).toBe(expected.state);
    expect(posted.adjudications[0]?.patientControlNumber).toBe(
      expected.adjudications[0]?.patientControlNumber,
    );
    expect(posted.adjudications[0]?.lines).toEqual(expected.adjudications[0]?.lines);
    expect(await world.openTasks()).toEqual([]);
    expect(world.differenceCents()).toBe(0);
  });

  test('is read from the file that it came in where the chunks have expired', async () => {
    const world = await memoryWorld();
    const { claim, task } = await stray(world);
    const expired = {
      ...world,
      documents: {
        ...world.documents,
        get: async (...[shelf, key, version]: Parameters<typeof world.documents.get>) =>
          shelf === 'documents' && key.startsWith('chunks/')
            ? undefined
            : await world.documents.get(shelf, key, version),
      },
    };
    const outcome = { outcome: 'belongs-to', claim: claim.claimId, reason };
    expect(
      await workTaskStep(
        { practiceId: world.practiceId, taskId: task.taskId, user: 'maria', outcome },
        expired,
      ),
    ).toMatchObject({ outcome: 'worked' });
    expect(balancesIn(world).suspense).toBe(0);
  });

  test('decided by two at the same moment is posted once', async () => {
    const world = await memoryWorld();
    const { claim, other, task, decision } = await stray(world);
    const answers = await Promise.all(
      [claim, other].map(({ claimId }, index) =>
        decide(world, task, { outcome: 'belongs-to', claim: claimId, reason }, `user${index}`),
      ),
    );
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'worked']);
    expect(balancesIn(world)).toMatchObject({ suspense: 0, 'cash-in-transit': decision.paidCents });
  });

  test.each([
    ['return-to-payer', {}, 'refund-payable'],
    ['of-an-old-system', { system: 'nothing of the kind' }, undefined],
    ['not-a-claim-of-ours', {}, undefined],
    ['belongs-to', { claim: 'C0000000000ZZ' }, undefined],
    ['post-it-anyway', {}, undefined],
  ] as const)('decided as %s with %o goes to %s', async (outcome, given, account) => {
    const world = await memoryWorld();
    const { task, decision } = await stray(world);
    const answer = await decide(world, task, { outcome, ...given, reason });
    expect(answer.outcome).toBe(account === undefined ? 'refused' : 'worked');
    expect(balancesIn(world)).toMatchObject({
      suspense: account === undefined ? 0 - decision.paidCents : 0,
      'refund-payable': account === undefined ? 0 : 0 - decision.paidCents,
    });
    expect(world.differenceCents()).toBe(0);
  });

  test('that paid nothing closes without a posting', async () => {
    const world = await memoryWorld();
    const { task } = await stray(world, {
      chargeCents: cents(0),
      paidCents: cents(0),
      adjustments: [],
      lines: [],
    });
    const postings = world.stored.postings.size;
    expect(await decide(world, task, { outcome: 'return-to-payer', reason })).toMatchObject({
      outcome: 'refused',
    });
    expect(await decide(world, task, { outcome: 'not-a-claim-of-ours', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(world.stored.postings.size).toBe(postings);
  });

  test('is shown with the claims that are most like it, the likeliest first', async () => {
    const world = await memoryWorld();
    const { claim, other, task } = await stray(world);
    const alike = (await evidenceOf(world, task)).split('\n').filter((line) => line.startsWith('Like claim'));
    expect(alike[0]).toContain(claim.claimId);
    expect(alike[0]).toMatch(/date of service, charge, every code/);
    expect(alike.slice(1).join()).toContain(other.claimId);
    expect(alike.slice(1).join()).not.toMatch(/date of service/);
  });
});

test('Lines that match none of ours are said by a person, and are posted on them', async () => {
  const world = await memoryWorld();
  const claim = await accepted(world, 'ENC-1');
  const decision = (await world.payerOf(claim.claimId)).decision();
  const lines = decision.lines.map((line, index) => ({
    ...line,
    lineControlNumber: `theirs-${index}`,
    ...(index === 0 ? { procedure: { ...line.procedure, code: '99199' } } : {}),
  }));
  await world.remit(remittanceFile([{ ...decision, lines }], world.clock.now()));
  const task = await world.onlyTask();
  expect(task).toMatchObject({ claimId: claim.claimId, why: expect.stringMatching(/line 1 \(99199/) });
  const named = { outcome: 'belongs-to', claim: claim.claimId, reason };
  expect(await decide(world, task, named)).toMatchObject({ outcome: 'refused' });
  expect(await decide(world, task, { ...named, lines: { 1: 9 } })).toMatchObject({
    outcome: 'refused',
    problems: [expect.stringMatching(/found 9 for line 1/)],
  });
  expect(await decide(world, task, { ...named, lines: { 1: 1 } })).toMatchObject({ outcome: 'worked' });
  expect((await world.claim(claim.claimId)).adjudications[0]?.lines[0]?.lineNumber).toBe(1);
  expect(balancesIn(world).suspense).toBe(0);
});

test('A claim that does not add up is posted with what the payer had left out, when two persons say so', async () => {
  const world = await memoryWorld();
  const claims = [await accepted(world, 'ENC-1'), await accepted(world, 'ENC-2')];
  const [bad, good] = await Promise.all(
    claims.map(async ({ claimId }) => (await world.payerOf(claimId)).decision()),
  );
  if (bad === undefined || good === undefined) {
    throw new Error('Both claims are decided');
  }
  // The payer leaves a dollar of the first line's contractual adjustment out.
  const lines = bad.lines.map((line, index) => ({
    ...line,
    adjustments: line.adjustments.map((one, place) =>
      index === 0 && place === 0 ? { ...one, amountCents: addCents(one.amountCents, cents(-100)) } : one,
    ),
  }));
  await world.remit(remittanceFile([{ ...bad, lines }, good], world.clock.now()));
  const held = await world.onlyTask();
  for (const user of ['maria', 'tomas']) {
    await decide(world, held, { outcome: 'post-the-rest', reason }, user);
  }
  await world.post(await world.lastRemittance());
  const task = await world.onlyTask();
  const claim = claims[0]?.claimId;
  expect(await decide(world, task, { outcome: 'belongs-to', claim, reason })).toMatchObject({
    outcome: 'refused',
    problems: expect.arrayContaining([expect.stringMatching(/\$1\.00/)]),
  });
  const adjustment = { line: 1, groupCode: 'CO', reasonCode: '45', amount: '1.00' };
  const corrected = { outcome: 'post-as-corrected', claim, adjustments: [adjustment], reason };
  const wrong = { ...corrected, adjustments: [{ ...adjustment, amount: '2.00' }] };
  expect(await decide(world, task, wrong)).toMatchObject({ outcome: 'refused' });
  expect(await decide(world, task, corrected)).toMatchObject({ outcome: 'noted' });
  expect(await decide(world, task, corrected, 'tomas')).toMatchObject({ outcome: 'worked' });
  expect(balancesIn(world)).toMatchObject({ suspense: 0, 'cash-in-transit': bad.paidCents + good.paidCents });
  expect(await world.claim(claim)).toMatchObject({ state: 'ready-for-patient' });
  expect(world.differenceCents()).toBe(0);
});

test('A reversal that waits for its decision waits no more once a person has placed it', async () => {
  const world = await memoryWorld();
  const claim = await accepted(world, 'ENC-1');
  const decision = (await world.payerOf(claim.claimId)).decision();
  await world.remit(remittanceFile([reversalOf(decision)], world.clock.now()));
  const task = await world.onlyTask();
  expect(await decide(world, task, { outcome: 'belongs-to', claim: claim.claimId, reason })).toMatchObject({
    outcome: 'refused',
    problems: [
      expect.stringMatching(/takes a decision back that was never posted here/),
      expect.stringMatching(/waits at claim/),
    ],
  });
  expect(await decide(world, task, { outcome: 'return-to-payer', reason })).toMatchObject({
    outcome: 'worked',
  });
  expect((await world.claim(claim.claimId)).earlyReversals).toEqual([]);
  await world.remit(remittanceFile([decision], world.clock.now()));
  expect(await world.claim(claim.claimId)).toMatchObject({ state: 'ready-for-patient' });
  expect(balancesIn(world)).toMatchObject({ suspense: 0, 'refund-payable': decision.paidCents });
  expect(world.differenceCents()).toBe(0);
});

describe('A reversal that came before its decision', () => {
  const cashOf = async (world: MemoryWorld, claimId: Claim['claimId']) =>
    balancesOf(await world.ledger.ofClaim(world.practiceId, claimId))['cash-in-transit'];

  /** The reversal came under the number of one claim, and the decision was placed with another by a person. */
  async function apart() {
    const world = await memoryWorld();
    const { claim, other, decision, task } = await stray(world, { payerControlNumber: 'ICN-STRAY' });
    await decide(world, task, { outcome: 'belongs-to', claim: claim.claimId, reason });
    const ofOther = { ...decision, payerControlNumber: 'ICN-STRAY' };
    const number = other.submissions.at(-1)?.patientControlNumber ?? '';
    await world.remit(
      remittanceFile([reversalOf({ ...ofOther, patientControlNumber: number })], world.clock.now()),
    );
    return { world, claim, other, decision, reversal: await world.onlyTask() };
  }

  test('is posted where the decision stands, when a person says so, and waits no more', async () => {
    const { world, claim, other, decision, reversal } = await apart();
    expect((await world.claim(other.claimId)).earlyReversals).toHaveLength(1);
    expect(balancesIn(world)).toMatchObject({ suspense: decision.paidCents });
    const belongs = { outcome: 'belongs-to', claim: claim.claimId, reason };
    expect(await decide(world, reversal, belongs)).toMatchObject({ outcome: 'worked' });
    expect(balancesIn(world).suspense).toBe(0);
    expect(await cashOf(world, claim.claimId)).toBe(0);
    expect(await world.claim(claim.claimId)).toMatchObject({
      state: 'awaiting-remittance',
      adjudications: [{}, { reverses: {} }],
    });
    expect((await world.claim(other.claimId)).earlyReversals).toEqual([]);
    expect(await world.openTasks()).toEqual([]);
    expect(world.differenceCents()).toBe(0);
    expect(await decide(world, reversal, belongs)).toMatchObject({ outcome: 'refused' });
  });

  test('is posted to the claim at which it waits, when what it lacked of a mirror is said', async () => {
    const world = await memoryWorld();
    const { claimId } = await accepted(world, 'ENC-1');
    const decision = (await world.payerOf(claimId)).decision();
    await world.remit(remittanceFile([decision], world.clock.now()));
    // The payer names another reason for what its contract took off.
    const reversal = reversalOf(decision);
    const [line] = reversal.lines;
    const [adjustment] = line?.adjustments ?? [];
    if (line === undefined || adjustment === undefined) {
      throw new Error('The decision takes something off its first line');
    }
    const odd = { ...line, adjustments: [{ ...adjustment, reason: '59' }, ...line.adjustments.slice(1)] };
    await world.remit(
      remittanceFile([{ ...reversal, lines: [odd, ...reversal.lines.slice(1)] }], world.clock.now()),
    );
    const task = await world.onlyTask();
    expect(await decide(world, task, { outcome: 'belongs-to', claim: claimId, reason })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/does not mirror/), expect.stringMatching(/waits at claim/)],
    });
    const amount = (adjustment.amountCents / 100).toFixed(2);
    const opposite = (0 - adjustment.amountCents / 100).toFixed(2);
    const corrected = {
      outcome: 'post-as-corrected',
      claim: claimId,
      adjustments: [
        { line: 1, groupCode: adjustment.group, reasonCode: '59', amount: opposite },
        { line: 1, groupCode: adjustment.group, reasonCode: adjustment.reason, amount },
      ],
      reason,
    };
    expect(await decide(world, task, corrected)).toMatchObject({ outcome: 'noted' });
    expect(await decide(world, task, corrected, 'tomas')).toMatchObject({ outcome: 'worked' });
    expect(await world.claim(claimId)).toMatchObject({ state: 'awaiting-remittance', earlyReversals: [] });
    expect(balancesIn(world).suspense).toBe(0);
    expect(await cashOf(world, claimId)).toBe(0);
  });
});
