import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PromptPay } from '#contracts/prompt-pay.ts';
import { addDays, addWorkingDays, daysBetween, isWithin } from '../calendar/plain-date.ts';
import { cents, formatDollars, subtractCents, zeroCents } from '../money/cents.ts';
import {
  medicareSource,
  medicareTimeToPay,
  promptPayRows,
  type PromptPayRow,
  type TimeToPay,
} from './prompt-pay-laws.ts';

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
 * Interest that a payer owes for paying late: what it paid, times the rate of each day late, over 365, rounded to the
 * cent; less the interest that it added. Source: domain rules of prompt payment; each law is cited in its row.
 */
export function interestOwed(paid: PaidClaim, promptPay: PromptPay): InterestOwed {
  if (paid.paidCents <= 0) {
    return { outcome: 'nothing-paid' };
  }
  if (paid.groupNumber !== undefined && promptPay.selfFundedGroups.includes(paid.groupNumber)) {
    return { outcome: 'self-funded' };
  }
  const terms = termsFor(paid, promptPay);
  if (terms === undefined) {
    return withoutTerms(paid, promptPay);
  }
  const { days, counts } = terms.time;
  const dueOn =
    counts === 'working-days' ? addWorkingDays(paid.receivedOn, days) : addDays(paid.receivedOn, days);
  const daysLate = daysBetween(dueOn, paid.paidOn);
  if (daysLate <= 0) {
    return { outcome: 'in-time' };
  }
  const bands = bandsOf(terms, daysLate);
  const millionths = bands.reduce((sum, band) => sum + band.yearlyMillionths * band.days, 0);
  const rounded = cents(Math.round((paid.paidCents * millionths) / (1_000_000 * 365)));
  const interestCents = terms.leastCents !== undefined && rounded < terms.leastCents ? zeroCents : rounded;
  const openCents = cents(Math.max(0, subtractCents(interestCents, paid.interestReceivedCents)));
  return {
    outcome: 'owed',
    dueOn,
    daysLate,
    interestCents,
    openCents,
    source: terms.source,
    sentence:
      `${formatDollars(paid.paidCents)} were due on ${dueOn} and paid on ${paid.paidOn}, ${daysLate} days late: ` +
      `${formatDollars(interestCents)} of interest at ${bands.map(({ yearlyMillionths }) => `${yearlyMillionths / 10_000} %`).join(', then ')} a year, ` +
      `${formatDollars(paid.interestReceivedCents)} of it received`,
  };
}

/** Of Medicare the days are known though its rate of the day is not: what came in time needs none. */
function withoutTerms({ receivedOn, paidOn, paidCents }: PaidClaim, promptPay: PromptPay): InterestOwed {
  if (promptPay.kind === 'own' || promptPay.law !== 'medicare') {
    return {
      outcome: 'unknown',
      why: `Nothing is known of what was due for a claim received on ${receivedOn}`,
    };
  }
  const dueOn = addDays(receivedOn, medicareTimeToPay.days);
  const daysLate = daysBetween(dueOn, paidOn);
  return daysLate <= 0
    ? { outcome: 'in-time' }
    : {
        outcome: 'unknown',
        why: `${formatDollars(paidCents)} were due on ${dueOn} and paid on ${paidOn}, ${daysLate} days late, and Medicare's rate of that day is not known here: look it up with Treasury, and enter it among the payer's promptPay.rates`,
      };
}

type Terms = Pick<PromptPayRow, 'yearlyMillionths' | 'rises' | 'leastCents' | 'source'> & {
  readonly time: TimeToPay;
};

/** The rates that the days late come under, one after the other. */
function bandsOf({ yearlyMillionths, rises = [] }: Terms, daysLate: number) {
  const rates = [{ afterDaysLate: 0, yearlyMillionths }, ...rises];
  return rates
    .map((rate, index) => ({
      yearlyMillionths: rate.yearlyMillionths,
      days: Math.min(daysLate, rates[index + 1]?.afterDaysLate ?? daysLate) - rate.afterDaysLate,
    }))
    .filter(({ days }) => days > 0);
}

function termsFor({ receivedOn, paidOn }: PaidClaim, promptPay: PromptPay): Terms | undefined {
  if (promptPay.kind === 'own') {
    const { effectiveFrom, effectiveTo, days, rateBasisPoints, source } = promptPay;
    return isWithin(receivedOn, effectiveFrom, effectiveTo)
      ? { time: { days, counts: 'calendar-days' }, yearlyMillionths: rateBasisPoints * 100, source }
      : undefined;
  }
  const row = promptPayRows.find(
    ({ law, periodOf, from, to }) =>
      law === promptPay.law && isWithin(periodOf === 'payment' ? paidOn : receivedOn, from, to),
  );
  if (row !== undefined) {
    return { ...row, time: promptPay.claimsArrive === 'on-paper' ? row.paper : row.electronic };
  }
  // Only Medicare's have rates of the practice's.
  const own = promptPay.rates.find(({ effectiveFrom, effectiveTo }) =>
    isWithin(paidOn, effectiveFrom, effectiveTo),
  );
  return own === undefined
    ? undefined
    : {
        time: medicareTimeToPay,
        yearlyMillionths: own.rateBasisPoints * 100,
        source: medicareSource(`as the practice gives it: ${own.source}`),
      };
}
