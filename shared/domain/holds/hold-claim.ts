import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Hold } from '#contracts/holds.ts';
import type { Payer } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { moveClaim, refuseUnlessManager, type ClaimMoved } from '../claims/move-claim.ts';
import { refuseUnlessWaiting, rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { filingTermOf } from '../submission/filing-limit.ts';
import { holdInWords } from './hold-words.ts';

/** A hold gives a claim up to the queue after this share of its filing limit, and so long before its end. */
const shareOfLimit = 0.8;
const daysBeforeLimit = 21;
/** Days before the limit on which the task is due. */
const daysToSend = 7;

/**
 * Stops a claim that is about to be submitted. Its task sleeps, and is the owner's of the first hold; it wakes well before
 * the last day on which the payer takes the claim, so that no hold outlasts the filing limit in silence.
 * @param holds what stops it, one at least.
 */
export function holdClaim(claim: Claim, holds: readonly Hold[], payer: Payer, at: Instant): ClaimMoved {
  const term = filingTermOf(claim, payer);
  const today = dateOf(at);
  const wakeOn = earlier(
    addDays(term.countedFrom, Math.floor(term.days * shareOfLimit)),
    addDays(term.lastDay, -daysBeforeLimit),
  );
  const owner = holds[0]?.owner;
  return moveClaim(claim, {
    move: 'put-on-hold',
    at,
    by: 'submit-claim',
    origin: 'leg',
    detail: holds.map(({ holdId, reason }) => `${reason} (${holdId})`).join(', '),
    changes: { heldBy: holds.map(({ holdId }) => holdId) },
    task: {
      why: `The claim is on hold, and ${payer.name} takes it until ${term.lastDay}: have the hold released, or send the claim in spite of it.`,
      evidence: [
        ...holds.map(holdInWords),
        `${payer.name} takes it within ${term.days} days, counted from ${term.countedFrom}: until ${term.lastDay}.`,
      ],
      dollarsAtStakeCents: claim.totalChargeCents,
      dueOn: later(addDays(term.lastDay, -daysToSend), today),
      ...(owner === undefined ? {} : { assignedTo: owner }),
      ...(wakeOn > today
        ? { asleep: { until: wakeOn, reason: 'it is on hold, and its filing deadline is not near yet' } }
        : {}),
    },
  });
}

/** Lets a claim go on that no hold stops any more; it is scrubbed again, for what was clean then may not be now. */
export function releaseClaim(claim: Claim, by: string, at: Instant): ClaimMoved {
  return moveClaim(claim, {
    move: 'hold-released',
    at,
    by,
    origin: 'outside',
    changes: { heldBy: undefined },
    ...(claim.heldBy === undefined ? {} : { detail: claim.heldBy.join(', ') }),
  });
}

/** A person sends a claim in spite of what holds it; other claims stay held. */
export function decideHoldTask(claim: Claim, decision: TaskOutcome<'hold'>, worker: StaffMember): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'hold');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const forManager = refuseUnlessManager(claim, 'put-on-hold', worker.role);
  if (forManager !== undefined) {
    return { refused: forManager };
  }
  const { outcome, reason } = decision;
  const heldBy = claim.heldBy ?? [];
  return {
    outcome: 'sent-despite-hold',
    ...moveClaim(claim, {
      move: 'sent-despite-hold',
      at: worker.at,
      by: `user ${worker.user}`,
      origin: 'outside',
      detail: heldBy.join(', '),
      changes: {
        ...rememberDecision(claim, worker, { task: 'hold', outcome, reason }),
        heldBy: undefined,
        sentDespite: [...new Set([...(claim.sentDespite ?? []), ...heldBy])],
      },
      worked: { outcome, closedBy: worker.user },
    }),
  };
}

const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);
const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);
