import type { RepaymentClock } from '#contracts/credit-balance.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import { addDays, daysBetween } from '../calendar/plain-date.ts';

export interface RepaymentRule {
  /** SBR09 of the payers it holds for. */
  readonly claimFilingIndicator: Payer['claimFilingIndicator'];
  /** For overpayments that are identified on this day or later. */
  readonly effectiveFrom: PlainDate;
  /** What makes an overpayment an identified one. */
  readonly identified: string;
  /** From the day after it was identified; the last of them is still in time. */
  readonly daysToReturn: number;
  /** The longest that an investigation in good faith lasts, from the day on which the overpayment was identified. */
  readonly suspensionDays: number;
  /** Overpayments that were received longer ago need not be reported. */
  readonly lookBackYears: number;
  readonly source: string;
}

/** Laws by which an overpayment must be reported and returned within days. */
export const repaymentRules: readonly RepaymentRule[] = [
  {
    claimFilingIndicator: 'MB',
    effectiveFrom: PlainDate.parse('2025-01-01'),
    identified: 'The practice has knowingly received or retained it',
    daysToReturn: 60,
    suspensionDays: 180,
    lookBackYears: 6,
    source: '42 CFR 401.305(a)(2), (b)(1), (b)(3) and (f), as in force from 2025-01-01',
  },
  {
    claimFilingIndicator: 'MC',
    effectiveFrom: PlainDate.parse('2025-01-01'),
    identified: 'The practice has knowingly received or retained it',
    daysToReturn: 60,
    suspensionDays: 180,
    lookBackYears: 6,
    source:
      '42 U.S.C. 1320a-7k(d), reckoned as 42 CFR 401.305 does for Medicare; the state may ask for less time',
  },
];

/** The law for a payer and a day; undefined where a contract alone says until when. */
export function repaymentRule(
  payer: Pick<Payer, 'claimFilingIndicator'> | undefined,
  identifiedOn: PlainDate,
): RepaymentRule | undefined {
  return repaymentRules.find(
    ({ claimFilingIndicator, effectiveFrom }) =>
      claimFilingIndicator === payer?.claimFilingIndicator && effectiveFrom <= identifiedOn,
  );
}

/** The clock as it starts; undefined where no law sets one. */
export function startClock(
  payer: Pick<Payer, 'claimFilingIndicator'> | undefined,
  identifiedOn: PlainDate,
): RepaymentClock | undefined {
  const rule = repaymentRule(payer, identifiedOn);
  return rule === undefined
    ? undefined
    : { identifiedOn, dueOn: addDays(identifiedOn, rule.daysToReturn), source: rule.source };
}

export type Suspension =
  | { readonly clock: RepaymentClock; readonly refused?: never }
  | { readonly refused: string; readonly clock?: never };

/**
 * Suspends a clock from today until a day: the days between do not count, and what was left of the time is left then.
 * @param until the first day that counts again, at most 180 days after the overpayment was identified.
 */
export function suspendClock(
  clock: RepaymentClock,
  payer: Pick<Payer, 'claimFilingIndicator'> | undefined,
  {
    today,
    until,
    reason,
    by,
  }: { readonly today: PlainDate; readonly until: PlainDate; readonly reason: string; readonly by: string },
): Suspension {
  const rule = repaymentRule(payer, clock.identifiedOn);
  if (rule === undefined) {
    return { refused: 'No law sets a day for this payer, so there is nothing to suspend' };
  }
  if (clock.suspended !== undefined) {
    return {
      refused: `It was suspended from ${clock.suspended.from} until ${clock.suspended.until} (${clock.suspended.reason}); that can be done once`,
    };
  }
  if (today > clock.dueOn) {
    return { refused: `The money was due on ${clock.dueOn}: what has run out cannot be suspended` };
  }
  const latest = addDays(clock.identifiedOn, rule.suspensionDays);
  if (until <= today || until > latest) {
    return {
      refused: `until: found ${until}; expected a day after ${today} and not after ${latest}, ${rule.suspensionDays} days from ${clock.identifiedOn}`,
    };
  }
  return {
    clock: {
      ...clock,
      dueOn: addDays(clock.dueOn, daysBetween(today, until)),
      suspended: { from: today, until, reason, by },
    },
  };
}

export interface ClockToday {
  /** Below zero: so many days late. */
  readonly daysLeft: number;
  readonly state: 'running' | 'suspended' | 'over';
}

/** How a clock stands on a day. While it is suspended the days that are left stay the same. */
export function clockOn({ dueOn, suspended }: RepaymentClock, today: PlainDate): ClockToday {
  if (suspended !== undefined && today >= suspended.from && today < suspended.until) {
    return { daysLeft: daysBetween(suspended.until, dueOn), state: 'suspended' };
  }
  const daysLeft = daysBetween(today, dueOn);
  return { daysLeft, state: daysLeft < 0 ? 'over' : 'running' };
}

/** The clock in a sentence for whoever reads the task. */
export function clockInWords(clock: RepaymentClock, today: PlainDate): string {
  const { daysLeft, state } = clockOn(clock, today);
  const days = Math.abs(daysLeft) === 1 ? '1 day' : `${Math.abs(daysLeft)} days`;
  const stands =
    state === 'over'
      ? `it is ${days} late`
      : state === 'suspended'
        ? `suspended until ${clock.suspended?.until ?? ''}, then ${days} left`
        : `${days} left on ${today}`;
  return `Identified on ${clock.identifiedOn}, to be reported and returned by ${clock.dueOn} (${clock.source}); ${stands}.`;
}
