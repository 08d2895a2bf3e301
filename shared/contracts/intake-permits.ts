import * as z from 'zod';
import { Instant } from './dates.ts';
import { PracticeId, UploadId } from './identifiers.ts';

/** Small uploads have permits of their own: a charge of today does not wait behind last year's export. */
export const PermitKind = z.enum(['large', 'small']);
export type PermitKind = z.infer<typeof PermitKind>;

/** Which uploads of a practice are worked now, and which wait for that. */
export const PermitBook = z.object({
  practiceId: PracticeId,
  /** 0: nothing is stored yet. */
  version: z.int().min(0),
  held: z.array(
    z.object({
      uploadId: UploadId,
      kind: PermitKind,
      /** The execution that works the upload, as the machine calls it. */
      execution: z.string().optional(),
      /** From then on an upload that waits looks whether this one is still worked. */
      until: Instant,
    }),
  ),
  /** In the order of their registration, as far as the list reaches. */
  waiting: z.array(
    z.object({
      uploadId: UploadId,
      kind: PermitKind,
      registeredAt: Instant,
      askedAt: Instant,
      /** Uploads that were before it when it asked last. */
      place: z.int().min(0),
      /** When it was told to ask again. */
      waitSeconds: z.int().min(0),
    }),
  ),
});
export type PermitBook = z.infer<typeof PermitBook>;
