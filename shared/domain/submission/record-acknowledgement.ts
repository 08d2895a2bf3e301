import type { Claim, Submission } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { allows } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim, type ClaimMoved, type TaskBrief } from '../claims/move-claim.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { lastFilingDay } from './filing-limit.ts';

type Acknowledgement = Submission['acknowledgements'][number];

/** What a receipt means for the claim. `accepted` and `rejected` are the payer's or a gatekeeper's last word. */
export interface Receipt {
  readonly acknowledgement: Acknowledgement;
  /** `rejected` also for a clearinghouse or a 999; `accepted` only where the payer took the claim in. */
  readonly verdict: 'accepted' | 'rejected' | 'informed';
  /** For a rejection: what a biller reads, a sentence each. */
  readonly evidence: readonly string[];
}

export type AcknowledgementReceived = ClaimMoved & {
  /** `recorded`: kept, no move; `duplicate` and `not-ours`: nothing to write. */
  readonly outcome:
    | 'accepted'
    | 'accepted-late'
    | 'voided'
    | 'rejected'
    | 'recorded'
    | 'duplicate'
    | 'not-ours';
};

const daySeconds = 86_400;

/**
 * Records a receipt with the submission it answers and moves the claim if it changes where the claim stands.
 * Receipts come late, twice and out of order: one that says nothing new changes nothing, one for an older submission
 * is only kept, and once the payer rejected a submission no acceptance of it counts any more.
 */
export function recordAcknowledgement(
  claim: Claim,
  practice: Practice,
  sequence: number,
  receipt: Receipt,
): AcknowledgementReceived {
  const { acknowledgement, verdict } = receipt;
  const index = claim.submissions.findIndex((submission) => submission.sequence === sequence);
  const submission = claim.submissions[index];
  if (submission === undefined) {
    return { outcome: 'not-ours', claim, writes: [] };
  }
  if (submission.acknowledgements.some((known) => saysTheSame(known, acknowledgement))) {
    return { outcome: 'duplicate', claim, writes: [] };
  }
  const changes = {
    submissions: claim.submissions.with(index, {
      ...submission,
      acknowledgements: [...submission.acknowledgements, acknowledgement],
    }),
  };
  const { receivedAt: at, kind, fileKey, sender } = acknowledgement;
  const by = `${kind} ${fileKey}`;
  const detail = `${kind} of ${sender}, ${acknowledgement.reason.replace(/\.$/, '')}`;
  const isLatest = index === claim.submissions.length - 1;
  const wasRejected = submission.acknowledgements.some(({ outcome }) => outcome === 'rejected');
  if (isLatest && verdict === 'accepted' && !wasRejected) {
    if (submission.frequency === '8' && !hasPaid(claim) && allows(claim.state, 'voided')) {
      return {
        outcome: 'voided',
        ...moveClaim(claim, {
          move: 'voided',
          at,
          by,
          origin: 'outside',
          detail,
          changes: { ...changes, voidedAt: at },
        }),
      };
    }
    const move = allows(claim.state, 'accepted')
      ? 'accepted'
      : allows(claim.state, 'accepted-late')
        ? 'accepted-late'
        : undefined;
    const payer = practice.payers.find(({ payerId }) => payerId === submission.payerId);
    if (move !== undefined) {
      return {
        outcome: move,
        ...moveClaim(claim, {
          move,
          at,
          by,
          origin: 'outside',
          detail,
          changes,
          ...(payer === undefined ? {} : { deadlineSeconds: payer.remittanceDeadlineDays * daySeconds }),
        }),
      };
    }
  }
  if (
    isLatest &&
    verdict === 'rejected' &&
    allows(claim.state, 'rejected') &&
    !isOverruled(submission, receipt)
  ) {
    return {
      outcome: 'rejected',
      ...moveClaim(claim, {
        move: 'rejected',
        at,
        by,
        origin: 'outside',
        detail,
        changes,
        task: rejectionTask(claim, practice, submission, receipt, at),
      }),
    };
  }
  const history = { event: 'acknowledgement-recorded', by, words: `Acknowledgement recorded: ${detail}` };
  return { outcome: 'recorded', ...amendClaim(claim, changes, at, history) };
}

/** Whether a payer has paid of the claim: after a void it takes the payment back, which is waited for. */
function hasPaid(claim: Claim): boolean {
  return standingAdjudications(claim).some(({ paidCents }) => paidCents !== 0);
}

/** A gatekeeper that refuses what the payer has already taken in is overruled by the payer. */
function isOverruled(submission: Submission, { acknowledgement }: Receipt): boolean {
  return (
    acknowledgement.sender !== submission.payerId &&
    submission.acknowledgements.some(
      ({ sender, outcome }) => sender === submission.payerId && outcome === 'accepted',
    )
  );
}

function saysTheSame(known: Acknowledgement, next: Acknowledgement): boolean {
  return (
    known.kind === next.kind &&
    known.outcome === next.outcome &&
    known.code === next.code &&
    known.sender === next.sender &&
    known.payerClaimControlNumber === next.payerClaimControlNumber
  );
}

/** Working days that a biller has to work a rejection: the filing limit keeps running. */
const rejectionTaskDays = 2;

function rejectionTask(
  claim: Claim,
  practice: Practice,
  submission: Submission,
  { acknowledgement, evidence }: Receipt,
  at: Instant,
): TaskBrief {
  const payer = practice.payers.find(({ payerId }) => payerId === submission.payerId);
  const limit: PlainDate | undefined = payer === undefined ? undefined : lastFilingDay(claim, payer);
  const dueOn = addWorkingDays(dateOf(at), rejectionTaskDays);
  return {
    why: `${acknowledgement.sender} rejected submission ${submission.sequence}: ${acknowledgement.reason}`,
    evidence: [
      ...evidence,
      'The claim is not in adjudication: there is nothing to appeal, and the filing limit keeps running.',
      ...(payer === undefined || limit === undefined
        ? []
        : [`${payer.name} must have the claim by ${limit}.`]),
    ],
    dollarsAtStakeCents: claim.totalChargeCents,
    dueOn: limit !== undefined && limit < dueOn ? limit : dueOn,
  };
}
