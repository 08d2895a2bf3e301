import type { Cents } from '#contracts/cents.ts';
import type { Payee } from '#contracts/credit-balance.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PostingId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { negateCents, zeroCents } from '../money/cents.ts';

export type RefundState = 'approved' | 'paid' | 'acknowledged' | 'void';

/** Money that the practice decided to give back, as its postings tell. */
export interface Refund {
  /** The posting by which it was approved. */
  readonly refundId: PostingId;
  readonly posting: Posting;
  readonly holder: AccountHolder;
  readonly payee: Payee | undefined;
  readonly amountCents: Cents;
  /** The posting of the decision that it sets aside whole. */
  readonly setsAside: string | undefined;
  readonly state: RefundState;
  readonly approvedOn: PlainDate;
  /** The posting of the check, while it stands. */
  readonly paid: Posting | undefined;
  /** The payer's acknowledgement (PLB 72), where one came. */
  readonly acknowledged: Posting | undefined;
  /** Where the payer took the same money and gave it back for the refund: what it took is met by this. */
  readonly met: Posting | undefined;
}

/** The id of the posting that sets a payer's acknowledgement against the refund. */
export function metPostingId(refundId: PostingId): string {
  return `met-${refundId}`;
}

/**
 * Refunds, the earliest first.
 * @param postings every posting of their holders, and the acknowledgements of payers.
 */
export function refundsOf(postings: readonly Posting[]): Refund[] {
  const standing = standingPostings(postings);
  const isStanding = new Set(standing.map(({ postingId }) => postingId));
  return postings
    .filter(({ cause, corrects }) => cause === 'refund-approved' && corrects === undefined)
    .map((posting): Refund => {
      const { postingId } = posting;
      const about = standing.filter(({ concerns }) => concerns === postingId);
      const paid = about.find(({ cause }) => cause === 'refund-paid');
      const acknowledged = about.find(({ cause }) => cause === 'provider-adjustment');
      const leg = posting.legs.find(({ account }) => account === 'refund-payable');
      return {
        refundId: postingId,
        posting,
        holder: accountHolderOf(posting),
        payee: payeeOf(posting),
        amountCents: negateCents(leg?.amountCents ?? zeroCents),
        setsAside: posting.reference,
        state: !isStanding.has(postingId)
          ? 'void'
          : acknowledged !== undefined
            ? 'acknowledged'
            : paid === undefined
              ? 'approved'
              : 'paid',
        approvedOn: posting.postingDate,
        paid,
        acknowledged,
        met: standing.find((one) => one.postingId === metPostingId(postingId)),
      };
    })
    .toSorted((one, other) => (one.posting.knownAt < other.posting.knownAt ? -1 : 1));
}

function payeeOf({ legs, guarantorId }: Posting): Payee | undefined {
  const payerId = legs.find(({ account }) => account === 'refund-payable')?.payerId;
  if (payerId !== undefined) {
    return { kind: 'payer', payerId };
  }
  return guarantorId === undefined ? undefined : { kind: 'patient', guarantorId };
}
