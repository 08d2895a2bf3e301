import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import { ClaimTaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { withDaysOf } from '#domain/calendar/days-of-script.ts';
import { tasksOf, type MoveName } from '#domain/claims/claim-lifecycle.ts';
import { CommandFailed } from './command-failed.ts';
import type { Facts } from './facts.ts';
import { repositoryFolder } from './synthesised.ts';

const StaffAnswer = z.object({
  encounterId: z.string(),
  task: ClaimTaskKind,
  /** Which task of its kind of this claim, counted from 1. */
  occurrence: z.int().min(1),
  user: z.string(),
  role: z.enum(['staff', 'manager']),
  outcome: z.record(z.string(), z.unknown()),
});
type StaffAnswer = z.infer<typeof StaffAnswer>;

/** What staff decide in the demo. */
export function readStaffScript(): readonly StaffAnswer[] {
  const file = join(repositoryFolder, 'events', 'staff-answers.json');
  return z.array(StaffAnswer).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Works one task as the script says. */
export async function workByScript(
  facts: Facts,
  task: Task,
  script: readonly StaffAnswer[],
): Promise<string> {
  const { practiceId, taskId, claimId } = task;
  if (claimId === undefined) {
    throw new CommandFailed(`The script has no answer for ${task.kind}: ${task.why}`);
  }
  const { claim, history } = await facts.claim(practiceId, claimId);
  const occurrence = occurrenceOf(task, history);
  const answer = script.find(
    (row) =>
      row.encounterId === claim.source.encounterId && row.task === task.kind && row.occurrence === occurrence,
  );
  if (answer === undefined) {
    throw new CommandFailed(scriptGap(claim, task, occurrence));
  }
  const { user, role, outcome } = StaffAnswer.parse(withDaysOf(answer, dateOf(task.openedAt)));
  const worked = await facts.workTask({ practiceId, taskId, user, role, outcome });
  if (worked.outcome === 'refused') {
    throw new CommandFailed(
      `${scriptGap(claim, task, occurrence)}\nIts answer was refused: ${worked.problems.join(' ')}`,
    );
  }
  return `${user} worked the ${task.kind} task of ${claim.source.encounterId}: ${String(outcome['outcome'])}`;
}

/** A denial and its appeal are worked in the same wait. */
const movesToAppeal: ReadonlySet<string> = new Set([
  'appeal-chosen',
  'appeal-unanswered',
] satisfies MoveName[]);

function occurrenceOf(task: Task, history: readonly ClaimEvent[]): number {
  return history.filter((event) => {
    if (task.kind === 'charge-changed') {
      return event.event === 'charge-changed' && event.version <= task.waitSequence;
    }
    const opensAppeal = movesToAppeal.has(event.event);
    const entered = event.from !== event.to || opensAppeal || event.event === 'returned-to-denial';
    const isOfKind =
      task.kind === 'appeal'
        ? opensAppeal
        : !opensAppeal && tasksOf(event.to).some((kind) => kind === task.kind);
    return entered && isOfKind && event.version <= task.waitSequence;
  }).length;
}

function scriptGap(claim: Claim, task: Task, occurrence: number): string {
  return `events/staff-answers.json has no usable answer for the ${task.kind} task number ${occurrence} of encounter ${claim.source.encounterId}: ${task.why}`;
}
