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

/** What a claim remembers of its payers. */
type PayerHistory = Pick<Claim, 'submissions' | 'adjudications'>;

/**
 * The last decision of this payer that stands: adjudications that a reversal took back, and reversals themselves,
 * do not count, nor does what the payer decided before it accepted a void.
 */
function standingAdjudication(claim: PayerHistory, payerId: string): Adjudication | undefined {
  const voided = acceptedVoid(claim, payerId);
  return standingAdjudications(claim).findLast(
    ({ payerId: decidedBy, postedAt }) =>
      decidedBy === payerId && (voided === undefined || postedAt > voided.submittedAt),
  );
}

/** The last void that this payer accepted: what it had of the claim before, it has no more. */
function acceptedVoid(claim: PayerHistory, payerId: string): Submission | undefined {
  return claim.submissions.findLast(
    (submission) =>
      submission.payerId === payerId &&
      submission.frequency === '8' &&
      acceptanceOf(submission) !== undefined,
  );
}

/** The payer's own acceptance of a submission, unless it rejected the submission after all. */
function acceptanceOf({ payerId, acknowledgements }: Submission) {
  const ofPayer = acknowledgements.filter(({ sender, kind }) => sender === payerId && kind === '277CA');
  return ofPayer.some(({ outcome }) => outcome === 'rejected')
    ? undefined
    : ofPayer.find(({ outcome }) => outcome === 'accepted');
}

/** What a payer has of a claim: it accepted a submission and has not decided it, or its decision stands. */
export interface Holding {
  readonly payerId: Submission['payerId'];
  /** The submission that it accepted and has not decided. */
  readonly pending?: Submission;
  readonly decision?: Adjudication;
  /** The control number that a replacement or void names; none where the payer has told none. */
  readonly payerClaimControlNumber?: string;
}

/** What this payer has of the claim, if anything. A decision that it took back leaves nothing to replace. */
export function holdingOf(claim: PayerHistory, payerId: Submission['payerId']): Holding | undefined {
  const voided = acceptedVoid(claim, payerId);
  const accepted = claim.submissions.findLast(
    (submission) =>
      submission.payerId === payerId &&
      submission.frequency !== '8' &&
      submission.sequence > (voided?.sequence ?? 0) &&
      acceptanceOf(submission) !== undefined,
  );
  const isDecided = claim.adjudications.some(
    ({ patientControlNumber }) => patientControlNumber === accepted?.patientControlNumber,
  );
  const pending = isDecided ? undefined : accepted;
  const decision = standingAdjudication(claim, payerId);
  if (pending === undefined && decision === undefined) {
    return undefined;
  }
  const told = [
    decision?.payerClaimControlNumber,
    pending === undefined ? undefined : acceptanceOf(pending)?.payerClaimControlNumber,
  ].find((number) => number !== undefined && number !== '');
  return {
    payerId,
    ...(pending === undefined ? {} : { pending }),
    ...(decision === undefined ? {} : { decision }),
    ...(told === undefined ? {} : { payerClaimControlNumber: told }),
  };
}

/**
 * Whether the next submission is an original or a replacement. A payer that has the claim gets a replacement (7) that
 * names its control number, if it takes replacements and has told the number. A claim that never entered adjudication,
 * that the payer called unprocessable (RARC MA130), or whose payer takes no replacements (Medicare part B), is sent as
 * an original (1).
 */
export function chooseFrequency(claim: PayerHistory, payer: Payer): '1' | '7' {
  const holding = holdingOf(claim, payer.payerId);
  return payer.takesReplacementClaims &&
    holding?.payerClaimControlNumber !== undefined &&
    !(holding.decision !== undefined && hasMark(allRemarkCodes(holding.decision), 'unprocessable'))
    ? '7'
    : '1';
}

/**
 * What is sent when a claim goes out again as it is: a void that was refused or lost remains a void, whatever else
 * follows from what the payer has of the claim.
 */
export function sendAgain(claim: PayerHistory, payer: Payer): NonNullable<Claim['nextSubmission']> {
  const latest = claim.submissions.at(-1);
  return latest?.frequency === '8' && latest.payerId === payer.payerId
    ? voidOf(latest.payerClaimControlNumber)
    : { frequency: chooseFrequency(claim, payer) };
}

/** The void of what the payer has under this control number. */
export function voidOf(payerClaimControlNumber: string | undefined): NonNullable<Claim['nextSubmission']> {
  return {
    frequency: '8',
    ...(payerClaimControlNumber === undefined ? {} : { payerClaimControlNumber }),
  };
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
  const holding = holdingOf(claim, payer.payerId);
  const isVoid = claim.nextSubmission?.frequency === '8';
  const number =
    holding?.payerClaimControlNumber ?? (isVoid ? claim.nextSubmission?.payerClaimControlNumber : undefined);
  const wanted = isVoid ? '8' : chooseFrequency(claim, payer);
  const frequency = number === undefined ? '1' : wanted;
  const sequence = (claim.submissions.at(-1)?.sequence ?? 0) + 1;
  return {
    payer,
    sequence,
    patientControlNumber: patientControlNumberFor(claim.claimId, sequence),
    frequency,
    ...(frequency === '1' || number === undefined ? {} : { payerClaimControlNumber: number }),
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
