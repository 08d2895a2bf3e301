import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { CreditCause, Payee } from '#contracts/credit-balance.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import {
  accountHolderOf,
  type AccountHolder,
  type AccountKind,
  type Leg,
  type Posting,
} from '#contracts/ledger.ts';

import { effectOf, openDenials } from '../denials/denial-decisions.ts';
import { balancesByPayer, balancesOf } from '../ledger/balances.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import { addCents, negateCents, smaller, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { paidByPatient } from '../payment-batches/post-patient-payment.ts';
import { paidByPayer } from '../payment-batches/unapplied-money.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import { decidedBeyondPatient } from '../remittance/cover-given-up.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { concernSameLines } from '../remittance/takes-the-place.ts';
import { followsPriorPayer } from '../remittance/who-spoke.ts';
import { refundsOf } from './refunds.ts';

/** Money that stands in somebody's favor. */
export interface CreditBalance {
  readonly holder: AccountHolder;
  readonly payee: Payee;
  /** The account on which it stands. */
  readonly account: Extract<AccountKind, 'payer-receivable' | 'patient-receivable' | 'unapplied-payment'>;
  /** How far the account stands in credit. */
  readonly creditCents: Cents;
  /** What is to be given back: never more than was paid. */
  readonly owedCents: Cents;
  readonly cause: CreditCause;
  /** The posting day since which the account stands in credit. */
  readonly since: PlainDate;
  /** The decision of a payer that should not stand: with its payment all that it took off or left to the patient goes. */
  readonly undoes?: Posting;
}

/**
 * The credit balances of a claim. A payer is owed before the patient: where one is, what stands in the patient's favor
 * may change with it and is not told yet. Of several payers the one that should not have paid comes first, then the one
 * that paid last; together they are owed no more than the claim was paid beyond its charge.
 * @param postings every posting of the claim.
 */
export function creditBalancesOf(claim: Claim, postings: readonly Posting[]): CreditBalance[] {
  const ofPayers = payerCredits(claim, postings);
  return ofPayers.length > 0 ? ofPayers : patientCredits(claim, postings);
}

/** Payments that were never applied, by whom they came from, as far as that is known. @param postings every posting of their batch or bank entry. */
export function unappliedCreditsOf(postings: readonly Posting[]): CreditBalance[] {
  const ofPayee = new Map<string, { payee: Payee; postings: Posting[] }>();
  for (const posting of postings) {
    const leg = posting.legs.find(({ account }) => account === 'unapplied-payment');
    if (leg !== undefined) {
      const payee = payeeOf(posting, leg);
      const key = JSON.stringify(payee);
      const entry = ofPayee.get(key) ?? { payee, postings: [] };
      entry.postings.push(posting);
      ofPayee.set(key, entry);
    }
  }
  return [...ofPayee.values()].flatMap(({ payee, postings: own }): CreditBalance[] => {
    const [first] = own;
    const creditCents = negateCents(balancesOf(own)['unapplied-payment']);
    return first === undefined || creditCents <= 0
      ? []
      : [
          {
            holder: accountHolderOf(first),
            payee,
            account: 'unapplied-payment',
            creditCents,
            owedCents: creditCents,
            cause: 'not-applied',
            since: creditSince(own, ({ account }) => account === 'unapplied-payment') ?? first.postingDate,
          },
        ];
  });
}

/** Whom money is owed to, in one word: the id of the payer or of the guarantor, or that nobody knows. */
export function payeeIdOf(payee: Payee): string {
  return payee.kind === 'payer' ? payee.payerId : payee.kind === 'patient' ? payee.guarantorId : payee.kind;
}

function payeeOf({ guarantorId }: Posting, { payerId }: Leg): Payee {
  return payerId !== undefined
    ? { kind: 'payer', payerId }
    : guarantorId === undefined
      ? { kind: 'unknown' }
      : { kind: 'patient', guarantorId };
}

/** Everybody in whose favor something stood at some time, whether it still does or not. */
export function payeesEver(postings: readonly Posting[]): Payee[] {
  const payers = new Set(
    postings
      .flatMap(({ legs }) => legs.map(({ payerId }) => payerId))
      .filter((payerId) => payerId !== undefined),
  );
  const isEver = (of: (leg: Leg) => boolean) => everInCredit(postings, of);
  const touched =
    isEver(({ account }) => account === 'patient-receivable') ||
    isEver(({ account }) => account === 'unapplied-payment') ||
    [...payers].some((payerId) =>
      isEver((leg) => leg.account === 'payer-receivable' && leg.payerId === payerId),
    );
  const guarantors = new Set(postings.map(({ guarantorId }) => guarantorId).filter((id) => id !== undefined));
  return touched
    ? [
        ...[...payers].map((payerId): Payee => ({ kind: 'payer', payerId })),
        ...[...guarantors].map((guarantorId): Payee => ({ kind: 'patient', guarantorId })),
        ...(postings.some(isOfNobody) ? [{ kind: 'unknown' } as const] : []),
      ]
    : [];
}

