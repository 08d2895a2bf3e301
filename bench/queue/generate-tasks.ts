import { Instant } from '#contracts/dates.ts';

import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { priorityOf } from '#domain/tasks/task-priority.ts';
import { samplePractice, samplesStartAt } from '../../local/cli/samples.ts';

/** Kinds as a billing office has them: denials and follow-up lead. */
const kinds: readonly TaskKind[] = [
  'denial',
  'denial',
  'denial',
  'follow-up',
  'follow-up',
  'underpayment',
  'correction',
  'credit-balance',
  'missing-charge',
  'rejection',
];
/** So many people share the queue; every fourth task is somebody's. */
const people = 12;
const daysAhead = 60;
const mostDollars = 900;

/** The person whose tasks are asked for. */
export const benchPerson = 'biller';

/** A made-up open task; the same number makes the same. No task is like the one before in kind, day, dollars or owner. */
export function generateTask(number: number): Task {
  const at = Instant.parse(new Date(samplesStartAt).toISOString());
  const kind = kinds[number % kinds.length] ?? 'denial';
  const owner = number % 4 === 0 ? ownerOf(number / 4) : undefined;
  const waiting = {
    kind,
    dueOn: addDays(dateOf(at), (number * 7) % daysAhead),
    dollarsAtStakeCents: cents(((number * 37) % mostDollars) * 100 + (number % 100)),
  };
  return {
    ...waiting,
    practiceId: samplePractice().practiceId,
    taskId: TaskId.parse(`T${String(number).padStart(12, '0')}`),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    why: `Generated for a measurement: ${kind} ${number}.`,
    evidence: ['The payer decided on 2026-10-14.', 'The contract says another amount for 99213.'],
    outcomes: ['write-off', 'accept'],
    handling: {
      version: 1,
      ...(owner === undefined ? {} : { assignedTo: owner }),
      blockedBy: [],
      priority: priorityOf(waiting, dateOf(at)),
      workedSeconds: 0,
      changes: [],
    },
  };
}

function ownerOf(number: number): string {
  return number % people === 0 ? benchPerson : `person-${number % people}`;
}
