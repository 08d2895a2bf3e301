import * as z from 'zod';
import type { VisitId } from '#contracts/identifiers.ts';
import type { RecordAnswer, ReleasedVisit } from '#contracts/upload-answer.ts';
import {
  UploadChunk,
  uploadChunkKey,
  UploadChunkResult,
  uploadResultKey,
  VisitChunkResult,
  VisitPlaces,
  visitIndexKey,
  visitPlacesKey,
  visitResultKey,
  type Upload,
} from '#contracts/upload.ts';
import { answerRecord, visitsOf } from '#domain/intake/answer/answer-record.ts';
import type { DocumentStore } from './document-store.ts';
import { InvariantBroken } from './work-on-claim.ts';

type WorkedUpload = Pick<Upload, 'practiceId' | 'uploadId' | 'chunks'>;
type Documents = Pick<DocumentStore, 'get'>;
type WorkedVisit = VisitChunkResult[number];

/** Files that are asked for before they are needed. */
const readAhead = 8;
/** Chunks of visits that are kept at hand: the visits of neighbouring records stand together. */
const visitChunksAtHand = 16;

/** The records of one chunk as they stood in the file, and what became of each, in the order of the file. */
interface AnsweredChunk {
  readonly chunk: UploadChunk;
  readonly answers: readonly RecordAnswer[];
}

/** The chunks of an upload in their order, a few at a time. */
export async function* answeredChunks(
  upload: WorkedUpload,
  documents: Documents,
): AsyncGenerator<AnsweredChunk> {
  const { practiceId, uploadId } = upload;
  const visits = new VisitsAtHand(upload, documents);
  const chunks = ahead(upload.chunks, async (number) => {
    const stored = await storedAt(uploadChunkKey(practiceId, uploadId, number), documents);
    return { chunk: UploadChunk.parse(stored), results: await resultsOf(upload, number, documents) };
  });
  let number = 0;
  for await (const { chunk, results } of chunks) {
    number += 1;
    yield { chunk, answers: await answersOf(number, results, visits) };
  }
}

/** The answers of an upload in the order of its records; without what stood in the file. */
export async function* answersInOrder(
  upload: WorkedUpload,
  documents: Documents,
): AsyncGenerator<RecordAnswer> {
  const visits = new VisitsAtHand(upload, documents);
  let number = 0;
  for await (const results of ahead(upload.chunks, (chunk) => resultsOf(upload, chunk, documents))) {
    number += 1;
    yield* await answersOf(number, results, visits);
  }
}

/**
 * The visits of earlier uploads that waited, and became claims by what this one brought, in the order in which they were
 * worked. Of an upload that is read once more, first its records that are claims now.
 */
export async function* releasedVisits(
  upload: WorkedUpload & Pick<Upload, 'again' | 'hasParts' | 'fileProblems'>,
  documents: Documents,
): AsyncGenerator<ReleasedVisit> {
  const { practiceId, uploadId, again } = upload;
  if (upload.fileProblems.length > 0) {
    return;
  }
  if (again !== undefined) {
    for await (const { outcome, encounterId, claimId, recordNumber } of answersInOrder(upload, documents)) {
      if (outcome === 'accepted' && encounterId !== undefined && claimId !== undefined) {
        const records = [{ uploadId: again.of, recordNumbers: [recordNumber] }];
        yield { encounterId, claimId, records };
      }
    }
  }
  if (upload.hasParts !== true) {
    return;
  }
  const index = z.array(z.unknown()).parse(await storedAt(visitIndexKey(practiceId, uploadId), documents));
  const chunks = ahead(index.length, async (number) =>
    VisitChunkResult.parse(await storedAt(visitResultKey(practiceId, uploadId, number), documents)),
  );
  for await (const visits of chunks) {
    for (const { encounterId, claimId, released = [] } of visits) {
      const records = released.filter((earlier) => earlier.uploadId !== again?.of);
      if (claimId !== undefined && records.length > 0) {
        yield { encounterId, claimId, records };
      }
    }
  }
}

