import type { Adjudication, Claim, Submission } from '#contracts/claim.ts';
import type { PatientControlNumber } from '#contracts/identifiers.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { hasMark } from '../denials/remarks.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { allRemarkCodes } from '../remittance/read-adjudication.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { patientControlNumberFor } from '../identity/ids.ts';

/** What the claim's next submission is. */
export interface SubmissionPlan {
  readonly payer: Payer;
  readonly sequence: number;
  readonly patientControlNumber: PatientControlNumber;
  readonly frequency: Submission['frequency'];
  /** REF*F8 of a replacement or void. */
  readonly payerClaimControlNumber?: string;
}

/** A claim that has no payer cannot be submitted: the patient pays. */
export class NothingToSubmit extends Error {
  override readonly name = 'NothingToSubmit';
}

/**
 * The last decision of this payer that stands: adjudications that a reversal took back, and reversals themselves,
 * do not count.
 */
function standingAdjudication(
  claim: Pick<Claim, 'adjudications'>,
  payerId: string,
): Adjudication | undefined {
  return standingAdjudications(claim).findLast(({ payerId: decidedBy }) => decidedBy === payerId);
}

/**
 * Whether the next submission is an original or a replacement. A payer that has decided the claim gets a replacement
 * (7) that names its control number, if it takes replacements. A claim that never entered adjudication, that the payer
 * called unprocessable (RARC MA130), or whose payer takes no replacements (Medicare part B), is sent as an original (1).
 */
export function chooseFrequency(claim: Pick<Claim, 'adjudications'>, payer: Payer): '1' | '7' {
  const standing = standingAdjudication(claim, payer.payerId);
  return payer.takesReplacementClaims &&
    standing !== undefined &&
    standing.payerClaimControlNumber !== '' &&
    !hasMark(allRemarkCodes(standing), 'unprocessable')
    ? '7'
    : '1';
}

/**
 * Plans the claim's next submission to its primary payer. A void keeps the frequency that was decided; everything else
 * follows from what the payer has decided so far, so that a replacement never goes out as an original by mistake.
 * @throws NothingToSubmit when the claim has no coverage.
 * @throws UnknownPayer when the practice does not have the payer.
 */
export function planSubmission(claim: Claim, practice: Practice): SubmissionPlan {
  const coverage = primaryCoverage(claim);
  if (coverage === undefined) {
    throw new NothingToSubmit(`Claim ${claim.claimId} has no coverage; its balance is the patient's`);
  }
  const payer = payerOf(coverage, practice);
  const standing = standingAdjudication(claim, payer.payerId);
  const wanted = claim.nextSubmission?.frequency === '8' ? '8' : chooseFrequency(claim, payer);
  const frequency = standing === undefined ? '1' : wanted;
  const sequence = (claim.submissions.at(-1)?.sequence ?? 0) + 1;
  return {
    payer,
    sequence,
    patientControlNumber: patientControlNumberFor(claim.claimId, sequence),
    frequency,
    ...(frequency === '1' || standing === undefined
      ? {}
      : { payerClaimControlNumber: standing.payerClaimControlNumber }),
  };
}

/** The decision about the latest submission, if the payer has decided it and not taken the decision back. */
export function decisionOnLatest(
  claim: Pick<Claim, 'submissions' | 'adjudications'>,
): Adjudication | undefined {
  const submission = claim.submissions.at(-1);
  return standingAdjudications(claim).findLast(
    ({ payerId, patientControlNumber }) =>
      payerId === submission?.payerId && patientControlNumber === submission.patientControlNumber,
  );
}

/** The payer's acceptance of the latest submission, if it has accepted it and neither rejected nor decided it since. */
export function pendingAcceptance(
  claim: Pick<Claim, 'submissions' | 'adjudications'>,
): (Submission['acknowledgements'][number] & { readonly sequence: number }) | undefined {
  const submission = claim.submissions.at(-1);
  const ofPayer = (submission?.acknowledgements ?? []).filter(
    ({ sender, kind }) => sender === submission?.payerId && kind === '277CA',
  );
  const accepted = ofPayer.find(({ outcome }) => outcome === 'accepted');
  return submission === undefined ||
    accepted === undefined ||
    ofPayer.some(({ outcome }) => outcome === 'rejected') ||
    decisionOnLatest(claim) !== undefined
    ? undefined
    : { ...accepted, sequence: submission.sequence };
}

/** Why a claim that its payer has accepted is not sent again. */
export function refuseSecondOriginal(
  accepted: Pick<Submission['acknowledgements'][number], 'sender' | 'code'> & { readonly sequence: number },
): string {
  return `${accepted.sender} accepted submission ${accepted.sequence} (${accepted.code}) and has not decided it; a second original would be denied as a duplicate. Ask the payer, and wait on.`;
}
