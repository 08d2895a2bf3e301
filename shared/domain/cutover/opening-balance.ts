import type { Cents } from '#contracts/cents.ts';
import type { Claim, LegacyFacts } from '#contracts/claim.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { addCents, formatDollars, negateCents, sumCents } from '../money/cents.ts';
import { coverageOwing } from './coverage-owing.ts';

/** The reason of a leg that the patient owed already in the old system. */
export const openingReason = 'opening balance';

/** What was left open of a claim in the old system, in cents. */
export function openCentsOf({ payerBalanceCents, patientBalanceCents }: LegacyFacts) {
  return addCents(payerBalanceCents, patientBalanceCents);
}

/**
 * The posting by which a claim of an old system enters the ledger: what its payer and its patient still owe, or have paid
 * too much, against the opening balance. What was paid before is no income of ours.
 */
export function openingPosting(claim: Claim, legacy: LegacyFacts, occasion: PostingOccasion): Posting {
  const payerId = coverageOwing({ ...claim, legacy })?.payerId;
  const { payerBalanceCents, patientBalanceCents } = legacy;
  const openCents = openCentsOf(legacy);
  const legs: Leg[] = [
    {
      // What a payer paid too much stands where it will take it back from.
      account: payerBalanceCents < 0 ? 'takeback-payable' : 'payer-receivable',
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
    words:
      legacy.status === 'credit'
        ? `${formatDollars(negateCents(openCents))} were to be given back in ${legacy.system}`
        : `${formatDollars(openCents)} were open in ${legacy.system}`,
    legs: legs.filter(({ amountCents }) => amountCents !== 0),
  });
}

/** What the opening balances among postings add up to: what payers and patients owed, less what they had paid too much. */
export function openingSums(postings: readonly Posting[]): {
  readonly payerBalanceCents: Cents;
  readonly patientBalanceCents: Cents;
} {
  const legs = postings.filter(({ cause }) => cause === 'opening-balance').flatMap((posting) => posting.legs);
  const sumOf = (accounts: readonly AccountKind[]): Cents =>
    sumCents(
      legs.filter(({ account }) => accounts.includes(account)),
      ({ amountCents }) => amountCents,
    );
  return {
    payerBalanceCents: sumOf(['payer-receivable', 'takeback-payable']),
    patientBalanceCents: sumOf(['patient-receivable']),
  };
}
