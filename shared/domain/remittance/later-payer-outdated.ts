import type { Adjudication, Claim } from '#contracts/claim.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '../calendar/plain-date.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { Write } from '../writes/write.ts';
import { isSameClp, standingAdjudications } from './standing-adjudications.ts';
import { placeInLine } from './who-spoke.ts';

/** A later payer takes replacements for months, but it pays what it should not until it has one. */
const daysToReplace = 7;

/**
 * The tasks about later payers that decided on what an earlier one has since decided otherwise: it took its decision back
 * and made another. Nobody after the first payer is billed from here, so a person sends the later one a replacement.
 * Only what just came to be so is asked about.
 * @param before the claim without the decision that just arrived. @param after the claim with it.
 */
export function askToReplaceLater(
  before: Claim,
  after: Claim,
  arrived: Adjudication,
  { at, postingDate }: PostingOccasion,
): Write[] {
  const known = outdated(before);
  return outdated(after)
    .filter(({ later }) => !isSameClp(later, arrived) && !known.some((one) => isSameClp(one.later, later)))
    .map(({ later, earlier }): Write => {
      const task: Task = {
        practiceId: after.practiceId,
        taskId: TaskId.parse(
          `later-payer-${later.remittanceId}-${later.claimIndex}-by-${arrived.remittanceId}-${arrived.claimIndex}-1`,
        ),
        kind: 'follow-up-date',
        claimId: after.claimId,
        waitSequence: 0,
        status: 'open',
        openedAt: at,
        dueOn: addDays(postingDate, daysToReplace),
        why: `${later.payerId} needs a replacement: it decided on what ${earlier.payerId} had left, and ${earlier.payerId} has taken that decision back and decided otherwise.`,
        evidence: [
          `${later.payerId} decided on ${later.postingDate} under its number ${later.payerClaimControlNumber || 'none'} and paid ${formatDollars(later.paidCents)}.`,
          `${earlier.payerId} now paid ${formatDollars(earlier.paidCents)} and left ${formatDollars(earlier.patientResponsibilityCents)} to the patient (${earlier.postingDate}).`,
          `Send ${later.payerId} a replacement with the new explanation of benefits, by its portal or on paper. "promise-kept" when it has decided anew, "no-longer-needed" where ${earlier.payerId} passed the claim on itself.`,
        ],
        dollarsAtStakeCents: later.paidCents,
        outcomes: practiceTaskOutcomeNames('follow-up-date'),
      };
      return { kind: 'open-task', task };
    });
}

/** Decisions of later payers that stand on what an earlier one, by now, has decided otherwise; with what that one says now. */
function outdated(
  claim: Pick<Claim, 'adjudications'>,
): { readonly later: Adjudication; readonly earlier: Adjudication }[] {
  const standing = standingAdjudications(claim);
  const takenBack = claim.adjudications.filter((one) =>
    claim.adjudications.some(({ reverses }) => reverses !== undefined && isSameClp(reverses, one)),
  );
  return standing.flatMap((later) => {
    const earlier = standing.findLast(
      (one) => placeInLine(one) < placeInLine(later) && one.payerId !== later.payerId,
    );
    const former = takenBack.filter((one) => one.payerId === earlier?.payerId);
    return earlier === undefined || former.length === 0 || former.some((one) => saysTheSame(one, earlier))
      ? []
      : [{ later, earlier }];
  });
}

function saysTheSame(one: Adjudication, other: Adjudication): boolean {
  return (
    one.paidCents === other.paidCents &&
    one.contractualCents === other.contractualCents &&
    one.patientResponsibilityCents === other.patientResponsibilityCents &&
    one.deniedCents === other.deniedCents
  );
}
