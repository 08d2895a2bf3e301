import { CommitConflict } from '#contracts/errors.ts';
import type { TaskId, UploadId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { UploadChunkInput } from '#contracts/steps.ts';
import type { Unmapped } from '#contracts/task.ts';
import { VisitChunk, visitChunkKey, VisitChunkResult, visitResultKey } from '#contracts/upload.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { decideVisit, type VisitDecision } from '#domain/intake/visit/decide-visit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { thingsOfVisit } from '#ports/load-visit.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import { waitForMapping, type WaitForMappingWorld } from '#ports/wait-for-mapping.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface TakeInVisitsWorld extends ClaimWorld, WaitForMappingWorld {
  readonly practices: Pick<PracticeStore, 'load' | 'edition'>;
  readonly documents: Pick<DocumentStore, 'get' | 'putOnce'>;
  readonly visits: Pick<VisitStore, 'parts' | 'named' | 'mark'>;
}

/** Visits of a chunk that are worked at the same time. */
const atOnce = 5;

type Answer = VisitChunkResult[number];

/**
 * Puts the visits of one visit chunk together from all of their parts, whatever upload brought them, and takes each in
 * by a transaction of its own. A chunk that has its result is done; one that was left half done finds what is there.
 */
export async function takeInVisitsStep(
  event: unknown,
  world: TakeInVisitsWorld,
): Promise<{ outcome: 'taken-in'; visits: number }> {
  const { practiceId, uploadId, chunkNumber } = UploadChunkInput.parse(event);
  const resultKey = visitResultKey(practiceId, uploadId, chunkNumber);
  const done = await world.documents.get('documents', resultKey);
  if (done !== undefined) {
    return { outcome: 'taken-in', visits: VisitChunkResult.parse(jsonOf(done.body)).length };
  }
  const practice = await world.practices.load(practiceId);
  const stored = await world.documents.get('documents', visitChunkKey(practiceId, uploadId, chunkNumber));
  if (practice === undefined || stored === undefined) {
    throw new InvariantBroken(`Visit chunk ${chunkNumber} of upload ${uploadId} or its practice is gone`);
  }
  const chunk = VisitChunk.parse(jsonOf(stored.body));
  const answers: Answer[] = [];
  for (let start = 0; start < chunk.visits.length; start += atOnce) {
    const taken = chunk.visits
      .slice(start, start + atOnce)
      .map((visit) => takeIn(visit, practice, uploadId, world));
    answers.push(...(await Promise.all(taken)));
  }
  await world.documents.putOnce('documents', resultKey, JSON.stringify(answers), 'application/json');
  return { outcome: 'taken-in', visits: answers.length };
}

/**
 * Takes one visit in. The claim is read before the parts that decide about it: whoever changed the claim since has
 * seen no more of the visit than is seen here, and else this decision fails on the claim's version and is made anew. So
 * of two calls with one visit the one that knows less never has the last word.
 */
async function takeIn(
  { visitId, recordNumber }: VisitChunk['visits'][number],
  practice: Practice,
  uploadId: UploadId,
  world: TakeInVisitsWorld,
): Promise<Answer> {
  const { practiceId } = practice;
  return await decideAgainOnConflict(async (): Promise<Answer> => {
    const seen = await world.visits.parts(practiceId, visitId);
    const [part] = seen;
    if (part === undefined) {
      throw new InvariantBroken(`Visit ${visitId} has no parts`);
    }
    const { sourceSystem, encounterId } = part;
    const claimId = claimIdFor(practiceId, sourceSystem, encounterId);
    const existing = await world.claims.load(practiceId, claimId);
    // Where there is no claim, whoever makes one first is found out by the condition on a new claim.
    const parts = existing === undefined ? seen : await world.visits.parts(practiceId, visitId);
    const decide = async (
      leaves: 'usual-marks' | 'all-marks',
      by: Practice = practice,
    ): Promise<VisitDecision> =>
      decideVisit(
        { parts, things: await thingsOfVisit(world.visits, practiceId, visitId, parts, leaves) },
        by,
        existing,
        { uploadId, recordNumber, at: world.clock.now() },
      );
    const first = await decide('usual-marks');
    // What is wrong with it may be in a directory, of which a newer version may come, or be mapped a moment ago.
    const isStuck = first.answer.outcome === 'held' || first.answer.outcome === 'refused';
    const inForce = first.unmapped === undefined ? undefined : await world.practices.edition(practiceId);
    const decided = isStuck ? await decide('all-marks', inForce) : first;
    const taskId = await askFor(decided.unmapped ?? [], { practiceId, uploadId, recordNumber }, world);
    const committed = decided.writes.length === 0 ? undefined : await world.commit.apply(decided.writes);
    if (committed?.outcome === 'duplicate') {
      throw new CommitConflict(`Claim ${claimId} is there already`);
    }
    return {
      visitId,
      recordNumber,
      encounterId,
      ...(taskId === undefined ? {} : { taskId }),
      ...decided.answer,
    };
  });
}

/** Has somebody asked for what each name means, once; the first of the tasks. */
async function askFor(
  names: readonly Unmapped[],
  of: Parameters<typeof waitForMapping>[1],
  world: TakeInVisitsWorld,
): Promise<TaskId | undefined> {
  for (const name of names) {
    await waitForMapping(name, of, world);
  }
  const [first] = names;
  return first === undefined ? undefined : unmappedTaskId(first);
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}
