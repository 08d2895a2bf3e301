import type { ReportEnd } from './report-to-its-end.ts';
import { percentOf, valueIn } from './report-table.ts';

export interface KeyFigure {
  readonly report: string;
  readonly column: string;
  readonly name: string;
  /** Which way is better. */
  readonly better: 'less' | 'more';
  /** Of what it is asked: how things stood at the end of the month, what happened in it, or in the year that ends with it. */
  readonly over: 'month' | 'year';
  readonly isOf: string;
}

/** The figures at the top of the dashboard, in the order in which finance reads them. */
export const keyFigures: readonly KeyFigure[] = [
  {
    report: 'net-days-in-receivables',
    column: 'net_days',
    name: 'Net days in A/R',
    better: 'less',
    over: 'month',
    isOf: 'at the end of the month',
  },
  {
    report: 'net-collection-rate',
    column: 'net_collection_rate',
    name: 'Net collection rate',
    better: 'more',
    over: 'year',
    isOf: 'of twelve months of service, from 120 days of age on',
  },
  {
    report: 'initial-denial-rate',
    column: 'denial_rate',
    name: 'Initial denial rate',
    better: 'less',
    over: 'month',
    isOf: 'of the month',
  },
  {
    report: 'clean-claim-rate',
    column: 'clean_claim_rate',
    name: 'Clean claim rate',
    better: 'more',
    over: 'month',
    isOf: 'of the month',
  },
  {
    report: 'first-pass-resolution',
    column: 'first_pass_resolution_rate',
    name: 'First-pass resolution',
    better: 'more',
    over: 'month',
    isOf: 'of the month',
  },
];

/** A figure in whole steps of its last decimal, so that two are compared without a rest. */
export interface FigureValue {
  readonly type: 'rate' | 'days';
  readonly steps: number;
  readonly text: string;
}

/** The figure of an answer; nothing where there is none, for example a rate of nothing. */
export function figureOf(answer: ReportEnd | undefined, column: string): FigureValue | undefined {
  if (answer?.outcome !== 'answered') {
    return undefined;
  }
  const type = answer.columns.find(({ name }) => name === column)?.type;
  const [values = []] = answer.rows;
  const value = valueIn(answer.columns, { values }, column);
  if (typeof value !== 'string') {
    return undefined;
  }
  switch (type) {
    case 'rate':
      return { type, steps: Math.round(Number(value) * 10_000), text: percentOf(value) };
    case 'days':
      return { type, steps: Math.round(Number(value) * 10), text: `${value} days` };
    default:
      return undefined;
  }
}

export interface FigureChange {
  readonly tone: 'good' | 'danger' | 'plain';
  readonly words: string;
}

/** How a figure compares with the one of the month before, in words that need no color. */
export function changeOf(
  now: FigureValue | undefined,
  before: FigureValue | undefined,
  better: KeyFigure['better'],
): FigureChange | undefined {
  if (now === undefined || before === undefined) {
    return undefined;
  }
  const steps = now.steps - before.steps;
  if (steps === 0) {
    return { tone: 'plain', words: 'as the month before' };
  }
  const size = Math.abs(steps);
  const amount = now.type === 'rate' ? `${(size / 100).toFixed(2)} points` : `${(size / 10).toFixed(1)} days`;
  const isBetter = steps < 0 === (better === 'less');
  return {
    tone: isBetter ? 'good' : 'danger',
    words: `${amount} ${steps < 0 ? 'less' : 'more'}, ${isBetter ? 'better' : 'worse'} than the month before`,
  };
}
