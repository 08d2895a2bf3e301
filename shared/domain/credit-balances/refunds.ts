import type { Cents } from '#contracts/cents.ts';
import type { Payee } from '#contracts/credit-balance.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { PostingId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';
import { balancesOf } from '../ledger/balances.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { negateCents, subtractCents, zeroCents } from '../money/cents.ts';

/** `withheld`: the payer has taken all of it itself, and no check is to be sent. */
export type RefundState = 'approved' | 'paid' | 'acknowledged' | 'withheld' | 'void';

/** Money that the practice decided to give back, as its postings tell. */
export interface Refund {
  /** The posting by which it was approved first. */
  readonly refundId: PostingId;
  /** The approval that stands: the first, or one that was put back after it was void. Where it is void, the last. */
  readonly posting: Posting;
  readonly holder: AccountHolder;
  readonly payee: Payee | undefined;
  readonly amountCents: Cents;
  /** The posting of the decision that it sets aside whole. */
  readonly setsAside: string | undefined;
  readonly state: RefundState;
  /** Its approval was taken back; where it is `paid` all the same, the check had gone out before. */
  readonly isVoid: boolean;
  readonly approvedAt: Instant;
  readonly approvedOn: PlainDate;
  /** The posting of the check, while it stands. */
  readonly paid: Posting | undefined;
  /** The payer's acknowledgement (PLB 72), where one came. */
  readonly acknowledged: Posting | undefined;
  /** Where the payer took the same money and gave it back for the refund: what it took is met by this. */
  readonly met: Posting | undefined;
  /** What the payer took from its payments before the refund was paid: so much less is to be paid. */
  readonly withheld: readonly Posting[];
  /** What is left to be paid by a check. */
  readonly toPayCents: Cents;
  /** What was paid beyond that: the check had gone out before the payer took the money, or had it refunded otherwise. */
  readonly overpaidCents: Cents;
  /** The id that a check of it has next, and its approval where that is put back: a check may be stopped, and cashed after all. */
  readonly nextIds: { readonly paid: string; readonly approval: string };
}

/** The id of the posting that sets a payer's acknowledgement against the refund. */
export function metPostingId(refundId: PostingId): string {
  return `met-${refundId}`;
}

/** The id of the posting that sets an amount which the payer withheld against a refund that is not paid. */
export function withheldPostingId(takingId: PostingId, refundId: PostingId): string {
  return `${withheldPrefix}${takingId}-${refundId}`;
}

const withheldPrefix = 'withheld-';

/** Whether a posting sets what a payer took against a refund. */
export function isWithheld({ postingId, corrects }: Posting): boolean {
  return corrects === undefined && postingId.startsWith(withheldPrefix);
}

/**
 * Refunds, the earliest first.
 * @param postings every posting of their holders, and the acknowledgements of payers.
 */
export function refundsOf(postings: readonly Posting[]): Refund[] {
  const standing = standingPostings(postings);
  const isStanding = new Set(standing.map(({ postingId }) => postingId));
  const all = postings.filter(
    ({ cause, corrects }) =>
      (cause === 'refund-approved' || cause === 'refund-paid') && corrects === undefined,
  );
  const ofRefund = Map.groupBy(all, ({ concerns }) => concerns);
  return all
    .filter(({ cause, concerns }) => cause === 'refund-approved' && concerns === undefined)
    .map((first): Refund => {
      const { postingId } = first;
      const { 'refund-approved': again = [], 'refund-paid': checks = [] } = Object.groupBy(
        ofRefund.get(postingId) ?? [],
        ({ cause }) => cause,
      );
      const approvals = [first, ...again];
      const approved = approvals.find((one) => isStanding.has(one.postingId));
      const posting = approved ?? approvals.at(-1) ?? first;
      const about = standing.filter(({ concerns }) => concerns === postingId);
      const paid = about.find(({ cause }) => cause === 'refund-paid');
      const acknowledged = about.find(({ cause }) => cause === 'provider-adjustment');
      const withheld = standing.filter((one) => isWithheld(one) && one.postingId.endsWith(`-${postingId}`));
      const isVoid = approved === undefined;
      const toPayCents = subtractCents(negateCents(payableOf([posting])), payableOf(withheld));
      return {
        refundId: postingId,
        posting,
        holder: accountHolderOf(first),
        payee: payeeOf(first),
        amountCents: negateCents(payableOf([first])),
        setsAside: first.reference,
        isVoid,
        state:
          isVoid && paid === undefined
            ? 'void'
            : acknowledged !== undefined
              ? 'acknowledged'
              : paid !== undefined
                ? 'paid'
                : toPayCents > 0
                  ? 'approved'
                  : 'withheld',
        approvedAt: first.knownAt,
        approvedOn: first.postingDate,
        paid,
        acknowledged,
        met: standing.find((one) => one.postingId === metPostingId(postingId)),
        withheld,
        toPayCents,
        overpaidCents:
          paid === undefined ? zeroCents : subtractCents(payableOf([paid]), isVoid ? zeroCents : toPayCents),
        nextIds: {
          paid: numbered(`paid-${postingId}`, checks.length + 1),
          approval: numbered(`${postingId}-again`, approvals.length),
        },
      };
    })
    .toSorted((one, other) => (one.approvedAt < other.approvedAt ? -1 : 1));
}

/** Whether the decision that a refund sets aside was taken back by the payer. */
export function isTakenBack({ setsAside }: Pick<Refund, 'setsAside'>, standing: readonly Posting[]): boolean {
  return setsAside !== undefined && !standing.some(({ postingId }) => postingId === setsAside);
}

function numbered(id: string, number: number): string {
  return number === 1 ? id : `${id}-${number}`;
}

function payableOf(postings: readonly Posting[]): Cents {
  return balancesOf(postings)['refund-payable'];
}

function payeeOf({ legs, guarantorId }: Posting): Payee | undefined {
  const payerId = legs.find(({ account }) => account === 'refund-payable')?.payerId;
  if (payerId !== undefined) {
    return { kind: 'payer', payerId };
  }
  return guarantorId === undefined ? undefined : { kind: 'patient', guarantorId };
}