function isOfNobody(posting: Posting): boolean {
  const leg = posting.legs.find(({ account }) => account === 'unapplied-payment');
  return leg !== undefined && payeeOf(posting, leg).kind === 'unknown';
}

function payerCredits(claim: Claim, postings: readonly Posting[]): CreditBalance[] {
  const inCredit = [...balancesByPayer(postings)]
    .map(([payerId, balances]) => ({ payerId, creditCents: negateCents(balances['payer-receivable']) }))
    .filter(({ creditCents }) => creditCents > 0)
    .toSorted((one, other) => orderOfOwing(claim, one.payerId) - orderOfOwing(claim, other.payerId));
  let leftCents = subtractCents(
    negateCents(balancesOf(postings)['payer-receivable']),
    deniedForNothing(claim, postings),
  );
  return inCredit.flatMap(({ payerId, creditCents: ofPayer }): CreditBalance[] => {
    const creditCents = smaller(ofPayer, leftCents);
    if (creditCents <= 0) {
      return [];
    }
    leftCents = subtractCents(leftCents, creditCents);
    const { cause, undone } = causeOf(claim, payerId, postings);
    const undoes = undone === undefined ? undefined : wholly(undone, creditCents, postings);
    const owedCents =
      undoes === undefined
        ? smaller(creditCents, keptOf(claim, payerId, postings))
        : (undone?.paidCents ?? zeroCents);
    const since = creditSince(
      postings,
      (leg) => leg.account === 'payer-receivable' && leg.payerId === payerId,
    );
    return owedCents <= 0 || since === undefined
      ? []
      : [
          {
            holder: claim.claimId,
            payee: { kind: 'payer', payerId },
            account: 'payer-receivable',
            creditCents,
            owedCents,
            cause,
            since,
            ...(undoes === undefined ? {} : { undoes }),
          },
        ];
  });
}

/**
 * What is open of first payers' denials that came without a payment: the account stands in credit for them too, and nobody paid that.
 * What a payer denied beside what it paid goes with its payment, should that be given back.
 */
function deniedForNothing(claim: Claim, postings: readonly Posting[]): Cents {
  return sumCents(
    openDenials(claim, postings).filter(
      ({ adjudication }) => adjudication.paidCents === 0 && !followsPriorPayer(adjudication),
    ),
    ({ openCents }) => atLeastZero(openCents),
  );
}

/** Lower comes first: whoever should not have paid at all, then who paid last. */
function orderOfOwing(claim: Claim, payerId: PayerId): number {
  const last = claim.adjudications.findLastIndex((one) => one.payerId === payerId);
  return (payerId === primaryPayerOf(claim) ? 1_000_000 : 0) - last;
}

function causeOf(
  claim: Claim,
  payerId: PayerId,
  postings: readonly Posting[],
): { readonly cause: CreditCause; readonly undone?: Adjudication } {
  const paid = paidDecisions(claim, postings);
  const own = paid.filter((one) => one.payerId === payerId);
  for (const [index, later] of own.entries()) {
    const former = own.slice(0, index).find((one) => concernSameLines(one, later));
    if (former !== undefined) {
      return isSameDecision(former, later)
        ? { cause: 'paid-twice', undone: later }
        : { cause: 'reversal-pending', undone: former };
    }
  }
  const last = own.at(-1);
  if (
    last !== undefined &&
    paid.some((other) => other.payerId !== payerId && concernSameLines(other, last))
  ) {
    return { cause: 'wrong-order-of-payers', undone: last };
  }
  if (last !== undefined && standingPostings(postings).some((posting) => isAppliedOf(posting, payerId))) {
    return { cause: 'applied-and-decided' };
  }
  if ((claim.earlyReversals ?? []).length > 0 || standingPostings(postings).some(isAnnounced)) {
    return { cause: 'reversal-pending' };
  }
  if (claim.voidedAt !== undefined && last !== undefined) {
    return { cause: 'charge-lowered', undone: last };
  }
  if (standingPostings(postings).some(isChargeLowered)) {
    return { cause: 'charge-lowered' };
  }
  return { cause: claim.legacy === undefined ? 'unknown' : 'from-an-old-system' };
}

/** Decisions of payers that paid as the first, stand, and were not refunded. The earliest first. */
function paidDecisions(claim: Claim, postings: readonly Posting[]): Adjudication[] {
  const refunded = new Set<string | undefined>(
    refundsOf(postings)
      .filter(({ state }) => state !== 'void')
      .map(({ setsAside }) => setsAside),
  );
  const standing = new Set(standingPostings(postings).map(({ postingId }) => postingId));
  return standingAdjudications(claim).filter((one) => {
    const postingId = adjudicationPostingId(one);
    return (
      one.paidCents > 0 && !followsPriorPayer(one) && standing.has(postingId) && !refunded.has(postingId)
    );
  });
}

/**
 * The posting of a decision, where the credit is no less than what it took off the receivable, and what staff billed
 * again of what it denied put back.
 */
function wholly(
  decision: Adjudication,
  creditCents: Cents,
  postings: readonly Posting[],
): Posting | undefined {
  const effect = effectOf(adjudicationPostingId(decision), postings);
  const tookCents = negateCents(balancesOf(effect)['payer-receivable']);
  return tookCents > 0 && tookCents <= creditCents
    ? effect.find(({ postingId }) => postingId === adjudicationPostingId(decision))
    : undefined;
}

