import type { PracticeId, TaskId, UploadId } from '#contracts/identifiers.ts';
import type { Upload } from '#contracts/upload.ts';
import type { WaitingVisit, WaitingVisits } from '#domain/aliases/count-waiting.ts';

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
  /**
   * Notes what waits for a task: the visits of one chunk of an upload, or one visit. Noted again, it replaces what was
   * noted of the same place, so that a step that is taken again counts nothing twice.
   */
  wait(
    practiceId: PracticeId,
    taskId: TaskId,
    place: string,
    waiting: readonly WaitingVisit[],
  ): Promise<void>;
  /** What waits, or has waited, for a task: each visit once, however many uploads have it. */
  waitingFor(practiceId: PracticeId, taskId: TaskId): Promise<WaitingVisits>;
  /** The uploads of which records wait, or have waited, for a task. */
  heldFor(practiceId: PracticeId, taskId: TaskId): Promise<readonly UploadId[]>;
  /** The last uploads of a practice, the newest first. */
  list(practiceId: PracticeId, limit: number): Promise<readonly Upload[]>;
}
