import type { PracticeId, TaskId, UploadId } from '#contracts/identifiers.ts';
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
  /** Remembers that records of an upload wait for a task; doing it again changes nothing. */
  hold(practiceId: PracticeId, taskId: TaskId, uploadId: UploadId): Promise<void>;
  /** The uploads of which records wait, or have waited, for a task. */
  heldFor(practiceId: PracticeId, taskId: TaskId): Promise<readonly UploadId[]>;
  /** The last uploads of a practice, the newest first. */
  list(practiceId: PracticeId, limit: number): Promise<readonly Upload[]>;
}
