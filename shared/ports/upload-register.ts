import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { Upload } from '#contracts/upload.ts';

/** The record of every upload, from its arrival to its answer. */
export interface UploadRegister {
  /** Registers an upload; answers false when it was registered before. */
  register(upload: Upload): Promise<boolean>;
  load(practiceId: PracticeId, uploadId: UploadId): Promise<Upload | undefined>;
  save(upload: Upload): Promise<void>;
  /**
   * Which answer of its name an upload gets, counted from 1: the same object may be uploaded again. Always the same for
   * the same upload.
   */
  numberAnswer(upload: Pick<Upload, 'practiceId' | 'uploadId' | 'key'>): Promise<number>;
  /** The last uploads of a practice, the newest first. */
  list(practiceId: PracticeId, limit: number): Promise<readonly Upload[]>;
}
