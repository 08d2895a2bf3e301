import type { Claim, Submission } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { planSubmission, type SubmissionPlan } from './next-submission.ts';

const hourSeconds = 3600;

/**
 * The claim goes out: its submission is recorded and the wait for acknowledgements begins, as long as the payer's row
 * says.
 * @param file the file that carries it: its control number (ISA13) names it in a 999 and TA1.
 */
export function decideSubmission(
  claim: Claim,
  practice: Practice,
  file: {
    readonly at: Instant;
    readonly interchangeControlNumber: string;
    readonly fileKey: string;
    readonly plan?: SubmissionPlan;
  },
): ClaimMoved & { readonly outcome: 'submitted'; readonly submission: Submission } {
  const plan = file.plan ?? planSubmission(claim, practice);
  const { payer, sequence, patientControlNumber, frequency, payerClaimControlNumber } = plan;
  const submission: Submission = {
    sequence,
    payerId: payer.payerId,
    patientControlNumber,
    frequency,
    ...(payerClaimControlNumber === undefined ? {} : { payerClaimControlNumber }),
    submittedAt: file.at,
    interchangeControlNumber: file.interchangeControlNumber,
    fileKey: file.fileKey,
    acknowledgements: [],
  };
  const kind = { '1': 'original', '7': 'replacement', '8': 'void' }[frequency];
  return {
    outcome: 'submitted',
    submission,
    ...moveClaim(claim, {
      move: 'submitted',
      at: file.at,
      by: 'submit-claim',
      origin: 'leg',
      detail: `${kind} ${patientControlNumber} to ${payer.payerId}`,
      deadlineSeconds: payer.acknowledgementDeadlineHours * hourSeconds,
      changes: { submissions: [...claim.submissions, submission], nextSubmission: undefined },
    }),
  };
}
