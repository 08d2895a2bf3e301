import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';
import type { CorrectedFields } from './apply-correction.ts';

/** Whether a correction takes the claim's coverage off, so that the patient would receive the bill. */
export function takesCoverageOff(claim: Pick<Claim, 'coverages'>, changes: CorrectedFields): boolean {
  return primaryCoverage(claim) !== undefined && primaryCoverage({ ...claim, ...changes }) === undefined;
}

/**
 * Why the patient does not receive the bill for a claim that came too late to its payer, if it did: by the contract with
 * the payer the practice bears it.
 */
export function refuseLateToPatient(claim: Claim, practice: Practice, today: PlainDate): string | undefined {
  const payer = practice.payers.find(({ payerId }) => payerId === primaryCoverage(claim)?.payerId);
  const limit = payer === undefined ? undefined : lastFilingDay(claim, payer);
  return payer === undefined || limit === undefined || today <= limit
    ? undefined
    : `${payer.name} had to have the claim by ${limit}; what comes too late is the practice's loss, so the coverage stays on and the patient is not billed. Ask the payer for an exception, or give the claim up.`;
}
