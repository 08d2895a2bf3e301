import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { Unmapped } from '#contracts/task.ts';
import type { WaitingVisit } from '#domain/aliases/count-waiting.ts';
import { unmappedTask } from '#domain/aliases/unmapped-task.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { TaskStore } from './task-store.ts';
import type { UploadRegister } from './upload-register.ts';

export interface WaitForMappingWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly uploads: Pick<UploadRegister, 'hold' | 'wait'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/**
 * Lets an upload wait for the task of a name, which is opened unless it was before; false where the task is decided
 * already. The upload is remembered first: whoever closes the task afterwards finds it.
 */
export async function waitForMapping(
  name: Unmapped,
  of: {
    readonly practiceId: PracticeId;
    readonly uploadId: UploadId;
    readonly recordNumber: number;
    /** What waits by itself; the visits of a chunk are noted together. */
    readonly waits?: WaitingVisit;
  },
  { clock, commit, tasks, uploads }: WaitForMappingWorld,
): Promise<boolean> {
  const { practiceId, uploadId, recordNumber, waits } = of;
  const task = unmappedTask(practiceId, name, { uploadId, recordNumber, at: clock.now() });
  await uploads.hold(practiceId, task.taskId, uploadId);
  if (waits !== undefined) {
    await uploads.wait(practiceId, task.taskId, waits.of, [waits]);
  }
  const { outcome } = await commit.apply([{ kind: 'open-task', task }]);
  return outcome !== 'duplicate' || (await tasks.load(practiceId, task.taskId))?.status === 'open';
}
