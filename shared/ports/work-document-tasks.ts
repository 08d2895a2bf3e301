import type * as z from 'zod';
import type { Instant } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { rulingPart, type NamedVisit } from '#domain/intake/documents/document-part.ts';
import { sourcesOfPractice } from '#domain/intake/documents/sources-of-practice.ts';
import { documentOfTask } from '#domain/intake/documents/unmatched-document.ts';
import { visitOfTask } from '#domain/intake/visit/incomplete-visit.ts';
import { documentsOfVisit } from '#domain/intake/visit/visit-documents.ts';
import { isKnownVisit, placeDocument, type PlaceDocumentWorld } from './place-document.ts';
import { takeInVisit, type TakeInVisitWorld } from './take-in-visit.ts';
import type { VisitDocumentStore } from './visit-document-store.ts';
import type { VisitStore } from './visit-store.ts';

export interface WorkDocumentTasksWorld extends TakeInVisitWorld, PlaceDocumentWorld {
  readonly visits: Pick<VisitStore, 'parts' | 'named' | 'mark' | 'keep'>;
  readonly visitDocuments: Pick<VisitDocumentStore, 'load' | 'visitsOn' | 'noteVisit' | 'decide'>;
}

/** What was done, or why nothing was. */
type Done =
  | { readonly summary: string; readonly refused?: never }
  | { readonly summary?: never; readonly refused: readonly string[] };

type UnmatchedOutcome = z.infer<(typeof practiceTaskOutcomes)['unmatched-document']>;
type UnsignedOutcome = Exclude<
  z.infer<(typeof practiceTaskOutcomes)['unsigned-note']>,
  { outcome: 'will-be-signed' }
>;

/** Gives a document to the visit that a person has named, and takes that in with it; or keeps it from all visits. */
export async function workUnmatchedDocument(
  decision: UnmatchedOutcome,
  { task, practice, user, at }: { task: Task; practice: Practice; user: string; at: Instant },
  world: WorkDocumentTasksWorld,
): Promise<Done> {
  const documentId = documentOfTask(task.taskId);
  const { record } = task;
  if (documentId === undefined || record === undefined) {
    return { refused: ['The task names no document'] };
  }
  const { practiceId } = practice;
  if (decision.outcome === 'not-needed') {
    await world.visitDocuments.decide(practiceId, documentId, { outcome: 'not-needed', at, by: user });
    return { summary: 'The document is kept, and belongs to no visit.' };
  }
  const known = await visitsCalled(decision, practice, world);
  const [visit, another] = known;
  if (visit === undefined) {
    return {
      refused: [
        `visit: found "${decision.visit}"; expected a claim id, or the number of a visit that has come`,
      ],
    };
  }
  if (another !== undefined) {
    const systems = known.map(({ sourceSystem }) => sourceSystem).join(', ');
    return {
      refused: [`sourceSystem: nothing was given; expected one of those with such a visit: ${systems}`],
    };
  }
  await world.visitDocuments.decide(practiceId, documentId, {
    outcome: 'belongs-to',
    ...visit,
    at,
    by: user,
  });
  const placed = await placeDocument(documentId, practice, record.uploadId, world);
  if (placed?.kind === 'given') {
    for (const visitId of [placed.visitId, ...placed.left]) {
      await takeInVisit(visitId, practice, record, world);
    }
  }
  return { summary: `The document is with visit ${visit.encounterId} of ${visit.sourceSystem}.` };
}

async function visitsCalled(
  { visit, sourceSystem }: Extract<UnmatchedOutcome, { outcome: 'belongs-to' }>,
  practice: Practice,
  world: WorkDocumentTasksWorld,
): Promise<readonly NamedVisit[]> {
  const { practiceId } = practice;
  const claimId = ClaimId.safeParse(visit.toUpperCase()).data;
  const claim = claimId === undefined ? undefined : await world.claims.load(practiceId, claimId);
  if (claim !== undefined) {
    const { source } = claim;
    return [{ sourceSystem: source.sourceSystem, encounterId: source.encounterId }];
  }
  const sources = sourceSystem === undefined ? sourcesOfPractice(practice) : [sourceSystem];
  const known: NamedVisit[] = [];
  for (const source of sources) {
    const named = { sourceSystem: source, encounterId: visit };
    if (await isKnownVisit(named, practiceId, world)) {
      known.push(named);
    }
  }
  return known;
}

/** Takes a person's word for the notes of a visit that nobody has signed, and takes the visit in. */
export async function workUnsignedNote(
  { outcome }: UnsignedOutcome,
  { task, practice, at }: { task: Task; practice: Practice; at: Instant },
  world: WorkDocumentTasksWorld,
): Promise<Done> {
  const visitId = visitOfTask(task.taskId);
  const { record } = task;
  if (visitId === undefined || record === undefined) {
    return { refused: ['The task names no visit'] };
  }
  const { practiceId } = practice;
  const parts = await world.visits.parts(practiceId, visitId);
  const [first] = parts;
  if (first === undefined) {
    return { refused: ['Nothing is known of the visit any more'] };
  }
  const says = outcome === 'signed-elsewhere' ? 'signed' : 'left-out';
  const rulings = documentsOfVisit(parts, undefined)
    .own.filter(({ signed }) => !signed)
    .map(({ partKey }) => rulingPart(first, partKey, says, at));
  await world.visits.keep(practiceId, record.uploadId, { parts: rulings, things: [] });
  const { answer } = await takeInVisit(visitId, practice, record, world);
  return {
    summary: `${says === 'signed' ? 'The notes count as signed' : 'The visit goes without these notes'}; it is ${answer.outcome}${answer.waitsFor === undefined ? '' : `, and waits for ${answer.waitsFor.join(', ')}`}.`,
  };
}
