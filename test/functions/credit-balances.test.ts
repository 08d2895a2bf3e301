import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { cents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import { findCreditBalancesStep } from '../../functions/find-credit-balances/find-credit-balances-step.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import { settleRefundStep } from '../../functions/settle-refund/settle-refund-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile, reversalOf } from './payer-files.ts';

const dayMilliseconds = 86_400_000;
const reason = 'The payer asks for a check';
/** What is over is totalled, and then looked at. */
async function find(world: MemoryWorld) {
  await totalLedgerDaysStep(world);
  return await findCreditBalancesStep(world);
}

type Sketch = readonly [reasonCode: string, amountCents: number, reference?: string];

/** Posts a remittance that balances, on a day of its own. */
async function remit(
  world: MemoryWorld,
  decisions: readonly Claim835[],
  adjustments: readonly Sketch[] = [],
): Promise<void> {
  world.advance(dayMilliseconds);
  const { serviceDateFrom } = await world.claim();
  const providerAdjustments: ProviderAdjustment835[] = adjustments.map(
    ([reasonCode, amountCents, reference]) => ({
      providerId: '2000000010',
      fiscalPeriodEnd: serviceDateFrom,
      reasonCode,
      amountCents: cents(amountCents),
      ...(reference === undefined ? {} : { reference }),
    }),
  );
  const paid = decisions.reduce((sum, { paidCents }) => sum + paidCents, 0);
  const withheld = adjustments.reduce((sum, [, amountCents]) => sum + amountCents, 0);
  const text = remittanceFile(decisions, world.clock.now(), {
    payment: {
      handling: 'I',
      amountCents: cents(paid - withheld),
      creditOrDebit: 'C',
      method: 'CHK',
      date: serviceDateFrom,
    },
    providerAdjustments,
  });
  expect(await world.remit(text)).toBe('balanced');
}

interface PaidTwice {
  readonly world: MemoryWorld;
  readonly claimId: Claim['claimId'];
  readonly decision: Claim835;
  readonly again: Claim835;
}

/** A claim that the payer has paid twice, under two numbers. */
async function paidTwice(): Promise<PaidTwice> {
  const world = await memoryWorld();
  const { claimId } = await world.acceptedByPayer();
  const decision = (await world.payerOf(claimId)).decision();
  const again = { ...decision, payerControlNumber: 'AGAIN-00001' };
  await remit(world, [decision]);
  await remit(world, [again]);
  return { world, claimId, decision, again };
}

async function lookLater(world: MemoryWorld, days = 6) {
  world.advance(days * dayMilliseconds);
  return await find(world);
}

async function creditTask(world: MemoryWorld) {
  const task = (await world.openTasks()).find(({ kind }) => kind === 'credit-balance');
  if (task === undefined) {
    throw new Error('No task asks about a credit');
  }
  return task;
}

const dollars = (amountCents: number): string => (amountCents / 100).toFixed(2);

/** Approved by two persons. */
async function refunded(given: PaidTwice): Promise<string> {
  const { world, again, claimId } = given;
  await lookLater(world);
  const decision = { outcome: 'refund', to: 'payer', amount: dollars(again.paidCents), reason };
  const decide = async (user: string) => {
    const { taskId } = await creditTask(world);
    return await workTaskStep({ practiceId: world.practiceId, taskId, user, outcome: decision }, world);
  };
  expect(await decide('maria')).toMatchObject({ outcome: 'noted' });
  expect(await decide('ben')).toMatchObject({ outcome: 'worked' });
  return `refund-${claimId}-1`;
}

const settle = (world: MemoryWorld, refund: string, changes: object = {}) =>
  settleRefundStep(
    {
      practiceId: world.practiceId,
      action: 'paid',
      refund,
      checkNumber: '1042',
      user: 'maria',
      reason,
      ...changes,
    },
    world,
  );

const balances = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);
const kinds = async (world: MemoryWorld) => (await world.openTasks()).map(({ kind }) => kind).toSorted();
const stateOf = async (world: MemoryWorld) => {
  const answer = await readLedgerStep({ query: 'refunds', practiceId: world.practiceId }, world);
  return answer.outcome === 'refunds' ? refundsOf(answer.postings).map(({ state }) => state) : answer;
};

