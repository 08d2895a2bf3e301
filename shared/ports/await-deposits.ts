import type { AwaitedDeposit } from '#contracts/bank.ts';
import type { PayerId, PracticeId } from '#contracts/identifiers.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { lowered } from '#domain/bank/apply-match.ts';
import { awaitedOfRemittance } from '#domain/bank/awaited-remittance.ts';
import { cents, negateCents } from '#domain/money/cents.ts';
import type { Write } from '#domain/writes/write.ts';
import { reassociate, type ReassociateWorld } from './reassociate.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

/**
 * From now on the bank is to show this money; what it has shown already is matched at once. Said twice it is awaited once.
 * @param by the step that says it.
 */
export async function awaitDeposits(
  practiceId: PracticeId,
  deposits: readonly AwaitedDeposit[],
  by: string,
  world: ReassociateWorld,
): Promise<void> {
  for (const deposit of deposits) {
    await world.commit.apply([{ kind: 'await-deposit', deposit }]);
  }
  if (deposits.length > 0) {
    await reassociate(practiceId, by, world);
  }
}

/** The money of a remittance that is posted. One that takes back what came on paper ends the wait for that money. */
export async function awaitRemittance(
  run: RemittanceRun,
  payerId: PayerId | undefined,
  by: string,
  world: ReassociateWorld,
): Promise<void> {
  const deposit = awaitedOfRemittance(run, payerId);
  if (deposit !== undefined) {
    await awaitDeposits(run.practiceId, [deposit], by, world);
  } else if (run.paymentCents < 0 && run.paymentBatchId !== undefined) {
    await endWait(run, payerId, world);
  }
}

/** A batch was taken back: nothing of its own is awaited any more. */
export async function endWaitFor(
  { practiceId, batchId }: Pick<PaymentBatch, 'practiceId' | 'batchId'>,
  world: Pick<ReassociateWorld, 'commit' | 'bank'>,
): Promise<void> {
  await decideAgainOnConflict(async () => {
    const awaited = await world.bank.awaited(practiceId);
    const writes = awaited
      .filter(({ holder }) => holder === batchId)
      .map((deposit): Write => {
        const after = lowered(deposit, deposit.openCents);
        return { kind: 'save-awaited-deposit', deposit: after, expectedVersion: deposit.version };
      });
    if (writes.length > 0) {
      await world.commit.apply(writes);
    }
  });
}

/** The remittance that takes a paper back bears its number with this behind it. */
const takenBack = '-BACK';

async function endWait(
  { practiceId, traceNumber, paymentCents }: RemittanceRun,
  payerId: PayerId | undefined,
  world: ReassociateWorld,
): Promise<void> {
  await decideAgainOnConflict(async () => {
    const awaited = await world.bank.awaited(practiceId);
    const original = awaited.find(
      (deposit) => deposit.payerId === payerId && `${deposit.traceNumber}${takenBack}` === traceNumber,
    );
    if (original !== undefined) {
      const amountCents = cents(Math.min(original.openCents, negateCents(paymentCents)));
      const deposit = lowered(original, amountCents);
      await world.commit.apply([
        { kind: 'save-awaited-deposit', deposit, expectedVersion: original.version },
      ]);
    }
  });
}
