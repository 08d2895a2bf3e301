import { PlainDate, type Instant } from '#contracts/dates.ts';
import { TaskId, VisitId, type PracticeId, type UploadId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../../calendar/plain-date.ts';
import { zeroCents } from '../../money/cents.ts';
import { practiceTaskOutcomeNames } from '../../tasks/practice-task.ts';

/** Working days to find out why something of a visit has not come. */
const taskDays = 2;

/** The day of what is never looked at again, so that nobody is asked anew when the next part of it comes. */
export const never = PlainDate.parse('9999-12-31');

/** One task for each day on which the visit comes up. */
export function incompleteVisitTaskId(visitId: VisitId, day: PlainDate): TaskId {
  return TaskId.parse(`incomplete-visit-${visitId}-${day.replaceAll('-', '')}`);
}

/** The visit that such a task is about. */
export function visitOfTask(taskId: TaskId): VisitId | undefined {
  return VisitId.safeParse(/^[a-z-]+-(V[0-9A-Z]{12})-\d{8}$/.exec(taskId)?.[1]).data;
}

/** A visit that has been held for days, since something of it never came. */
export interface IncompleteVisit {
  readonly visitId: VisitId;
  readonly sourceSystem: string;
  readonly encounterId: string;
  /** In words. */
  readonly lacks: readonly string[];
  readonly uploadId: UploadId;
  readonly recordNumber: number;
  /** The day for which it was on the agenda. */
  readonly day: PlainDate;
}

/** Asks the front desk for what a visit lacks. */
export function incompleteVisitTask(practiceId: PracticeId, visit: IncompleteVisit, at: Instant): Task {
  const { visitId, sourceSystem, encounterId, lacks, uploadId, recordNumber, day } = visit;
  return {
    practiceId,
    taskId: incompleteVisitTaskId(visitId, day),
    kind: 'incomplete-visit',
    record: { uploadId, recordNumber },
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `Visit ${encounterId} of ${sourceSystem} cannot be billed: ${lacks.length === 1 ? 'something' : `${lacks.length} things`} of it never came.`,
    evidence: [
      `It came with record ${recordNumber} of upload ${uploadId} and has been held since.`,
      ...lacks.map((lack) => `It lacks ${lack}.`),
      'Have the sending system send it; when it comes, the visit is taken in and this task closes by itself.',
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('incomplete-visit'),
  };
}
