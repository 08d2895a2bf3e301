import type { TaskId } from '#contracts/identifiers.ts';
import { agendaSubjectText, type IntakeAgendaEntry } from '#contracts/intake-agenda.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, addWorkingDays, dateOf } from '#domain/calendar/plain-date.ts';
import {
  unmatchedDocumentTask,
  unmatchedDocumentTaskId,
} from '#domain/intake/documents/unmatched-document.ts';
import { unsignedNoteTask, unsignedNoteTaskId } from '#domain/intake/documents/unsigned-note.ts';
import { incompleteVisitTask, incompleteVisitTaskId } from '#domain/intake/visit/incomplete-visit.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { DueEntry, IntakeAgenda } from '#ports/intake-agenda.ts';
import { placeDocument, type PlacedDocument, type PlaceDocumentWorld } from '#ports/place-document.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { lookAtDue } from '#ports/round-of-looks.ts';
import { takeInVisit, type TakeInVisitWorld, type VisitOrigin } from '#ports/take-in-visit.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { VisitDocumentStore } from '#ports/visit-document-store.ts';
import type { VisitStore } from '#ports/visit-store.ts';

export interface FindStuckIntakeWorld extends TakeInVisitWorld, PlaceDocumentWorld {
  readonly practices: Pick<PracticeStore, 'listIds' | 'load' | 'edition'>;
  readonly agenda: IntakeAgenda;
  readonly visits: Pick<VisitStore, 'parts' | 'named' | 'mark' | 'keep'>;
  readonly visitDocuments: Pick<VisitDocumentStore, 'load' | 'visitsOn' | 'noteVisit'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

const atOnce = 5;

/**
 * Looks at everything that came in and is not done with, of every practice: what has waited long enough is a task, and
 * a task whose cause is gone is moot. What is not done stays on the agenda and is looked at again, in an hour while it
 * still waits, on the next day once somebody has been asked.
 * @throws LooksFailed at the end, when the look at some entry failed.
 */
export async function findStuckIntakeStep(
  world: FindStuckIntakeWorld,
): Promise<{ outcome: 'looked'; looked: number; opened: number }> {
  const today = dateOf(world.clock.now());
  return await lookAtDue(
    {
      due: (practiceId) => world.agenda.due(practiceId, today),
      nameOf: ({ entry }) => agendaSubjectText(entry),
      look: (due, practice) => look(due, practice, world),
      atOnce,
    },
    world,
  );
}

/** What a look found: a task that is to be open because of it, that it is done with, or that it waits a while yet. */
type Found =
  | { readonly kind: 'stuck'; readonly task: Task }
  | { readonly kind: 'done'; readonly because: string }
  | { readonly kind: 'waits' };
interface Looked {
  readonly taskId: TaskId;
  readonly found: Found;
}

/** Looks at one entry; true when it became a task. */
async function look(due: DueEntry, practice: Practice, world: FindStuckIntakeWorld): Promise<boolean> {
  const { practiceId } = practice;
  const { taskId, found } =
    due.entry.look === 'document'
      ? await lookAtDocument(due.entry, practice, world)
      : await lookAtVisit(due.entry, practice, world);
  if (found.kind === 'waits') {
    return false;
  }
  const known = await world.tasks.load(practiceId, taskId);
  if (found.kind === 'stuck') {
    // Where there is one, somebody has it, or has decided about it and named no other day.
    const isOpened =
      known === undefined &&
      (await world.commit.apply([{ kind: 'open-task', task: found.task }])).outcome === 'committed';
    await world.agenda.rest(practiceId, due.entry, addDays(dateOf(world.clock.now()), 1));
    return isOpened;
  }
  const ends = mootTask(known, found.because, world.clock.now(), 'find-stuck-intake');
  if (ends.length > 0) {
    await world.commit.apply(ends);
  }
  await world.agenda.cross(practiceId, due);
  return false;
}

type Of<Look extends IntakeAgendaEntry['look']> = Extract<IntakeAgendaEntry, { look: Look }>;

/** Takes the visit in once more: should something have been missed that it waited for, this is where it is found. */
async function lookAtVisit(
  entry: Of<'incomplete-visit'> | Of<'unsigned-note'>,
  practice: Practice,
  world: FindStuckIntakeWorld,
): Promise<Looked> {
  const { visitId, day, uploadId, recordNumber } = entry;
  const { practiceId } = practice;
  const taken = await takeInVisit(visitId, practice, { uploadId, recordNumber }, world);
  const { sourceSystem, answer, lacks, unsigned, claimId, renderingNpi } = taken;
  const about = { visitId, sourceSystem, encounterId: answer.encounterId, uploadId, recordNumber, day };
  const at = world.clock.now();
  const done: Found = { kind: 'done', because: `visit ${answer.outcome}` };
  if (entry.look === 'incomplete-visit') {
    return {
      taskId: incompleteVisitTaskId(visitId, day),
      found:
        lacks === undefined
          ? done
          : { kind: 'stuck', task: incompleteVisitTask(practiceId, { ...about, lacks }, at) },
    };
  }
  const visit = {
    ...about,
    documents: unsigned,
    ...(claimId === undefined ? {} : { claimId }),
    ...(renderingNpi === undefined ? {} : { providerNpi: renderingNpi }),
  };
  return {
    taskId: unsignedNoteTaskId(visitId, day),
    found: unsigned.length === 0 ? done : { kind: 'stuck', task: unsignedNoteTask(practiceId, visit, at) },
  };
}

/** Gives the document to a visit that has come since; one that nobody finds a visit for is a task after some days. */
async function lookAtDocument(
  { documentId, uploadId, recordNumber }: Of<'document'>,
  practice: Practice,
  world: FindStuckIntakeWorld,
): Promise<Looked> {
  const taskId = unmatchedDocumentTaskId(documentId);
  const placed = await placeDocument(documentId, practice, uploadId, world);
  if (placed === undefined || placed.kind === 'not-needed') {
    return { taskId, found: { kind: 'done', because: 'not-needed' } };
  }
  for (const visitId of placed.left) {
    await takeInVisit(visitId, practice, { uploadId, recordNumber }, world);
  }
  const why =
    placed.kind === 'unplaced'
      ? placed.why
      : await faultOfVisit(placed, { uploadId, recordNumber }, practice, world);
  if (why === undefined) {
    return { taskId, found: { kind: 'done', because: 'given-to-visit' } };
  }
  const { document, sayings } = placed.said;
  const at = world.clock.now();
  const waitsUntil = addWorkingDays(dateOf(document.arrivedAt), practice.intake.documentWaitDays);
  return {
    taskId,
    found:
      dateOf(at) < waitsUntil
        ? { kind: 'waits' }
        : {
            kind: 'stuck',
            task: unmatchedDocumentTask(practice.practiceId, document, sayings, why, at),
          },
  };
}

/** Takes the visit in with its document; why it is not its visit after all, or undefined. */
async function faultOfVisit(
  { said, visit, visitId }: Extract<PlacedDocument, { kind: 'given' }>,
  origin: VisitOrigin,
  practice: Practice,
  world: FindStuckIntakeWorld,
): Promise<string | undefined> {
  const { isKnown, foreign, documentIds } = await takeInVisit(visitId, practice, origin, world);
  const { documentId } = said.document;
  if (foreign.some((document) => document.documentId === documentId)) {
    return `visit ${visit.encounterId} is of another patient than it says`;
  }
  if (!documentIds.has(documentId)) {
    return `it was taken back from visit ${visit.encounterId} of ${visit.sourceSystem}, to which it is said to belong`;
  }
  return isKnown ? undefined : `visit ${visit.encounterId} of ${visit.sourceSystem} has not come`;
}
