import type { PayerId, PracticeId } from '#contracts/identifiers.ts';
import { ClaimId, TaskId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '../calendar/plain-date.ts';
import {
  correctingPosting,
  makePosting,
  standingPostings,
  type PostingOccasion,
} from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { ProviderAdjustmentPosted } from '../remittance/post-provider-adjustments.ts';
import { nameTheSame } from '../takebacks/reference.ts';
import { takebackLedger } from '../takebacks/takeback-ledger.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { metPostingId, refundsOf, type Refund } from './refunds.ts';
import { payerOf } from './settle-refund.ts';

/** PLB03-1 of what acknowledges a refund. */
export const acknowledgement = '72';
const daysToWork = 7;

/**
 * The refund that a payer acknowledges by a provider adjustment: of the same payer and amount, not yet acknowledged, and
 * named by its check number, by its own id, or by the claim that it is of. None where two would fit.
 * @param claimIds the claims that the adjustment is about.
 */
export function acknowledgedRefund(
  { reasonCode, amountCents, reference }: ProviderAdjustment835,
  payerId: PayerId | undefined,
  claimIds: readonly ClaimId[],
  refunds: readonly Refund[],
): Refund | undefined {
  if (reasonCode !== acknowledgement || amountCents >= 0) {
    return undefined;
  }
  const alike = refunds.filter(
    ({ state, payee, amountCents: refunded }) =>
      (state === 'approved' || state === 'paid') &&
      payee?.kind === 'payer' &&
      (payerId === undefined || payee.payerId === payerId) &&
      refunded === negateCents(amountCents),
  );
  const named = alike.filter(
    ({ paid, refundId, holder }) =>
      isSameCheck(reference, paid?.reference) ||
      nameTheSame(reference, refundId) ||
      claimIds.some((claimId) => claimId === holder),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** The posting of an acknowledgement, with the refund that it is of and the claim of that: nobody need look for them. */
export function withAcknowledgement(
  { adjustment, posting }: ProviderAdjustmentPosted,
  refund: Refund,
): ProviderAdjustmentPosted {
  const claimId = ClaimId.safeParse(refund.holder).data;
  const acknowledging: Posting = {
    ...posting,
    concerns: refund.refundId,
    ...(claimId === undefined ? {} : { aboutClaimIds: [claimId] }),
    words: `${posting.words} It acknowledges ${refund.refundId}.`,
  };
  return { adjustment, posting: acknowledging, writes: [{ kind: 'post', posting: acknowledging }] };
}

/** Check numbers may be shorter than what else a reference names; they are compared whole. */
function isSameCheck(reference: string | undefined, checkNumber: string | undefined): boolean {
  return (
    checkNumber !== undefined &&
    (reference ?? '')
      .split(/[^0-9A-Za-z]+/)
      .some((piece) => piece.replace(/^0+/, '') === checkNumber.replace(/^0+/, ''))
  );
}

export interface RefundsSettled {
  /** What meets an acknowledged refund, or takes one back that was not paid yet. */
  readonly postings: readonly Posting[];
  /** Refunds of which the payer took the same money once more. */
  readonly tasks: readonly Task[];
  /** The ids of tasks that have no question any more. */
  readonly answered: readonly TaskId[];
}

/** One task a refund. */
export function takenAgainTaskId(refundId: string): TaskId {
  return TaskId.parse(`taken-again-${refundId}`);
}

/**
 * What becomes of the refunds of a claim when the payer takes the same decision back as well. Not paid yet: the refund is
 * void. Paid and acknowledged: what the payer gave back for it meets it. Paid and nothing said: the same money is gone
 * twice, and a person is told; so too where the payer withholds it without a reversal. In whatever order all this comes,
 * the sum is the same.
 * @param postings every posting of the claim, with the acknowledgements of its refunds.
 * @param takebacks every posting on `takeback-payable` of the practice.
 */
export function settleTakenBack(
  practiceId: PracticeId,
  postings: readonly Posting[],
  takebacks: readonly Posting[],
  occasion: PostingOccasion,
): RefundsSettled {
  const made: Posting[] = [];
  const tasks: Task[] = [];
  const answered: TaskId[] = [];
  const standingIds = new Set<string>(standingPostings(postings).map(({ postingId }) => postingId));
  const excess = takebackLedger(takebacks, occasion.postingDate).flatMap((account) => account.excess);
  for (const refund of refundsOf(postings)) {
    const { refundId, posting, state, setsAside } = refund;
    const isReversed = setsAside !== undefined && !standingIds.has(setsAside);
    const withheld = excess.find(
      ({ claimIds, taken }) =>
        taken.payer === payerOf(refund).payerId &&
        taken.amountCents === refund.amountCents &&
        claimIds.some((claimId) => claimId === refund.holder),
    );
    if (state === 'void') {
      answered.push(takenAgainTaskId(refundId));
    } else if (state === 'approved' && isReversed) {
      made.push(
        correctingPosting(posting, {
          ...occasion,
          words: 'The payer took it back before the refund was paid',
        }),
      );
    } else if (state === 'acknowledged') {
      answered.push(takenAgainTaskId(refundId));
      if (isReversed && refund.met === undefined && refund.acknowledged !== undefined) {
        made.push(metBy(refund, refund.acknowledged, occasion));
      }
    } else if (state === 'paid' && (isReversed || withheld !== undefined)) {
      tasks.push(taskOf(practiceId, refund, isReversed, occasion));
    }
  }
  return { postings: made, tasks, answered };
}

/** What the payer gave back for the refund takes the place of the refund: the reversal alone has moved the claim. */
function metBy(refund: Refund, acknowledged: Posting, { at, postingDate, by }: PostingOccasion): Posting {
  const { posting, refundId, amountCents } = refund;
  return makePosting({
    ...posting,
    postingId: metPostingId(refundId),
    cause: 'placed',
    concerns: acknowledged.postingId,
    ...(acknowledged.payeeId === undefined ? {} : { payeeId: acknowledged.payeeId }),
    postingDate,
    knownAt: at,
    by,
    words: 'The payer took its decision back and acknowledged the refund of the same money',
    legs: posting.legs.map((leg) =>
      leg.account === 'refund-payable'
        ? { account: 'takeback-payable', ...payerOf(refund), amountCents, reason: 'refunded' }
        : { ...leg, amountCents: negateCents(leg.amountCents) },
    ),
  });
}

function taskOf(
  practiceId: PracticeId,
  { refundId, holder, amountCents, paid, payee }: Refund,
  isReversed: boolean,
  { at, postingDate }: PostingOccasion,
): Task {
  const claimId = ClaimId.safeParse(holder).data;
  const payer = payee?.kind === 'payer' ? payee.payerId : 'The payer';
  return {
    practiceId,
    taskId: takenAgainTaskId(refundId),
    kind: 'refund-taken-again',
    ...(claimId === undefined ? {} : { claimId }),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(postingDate, daysToWork),
    why: `${payer} took ${formatDollars(amountCents)} back that were refunded to it: the same money twice.`,
    evidence: [
      `Refund ${refundId}, check ${paid?.reference ?? 'unknown'}, paid on ${paid?.postingDate ?? 'an unknown day'}.`,
      isReversed
        ? 'A remittance took the decision back whose payment was refunded.'
        : 'A remittance withheld the amount for this claim.',
      'Send the payer a copy of the cashed check, and ask it to acknowledge the refund (PLB 72) or to pay the amount again. The task closes by itself when a remittance acknowledges it.',
    ],
    dollarsAtStakeCents: amountCents,
    outcomes: practiceTaskOutcomeNames('refund-taken-again'),
  };
}
