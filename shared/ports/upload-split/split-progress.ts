import * as z from 'zod';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import { FileFormat } from '#contracts/file-format.ts';
import { checkpointKey, UploadChunk } from '#contracts/upload.ts';
import type { DocumentStore } from '../document-store.ts';

const FramerState = z.object({
  resumeOffset: z.int(),
  number: z.int(),
  line: z.int(),
  more: z.record(z.string(), z.unknown()),
});

/** The file of the upload that is being cut into records, once it is known how it is written. */
const EntryProgress = z.object({
  format: FileFormat,
  mappingId: z.string().optional(),
  framer: FramerState,
});

/** How far a split has come: all that is before it lies in chunks. */
const SplitProgress = z.object({
  /** Calls that used up their time. */
  rounds: z.int(),
  /** Files of the upload that are done. */
  entriesDone: z.int(),
  /** Unpacked bytes of these files. */
  bytesDone: z.int(),
  /** The number of the last record in these files; those of the next count on from it. */
  numberDone: z.int(),
  /** The greatest number that a record was given. */
  lastNumber: z.int(),
  /** The file after these, when some of it was read. */
  entry: EntryProgress.optional(),
  records: z.int(),
  chunks: z.int(),
  hasParts: z.boolean(),
  /** Records that are in no chunk yet. */
  open: UploadChunk.optional(),
});
export type SplitProgress = z.infer<typeof SplitProgress>;

const nothingSplit: SplitProgress = {
  rounds: 0,
  entriesDone: 0,
  bytesDone: 0,
  numberDone: 0,
  lastNumber: 0,
  records: 0,
  chunks: 0,
  hasParts: false,
};

interface UploadName {
  readonly practiceId: PracticeId;
  readonly uploadId: UploadId;
}

/** Where a call before this one stopped, by its own will or not. */
export async function loadProgress(
  { practiceId, uploadId }: UploadName,
  documents: Pick<DocumentStore, 'get'>,
): Promise<SplitProgress> {
  const stored = await documents.get('documents', checkpointKey(practiceId, uploadId, 'split'));
  return stored === undefined
    ? nothingSplit
    : SplitProgress.parse(JSON.parse(new TextDecoder().decode(stored.body)));
}

export async function saveProgress(
  { practiceId, uploadId }: UploadName,
  progress: SplitProgress,
  documents: Pick<DocumentStore, 'put'>,
): Promise<void> {
  await documents.put(
    'documents',
    checkpointKey(practiceId, uploadId, 'split'),
    JSON.stringify(progress),
    'application/json',
  );
}
