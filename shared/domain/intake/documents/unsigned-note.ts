import type { Instant, PlainDate } from '#contracts/dates.ts';
import {
  TaskId,
  type ClaimId,
  type Npi,
  type PracticeId,
  type UploadId,
  type VisitId,
} from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../../calendar/plain-date.ts';
import { zeroCents } from '../../money/cents.ts';
import { practiceTaskOutcomeNames } from '../../tasks/practice-task.ts';
import { documentWords, type LivingDocument } from '../visit/visit-documents.ts';

/** Working days that a provider has to sign. */
const taskDays = 1;

/** One task for each day on which the visit comes up. */
export function unsignedNoteTaskId(visitId: VisitId, day: PlainDate): TaskId {
  return TaskId.parse(`unsigned-note-${visitId}-${day.replaceAll('-', '')}`);
}

/** A visit whose notes nobody has signed. */
export interface UnsignedVisit {
  readonly visitId: VisitId;
  readonly sourceSystem: string;
  readonly encounterId: string;
  /** The claim that it is already, where it was billed before the note came. */
  readonly claimId?: ClaimId;
  /** Who saw the patient, and so is to sign. */
  readonly providerNpi?: Npi;
  readonly documents: readonly LivingDocument[];
  readonly uploadId: UploadId;
  readonly recordNumber: number;
  /** The day for which it was on the agenda. */
  readonly day: PlainDate;
}

/** Asks the provider to sign what the bill of a visit rests on. */
export function unsignedNoteTask(practiceId: PracticeId, visit: UnsignedVisit, at: Instant): Task {
  const { visitId, sourceSystem, encounterId, claimId, documents, uploadId, recordNumber, day, providerNpi } =
    visit;
  return {
    practiceId,
    taskId: unsignedNoteTaskId(visitId, day),
    kind: 'unsigned-note',
    ...(claimId === undefined ? {} : { claimId }),
    ...(providerNpi === undefined ? {} : { providerNpi }),
    record: { uploadId, recordNumber },
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `Visit ${encounterId} of ${sourceSystem} has ${documents.length === 1 ? 'a note that is' : `${documents.length} notes that are`} not signed: nothing supports a bill.`,
    evidence: [
      `It came with record ${recordNumber} of upload ${uploadId}.`,
      ...documents
        .filter(({ signed }) => !signed)
        .map(({ documentId, ...one }) =>
          documentId === undefined
            ? `A ${documentWords(one)}.`
            : `A ${documentWords(one)}: document ${documentId}.`,
        ),
      claimId === undefined
        ? 'The visit is held until one of its notes is signed; then it is taken in, and this task closes by itself.'
        : `Claim ${claimId} goes on as it is: it was billed, or changed by staff, before.`,
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('unsigned-note'),
  };
}
