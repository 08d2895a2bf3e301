import type { Claim } from '#contracts/claim.ts';
import { accountHolderOf, type Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents, subtractCents } from '../money/cents.ts';
import { drawnOnce } from '../payment-batches/unapplied-money.ts';
import type { Write } from '../writes/write.ts';
import { approvedAgain, refundedInstead } from './approve-again.ts';
import { claimsAfterMoney } from './claims-after-money.ts';
import { refundsOf, type Refund } from './refunds.ts';
import { settleTakenBack } from './settle-taken-back.ts';

export type RefundSettled =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly refused: string; readonly summary?: never; readonly writes?: never };

export interface RefundFacts {
  readonly claim: Claim | undefined;
  /** Every posting of the holder, and acknowledgements of payers. */
  readonly postings: readonly Posting[];
  /** Every posting on `takeback-payable` of the practice. */
  readonly takebacks: readonly Posting[];
  readonly account: PatientAccount | undefined;
}

/**
 * A refund that was approved is paid: by a check, whose number the payer will name when it acknowledges it. One that the
 * payer has taken itself, or that is void, is refused, unless its check has gone out before: then the books say so, and
 * a person is told that the money is gone twice.
 */
export function payRefund(
  refundId: string,
  {
    checkNumber,
    reason,
    isSent = false,
  }: { readonly checkNumber: string; readonly reason: string; readonly isSent?: boolean | undefined },
  facts: RefundFacts,
  occasion: PostingOccasion,
): RefundSettled {
  const refund = refundsOf(facts.postings).find((one) => one.refundId === refundId);
  // An acknowledgement may come before the check is recorded: it was sent all the same.
  if (refund === undefined || refund.paid !== undefined || refund.met !== undefined) {
    return { refused: notTo(refundId, refund, 'paid') };
  }
  const { posting, toPayCents, state, payee } = refund;
  const payer = payerOf(refund);
  const isTaken = isTakenMeanwhile(refund, facts, occasion);
  if (!isSent && (isTaken || state === 'void' || state === 'withheld')) {
    const whom = payee?.kind === 'payer' ? payee.payerId : 'the patient';
    return {
      refused: `${isTaken || state === 'withheld' ? `${whom} has taken the money itself meanwhile` : notTo(refundId, refund, 'paid')}: do not send the check. Should it have gone out already, say so with --sent`,
    };
  }
  // Of a check that went out all the same nothing is left that it would settle: all of it stands for the payer to give back.
  const amountCents = toPayCents > 0 ? toPayCents : refund.amountCents;
  const instead = state === 'void' ? refundedInstead(refund, facts.postings) : undefined;
  if (instead !== undefined) {
    return {
      refused: `The refund ${instead.refundId} was approved in the place of ${refundId}, and its check is not to be sent as well: void it first`,
    };
  }
  const words = `${formatDollars(amountCents)} refunded by check ${checkNumber}`;
  const again = state === 'void' ? approvedAgain(refund, facts.postings, occasion) : [];
  const { aboutClaimIds: _about, corrects: _corrects, ...holder } = posting;
  const paid = makePosting({
    ...holder,
    postingId: refund.nextIds.paid,
    cause: 'refund-paid',
    concerns: refund.refundId,
    reference: checkNumber,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      { account: 'refund-payable', ...payer, amountCents, reason: 'refunded' },
      { account: 'bank', ...payer, amountCents: negateCents(amountCents), reason: `check ${checkNumber}` },
    ],
  });
  return { summary: `${words}.`, writes: withClaim([...again, paid], words, reason, facts, occasion) };
}

/**
 * A refund that is not to be: every posting of it is taken back, so that the credit stands again. A check that was sent
 * must have been stopped, or have come back.
 */
export function voidRefund(
  refundId: string,
  reason: string,
  facts: RefundFacts,
  occasion: PostingOccasion,
): RefundSettled {
  const refund = refundsOf(facts.postings).find((one) => one.refundId === refundId);
  const isOpen = refund?.state === 'approved' || refund?.state === 'paid';
  if (refund === undefined || !isOpen || refund.met !== undefined) {
    return { refused: notTo(refundId, refund, 'voided') };
  }
  const { paid, posting, isVoid, payee, withheld, amountCents, toPayCents } = refund;
  if (withheld.length > 0) {
    const whom = payee?.kind === 'payer' ? payee.payerId : 'the patient';
    return {
      refused: `${whom} has taken ${formatDollars(subtractCents(amountCents, toPayCents))} of the refund ${refundId} itself; it cannot be voided`,
    };
  }
  const words = `The refund of ${formatDollars(amountCents)} is void`;
  const postings = [paid, isVoid ? undefined : posting]
    .filter((one) => one !== undefined)
    .map((one) => correctingPosting(one, { ...occasion, words }));
  return { summary: `${words}.`, writes: withClaim(postings, words, reason, facts, occasion) };
}

/** Whether the next look will find that the payer has taken it, or some of it, by a reversal or from its payments. */
function isTakenMeanwhile(
  { refundId, posting: approval }: Refund,
  { claim, postings, takebacks }: RefundFacts,
  occasion: PostingOccasion,
): boolean {
  return (
    claim !== undefined &&
    settleTakenBack(claim, postings, takebacks, occasion).postings.some(
      ({ corrects, postingId }) => corrects === approval.postingId || postingId.endsWith(`-${refundId}`),
    )
  );
}

function payerOf({ payee }: Refund): Pick<Posting['legs'][number], 'payerId'> {
  return payee?.kind === 'payer' ? { payerId: payee.payerId } : {};
}

function withClaim(
  added: readonly Posting[],
  words: string,
  reason: string,
  { claim, postings, account }: RefundFacts,
  occasion: PostingOccasion,
): Write[] {
  return [
    ...added.map((posting): Write => ({ kind: 'post', posting })),
    ...(claim === undefined
      ? settledOnce(added, postings, occasion)
      : claimsAfterMoney([{ claim, postings, added, words, reason }], account, occasion)),
  ];
}

/** No claim guards what no claim holds: of two who saw the same postings of the holder one settles. */
function settledOnce(
  [first]: readonly Posting[],
  postings: readonly Posting[],
  { at }: PostingOccasion,
): Write[] {
  if (first === undefined) {
    return [];
  }
  const holder = accountHolderOf(first);
  const ofHolder = postings.filter((posting) => accountHolderOf(posting) === holder);
  return [drawnOnce(first.practiceId, holder, ofHolder, at)];
}

function notTo(refundId: string, refund: Refund | undefined, what: string): string {
  return refund === undefined
    ? `There is no refund ${refundId}`
    : `The refund ${refundId} is ${refund.state}${refund.met === undefined ? '' : ' and met by the payer'}; it cannot be ${what}`;
}
