import type { Practice } from '#contracts/practice.ts';
import { contractVersion, IntakeStepInput, type SplitUploadAnswer } from '#contracts/steps.ts';
import type { FileProblem } from '#contracts/upload-answer.ts';
import { uploadIndexKey, type Upload } from '#contracts/upload.ts';
import { isQuarantined } from '#domain/intake/quarantined-upload.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { putUploadAside } from '#ports/put-aside-upload.ts';
import { UnreadableUpload, type UploadContents } from '#ports/upload-contents.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';
import { usualSplitLimits, type SplitLimits } from '#ports/upload-split/split-limits.ts';
import { loadProgress, type SplitProgress } from '#ports/upload-split/split-progress.ts';
import { storedUpload } from '#ports/upload-split/stored-upload.ts';
import { UploadSplit } from '#ports/upload-split/upload-split.ts';

export interface SplitUploadWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly uploads: Pick<UploadRegister, 'load' | 'save'>;
  readonly commit: Commit;
  readonly documents: Pick<DocumentStore, 'bucketOf' | 'stream' | 'get' | 'put' | 'putStream' | 'tag'>;
  readonly contents: UploadContents;
}

/** Chunks that are written to the index at once. */
const indexPiece = 1_000;

/**
 * Cuts an upload of any format into chunks as it streams by, in the memory of one record and one chunk. After four
 * minutes it answers `more`, and called again it goes on where it was; stopped anywhere it writes the same chunks again.
 * A file that cannot be read as a whole is refused, and nothing of it is taken in; a record that cannot be cut out is
 * answered in its chunk.
 */
export async function splitUploadStep(
  event: unknown,
  world: SplitUploadWorld,
  limits: SplitLimits = usualSplitLimits,
): Promise<SplitUploadAnswer> {
  const { practiceId, uploadId } = IntakeStepInput.parse(event);
  const upload = await world.uploads.load(practiceId, uploadId);
  const practice = await world.practices.load(practiceId);
  if (upload === undefined || practice === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}, or its practice is gone`);
  }
  const answer = (outcome: SplitUploadAnswer['outcome'], progress: Counted): SplitUploadAnswer => ({
    outcome,
    chunks: progress.chunks,
    hasParts: progress.hasParts ?? false,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: uploadIndexKey(practiceId, uploadId),
    },
  });
  if (upload.state !== 'registered') {
    return answer(outcomeOf(upload), upload);
  }
  const split = await splitOf(upload, practice, world, limits);
  if (split.outcome === 'more') {
    return answer('more', split.progress);
  }
  const { records, chunks, hasParts } = split.progress;
  await writeIndex(upload, chunks, world.documents);
  const state = split.outcome === 'split' ? 'split' : stateFor(split.problem);
  if (split.outcome === 'unreadable' && state === 'quarantined') {
    await putUploadAside(upload, split.problem, upload.key, world);
  }
  await world.uploads.save({
    ...upload,
    state,
    fileProblems: split.outcome === 'split' ? [] : [split.problem],
    records,
    chunks: split.outcome === 'split' ? chunks : 0,
    hasParts: split.outcome === 'split' && hasParts,
  });
  return answer(state, split.progress);
}

type Counted = Pick<Upload, 'chunks' | 'hasParts'>;

type Splitting =
  | { readonly outcome: 'split'; readonly progress: SplitProgress }
  | { readonly outcome: 'more'; readonly progress: SplitProgress }
  | { readonly outcome: 'unreadable'; readonly progress: SplitProgress; readonly problem: FileProblem };

async function splitOf(
  upload: Upload,
  practice: Practice,
  world: SplitUploadWorld,
  limits: SplitLimits,
): Promise<Splitting> {
  const split = new UploadSplit(upload, practice, await loadProgress(upload, world.documents), world, limits);
  try {
    const stored = storedUpload(upload, world.documents);
    const outcome = await split.run(await world.contents.open(stored, limits));
    return { outcome, progress: split.progress() };
  } catch (error) {
    if (error instanceof UnreadableUpload) {
      const { code, found, expected, howToFix } = error.problem;
      return {
        outcome: 'unreadable',
        progress: split.progress(),
        problem: { code, found, expected, howToFix },
      };
    }
    throw error;
  }
}

function stateFor(problem: FileProblem): 'quarantined' | 'refused' {
  return isQuarantined(problem) ? 'quarantined' : 'refused';
}

/** What a call before this one found out; of an answered upload only its problems tell. */
function outcomeOf({ state, fileProblems: [problem] }: Upload): SplitUploadAnswer['outcome'] {
  if (state === 'quarantined' || state === 'refused') {
    return state;
  }
  return problem === undefined ? 'split' : stateFor(problem);
}

/** A list of hundreds of thousands of chunks is never held. */
async function writeIndex(
  { practiceId, uploadId }: Upload,
  chunks: number,
  documents: Pick<DocumentStore, 'putStream'>,
): Promise<void> {
  const encoder = new TextEncoder();
  async function* index(): AsyncGenerator<Uint8Array> {
    for (let from = 1; from <= chunks; from += indexPiece) {
      const inputs = Array.from({ length: Math.min(indexPiece, chunks - from + 1) }, (_, position) =>
        JSON.stringify({ contractVersion, practiceId, uploadId, chunkNumber: from + position }),
      );
      yield await Promise.resolve(encoder.encode(`${from === 1 ? '[' : ',\n'}${inputs.join(',\n')}`));
    }
    yield await Promise.resolve(encoder.encode(chunks === 0 ? '[]' : ']'));
  }
  await documents.putStream('documents', uploadIndexKey(practiceId, uploadId), index(), 'application/json', {
    once: false,
  });
}
