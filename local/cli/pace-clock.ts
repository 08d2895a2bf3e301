import type { Runtime } from '../runtime/runtime.ts';

/** People look after a day's work within days; a clock that leaps over months of theirs would only age their tasks. */
const longestLeapMilliseconds = 8 * 24 * 3_600_000;

/**
 * Lets the clock jump while something is on its way that no person has to do: an answer of the payer, a statement's
 * day. It rests when the next thing to happen is far off, so that open tasks do not grow old while staff look at them.
 * Answers whether it moved.
 */
export async function paceClock(runtime: Runtime, payerDueAt: number | undefined): Promise<boolean> {
  await runtime.onQuiet();
  const { nextWorkDueAt } = runtime.status();
  if (nextWorkDueAt === undefined) {
    return false;
  }
  const isOnItsWay =
    payerDueAt !== undefined || nextWorkDueAt - runtime.clock.now() <= longestLeapMilliseconds;
  return isOnItsWay && (await runtime.scheduler.step());
}
