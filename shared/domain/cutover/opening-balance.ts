import type { Claim, LegacyFacts } from '#contracts/claim.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import { addCents, formatDollars, negateCents } from '../money/cents.ts';

/** The reason of a leg that the patient owed already in the old system. */
export const openingReason = 'opening balance';

/** What was left open of a claim in the old system, in cents. */
export function openCentsOf({ payerBalanceCents, patientBalanceCents }: LegacyFacts) {
  return addCents(payerBalanceCents, patientBalanceCents);
}

/**
 * The posting by which a claim of an old system enters the ledger: what its payer and its patient still owe, against the
 * opening balance. What was paid before is no income of ours.
 */
export function openingPosting(claim: Claim, legacy: LegacyFacts, occasion: PostingOccasion): Posting {
  const payerId = primaryPayerOf(claim);
  const { payerBalanceCents, patientBalanceCents } = legacy;
  const openCents = openCentsOf(legacy);
  const legs: Leg[] = [
    {
      account: 'payer-receivable',
      amountCents: payerBalanceCents,
      reason: openingReason,
      ...(payerId === undefined ? {} : { payerId }),
    },
    { account: 'patient-receivable', amountCents: patientBalanceCents, reason: openingReason },
    { account: 'opening-balance', amountCents: negateCents(openCents), reason: openingReason },
  ];
  return makePosting({
    practiceId: claim.practiceId,
    postingId: `opening-balance-${claim.claimId}`,
    cause: 'opening-balance',
    claimId: claim.claimId,
    guarantorId: claim.guarantorId,
    postingDate: occasion.postingDate,
    serviceDate: claim.serviceDateFrom,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${formatDollars(openCents)} were open in ${legacy.system}`,
    legs: legs.filter(({ amountCents }) => amountCents !== 0),
  });
}
