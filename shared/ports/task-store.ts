import type { PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';

export interface TaskStore {
  load(practiceId: PracticeId, taskId: TaskId): Promise<Task | undefined>;
  /** Open tasks of a practice, the one due first first. */
  listOpen(practiceId: PracticeId, limit: number): Promise<readonly Task[]>;
}
