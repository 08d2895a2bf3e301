import type { Runtime } from '../runtime/runtime.ts';

/**
 * Lets the clock jump while something is on its way that no person has to do: as far as the payer's next answer, and
 * on to the end when no task is open. It rests while only open tasks are left, so that they do not grow old while
 * staff look at them. Answers whether it moved.
 */
export async function paceClock(
  runtime: Runtime,
  payerDueAt: number | undefined,
  hasOpenTasks: () => Promise<boolean>,
): Promise<boolean> {
  await runtime.onQuiet();
  const { nextWorkDueAt } = runtime.status();
  if (nextWorkDueAt === undefined) {
    return false;
  }
  const isOnItsWay = payerDueAt !== undefined && nextWorkDueAt <= payerDueAt;
  return (isOnItsWay || !(await hasOpenTasks())) && (await runtime.scheduler.step());
}
