import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PromptPay } from '#contracts/prompt-pay.ts';
import { addDays, addWorkingDays, daysBetween, isWithin } from '../calendar/plain-date.ts';
import { cents, formatDollars, subtractCents, zeroCents } from '../money/cents.ts';
import { promptPayRows, type PromptPayRow } from './prompt-pay-laws.ts';

/** What is known of one payment of a claim. */
export interface PaidClaim {
  /** The day on which the payer received the claim that it paid: its acceptance, else the day after it was sent. */
  readonly receivedOn: PlainDate;
  /** BPR16. */
  readonly paidOn: PlainDate;
  readonly paidCents: Cents;
  /** Of the coverage. */
  readonly groupNumber?: string | undefined;
  /** Interest that the payer added (PLB L6) and that names this claim. */
  readonly interestReceivedCents: Cents;
}

export type InterestOwed =
  | {
      readonly outcome: 'owed';
      readonly dueOn: PlainDate;
      readonly daysLate: number;
      readonly interestCents: Cents;
      /** Less what the payer added itself; never below zero. */
      readonly openCents: Cents;
      readonly source: string;
      readonly sentence: string;
    }
  | { readonly outcome: 'in-time' | 'nothing-paid' | 'self-funded' }
  /** No law that is known here says what was due then. */
  | { readonly outcome: 'unknown'; readonly why: string };

/**
 * Interest that a payer owes for paying late: what it paid, times the rate, times the days late, over 365, rounded to
 * the cent; less the interest that it added. Source: domain rules of prompt payment; each law is cited in its row.
 */
export function interestOwed(paid: PaidClaim, promptPay: PromptPay): InterestOwed {
  if (paid.paidCents <= 0) {
    return { outcome: 'nothing-paid' };
  }
  if (paid.groupNumber !== undefined && promptPay.selfFundedGroups.includes(paid.groupNumber)) {
    return { outcome: 'self-funded' };
  }
  const row = rowFor(paid, promptPay);
  if (row === undefined) {
    return {
      outcome: 'unknown',
      why: `Nothing is known of what was due for a claim received on ${paid.receivedOn}`,
    };
  }
  const dueOn =
    row.counts === 'working-days'
      ? addWorkingDays(paid.receivedOn, row.days)
      : addDays(paid.receivedOn, row.days);
  const daysLate = daysBetween(dueOn, paid.paidOn);
  if (daysLate <= 0) {
    return { outcome: 'in-time' };
  }
  const rounded = cents(Math.round((paid.paidCents * row.yearlyMillionths * daysLate) / (1_000_000 * 365)));
  const interestCents = row.leastCents !== undefined && rounded < row.leastCents ? zeroCents : rounded;
  const openCents = cents(Math.max(0, subtractCents(interestCents, paid.interestReceivedCents)));
  return {
    outcome: 'owed',
    dueOn,
    daysLate,
    interestCents,
    openCents,
    source: row.source,
    sentence:
      `${formatDollars(paid.paidCents)} were due on ${dueOn} and paid on ${paid.paidOn}, ${daysLate} days late: ` +
      `${formatDollars(interestCents)} of interest at ${row.yearlyMillionths / 10_000} % a year, ` +
      `${formatDollars(paid.interestReceivedCents)} of it received`,
  };
}

type Terms = Pick<PromptPayRow, 'days' | 'counts' | 'yearlyMillionths' | 'leastCents' | 'source'>;

function rowFor({ receivedOn, paidOn }: PaidClaim, promptPay: PromptPay): Terms | undefined {
  if (promptPay.kind === 'own') {
    const { effectiveFrom, effectiveTo, days, rateBasisPoints, source } = promptPay;
    return isWithin(receivedOn, effectiveFrom, effectiveTo)
      ? { days, counts: 'calendar-days', yearlyMillionths: rateBasisPoints * 100, source }
      : undefined;
  }
  return promptPayRows.find(
    ({ law, periodOf, from, to }) =>
      law === promptPay.law && isWithin(periodOf === 'payment' ? paidOn : receivedOn, from, to),
  );
}
