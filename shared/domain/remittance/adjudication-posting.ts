import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import { PostingId, type PayerId } from '#contracts/identifiers.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { coverageOwing } from '../cutover/coverage-owing.ts';
import { adjustmentContextOf, classifyAdjustment } from '../denials/classify-adjustment.ts';
import type { Treatment } from '../denials/reason-row.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { addCents, formatDollars, negateCents, subtractCents, zeroCents } from '../money/cents.ts';
import { allAdjustments } from './read-adjudication.ts';
import { followsPriorPayer } from './who-spoke.ts';

const accountOf: Readonly<Record<Treatment, AccountKind>> = {
  contractual: 'contractual-adjustment',
  patient: 'patient-receivable',
  denied: 'denial-pending',
  other: 'other-adjustment',
};

/** The reason of the leg by which a payer after the first decides on what was left to the patient. */
export const laterReason = 'decided by a later payer';

/** The id of the posting of one CLP, whether it was posted to a claim or took back what was. */
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
  for (const { adjustment, lineNumber, signs } of allAdjustments(adjudication)) {
    const { treatment, category } = classifyAdjustment(adjustment, context, signs);
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
    legs.push(...receivableLegs(claim, payerId, decidedCents, later));
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

/**
 * What is decided, taken off who owes it. Of a claim that was taken over with less than its charge open the payer owed
 * no more than that: what the patient had paid, or owed, in the old system is the patient's.
 */
function receivableLegs(claim: Claim, payerId: PayerId, decidedCents: Cents, later: boolean): Leg[] {
  const owedBefore = owedWhenTakenOver(claim, payerId);
  const ofPayer = later ? zeroCents : decidedCents;
  const payerCents = owedBefore === undefined ? ofPayer : smaller(decidedCents, owedBefore);
  const excessCents = subtractCents(decidedCents, payerCents);
  const patientCents =
    owedBefore === undefined || later ? excessCents : smaller(excessCents, settledByPatient(claim));
  const legs: Leg[] = [
    {
      account: 'payer-receivable',
      payerId,
      amountCents: subtractCents(patientCents, decidedCents),
    },
    {
      account: 'patient-receivable',
      payerId,
      amountCents: negateCents(patientCents),
      reason: later ? laterReason : 'settled in the old system',
    },
  ];
  return legs.filter(({ amountCents }) => amountCents !== 0);
}

/** What this payer owed of a claim when it was taken over, with what was charged since; undefined for any other claim. */
function owedWhenTakenOver(claim: Claim, payerId: PayerId): Cents | undefined {
  const { legacy, postedChargeCents } = claim;
  return legacy === undefined || legacy.payerBalanceCents <= 0 || coverageOwing(claim)?.payerId !== payerId
    ? undefined
    : addCents(legacy.payerBalanceCents, subtractCents(postedChargeCents, legacy.chargeCents));
}

/** What of the charge the patient had paid or owed before the first payer decided. */
function settledByPatient({ legacy }: Claim): Cents {
  return legacy === undefined ? zeroCents : addCents(legacy.paidCents, legacy.patientBalanceCents);
}

function smaller(one: Cents, other: Cents): Cents {
  return one < other ? one : other;
}
