import type { ClaimId, PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { TaskListing } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';

export interface TaskPage {
  readonly tasks: readonly Task[];
  /** What to ask for next; left out where nothing follows. */
  readonly next?: string;
}

export interface TaskStore {
  load(practiceId: PracticeId, taskId: TaskId): Promise<Task | undefined>;
  /**
   * A page of a practice's open tasks. `next` is a place in the order: a task that comes, goes or moves between two pages
   * is shown in its place or not at all, and none of the others twice.
   */
  list(practiceId: PracticeId, listing: TaskListing): Promise<TaskPage>;
  /** Every task that a claim ever had, the newest first. */
  ofClaim(practiceId: PracticeId, claimId: ClaimId): Promise<readonly Task[]>;
}
