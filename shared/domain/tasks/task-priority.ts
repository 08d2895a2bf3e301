import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { dateOf, daysBetween } from '../calendar/plain-date.ts';

/** How likely the work brings what is at stake, in percent, and how many minutes it usually takes. */
interface Effort {
  readonly oddsPercent: number;
  readonly minutes: number;
}

/*
 * Rules of thumb of billing offices, not measured here; they only decide what is shown first. What puts right money that
 * has come already is as good as sure; what asks a payer to change its mind is not.
 */
const efforts: { readonly [Kind in TaskKind]: Effort } = {
  coverage: { oddsPercent: 80, minutes: 10 },
  coding: { oddsPercent: 90, minutes: 8 },
  'coding-audit': { oddsPercent: 50, minutes: 12 },
  authorization: { oddsPercent: 70, minutes: 15 },
  correction: { oddsPercent: 90, minutes: 6 },
  rejection: { oddsPercent: 90, minutes: 8 },
  appeal: { oddsPercent: 45, minutes: 30 },
  denial: { oddsPercent: 50, minutes: 20 },
  'follow-up': { oddsPercent: 70, minutes: 12 },
  'charge-changed': { oddsPercent: 80, minutes: 6 },
  'missing-charge': { oddsPercent: 70, minutes: 8 },
  'unmapped-alias': { oddsPercent: 95, minutes: 3 },
  'quarantined-upload': { oddsPercent: 50, minutes: 10 },
  'incomplete-visit': { oddsPercent: 70, minutes: 8 },
  'unmatched-document': { oddsPercent: 60, minutes: 5 },
  'unsigned-note': { oddsPercent: 80, minutes: 4 },
  'physician-query': { oddsPercent: 80, minutes: 3 },
  'duplicate-patient': { oddsPercent: 50, minutes: 5 },
  'unexplained-adjustment': { oddsPercent: 60, minutes: 15 },
  'takeback-differs': { oddsPercent: 60, minutes: 15 },
  'unmatched-remittance': { oddsPercent: 90, minutes: 8 },
  'out-of-balance-remittance': { oddsPercent: 90, minutes: 15 },
  underpayment: { oddsPercent: 50, minutes: 20 },
  'overpayment-review': { oddsPercent: 50, minutes: 15 },
  'charge-too-low': { oddsPercent: 30, minutes: 10 },
  'late-payment': { oddsPercent: 50, minutes: 15 },
  'credit-balance': { oddsPercent: 90, minutes: 10 },
  'refund-taken-again': { oddsPercent: 80, minutes: 15 },
  'unmatched-deposit': { oddsPercent: 90, minutes: 8 },
  'missing-remittance': { oddsPercent: 80, minutes: 10 },
  'missing-deposit': { oddsPercent: 80, minutes: 10 },
  'returned-item': { oddsPercent: 70, minutes: 10 },
  'repeated-bank-entry': { oddsPercent: 90, minutes: 4 },
  hold: { oddsPercent: 90, minutes: 6 },
  'write-off-approval': { oddsPercent: 100, minutes: 3 },
  'hold-review': { oddsPercent: 90, minutes: 5 },
  dispute: { oddsPercent: 70, minutes: 12 },
  'follow-up-date': { oddsPercent: 60, minutes: 10 },
};

/** Worth more than anything can be by its dollars: what is due within so many days comes before what is not. */
const boosts: readonly { readonly withinDays: number; readonly boost: number }[] = [
  { withinDays: 0, boost: 60_000_000 },
  { withinDays: 2, boost: 40_000_000 },
  { withinDays: 7, boost: 20_000_000 },
];
const mostByDollars = 19_999_999;

/**
 * How soon a task should be worked on a day, 0 to 99,999,999, the highest first: dollars at stake x odds / minutes, in
 * cents a minute, and a boost as its day comes near that no amount outweighs. Source: domain rules 2.9.
 */
export function priorityOf(
  task: Pick<Task, 'kind' | 'dollarsAtStakeCents' | 'dueOn'>,
  on: PlainDate,
): number {
  const { oddsPercent, minutes } = efforts[task.kind];
  const centsAMinute = Math.round((Math.max(0, task.dollarsAtStakeCents) * oddsPercent) / 100 / minutes);
  const days = daysBetween(on, task.dueOn);
  const boost = boosts.find(({ withinDays }) => days <= withinDays)?.boost ?? 0;
  return boost + Math.min(mostByDollars, centsAMinute);
}

/** Its priority as it was last looked at, or as it was when it was opened. */
export function priorityAsKept(
  task: Pick<Task, 'kind' | 'dollarsAtStakeCents' | 'dueOn' | 'openedAt' | 'handling'>,
): number {
  return task.handling?.priority ?? priorityOf(task, dateOf(task.openedAt));
}
