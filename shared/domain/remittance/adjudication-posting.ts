import type { Adjudication, Claim } from '#contracts/claim.ts';
import { PostingId } from '#contracts/identifiers.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { adjustmentContextOf, classifyAdjustment } from '../denials/classify-adjustment.ts';
import type { Treatment } from '../denials/reason-row.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { addCents, formatDollars, negateCents } from '../money/cents.ts';
import { allAdjustments, followsPriorPayer } from './read-adjudication.ts';

const accountOf: Readonly<Record<Treatment, AccountKind>> = {
  contractual: 'contractual-adjustment',
  patient: 'patient-receivable',
  denied: 'denial-pending',
  other: 'other-adjustment',
};

/** The id of the posting of one CLP, whether it was posted to a claim, taken back or parked in suspense. */
export function adjudicationPostingId({
  remittanceId,
  claimIndex,
}: Pick<Adjudication, 'remittanceId' | 'claimIndex'>): PostingId {
  return PostingId.parse(`adjudication-${remittanceId}-${claimIndex}`);
}

/**
 * The posting of a decision: cash in transit, contractual adjustment, patient's share, denied and other amounts against
 * the payer's receivable, each reason and line on a leg of its own. A payer that follows another one decides only on
 * what that one left to the patient, so it is set against the patient's receivable and what came before (OA-23) is
 * left out. Absent where the decision moves nothing.
 * @throws UnbalancedPosting when charge, payment and adjustments do not balance.
 */
export function adjudicationPosting(
  claim: Claim,
  adjudication: Adjudication,
  occasion: PostingOccasion,
): Posting | undefined {
  const { payerId, paidCents, chargeCents } = adjudication;
  const context = adjustmentContextOf(adjudication);
  const later = followsPriorPayer(adjudication);
  let decidedCents = chargeCents;
  const legs: Leg[] = [];
  if (paidCents !== 0) {
    legs.push({ account: 'cash-in-transit', payerId, amountCents: paidCents });
  }
  for (const { adjustment, lineNumber } of allAdjustments(adjudication)) {
    const { treatment, category } = classifyAdjustment(adjustment, context);
    if (later && category === 'prior-payer') {
      decidedCents = addCents(decidedCents, negateCents(adjustment.amountCents));
    } else if (adjustment.amountCents !== 0) {
      legs.push({
        account: accountOf[treatment],
        payerId,
        amountCents: adjustment.amountCents,
        reason: `${adjustment.groupCode}-${adjustment.reasonCode}`,
        ...(lineNumber === undefined ? {} : { lineNumber }),
      });
    }
  }
  if (decidedCents !== 0) {
    legs.push({
      account: later ? 'patient-receivable' : 'payer-receivable',
      payerId,
      amountCents: negateCents(decidedCents),
      ...(later ? { reason: 'decided by a later payer' } : {}),
    });
  }
  return legs.length === 0
    ? undefined
    : makePosting({
        practiceId: claim.practiceId,
        postingId: adjudicationPostingId(adjudication),
        cause: 'adjudication',
        claimId: claim.claimId,
        guarantorId: claim.guarantorId,
        remittanceId: adjudication.remittanceId,
        postingDate: occasion.postingDate,
        serviceDate: claim.serviceDateFrom,
        knownAt: occasion.at,
        by: occasion.by,
        words: `${payerId} decided on ${formatDollars(decidedCents)} and paid ${formatDollars(paidCents)}`,
        legs,
      });
}
