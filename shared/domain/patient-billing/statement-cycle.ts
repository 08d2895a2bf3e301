import type { Instant } from '#contracts/dates.ts';
import type { AccountRecord } from '#contracts/patient-account.ts';
import { addDays, dateOf, daysBetween } from '../calendar/plain-date.ts';

/** The execution that carries a cycle lasts this many days at most, so the cycle does too. */
const cycleDays = 360;
/** A cycle ends by itself when its next look would come later than this. */
const lastLookDays = 350;

/**
 * Whether a cycle of statements runs. One that started longer ago than a cycle can last is dead, whatever the account
 * says, and must not hold up later bills.
 */
export function cycleRuns(cycle: AccountRecord['cycle'], at: Instant): boolean {
  return cycle?.state === 'running' && daysBetween(dateOf(cycle.startedAt), dateOf(at)) <= cycleDays;
}

/** Whether a look that is due after a wait would come too late for the cycle. */
export function outlastsCycle(
  cycle: NonNullable<AccountRecord['cycle']>,
  at: Instant,
  waitSeconds: number,
): boolean {
  const lookOn = addDays(dateOf(at), Math.ceil(waitSeconds / 86_400));
  return daysBetween(dateOf(cycle.startedAt), lookOn) > lastLookDays;
}
