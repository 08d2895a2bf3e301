import * as z from 'zod';
import { Instant } from './dates.ts';
import { PracticeId, UploadId } from './identifiers.ts';
import { Resumption } from './resumption.ts';
import { FileProblem, RecordAnswer } from './upload-answer.ts';

/** The record of one upload: registered on arrival, closed when its answer is written. */
export const Upload = z.object({
  practiceId: PracticeId,
  uploadId: UploadId,
  key: z.string(),
  versionId: z.string().optional(),
  sizeBytes: z.int(),
  registeredAt: Instant,
  state: z.enum(['registered', 'split', 'refused', 'answered']),
  /** Why the file as a whole was refused; empty when it was not. */
  fileProblems: z.array(FileProblem),
  records: z.int().min(0),
  chunks: z.int().min(0),
  answerKey: z.string().optional(),
  answeredAt: Instant.optional(),
  resumptions: z.array(Resumption).optional(),
});
export type Upload = z.infer<typeof Upload>;

/** One piece of an upload, small enough for one call: its records as text, and answers to the lines that are none. */
export const UploadChunk = z.object({
  records: z.array(z.object({ recordNumber: z.int().min(1), text: z.string() })),
  unreadable: z.array(RecordAnswer),
});
export type UploadChunk = z.infer<typeof UploadChunk>;

/** What became of the records of one chunk. */
export const UploadChunkResult = z.array(RecordAnswer);

export const uploadChunkKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/${String(chunkNumber).padStart(6, '0')}.json`;
export const uploadResultKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/${String(chunkNumber).padStart(6, '0')}.result.json`;
export const uploadIndexKey = (practiceId: string, uploadId: string): string =>
  `chunks/${practiceId}/${uploadId}/index.json`;
