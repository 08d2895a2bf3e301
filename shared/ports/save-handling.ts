import { CommitConflict } from '#contracts/errors.ts';
import type { Task } from '#contracts/task.ts';
import type { Commit } from './commit.ts';

/** Saves how a task is handled from now on; false when somebody else did something with it at the same moment. */
export async function isHandlingSaved(
  before: Task,
  task: Task & { readonly handling: NonNullable<Task['handling']> },
  { commit }: { readonly commit: Commit },
): Promise<boolean> {
  try {
    const { outcome } = await commit.apply([
      { kind: 'save-handling', task, expectedVersion: before.handling?.version ?? 0 },
    ]);
    return outcome === 'committed';
  } catch (error) {
    if (error instanceof CommitConflict) {
      return false;
    }
    throw error;
  }
}
