import { CommitConflict } from '#contracts/errors.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PayerPayment, PaymentBatch, PaymentItem } from '#contracts/payment-batch.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { standingPostings } from '#domain/ledger/make-posting.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { batchPostingPrefix, cashOf, takeItemBack } from '#domain/payment-batches/post-patient-payment.ts';
import { drawnOnce, drawnProblem, unappliedMoneyOf } from '#domain/payment-batches/unapplied-money.ts';
import { isHeld, savedRun, setRunAside } from '#domain/remittance/run-record.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import { pagesOfDay, type LedgerStore } from './ledger-store.ts';
import {
  postPaper,
  remittanceIdOf,
  withPostings,
  type Place,
  type PostItemsWorld,
} from './post-payment-items.ts';
import type { TaskStore } from './task-store.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface TakeBackItemsWorld extends PostItemsWorld {
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'pageOfDay'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** What the items of a batch have made but for payments of payers; the day holds what all the others made, too. */
export async function postingsMadeBy(
  { practiceId, batchId, postingDate }: PaymentBatch,
  { ledger }: Pick<TakeBackItemsWorld, 'ledger'>,
): Promise<readonly Posting[]> {
  const made: Posting[] = [];
  for await (const page of pagesOfDay(ledger, practiceId, postingDate)) {
    made.push(
      ...page.filter(
        ({ paymentBatchId, postingId }) => paymentBatchId === batchId && postingId.startsWith('payment-'),
      ),
    );
  }
  return made;
}

/**
 * Takes one item of a batch back by postings that correct those it made; one that is taken back already changes nothing.
 * @param ofBatch what the batch has made, as {@link postingsMadeBy} reads it: once for all its items.
 * @returns what keeps it from being taken back, a sentence each.
 */
export async function takeBackItem(
  item: PaymentItem,
  place: Place,
  practice: Practice,
  ofBatch: () => Promise<readonly Posting[]>,
  world: TakeBackItemsWorld,
): Promise<string[]> {
  const { batch } = place;
  if (item.kind === 'payer-payment') {
    return await decideAgainOnConflict(() => takeBackPaper(item, place, practice, world));
  }
  const prefix = batchPostingPrefix(place);
  const made = (await ofBatch()).filter(({ postingId }) => postingId.startsWith(prefix));
  if (cashOf(made) !== item.amountCents) {
    return [
      `Item ${place.item}: ${formatDollars(cashOf(made))} of its ${formatDollars(item.amountCents)} were found in the ledger; try again in a minute.`,
    ];
  }
  return await decideAgainOnConflict(async () => {
    const { practiceId, batchId } = batch;
    const held = await world.ledger.ofHolder(practiceId, batchId);
    const drawn = drawnProblem(batchId, place.item, held);
    if (drawn !== undefined) {
      return [drawn];
    }
    const claims = await withPostings(
      batch.practiceId,
      made.flatMap(({ claimId }) => (claimId === undefined ? [] : [claimId])),
      world,
    );
    const guarantorId = claims[0]?.claim.guarantorId;
    const account =
      guarantorId === undefined ? undefined : await world.accounts.load(batch.practiceId, guarantorId);
    const standing = new Set(
      standingPostings(claims.flatMap(({ postings }) => postings)).map(({ postingId }) => postingId),
    );
    const at = world.clock.now();
    const guarded =
      unappliedMoneyOf(batchId, place.item, held) === undefined
        ? []
        : [drawnOnce(practiceId, batchId, held, at)];
    const { outcome } = await world.commit.apply([
      ...takeItemBack(
        made.filter(({ claimId, postingId }) => claimId === undefined || standing.has(postingId)),
        { claims, account },
        place,
        {
          at,
          // Not the day on which the taking back began: it may have been closed since.
          postingDate: dateOf(at),
          by: `user ${batch.takenBack?.by ?? batch.enteredBy}, batch ${batch.batchId} item ${place.item}`,
          words: `Batch "${batch.name}" was taken back: ${batch.takenBack?.reason ?? ''}`,
        },
      ),
      ...guarded,
    ]);
    if (outcome === 'duplicate' && guarded.length > 0) {
      throw new CommitConflict(`Money of batch ${batchId} was drawn on at the same moment`);
    }
    return [];
  });
}

/** What was posted is reversed by a remittance of its own; what is held is never posted, and nobody is asked about it. */
async function takeBackPaper(
  payment: PayerPayment,
  place: Place,
  practice: Practice,
  world: TakeBackItemsWorld,
): Promise<string[]> {
  const { practiceId, batchId, takenBack, enteredBy } = place.batch;
  const run = await world.remittances.load(practiceId, remittanceIdOf(payment, batchId, place.item));
  if (run?.state === 'posted') {
    const takenBackBy = remittanceIdOf(payment, batchId, place.item, 'taken-back');
    if (run.takenBackBy === undefined) {
      await world.commit.apply([savedRun(run, { takenBackBy })]);
    }
    await postPaper(payment, place, practice, 'taken-back', world);
    return [];
  }
  if (run === undefined || run.state === 'received' || run.state === 'balanced') {
    return [
      `Item ${place.item}: the remittance of ${payment.number} is being posted; take the batch back when it is.`,
    ];
  }
  if (isHeld(run)) {
    const why = 'batch-taken-back';
    const at = world.clock.now();
    const by = `user ${takenBack?.by ?? enteredBy}`;
    const task = run.taskId === undefined ? undefined : await world.tasks.load(practiceId, run.taskId);
    await world.commit.apply([setRunAside(run, why, { by, at }), ...mootTask(task, why, at, by)]);
  }
  return [];
}
