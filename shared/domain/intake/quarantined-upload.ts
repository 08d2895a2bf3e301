import type { Instant } from '#contracts/dates.ts';
import { TaskId, type UploadId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import type { FileProblem } from '#contracts/upload-answer.ts';
import type { Upload } from '#contracts/upload.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { zeroCents } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';

/** Working days to find out where it came from: what is in it has not been taken in. */
const taskDays = 1;

/** Whether a file with this problem is put aside, and not merely refused. */
export function isQuarantined({ code }: FileProblem): boolean {
  return code === 'file-quarantined' || code === 'name-has-phi';
}

/** The tag of the object, for whoever looks after the bucket: `quarantine` and why. */
export function quarantineTag({ code }: FileProblem): { readonly quarantine: string } {
  return { quarantine: code };
}

/** One task for each upload. */
export function quarantinedUploadTaskId(uploadId: UploadId): TaskId {
  return TaskId.parse(`quarantined-${uploadId}`);
}

/**
 * Asks the administrator about a file that was put aside. Where its name is the reason, nothing of the name is told: the
 * upload has its hash for a key then.
 */
export function quarantinedUploadTask(
  { practiceId, uploadId, key, sizeBytes, registeredAt }: Upload,
  problem: FileProblem,
  at: Instant,
): Task {
  const isNamed = problem.code !== 'name-has-phi';
  return {
    practiceId,
    taskId: quarantinedUploadTaskId(uploadId),
    kind: 'quarantined-upload',
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `An upload was put aside and not read: ${problem.found}.`,
    evidence: [
      `Upload ${uploadId} of ${registeredAt}, ${sizeBytes} bytes${isNamed ? `: ${key}` : ''}.`,
      `Expected: ${problem.expected}.`,
      problem.howToFix,
      isNamed
        ? 'It is never let in: find out what made it, and have a clean export sent.'
        : 'Delete it where it lies, for its name stands in the list of the bucket, and send it under another name.',
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('quarantined-upload'),
  };
}
