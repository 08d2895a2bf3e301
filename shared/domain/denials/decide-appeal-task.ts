import type { Appeal } from '#contracts/appeal.ts';
import type { Claim } from '#contracts/claim.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf, daysBetween } from '../calendar/plain-date.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseUnlessWaiting, rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import { decidedOfDenied } from '../remittance/cover-given-up.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';
import { withStep } from './appeals.ts';
import { writeOffAppealed } from './decide-denial-task.ts';
import { denialBrief } from './denial-brief.ts';
import { openDenials } from './denial-decisions.ts';
import type { StaffMember } from './write-off.ts';

const daySeconds = 86_400;

/**
 * Carries out what a person did about an appeal: it was sent, the payer answered, or it is given up. What was denied stays
 * denied until the payer's remittance or a decision about the denial says otherwise; only a write-off moves money here.
 * @param postings every posting of the claim.
 */
export function decideAppealTask(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  decision: TaskOutcome<'appeal'>,
  staff: StaffMember,
): TaskWorked {
  const appeal = claim.appeals?.at(-1);
  const refused =
    refuseUnlessWaiting(claim, 'appeal') ??
    refuseUnlessManager(claim, 'appeal-unanswered', staff.role) ??
    (appeal === undefined ? 'Nothing of this claim is appealed; look at the claim again.' : undefined) ??
    (appeal && faultOf(appeal, decision, staff));
  if (refused !== undefined) {
    return { refused };
  }
  const { outcome, reason } = decision;
  const step = { at: staff.at, by: staff.user, reason };
  const request = {
    at: staff.at,
    by: `user ${staff.user}`,
    origin: 'outside',
    worked: { outcome, closedBy: staff.user },
  } as const;
  const remembered = rememberDecision(claim, staff, { task: 'appeal', outcome, reason });
  switch (decision.outcome) {
    case 'write-off':
      return writeOffAppealed(
        claim,
        practice,
        postings,
        decision,
        staff,
        withStep(claim, { ...step, what: 'written-off' }),
      );
    case 'sent':
    case 'overturned': {
      const { by: lookOn } = decision;
      const waitSequence = claim.version + 1;
      const isSent = decision.outcome === 'sent';
      const move = isSent ? 'appealed' : 'appeal-overturned';
      const sent = isSent
        ? {
            sentOn: decision.sentOn,
            way: decision.way,
            ...(decision.reference === undefined ? {} : { reference: decision.reference }),
          }
        : {};
      return {
        outcome: move,
        ...moveClaim(claim, {
          ...request,
          move,
          detail: isSent
            ? `sent on ${decision.sentOn} by ${decision.way}; an answer is looked for on ${lookOn}`
            : `the payment is looked for on ${lookOn}`,
          changes: {
            ...remembered,
            ...withStep(claim, { ...step, ...sent, what: decision.outcome, lookOn, waitSequence }),
          },
          deadlineSeconds: daysBetween(dateOf(staff.at), lookOn) * daySeconds,
        }),
      };
    }
    case 'upheld':
    case 'withdrawn': {
      const denials = openDenials(claim, postings);
      if (denials.length === 0) {
        return { refused: 'No denial of this claim is open any more; write it off, so that it goes on.' };
      }
      return {
        outcome: 'returned-to-denial',
        ...moveClaim(claim, {
          ...request,
          move: 'returned-to-denial',
          detail: decision.outcome === 'upheld' ? 'the appeal was turned down' : 'the appeal was withdrawn',
          task: denialBrief(claim, practice, denials, decidedOfDenied(claim, postings)),
          changes: { ...remembered, ...withStep(claim, { ...step, what: decision.outcome }) },
        }),
      };
    }
  }
}

/** Why an appeal cannot be said to be so, if so. */
function faultOf(
  { steps, dueOn }: Appeal,
  decision: TaskOutcome<'appeal'>,
  { at, role }: StaffMember,
): string | undefined {
  switch (decision.outcome) {
    case 'sent':
      if (decision.sentOn > dateOf(at)) {
        return `sentOn: found ${decision.sentOn}; expected ${dateOf(at)} or earlier.`;
      }
      if (decision.sentOn > dueOn && steps.length === 0 && role !== 'manager') {
        return `sentOn: found ${decision.sentOn}; the appeal had to reach the payer by ${dueOn}. A manager may still enter it, for example with an exception of the payer.`;
      }
      return dayFault(decision.by, at);
    case 'overturned':
    case 'upheld':
      return steps.some(({ what }) => what === 'sent')
        ? decision.outcome === 'overturned'
          ? dayFault(decision.by, at)
          : undefined
        : `The appeal was not sent yet, so the payer cannot have answered it; say first that it was sent, or withdraw it.`;
    case 'withdrawn':
    case 'write-off':
      return undefined;
  }
}
