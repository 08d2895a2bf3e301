import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { formatDollars, negateCents, subtractCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { balancesByPayer } from './balances.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { chargedServices } from './charged-services.ts';
import { makePosting, standingPostings, type PostingOccasion } from './make-posting.ts';

export interface ChargePosted {
  /** Empty when the ledger holds the claim's charges already. */
  readonly writes: readonly Write[];
  /** What the claim must record as `postedChargeCents`, in the same transaction. */
  readonly postedChargeCents: Cents;
}

/** The payer that is billed first; none for a patient without coverage. */
export function primaryPayerOf(claim: Pick<Claim, 'coverages'>): PayerId | undefined {
  return primaryCoverage(claim)?.payerId;
}

/**
 * Posts a claim's charges: debit the primary payer, or the patient where there is none; credit charges.
 * Where other charges were posted before, posts the difference. Where the claim has another primary payer than the
 * one that still owes, moves what is owed. Where other services are charged for the same sum, takes that sum off and
 * charges it again, which moves nothing but says what is charged now.
 * @param occasion `isRecoded` says whether other services are charged, where their lines cannot tell it any more.
 */
export function postCharge(
  claim: Claim,
  occasion: PostingOccasion & { readonly postings: readonly Posting[]; readonly isRecoded?: boolean },
): ChargePosted {
  const made: Posting[] = [];
  const differenceCents = subtractCents(claim.totalChargeCents, claim.postedChargeCents);
  let sequence = occasion.postings.filter(
    ({ cause }) => cause === 'charge' || cause === 'charge-correction',
  ).length;
  const post = (words: string, legs: Leg[]) => {
    sequence += 1;
    made.push(
      makePosting({
        practiceId: claim.practiceId,
        postingId: `charge-${claim.claimId}-${sequence}`,
        // What an old system charged was charged before anything is posted here.
        cause: sequence === 1 && claim.legacy === undefined ? 'charge' : 'charge-correction',
        claimId: claim.claimId,
        guarantorId: claim.guarantorId,
        postingDate: occasion.postingDate,
        serviceDate: claim.serviceDateFrom,
        knownAt: occasion.at,
        by: occasion.by,
        words,
        legs,
      }),
    );
  };
  for (const [payerId, { 'payer-receivable': owedCents }] of balancesByPayer(occasion.postings)) {
    if (owedCents > 0 && payerId !== primaryPayerOf(claim)) {
      post(`${formatDollars(owedCents)} are no longer due from ${payerId}: the coverage changed`, [
        receivableLeg(claim, owedCents),
        {
          account: 'payer-receivable',
          payerId,
          amountCents: negateCents(owedCents),
          reason: 'coverage changed',
        },
      ]);
    }
  }
  if (differenceCents !== 0) {
    post(
      sequence === 0
        ? `Charges of ${formatDollars(differenceCents)}`
        : `Charges changed by ${formatDollars(differenceCents)}`,
      [
        receivableLeg(claim, differenceCents),
        { account: 'charges', amountCents: negateCents(differenceCents) },
      ],
    );
  }
  const { isRecoded = chargesOtherServices(claim, occasion.postings) } = occasion;
  if (made.length === 0 && isRecoded && claim.totalChargeCents !== 0) {
    post(`Other services are charged for the same ${formatDollars(claim.totalChargeCents)}`, [
      { account: 'charges', amountCents: claim.totalChargeCents, reason: 'charged before' },
      {
        account: 'charges',
        amountCents: negateCents(claim.totalChargeCents),
        reason: 'charged in its place',
      },
    ]);
  }
  return { writes: writesOf(made, claim), postedChargeCents: claim.totalChargeCents };
}

/** Whether a claim charges something else than its last charge says; when it came in is no part of that. */
function chargesOtherServices(claim: Claim, postings: readonly Posting[]): boolean {
  const known = standingPostings(postings)
    .filter(({ cause, services }) => cause.startsWith('charge') && services !== undefined)
    .toSorted((one, other) => (chargeNumberOf(one) ?? 0) - (chargeNumberOf(other) ?? 0))
    .at(-1)?.services;
  const now = chargedServices(claim);
  if (known === undefined || now === undefined) {
    return false;
  }
  const { receivedAt } = known;
  return contentHashOf({ ...now, receivedAt }) !== contentHashOf(known);
}

/**
 * The charges of a claim are numbered in the order in which they were decided, which a clock that is wrong does not change;
 * undefined for any other posting.
 */
export function chargeNumberOf({ postingId, cause }: Posting): number | undefined {
  const digits = cause.startsWith('charge') ? /-(\d+)$/.exec(postingId)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** The last of the postings says what is charged once all of them are made. */
function writesOf(postings: readonly Posting[], claim: Claim): Write[] {
  const services = chargedServices(claim);
  return postings.map((posting, index) => ({
    kind: 'post',
    posting: services !== undefined && index === postings.length - 1 ? { ...posting, services } : posting,
  }));
}

/** Who owes what was just charged. */
export function receivableLeg(claim: Pick<Claim, 'coverages'>, amountCents: Cents): Leg {
  const payerId = primaryPayerOf(claim);
  return payerId === undefined
    ? { account: 'patient-receivable', amountCents, reason: 'self-pay' }
    : { account: 'payer-receivable', payerId, amountCents };
}
