import type { PracticeId, UploadId, VisitId } from '#contracts/identifiers.ts';
import {
  contractVersion,
  IntakeStepInput,
  type GatherVisitsAnswer,
  type UploadChunkInput,
} from '#contracts/steps.ts';
import {
  checkpointKey,
  UploadChunkResult,
  uploadResultKey,
  visitChunkKey,
  visitIndexKey,
  visitPlacesKey,
  type ChangedName,
  type VisitPlaces,
} from '#contracts/upload.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { GatherCheckpoint, Gathering } from '#ports/gathering.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface GatherVisitsWorld {
  readonly clock: Clock;
  readonly uploads: Pick<UploadRegister, 'load'>;
  readonly documents: Pick<DocumentStore, 'bucketOf' | 'get' | 'put'>;
  readonly visits: Pick<VisitStore, 'marked' | 'unmark'>;
}

/** Chunks of records between two checkpoints. */
const checkpointEvery = 40;
/** Visits of one page of those that use a name. */
const pageLimit = 100;
/** A call ends well before the function's own time does. */
const callMilliseconds = 4 * 60_000;

type News = readonly (ChangedName & { readonly recordNumber: number })[];

/**
 * Lists the visits that an upload brought parts of, and those for which it brought something that they use or wait for,
 * in chunks for the next step, and says for each chunk of records where its visits are worked. Reads the results of the
 * upload in order, one at a time. A call that was broken off is made up for from its last checkpoint; done again after
 * the end it writes the last chunks anew, the same.
 */
export async function gatherVisitsStep(
  event: unknown,
  world: GatherVisitsWorld,
): Promise<GatherVisitsAnswer> {
  const { practiceId, uploadId } = IntakeStepInput.parse(event);
  const upload = await world.uploads.load(practiceId, uploadId);
  if (upload === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}`);
  }
  const until = Date.parse(world.clock.now()) + callMilliseconds;
  const isOver = (): boolean => Date.parse(world.clock.now()) >= until;
  const start = await loadCheckpoint(practiceId, uploadId, world);
  const gathering = new Gathering(start, (chunkNumber, chunk) =>
    put(world, visitChunkKey(practiceId, uploadId, chunkNumber), chunk),
  );
  const save = (chunk: number, within?: GatherCheckpoint['within']): Promise<void> =>
    put(world, checkpointKey(practiceId, uploadId, 'gather'), {
      chunk,
      ...(within === undefined ? {} : { within }),
      ...gathering.state(),
    } satisfies GatherCheckpoint);
  const answer = (outcome: GatherVisitsAnswer['outcome']): GatherVisitsAnswer => ({
    outcome,
    chunks: gathering.visitChunks,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: visitIndexKey(practiceId, uploadId),
    },
  });
  let { within } = start;
  for (let chunk = start.chunk; chunk <= upload.chunks; chunk += 1) {
    const result = await loadResult(practiceId, uploadId, chunk, world);
    if (within === undefined) {
      await placeOwnVisits(result, gathering, (places) =>
        put(world, visitPlacesKey(practiceId, uploadId, chunk), places),
      );
    }
    const news: News = result.flatMap(({ recordNumber, changed = [] }) =>
      changed.map((name) => ({ ...name, recordNumber })),
    );
    const placing = placeUsers(practiceId, news, gathering, world, within ?? { name: 0 });
    for await (const come of placing) {
      // What was found by marks that are taken away next must not be lost.
      await save(chunk, come);
      if (isOver()) {
        // The marks of this page stay: their visits are worked once more when the name comes again.
        return answer('more');
      }
    }
    within = undefined;
    const stops = isOver() && chunk < upload.chunks;
    if (stops || chunk % checkpointEvery === 0) {
      await save(chunk + 1);
    }
    if (stops) {
      return answer('more');
    }
  }
  await gathering.flush();
  const index = Array.from({ length: gathering.visitChunks }, (_, position): UploadChunkInput => ({
    contractVersion,
    practiceId,
    uploadId,
    chunkNumber: position + 1,
  }));
  await put(world, visitIndexKey(practiceId, uploadId), index);
  return answer('gathered');
}

async function placeOwnVisits(
  result: UploadChunkResult,
  gathering: Gathering,
  write: (places: VisitPlaces) => Promise<void>,
): Promise<void> {
  const places: VisitPlaces = {};
  for (const { recordNumber, visits = [], left = [] } of result) {
    for (const visitId of visits) {
      places[visitId] = await gathering.place(visitId, recordNumber);
    }
    for (const visitId of left) {
      await gathering.place(visitId, recordNumber);
    }
  }
  if (Object.keys(places).length > 0) {
    await write(places);
  }
}

/**
 * Places the visits that use what the records say something new of. Of a directory only those that wait for it left
 * their mark, and need it no longer: yields how far it came before it takes such marks away.
 */
async function* placeUsers(
  practiceId: PracticeId,
  news: News,
  gathering: Gathering,
  { visits }: GatherVisitsWorld,
  from: NonNullable<GatherCheckpoint['within']>,
): AsyncGenerator<NonNullable<GatherCheckpoint['within']>> {
  for (let name = from.name; name < news.length; name += 1) {
    const one = news[name];
    let after = name === from.name ? from.after : undefined;
    if (one === undefined || (after === undefined && !gathering.asksFor(one.key))) {
      continue;
    }
    for (;;) {
      const page: readonly VisitId[] = await visits.marked(practiceId, one.key, pageLimit, after);
      for (const visitId of page) {
        await gathering.place(visitId, one.recordNumber);
      }
      after = page.at(-1);
      if (one.reach === 'directory' && after !== undefined) {
        await gathering.flush();
        yield { name, after };
        await visits.unmark(practiceId, one.key, page);
      }
      if (page.length < pageLimit) {
        break;
      }
    }
  }
}

async function loadCheckpoint(
  practiceId: PracticeId,
  uploadId: UploadId,
  { documents }: GatherVisitsWorld,
): Promise<GatherCheckpoint> {
  const stored = await documents.get('documents', checkpointKey(practiceId, uploadId, 'gather'));
  return stored === undefined
    ? { chunk: 1, visitChunks: 0, pending: [], recent: [], asked: [] }
    : GatherCheckpoint.parse(jsonOf(stored.body));
}

async function loadResult(
  practiceId: PracticeId,
  uploadId: UploadId,
  chunk: number,
  { documents }: GatherVisitsWorld,
): Promise<UploadChunkResult> {
  const stored = await documents.get('documents', uploadResultKey(practiceId, uploadId, chunk));
  if (stored === undefined) {
    throw new InvariantBroken(`Chunk ${chunk} of upload ${uploadId} has no result`);
  }
  return UploadChunkResult.parse(jsonOf(stored.body));
}

function put({ documents }: GatherVisitsWorld, key: string, content: unknown): Promise<void> {
  return documents.put('documents', key, JSON.stringify(content), 'application/json');
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}
