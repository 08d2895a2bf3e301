import type { ClaimEvent } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PaymentBatch, PaymentItem } from '#contracts/payment-batch.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { correctingPosting, standingPostings } from '../ledger/make-posting.ts';
import { formatDollars } from '../money/cents.ts';
import {
  batchPostingPrefix,
  postPatientPayment,
  postUnapplied,
  type BatchPlace,
  type ClaimToPay,
} from '../payment-batches/post-patient-payment.ts';
import { lastOfMoment, versionAfter, type Books, type Happening } from './books.ts';
import { postingsIn } from './replay-decisions.ts';

/** A batch with its items, as they were entered. */
export interface BatchEvidence {
  readonly batch: PaymentBatch;
  /** None where the document that keeps them is gone. */
  readonly items: readonly PaymentItem[] | undefined;
}

/**
 * The payments of patients, and the payments not applied, of a batch, posted anew by the functions that post them. How
 * much each visit gets follows from what was owed of it then; only to which visits a payment went that names none is
 * taken from the journal.
 * @param kept every posting of the ledger that is of this batch.
 * @param historyOf the history of a claim.
 */
export function batchHappenings(
  { batch, items = [] }: BatchEvidence,
  kept: readonly Posting[],
  historyOf: (claimId: ClaimId) => readonly ClaimEvent[],
): Happening[] {
  return items.flatMap((item, index): Happening[] => {
    if (item.kind === 'payer-payment') {
      return [];
    }
    const place: BatchPlace = { batch, item: index + 1 };
    const prefix = batchPostingPrefix(place);
    const made = kept.filter(({ postingId }) => postingId.startsWith(prefix));
    const takenBack = kept.filter(({ postingId }) => postingId.startsWith(`taken-back-${prefix}`));
    if (made.length === 0 && batch.state === 'posting' && index >= batch.done) {
      return [];
    }
    const by = (user: string): string => `user ${user}, batch ${batch.batchId} item ${place.item}`;
    const at = earliest(made) ?? batch.enteredAt;
    const occasion = { at, postingDate: batch.postingDate, by: by(batch.enteredBy) };
    const visits = visitsOf(item, made);
    const posted: Happening = {
      at,
      version: firstVersion(visits, at, occasion.by, historyOf),
      position: place.item,
      happen: (books) => {
        books.post(
          postingsIn(
            item.kind === 'unapplied'
              ? postUnapplied(item, place, occasion)
              : postPatientPayment(
                  item,
                  { claims: toPay(books, visits), account: undefined },
                  place,
                  occasion,
                ),
          ),
        );
      },
    };
    if (batch.takenBack === undefined || (batch.state !== 'taken-back' && takenBack.length === 0)) {
      return [posted];
    }
    const { by: user, at: begunAt, postingDate, reason } = batch.takenBack;
    const backAt = earliest(takenBack) ?? begunAt;
    return [
      posted,
      {
        at: backAt,
        version: firstVersion(visits, backAt, by(user), historyOf),
        position: place.item,
        happen: (books) => {
          // Of a claim that was voided meanwhile it stands no more.
          const held = [batch.batchId, ...visits].flatMap((holder) => books.of(holder));
          const own = standingPostings(held).filter(({ postingId }) => postingId.startsWith(prefix));
          books.post(
            own.map((posting) =>
              correctingPosting(posting, { at: backAt, postingDate, by: by(user), words: reason }),
            ),
          );
        },
      },
    ];
  });
}

/** The visits that a payment is for: those it names; else those that the journal gave it to, the oldest first. */
function visitsOf(item: PaymentItem, made: readonly Posting[]): readonly ClaimId[] {
  return item.kind === 'patient-payment' && item.claims.length > 0
    ? item.claims
    : made
        .toSorted((one, other) => (dayAndId(one) < dayAndId(other) ? -1 : 1))
        .flatMap(({ claimId }) => (claimId === undefined ? [] : [claimId]));
}

function dayAndId({ serviceDate, claimId }: Posting): string {
  return `${serviceDate ?? ''}${claimId ?? ''}`;
}

function toPay(books: Books, visits: readonly ClaimId[]): ClaimToPay[] {
  return visits
    .filter((claimId) => books.has(claimId))
    .map((claimId) => ({ claim: books.claim(claimId), postings: books.of(claimId) }));
}

function firstVersion(
  visits: readonly ClaimId[],
  at: Instant,
  by: string,
  historyOf: (claimId: ClaimId) => readonly ClaimEvent[],
): number {
  const versions = visits.flatMap((claimId) => versionAfter(historyOf(claimId), at, by) ?? []);
  return versions.length === 0 ? lastOfMoment : Math.max(...versions);
}

function earliest(postings: readonly Posting[]): Instant | undefined {
  return postings.map(({ knownAt }) => knownAt).toSorted()[0];
}

/** What is wrong with the payments of payers in a batch: each is posted as a remittance, whose file must say what was entered. */
export function paperFaults(
  { batch, items }: BatchEvidence,
  runOf: (remittanceId: RemittanceRun['remittanceId']) => RemittanceRun | undefined,
): string[] {
  if (items === undefined) {
    return [`The items of batch ${batch.batchId} are gone: ${batch.documentKey}.`];
  }
  return batch.remittances.flatMap(({ item, remittanceId }) => {
    const entered = items[item - 1];
    const run = runOf(remittanceId);
    if (run === undefined) {
      return batch.state === 'posting'
        ? []
        : [`Item ${item} of batch ${batch.batchId} has no remittance ${remittanceId}.`];
    }
    return entered?.kind === 'payer-payment' && entered.amountCents === run.paymentCents
      ? []
      : [
          `Item ${item} of batch ${batch.batchId} was entered with ${entered === undefined ? 'nothing' : formatDollars(entered.amountCents)}; its remittance ${remittanceId} pays ${formatDollars(run.paymentCents)}.`,
        ];
  });
}
