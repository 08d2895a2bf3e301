import { UploadChunkInput } from '#contracts/steps.ts';
import { VisitChunk, visitChunkKey, VisitChunkResult, visitResultKey } from '#contracts/upload.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { takeInVisit, type TakeInVisitWorld } from '#ports/take-in-visit.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface TakeInVisitsWorld extends TakeInVisitWorld {
  readonly practices: Pick<PracticeStore, 'load' | 'edition'>;
  readonly documents: Pick<DocumentStore, 'get' | 'putOnce'>;
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
      .map(({ visitId, recordNumber }) => takeInVisit(visitId, practice, { uploadId, recordNumber }, world));
    answers.push(...(await Promise.all(taken)).map(({ answer }) => answer));
  }
  await world.documents.putOnce('documents', resultKey, JSON.stringify(answers), 'application/json');
  return { outcome: 'taken-in', visits: answers.length };
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}
