import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { refuseLateToPatient, takesCoverageOff } from '../coding/taken-off-coverage.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { formatDollars } from '../money/cents.ts';
import { chooseFrequency, holdingOf } from '../submission/next-submission.ts';

/**
 * Why changed charges may not be billed in place of the old ones now, if so: a payer that has the claim would deny a
 * second original as a duplicate, and only the payer that has it can replace it.
 * @param next the claim as it would be.
 */
export function refuseReplacement(
  claim: Claim,
  next: Claim,
  practice: Practice,
  today: PlainDate,
): string | undefined {
  const latest = claim.submissions.at(-1);
  if (latest === undefined) {
    return takesCoverageOff(claim, next) ? refuseLateToPatient(claim, practice, today) : undefined;
  }
  if (
    latest.frequency === '8' &&
    claim.voidedAt === undefined &&
    latest.acknowledgements.every(({ outcome }) => outcome !== 'rejected')
  ) {
    return `A void has gone to ${latest.payerId} as submission ${latest.sequence}; wait until it takes back what it paid, and bill the changed charges then.`;
  }
  const holding = holdingOf(claim, latest.payerId);
  const coverage = primaryCoverage(next);
  if (holding === undefined) {
    return takesCoverageOff(claim, next) ? refuseLateToPatient(claim, practice, today) : undefined;
  }
  const { decision, pending } = holding;
  const hasPaid = decision !== undefined && decision.paidCents > 0;
  if (coverage?.payerId !== holding.payerId) {
    return pending !== undefined || hasPaid || coverage === undefined
      ? `${holding.payerId} has the claim, and the change takes it off ${holding.payerId}. Void it there first; when the practice sends the changed visit again, it is billed anew.`
      : undefined;
  }
  const payer = payerOf(coverage, practice);
  if (chooseFrequency(claim, payer) === '7') {
    return undefined;
  }
  if (pending !== undefined) {
    return `${payer.name} has accepted submission ${pending.sequence} and has not decided it, and ${
      payer.takesReplacementClaims ? 'has told no control number to replace' : 'takes no replacements'
    }; a second original would be denied as a duplicate. Wait for its decision.`;
  }
  return hasPaid
    ? `${payer.name} has paid ${formatDollars(decision.paidCents)} of this claim and takes no replacement of it; a second original would be denied as a duplicate. Ask the payer to reopen the claim, and ignore the change here.`
    : undefined;
}