describe('A payer that paid twice', () => {
  test('is a task after five days and not before, and only one', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world, 4);
    expect(await world.openTasks()).toEqual([]);
    expect((await lookLater(world, 2)).opened).toBe(1);
    const task = await creditTask(world);
    expect(task).toMatchObject({
      credit: { cause: 'paid-twice', owedCents: again.paidCents },
      dollarsAtStakeCents: again.paidCents,
      decidedByTwo: ['refund'],
    });
    const before = world.snapshot();
    await find(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('is nothing to ask about once it took the second payment back', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const { taskId } = await creditTask(world);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, taskId)).toMatchObject({
      status: 'moot',
      outcome: 'credit-gone',
    });
  });

  test('is asked again on the day that was named, until it took it', async () => {
    const { world, again } = await paidTwice();
    await lookLater(world);
    const waiting = { outcome: 'offset', by: '2026-12-20', reason };
    expect(await world.work(await creditTask(world), waiting)).toMatchObject({ outcome: 'worked' });
    expect(await creditTask(world)).toMatchObject({ dueOn: '2026-12-20' });
    expect(await kinds(world)).toEqual(['credit-balance']);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await world.openTasks()).toEqual([]);
  });
});

describe('A round of looks', () => {
  test('makes up for those that did not come, however long ago', async () => {
    const { world, again } = await paidTwice();
    // Nothing ran on the days on which it became due, nor on the two after.
    expect((await lookLater(world, 60)).opened).toBe(1);
    expect(await creditTask(world)).toMatchObject({ credit: { owedCents: again.paidCents } });
  });

  test('looks at a day that was opened again once more', async () => {
    const { world } = await paidTwice();
    await lookLater(world, 10);
    const before = (await find(world)).looked;
    const today = dateOf(world.clock.now());
    const days = await world.ledgerDays.list(world.practiceId, addDays(today, -30), today);
    const day = days.find(({ postings }) => postings > 0);
    await openDayAgain(
      { practiceId: world.practiceId, postingDate: day?.postingDate ?? today },
      { at: world.clock.now(), by: 'maria', words: 'A check was forgotten' },
      world,
    );
    expect([before, (await find(world)).looked]).toEqual([0, 1]);
  });

  test('that breaks off is gone on with where it ended, so that every claim has its turn', async () => {
    const world = await memoryWorld();
    const claimIds: string[] = [];
    for (let index = 0; index < 25; index += 1) {
      const { claimId } = await world.acceptedByPayer({ encounterId: `ENC-${index}` });
      claimIds.push(claimId);
    }
    world.advance(dayMilliseconds);
    await totalLedgerDaysStep(world);
    const looked: string[] = [];
    // Each look takes a minute; ten are taken at once, and a round has eight minutes.
    const slow = {
      ...world,
      ledger: {
        ...world.ledger,
        ofHolder: async (...of: Parameters<typeof world.ledger.ofHolder>) => {
          looked.push(of[1]);
          world.advance(60_000);
          return await world.ledger.ofHolder(...of);
        },
      },
    };
    for (let round = 0; round < 4; round += 1) {
      await findCreditBalancesStep(slow);
      world.advance(3_600_000);
    }
    expect(looked).toEqual(claimIds.toSorted());
  });

  test('that cannot look at one claim looks at the others, and at all of the day again', async () => {
    const given = await paidTwice();
    const { world } = given;
    world.advance(6 * dayMilliseconds);
    await totalLedgerDaysStep(world);
    const broken = {
      ...world,
      ledger: { ...world.ledger, ofHolder: () => Promise.reject(new TypeError('not readable')) },
    };
    await expect(findCreditBalancesStep(broken)).rejects.toThrow(/could not be: first/);
    expect((await findCreditBalancesStep(world)).opened).toBe(1);
  });
});

