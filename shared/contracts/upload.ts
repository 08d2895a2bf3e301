import * as z from 'zod';
import { Instant } from './dates.ts';
import { PracticeId, UploadId } from './identifiers.ts';

/** The record of one upload: registered on arrival, closed when its answer is written. */
export const Upload = z.object({
  practiceId: PracticeId,
  uploadId: UploadId,
  key: z.string(),
  versionId: z.string().optional(),
  sizeBytes: z.int(),
  registeredAt: Instant,
  state: z.enum(['registered', 'split', 'refused', 'answered']),
  /** Why the file as a whole was refused. */
  refusal: z.string().optional(),
  records: z.int().default(0),
  chunks: z.int().default(0),
  answerKey: z.string().optional(),
  answeredAt: Instant.optional(),
});
export type Upload = z.infer<typeof Upload>;