async function answersOf(
  chunkNumber: number,
  results: UploadChunkResult,
  visits: VisitsAtHand,
): Promise<RecordAnswer[]> {
  const inOrder = results.toSorted((one, other) => one.recordNumber - other.recordNumber);
  const answers: RecordAnswer[] = [];
  for (const record of inOrder) {
    answers.push(answerRecord(record, await visits.of(visitsOf(record), chunkNumber)));
  }
  return answers;
}

async function resultsOf(
  { practiceId, uploadId }: WorkedUpload,
  chunkNumber: number,
  documents: Documents,
): Promise<UploadChunkResult> {
  const stored = await documents.get('documents', uploadResultKey(practiceId, uploadId, chunkNumber));
  if (stored === undefined) {
    throw new InvariantBroken(`Chunk ${chunkNumber} of upload ${uploadId} has no result`);
  }
  return UploadChunkResult.parse(JSON.parse(new TextDecoder().decode(stored.body)));
}

/** What became of visits, read by chunks of which a few are kept. */
class VisitsAtHand {
  readonly #upload: WorkedUpload;
  readonly #documents: Documents;
  readonly #chunks = new Map<number, ReadonlyMap<VisitId, WorkedVisit>>();
  #places: { readonly chunkNumber: number; readonly places: VisitPlaces } | undefined;

  constructor(upload: WorkedUpload, documents: Documents) {
    this.#upload = upload;
    this.#documents = documents;
  }

  /** The visits that a record of a chunk names. */
  async of(visitIds: readonly VisitId[], chunkNumber: number): Promise<WorkedVisit[]> {
    const found: WorkedVisit[] = [];
    for (const visitId of visitIds) {
      const place = (await this.#placesOf(chunkNumber))[visitId];
      const visit = place === undefined ? undefined : (await this.#chunk(place)).get(visitId);
      if (visit === undefined) {
        throw new InvariantBroken(
          `Visit ${visitId} of chunk ${chunkNumber} of upload ${this.#upload.uploadId} has no result`,
        );
      }
      found.push(visit);
    }
    return found;
  }

  async #placesOf(chunkNumber: number): Promise<VisitPlaces> {
    if (this.#places?.chunkNumber !== chunkNumber) {
      const { practiceId, uploadId } = this.#upload;
      const stored = await storedAt(visitPlacesKey(practiceId, uploadId, chunkNumber), this.#documents);
      this.#places = { chunkNumber, places: VisitPlaces.parse(stored) };
    }
    return this.#places.places;
  }

  async #chunk(number: number): Promise<ReadonlyMap<VisitId, WorkedVisit>> {
    const atHand = this.#chunks.get(number);
    if (atHand !== undefined) {
      // The one used last is let go last.
      this.#chunks.delete(number);
      this.#chunks.set(number, atHand);
      return atHand;
    }
    const { practiceId, uploadId } = this.#upload;
    const stored = await storedAt(visitResultKey(practiceId, uploadId, number), this.#documents);
    const visits = new Map(VisitChunkResult.parse(stored).map((visit) => [visit.visitId, visit]));
    this.#chunks.set(number, visits);
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size > visitChunksAtHand && oldest !== undefined) {
      this.#chunks.delete(oldest);
    }
    return visits;
  }
}

async function storedAt(key: string, documents: Documents): Promise<unknown> {
  const stored = await documents.get('documents', key);
  if (stored === undefined) {
    throw new InvariantBroken(`There is no ${key}`);
  }
  return JSON.parse(new TextDecoder().decode(stored.body));
}

/** What is loaded for 1 to `count`, in this order, some of it while the one before is still in use. */
async function* ahead<Loaded>(
  count: number,
  load: (number: number) => Promise<Loaded>,
): AsyncGenerator<Loaded> {
  const underWay: Promise<Loaded>[] = [];
  let asked = 0;
  for (let given = 0; given < count; given += 1) {
    while (asked < count && underWay.length < readAhead) {
      asked += 1;
      const loading = load(asked);
      // Told when its turn comes; until then nobody listens.
      loading.catch(() => undefined);
      underWay.push(loading);
    }
    const next = underWay.shift();
    if (next !== undefined) {
      yield await next;
    }
  }
}