describe('A refund', () => {
  test('that is approved, paid and acknowledged closes, by its check number, and only once', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    expect(balances(world)).toMatchObject({ 'payer-receivable': 0, 'refund-payable': 0 - again.paidCents });
    expect(await settle(world, refund)).toMatchObject({ outcome: 'settled' });
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(await stateOf(world)).toEqual(['paid']);
    const pair: readonly Sketch[] = [
      ['WO', again.paidCents, '1042'],
      ['72', 0 - again.paidCents, '1042'],
    ];
    await remit(world, [], pair);
    expect(await stateOf(world)).toEqual(['acknowledged']);
    expect(await kinds(world)).toEqual([]);
    await remit(world, [], pair);
    expect(await kinds(world)).toContain('unexplained-adjustment');
    expect(world.differenceCents()).toBe(0);
    expect(await settle(world, refund, { action: 'void' })).toMatchObject({ outcome: 'refused' });
  });

  test('whose money the payer takes as well is told of, until the payer acknowledges it', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    await settle(world, await refunded(given));
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    expect((await world.onlyTask()).why).toMatch(/the same money twice/);
    await remit(world, [], [['72', 0 - again.paidCents, 'CHECK 1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'takeback-payable': 0,
      'refund-payable': 0,
    });
    expect(world.differenceCents()).toBe(0);
  });

  test('and the taking of the same money come to the same sum in either order', async () => {
    const sums: unknown[] = [];
    for (const order of ['reversal first', 'acknowledgement first', 'together'] as const) {
      const given = await paidTwice();
      const { world, again } = given;
      await settle(world, await refunded(given));
      const acknowledging: Sketch = ['72', 0 - again.paidCents, '1042'];
      const steps: Record<typeof order, readonly (() => Promise<void>)[]> = {
        'reversal first': [() => remit(world, [reversalOf(again)]), () => remit(world, [], [acknowledging])],
        'acknowledgement first': [
          () => remit(world, [], [acknowledging]),
          () => remit(world, [reversalOf(again)]),
        ],
        together: [() => remit(world, [reversalOf(again)], [acknowledging])],
      };
      for (const step of steps[order]) {
        await step();
        await lookLater(world, 1);
      }
      sums.push(balances(world));
      expect(await kinds(world)).toEqual([]);
    }
    expect(new Set(sums.map((sum) => JSON.stringify(sum))).size).toBe(1);
  });

  test('that is not paid yet is void when the payer takes the money itself', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await stateOf(world)).toEqual(['void']);
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({ 'payer-receivable': 0, 'refund-payable': 0 });
    expect(await kinds(world)).toEqual([]);
  });

  test('that is not paid yet is not to be paid when the payer withholds the money, and nobody is asked', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [], [['WO', again.paidCents, 'AGAIN-00001']]);
    expect(await kinds(world)).toEqual(['takeback-differs']);
    expect(await settle(world, refund)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/do not send the check/)],
    });
    await lookLater(world, 1);
    expect(await stateOf(world)).toEqual(['withheld']);
    expect(await kinds(world)).toEqual([]);
    expect(await settle(world, refund)).toMatchObject({ outcome: 'refused' });
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'refund-payable': 0,
      'takeback-payable': 0,
    });
    const before = world.snapshot();
    await find(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('whose check had gone out before that is recorded as it was, and told of', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    const refund = await refunded(given);
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    expect(await settle(world, refund, { isSent: true })).toMatchObject({ outcome: 'settled' });
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    await remit(world, [], [['72', 0 - again.paidCents, '1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
    expect(balances(world)).toMatchObject({
      'payer-receivable': 0,
      'takeback-payable': 0,
      'refund-payable': 0,
    });
  });

  test('whose money was taken again closes by itself too when the payer was asked meanwhile', async () => {
    const given = await paidTwice();
    const { world, again } = given;
    await settle(world, await refunded(given));
    await remit(world, [reversalOf(again)]);
    await lookLater(world, 1);
    const asked = { outcome: 'ask-the-payer', by: '2026-12-31', reason: 'Sent a copy of the check' };
    expect(await world.work(await world.onlyTask(), asked)).toMatchObject({ outcome: 'worked' });
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual(['refund-taken-again']);
    await remit(world, [], [['72', 0 - again.paidCents, '1042']]);
    await lookLater(world, 1);
    expect(await kinds(world)).toEqual([]);
  });

  test('that is void leaves the credit standing, and another task asks', async () => {
    const given = await paidTwice();
    const { world } = given;
    const refund = await refunded(given);
    expect(await settle(world, refund, { action: 'void' })).toMatchObject({ outcome: 'settled' });
    await lookLater(world, 1);
    expect((await creditTask(world)).taskId).toMatch(/-2$/);
    expect(await settle(world, 'refund-C000000000009-1')).toMatchObject({ outcome: 'refused' });
    expect(await settle(world, 'nothing')).toMatchObject({ outcome: 'refused' });
  });
});
