import type { Instant } from '#contracts/dates.ts';
import { DocumentId, TaskId, type PracticeId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import type { DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import { addWorkingDays, dateOf } from '../../calendar/plain-date.ts';
import { zeroCents } from '../../money/cents.ts';
import { practiceTaskOutcomeNames } from '../../tasks/practice-task.ts';
import { documentWords } from '../visit/visit-documents.ts';

/** Working days to find out where a document belongs. */
const taskDays = 2;

export function unmatchedDocumentTaskId(documentId: DocumentId): TaskId {
  return TaskId.parse(`unmatched-document-${documentId}`);
}

/** The document that such a task is about. */
export function documentOfTask(taskId: TaskId): DocumentId | undefined {
  return DocumentId.safeParse(/^unmatched-document-(D[0-9A-Z]{16})$/.exec(taskId)?.[1]).data;
}

const whoSays: Readonly<Record<DocumentSaying['from'], string>> = {
  name: 'The name of its file',
  text: 'Its text',
  index: 'The index that came with it',
  message: 'The message that it came in',
};

/** What one saying says of the place; a patient's number is the practice's own and names nobody outside of it. */
function sayingWords({
  from,
  visitNumber,
  patientNumber,
  serviceDate,
  sourceSystem,
}: DocumentSaying): string {
  const told = [
    ...(visitNumber === undefined ? [] : [`visit ${visitNumber}`]),
    ...(patientNumber === undefined ? [] : [`patient ${patientNumber}`]),
    ...(serviceDate === undefined ? [] : [`the day ${serviceDate}`]),
    ...(sourceSystem === undefined ? [] : [`the system ${sourceSystem}`]),
  ];
  return `${whoSays[from]} says ${told.length === 0 ? 'nothing of a visit' : told.join(', ')}.`;
}

/**
 * Asks which visit a document belongs to.
 * @param why no visit was found, as the end of a sentence.
 */
export function unmatchedDocumentTask(
  practiceId: PracticeId,
  document: VisitDocument,
  sayings: readonly DocumentSaying[],
  why: string,
  at: Instant,
): Task {
  const { documentId, mediaType, sizeBytes, fileKey, arrivedAt } = document;
  const [first] = sayings;
  const words = documentWords({
    kind: first?.documentKind ?? 'other',
    mediaType,
    signed: sayings.every(({ signed }) => signed),
  });
  return {
    practiceId,
    taskId: unmatchedDocumentTaskId(documentId),
    kind: 'unmatched-document',
    ...(first === undefined
      ? {}
      : { record: { uploadId: first.uploadId, recordNumber: first.recordNumber } }),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `Document ${documentId} belongs to no visit that is known: ${why}.`,
    evidence: [
      `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${sizeBytes} bytes, which came at ${arrivedAt}; it lies at ${fileKey}.`,
      ...sayings.map(
        (saying) => `${sayingWords(saying)} (record ${saying.recordNumber} of upload ${saying.uploadId})`,
      ),
      'When a visit comes that fits, it is given to it, and this task closes by itself.',
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('unmatched-document'),
  };
}
