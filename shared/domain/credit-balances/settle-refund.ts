import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { claimsAfterMoney } from './claims-after-money.ts';
import { refundsOf, type Refund } from './refunds.ts';

export type RefundSettled =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly refused: string; readonly summary?: never; readonly writes?: never };

export interface RefundFacts {
  readonly claim: Claim | undefined;
  /** Every posting of the holder, and acknowledgements of payers. */
  readonly postings: readonly Posting[];
  readonly account: PatientAccount | undefined;
}

/** A refund that was approved is paid: by a check, whose number the payer will name when it acknowledges it. */
export function payRefund(
  refundId: string,
  { checkNumber, reason }: { readonly checkNumber: string; readonly reason: string },
  facts: RefundFacts,
  occasion: PostingOccasion,
): RefundSettled {
  const refund = refundsOf(facts.postings).find((one) => one.refundId === refundId);
  // An acknowledgement may come before the check is recorded: it was sent all the same.
  const isSettled = refund?.state === 'void' || refund?.paid !== undefined || refund?.met !== undefined;
  if (refund === undefined || isSettled) {
    return { refused: notTo(refundId, refund, 'paid') };
  }
  const { posting, amountCents } = refund;
  const payer = payerOf(refund);
  const words = `${formatDollars(amountCents)} refunded by check ${checkNumber}`;
  const { aboutClaimIds: _about, corrects: _corrects, ...holder } = posting;
  const paid = makePosting({
    ...holder,
    postingId: `paid-${refundId}`,
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
  return { summary: `${words}.`, writes: withClaim([paid], words, reason, facts, occasion) };
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
  if (
    refund === undefined ||
    (refund.state !== 'approved' && refund.state !== 'paid') ||
    refund.met !== undefined
  ) {
    return { refused: notTo(refundId, refund, 'voided') };
  }
  const words = `The refund of ${formatDollars(refund.amountCents)} is void`;
  const postings = [refund.paid, refund.posting]
    .filter((posting) => posting !== undefined)
    .map((posting) => correctingPosting(posting, { ...occasion, words }));
  return { summary: `${words}.`, writes: withClaim(postings, words, reason, facts, occasion) };
}

export function payerOf({ payee }: Refund): Pick<Posting['legs'][number], 'payerId'> {
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
      ? []
      : claimsAfterMoney([{ claim, postings, added, words, reason }], account, occasion)),
  ];
}

function notTo(refundId: string, refund: Refund | undefined, what: string): string {
  return refund === undefined
    ? `There is no refund ${refundId}`
    : `The refund ${refundId} is ${refund.state}${refund.met === undefined ? '' : ' and met by the payer'}; it cannot be ${what}`;
}
