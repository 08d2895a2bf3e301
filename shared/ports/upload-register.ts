import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { Upload } from '#contracts/upload.ts';

/** The record of every upload, from its arrival to its answer. */
export interface UploadRegister {
  /** Registers an upload; answers false when it was registered before. */
  register(upload: Upload): Promise<boolean>;
  load(practiceId: PracticeId, uploadId: UploadId): Promise<Upload | undefined>;
  save(upload: Upload): Promise<void>;
}
