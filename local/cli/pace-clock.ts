import type { Task } from '#contracts/task.ts';
import type { Scheduler, SchedulerStatus } from '../runtime/scheduler.ts';

/** Who has to do something: nobody, staff, or somebody who is at it this moment. */
export type HumanWork = 'none' | 'open' | 'in-hand';

/** As long as a task is in hand by the clock of people; a person who went home does not stop the machine for good. */
const longestInHandMilliseconds = 30 * 60_000;
/** Tasks are looked at so often; the clock may jump many times in between. */
const lookMilliseconds = 500;

/** As much of a runtime as its pace needs. */
export interface PacedRuntime {
  readonly onQuiet: () => Promise<void>;
  readonly status: () => Pick<SchedulerStatus, 'nextWorkDueAt'>;
  readonly scheduler: Pick<Scheduler, 'step'>;
}

/**
 * Says what is left for people, of all practices' open tasks. `wallNow` is the time on the wall in milliseconds: the
 * turned clock stands while somebody works, so that it cannot say how long he has been at it.
 */
export function createHumanWork(
  openTasks: () => Promise<readonly Pick<Task, 'taskId' | 'handling'>[]>,
  wallNow: () => number,
): () => Promise<HumanWork> {
  /** When each lease was first seen. */
  let seenAt = new Map<string, number>();
  let looked: { readonly at: number; readonly work: HumanWork } | undefined;

  return async () => {
    const now = wallNow();
    if (looked !== undefined && now - looked.at < lookMilliseconds) {
      return looked.work;
    }
    const tasks = await openTasks();
    const leases = tasks.flatMap(({ taskId, handling }) =>
      handling?.lease === undefined ? [] : [`${taskId} ${handling.lease.by} ${handling.lease.until}`],
    );
    seenAt = new Map(leases.map((lease) => [lease, seenAt.get(lease) ?? now]));
    const isInHand = [...seenAt.values()].some((since) => now - since < longestInHandMilliseconds);
    const work = isInHand ? 'in-hand' : tasks.length > 0 ? 'open' : 'none';
    looked = { at: now, work };
    return work;
  };
}

/**
 * Lets the clock jump while something is on its way that no person has to do: as far as the payer's next answer, and
 * on to the end when no task is open. It rests while only open tasks are left, so that they do not grow old while
 * staff look at them, and while somebody has a task in hand: a jump over three days would take it out of his hand.
 * Answers whether it moved.
 */
export async function paceClock(
  runtime: PacedRuntime,
  payerDueAt: number | undefined,
  humanWork: () => Promise<HumanWork>,
): Promise<boolean> {
  await runtime.onQuiet();
  const { nextWorkDueAt } = runtime.status();
  if (nextWorkDueAt === undefined) {
    return false;
  }
  const work = await humanWork();
  const isOnItsWay = payerDueAt !== undefined && nextWorkDueAt <= payerDueAt;
  const mayMove = work === 'none' || (work === 'open' && isOnItsWay);
  return mayMove && (await runtime.scheduler.step());
}
