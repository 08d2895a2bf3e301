import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import { ClaimId, type PaymentBatchId, type PracticeId } from '#contracts/identifiers.ts';
import type { AccountHolder, Leg, Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { balancesByPayer, balancesOf } from '../ledger/balances.ts';
import {
  correctingPosting,
  makePosting,
  standingPostings,
  type PostingOccasion,
} from '../ledger/make-posting.ts';
import { formatDollars, negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { handBalancesOver, type VisitBalance } from '../patient-billing/hand-over.ts';
import type { Write } from '../writes/write.ts';
import { amended, paidByPatient, type ClaimToPay } from './post-patient-payment.ts';

/** The reason of the leg by which money of a payer that was not applied goes to what the payer owes. */
export const paidByPayer = 'paid by payer';

/** Money of one item of a batch that was applied to a claim. */
export interface Application {
  /** The posting of the batch; the claim has one of its own. */
  readonly posting: Posting;
  readonly claimId: ClaimId;
  readonly amountCents: Cents;
}

/** The part of an item of a batch that belonged to no claim when it was entered. */
export interface UnappliedMoney {
  readonly posting: Posting;
  /** Applied to claims, and not taken back. */
  readonly applications: readonly Application[];
  /** What is neither applied nor given back. */
  readonly leftCents: Cents;
}

/**
 * What is left of the money of an item that belonged to no claim; undefined where the item had none, or was taken back.
 * @param postings every posting that the batch holds.
 */
export function unappliedMoneyOf(
  batchId: PaymentBatchId,
  item: number,
  postings: readonly Posting[],
): UnappliedMoney | undefined {
  const standing = standingPostings(postings);
  const posting = standing.find(({ postingId }) => postingId === `payment-${batchId}-${item}-unapplied`);
  if (posting === undefined) {
    return undefined;
  }
  const applications = standing.flatMap((one): Application[] => {
    const claimId = claimOfApplication(one);
    return claimId === undefined || !isOfItem(one, batchId, item)
      ? []
      : [{ posting: one, claimId, amountCents: unappliedOf([one]) }];
  });
  const ofItem = subtractCents(
    negateCents(unappliedOf([posting])),
    sumCents(applications, ({ amountCents }) => amountCents),
  );
  // A refund, and what is decided of a credit balance, is of a payer or a patient, not of an item.
  const owner = ownerOf(posting);
  const ofOwner =
    owner === undefined ? ofItem : negateCents(unappliedOf(postings.filter((one) => ownerOf(one) === owner)));
  const smaller = ofOwner < ofItem ? ofOwner : ofItem;
  return { posting, applications, leftCents: smaller > 0 ? smaller : zeroCents };
}

/** How often money of an item was applied, taken back or not: numbers its next application. */
export function timesApplied(batchId: PaymentBatchId, item: number, postings: readonly Posting[]): number {
  return postings.filter((one) => one.corrects === undefined && isOfItem(one, batchId, item)).length;
}

/** The posting by which a batch gives money of an item to a claim for the n-th time. */
export function applicationId(batchId: PaymentBatchId, item: number, sequence: number): string {
  return `applied-${batchId}-${item}-${sequence}`;
}

function isOfItem({ postingId }: Posting, batchId: PaymentBatchId, item: number): boolean {
  const prefix = applicationId(batchId, item, 0).slice(0, -1);
  return postingId.startsWith(prefix) && /^\d+$/.test(postingId.slice(prefix.length));
}

/** The claim to which a posting of a batch gave money; undefined where it gave none. */
function claimOfApplication({ cause, aboutClaimIds, postingId }: Posting): ClaimId | undefined {
  return cause === 'placed'
    ? (aboutClaimIds?.[0] ?? ClaimId.safeParse(postingId.split('-to-')[1]).data)
    : undefined;
}

function unappliedOf(postings: readonly Posting[]): Cents {
  return balancesOf(postings)['unapplied-payment'];
}

/** In whose favor unapplied money stands; undefined where nobody knows. */
function ownerOf({ legs, guarantorId }: Posting): string | undefined {
  const leg = legs.find(({ account }) => account === 'unapplied-payment');
  return leg === undefined ? undefined : (leg.payerId ?? guarantorId);
}

/**
 * Money that stands in a batch is drawn on once at a time: two who saw the same postings of it cannot both draw.
 * @param postings every posting that the holder had when it was decided.
 */
export function drawnOnce(
  practiceId: PracticeId,
  holder: AccountHolder,
  postings: readonly Posting[],
  at: Instant,
): Write {
  return { kind: 'mark-handled', practiceId, messageKey: `unapplied-${holder}-${postings.length}`, at };
}

export interface MoneyToApply {
  readonly batchId: PaymentBatchId;
  readonly item: number;
  /** Counted from 1; the n-th application of an item is made once. */
  readonly sequence: number;
  /** Undefined for as much as is left of the one and owed of the other. */
  readonly amountCents?: Cents | undefined;
}

export type MoneyMoved =
  | {
      /** Of the batch. */
      readonly posting: Posting;
      readonly writes: readonly Write[];
      readonly refused?: never;
    }
  | { readonly refused: readonly string[] };

/**
 * Applies money of a batch that belonged to no claim to one: a patient's, or nobody's, to what the patient owes of it; a
 * payer's to what that payer owes. By two postings that meet in the cash, one of the batch and one of the claim, so that
 * either holder tells its own part.
 * @param postings every posting that the batch holds.
 */
export function applyMoney(
  { batchId, item, sequence, amountCents }: MoneyToApply,
  postings: readonly Posting[],
  { claim, postings: ofClaim }: ClaimToPay,
  account: PatientAccount | undefined,
  occasion: PostingOccasion,
): MoneyMoved {
  const money = unappliedMoneyOf(batchId, item, postings);
  if (money === undefined) {
    return { refused: [`item: nothing of item ${item} of batch ${batchId} was left without a claim`] };
  }
  const { practiceId, claimId, guarantorId } = claim;
  const { guarantorId: paidBy } = money.posting;
  const payerId = money.posting.legs.find((leg) => leg.account === 'unapplied-payment')?.payerId;
  if (payerId === undefined && paidBy !== undefined && paidBy !== guarantorId) {
    return {
      refused: [
        `claim: the money is of ${paidBy}, and the bills of ${claimId} go to ${guarantorId}; take the batch back and enter it as it was paid`,
      ],
    };
  }
  if (occasion.postingDate < money.posting.postingDate) {
    return {
      refused: [
        `postingDate: found ${occasion.postingDate}; expected ${money.posting.postingDate}, when the money came, or a later day`,
      ],
    };
  }
  const owedCents =
    payerId === undefined
      ? balancesOf(ofClaim)['patient-receivable']
      : (balancesByPayer(ofClaim).get(payerId)?.['payer-receivable'] ?? zeroCents);
  const mostCents = owedCents < money.leftCents ? owedCents : money.leftCents;
  const movedCents = amountCents ?? mostCents;
  if (movedCents <= 0 || movedCents > mostCents) {
    return {
      refused: [
        `amount: ${formatDollars(money.leftCents)} of item ${item} are left, and ${payerId ?? 'the patient'} owes ${formatDollars(owedCents)} of claim ${claimId}; ${amountCents === undefined ? 'nothing can be applied' : `expected at most ${formatDollars(mostCents)}`}`,
      ],
    };
  }
  const payer = payerId === undefined ? {} : { payerId };
  const { reference } = money.posting;
  const common = {
    practiceId,
    cause: 'placed',
    paymentBatchId: batchId,
    ...(reference === undefined ? {} : { reference }),
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${formatDollars(movedCents)} of the money that was not applied went to claim ${claimId}`,
  } as const;
  const from = makePosting({
    ...common,
    postingId: applicationId(batchId, item, sequence),
    ...(paidBy === undefined ? {} : { guarantorId: paidBy }),
    aboutClaimIds: [claimId],
    concerns: money.posting.postingId,
    legs: [
      { account: 'unapplied-payment', amountCents: movedCents, ...payer },
      {
        account: 'cash-in-transit',
        amountCents: negateCents(movedCents),
        reason: 'applied elsewhere',
        ...payer,
      },
    ],
  });
  const lowered: Leg =
    payerId === undefined
      ? { account: 'patient-receivable', amountCents: negateCents(movedCents), reason: paidByPatient }
      : { account: 'payer-receivable', amountCents: negateCents(movedCents), reason: paidByPayer, payerId };
  const onto = makePosting({
    ...common,
    postingId: `${from.postingId}-to-claim`,
    claimId,
    guarantorId,
    serviceDate: claim.serviceDateFrom,
    concerns: from.postingId,
    legs: [
      { account: 'cash-in-transit', amountCents: movedCents, reason: 'applied from elsewhere', ...payer },
      lowered,
    ],
  });
  return {
    posting: from,
    writes: [
      { kind: 'post', posting: from },
      { kind: 'post', posting: onto },
      ...told(claim, [...ofClaim, onto], account, occasion, 'lowered', {
        event: payerId === undefined ? 'patient-paid' : 'payer-paid',
        words: common.words,
      }),
      drawnOnce(practiceId, batchId, postings, occasion.at),
    ],
  };
}

/**
 * Takes an application back: the money belongs to no claim again, and the claim is owed again.
 * @param postings every posting that the batch holds.
 */
export function unapplyMoney(
  applied: Posting,
  postings: readonly Posting[],
  { claim, postings: ofClaim }: ClaimToPay,
  account: PatientAccount | undefined,
  occasion: PostingOccasion & { readonly words: string },
): MoneyMoved {
  const onto = standingPostings(ofClaim).find(({ concerns }) => concerns === applied.postingId);
  if (onto === undefined) {
    return { refused: [`posting: claim ${claim.claimId} has nothing of ${applied.postingId} any more`] };
  }
  const taken = [applied, onto].map((posting) => correctingPosting(posting, occasion));
  return {
    posting: applied,
    writes: [
      ...taken.map((posting): Write => ({ kind: 'post', posting })),
      ...told(claim, [...ofClaim, ...taken.slice(1)], account, occasion, 'raised', {
        event: 'payment-taken-back',
        words: occasion.words,
      }),
      drawnOnce(claim.practiceId, applied.paymentBatchId ?? claim.claimId, postings, occasion.at),
    ],
  };
}

/** The application of a batch that bears an id; undefined where none stands. */
export function applicationOf(
  postingId: string,
  postings: readonly Posting[],
): { readonly posting: Posting; readonly claimId: ClaimId } | undefined {
  const posting = standingPostings(postings).find((one) => one.postingId === postingId);
  const claimId = posting === undefined ? undefined : claimOfApplication(posting);
  return posting === undefined || claimId === undefined ? undefined : { posting, claimId };
}

function told(
  claim: Claim,
  postings: readonly Posting[],
  account: PatientAccount | undefined,
  occasion: PostingOccasion,
  direction: 'lowered' | 'raised',
  history: { readonly event: string; readonly words: string },
): Write[] {
  const handedOver: VisitBalance[] = [];
  const { practiceId, guarantorId } = claim;
  return [
    ...amended(claim, balancesOf(postings)['patient-receivable'], occasion, handedOver, history),
    ...handBalancesOver({ practiceId, guarantorId }, handedOver, account, occasion.at, direction),
  ];
}

/** What of an item was applied or given back since, so that the item cannot be taken back; undefined where nothing was. */
export function drawnProblem(
  batchId: PaymentBatchId,
  item: number,
  postings: readonly Posting[],
): string | undefined {
  const money = unappliedMoneyOf(batchId, item, postings);
  const cameCents = money === undefined ? zeroCents : negateCents(unappliedOf([money.posting]));
  if (money === undefined || money.leftCents === cameCents) {
    return undefined;
  }
  const { applications, leftCents } = money;
  const first = `Item ${item}: ${formatDollars(subtractCents(cameCents, leftCents))} of it were applied to claims or given back since`;
  return applications.length === 0
    ? `${first}; void the refund first that was decided of the credit balance.`
    : `${first}; take back first what was applied of batch ${batchId} by ${applications.map(({ posting }) => posting.postingId).join(', ')}.`;
}
