import { expect } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { cents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { findCreditBalancesStep } from '../../functions/find-credit-balances/find-credit-balances-step.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import { settleRefundStep } from '../../functions/settle-refund/settle-refund-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

export const dayMilliseconds = 86_400_000;
export const reason = 'The payer asks for a check';
/** What is over is totalled, and then looked at. */
export async function find(world: MemoryWorld) {
  await totalLedgerDaysStep(world);
  return await findCreditBalancesStep(world);
}

export type Sketch = readonly [reasonCode: string, amountCents: number, reference?: string];

/** Posts a remittance that balances, on a day of its own. */
export async function remit(
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
export async function paidTwice(given?: MemoryWorld, encounterId = 'ENC-1'): Promise<PaidTwice> {
  const world = given ?? (await memoryWorld());
  const { claimId } = await world.acceptedByPayer({ encounterId });
  const decision = (await world.payerOf(claimId)).decision();
  const again = {
    ...decision,
    payerControlNumber: given === undefined ? 'AGAIN-00001' : `AGAIN-${encounterId}`,
  };
  await remit(world, [decision]);
  await remit(world, [again]);
  return { world, claimId, decision, again };
}

export async function lookLater(world: MemoryWorld, days = 6) {
  world.advance(days * dayMilliseconds);
  return await find(world);
}

export async function creditTask(world: MemoryWorld, of?: Claim['claimId']) {
  const task = (await world.openTasks()).find(
    ({ kind, claimId }) => kind === 'credit-balance' && (of === undefined || claimId === of),
  );
  if (task === undefined) {
    throw new Error('No task asks about a credit');
  }
  return task;
}

export const dollars = (amountCents: number): string => (amountCents / 100).toFixed(2);

/** Approved by two persons. */
export async function refunded(given: PaidTwice): Promise<string> {
  const { world, again, claimId } = given;
  await lookLater(world);
  const decision = { outcome: 'refund', to: 'payer', amount: dollars(again.paidCents), reason };
  const decide = async (user: string) => {
    const { taskId } = await creditTask(world, claimId);
    return await workTaskStep({ practiceId: world.practiceId, taskId, user, outcome: decision }, world);
  };
  expect(await decide('maria')).toMatchObject({ outcome: 'noted' });
  expect(await decide('ben')).toMatchObject({ outcome: 'worked' });
  return `refund-${claimId}-1`;
}

export const settle = (world: MemoryWorld, refund: string, changes: object = {}) =>
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

export const balances = (world: MemoryWorld) => balancesOf([...world.stored.postings.values()]);
export const kinds = async (world: MemoryWorld) =>
  (await world.openTasks()).map(({ kind }) => kind).toSorted();
export const stateOf = async (world: MemoryWorld) => {
  const answer = await readLedgerStep({ query: 'refunds', practiceId: world.practiceId }, world);
  return answer.outcome === 'refunds' ? refundsOf(answer.postings).map(({ state }) => state) : answer;
};