function isAppliedOf({ legs }: Posting, of: PayerId): boolean {
  return legs.some(({ reason, payerId }) => reason === paidByPayer && payerId === of);
}

/** What a payer has paid for the claim and not got back; what is parked at the claim, or went elsewhere from there, is not. */
export function keptOf(claim: Pick<Claim, 'legacy'>, payerId: PayerId, postings: readonly Posting[]): Cents {
  const paidCents = claim.legacy === undefined ? zeroCents : claim.legacy.paidCents;
  const moneyCents = sumCents(
    postings.flatMap(({ legs, cause }) =>
      legs.filter(
        (leg) =>
          leg.payerId === payerId &&
          (moneyAccounts.has(leg.account) || (cause === 'placed' && leg.account === 'legacy')),
      ),
    ),
    ({ amountCents }) => amountCents,
  );
  return sumCents([paidCents, moneyCents], (amount) => amount);
}

const moneyAccounts: ReadonlySet<AccountKind> = new Set([
  'cash-in-transit',
  'bank',
  'refund-payable',
  'takeback-payable',
  'suspense',
]);

function isSameDecision(one: Adjudication, other: Adjudication): boolean {
  return (
    one.chargeCents === other.chargeCents &&
    one.paidCents === other.paidCents &&
    one.contractualCents === other.contractualCents &&
    one.patientResponsibilityCents === other.patientResponsibilityCents
  );
}

function isAnnounced({ cause }: Posting): boolean {
  return cause === 'takeback-announced';
}

function isChargeLowered({ cause, legs }: Posting): boolean {
  return (
    cause === 'charge-correction' &&
    sumCents(
      legs.filter(({ account }) => account === 'charges'),
      ({ amountCents }) => amountCents,
    ) > 0
  );
}

/**
 * What stands in the patient's favor. Without what the patient paid the account would stand in credit only where a payer
 * after the first has paid more than was left: that much is that payer's, the rest the patient's.
 */
function patientCredits(claim: Claim, postings: readonly Posting[]): CreditBalance[] {
  const ofPatient = ({ account }: Leg) => account === 'patient-receivable';
  const balances = balancesOf(postings);
  // What payers have yet to decide, or a person of what they denied, may cover what later ones decided on.
  const mayBeCovered = addCents(
    atLeastZero(balances['payer-receivable']),
    atLeastZero(balances['denial-pending']),
  );
  const creditCents = subtractCents(
    negateCents(balances['patient-receivable']),
    smaller(decidedBeyondPatient(claim, postings), mayBeCovered),
  );
  const since = creditSince(postings, ofPatient);
  if (creditCents <= 0 || since === undefined) {
    return [];
  }
  const paidCents = negateCents(
    sumCents(
      postings.flatMap(({ legs }) => legs).filter((leg) => ofPatient(leg) && leg.reason === paidByPatient),
      ({ amountCents }) => amountCents,
    ),
  );
  const later = standingAdjudications(claim).findLast((one) => followsPriorPayer(one) && one.paidCents > 0);
  const withoutPatientCents = subtractCents(creditCents, paidCents);
  const ofPayerCents =
    later === undefined ? zeroCents : smaller(withoutPatientCents, keptOf(claim, later.payerId, postings));
  if (later !== undefined && ofPayerCents > 0) {
    return [
      {
        holder: claim.claimId,
        payee: { kind: 'payer', payerId: later.payerId },
        account: 'patient-receivable',
        creditCents,
        owedCents: ofPayerCents,
        cause: 'later-payer-paid-more',
        since,
      },
    ];
  }
  return [
    {
      holder: claim.claimId,
      payee: { kind: 'patient', guarantorId: claim.guarantorId },
      account: 'patient-receivable',
      creditCents,
      owedCents: creditCents,
      cause:
        paidCents > 0 ? 'patient-paid-more' : claim.legacy === undefined ? 'unknown' : 'from-an-old-system',
      since,
    },
  ];
}

function atLeastZero(amount: Cents): Cents {
  return amount > 0 ? amount : zeroCents;
}

/** The posting day on which an account went into credit for the last time; undefined where it is not. */
function creditSince(postings: readonly Posting[], of: (leg: Leg) => boolean): PlainDate | undefined {
  let balance = 0;
  let since: PlainDate | undefined;
  for (const { legs, postingDate } of inOrder(postings)) {
    for (const leg of legs.filter(of)) {
      balance += leg.amountCents;
    }
    since = balance < 0 ? (since ?? postingDate) : undefined;
  }
  return since;
}

function everInCredit(postings: readonly Posting[], of: (leg: Leg) => boolean): boolean {
  let balance = 0;
  return inOrder(postings).some(({ legs }) => {
    balance += legs.filter(of).reduce((sum, { amountCents }) => sum + amountCents, 0);
    return balance < 0;
  });
}

function inOrder(postings: readonly Posting[]): Posting[] {
  return postings.toSorted((one, other) =>
    one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0,
  );
}
