import * as z from 'zod';
import { Instant, PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';
import type { ColumnType } from './column.ts';
import type { DimensionName, FactName } from './tables.ts';

/**
 * What a column of a report holds: as in the tables, and besides `rate`, a share with four decimals of which 1 is all, and
 * `days` with one decimal. A `count` of a report has 64 bits.
 */
export type ReportColumnType = ColumnType | 'rate' | 'days';

export interface ReportColumn {
  readonly name: string;
  readonly type: ReportColumnType;
  /** Empty where it does not apply, for example a rate of nothing. */
  readonly mayBeEmpty?: true;
  readonly meaning: string;
}

/** What reports are listed under, in this order. */
export const reportGroups = [
  'claims',
  'denials',
  'collections',
  'receivables',
  'payers',
  'patients',
  'work',
  'books',
  'cost',
] as const;
export type ReportGroup = (typeof reportGroups)[number];

/**
 * A report on the warehouse: SQL that DuckDB and Trino both read. It names facts and dimensions bare, sees of them only what
 * its practice had in its books on the day asked for (of a dimension, the one row of each key that held then), and the
 * one-row relation `asked(as_of, from_date, to_date)`.
 */
export interface WarehouseReport {
  /** As it is asked for: lower-case letters and dashes. */
  readonly name: string;
  readonly title: string;
  readonly group: ReportGroup;
  /** The question that it answers, in one sentence. */
  readonly question: string;
  /** How its figures are reckoned, in words and signs of arithmetic. */
  readonly formula: string;
  /** Who defines it so. */
  readonly source: string;
  /** `as-of`: how things stood at the end of a day. `period`: what happened from a day to a day. */
  readonly asks: 'as-of' | 'period';
  readonly reads: readonly (FactName | DimensionName)[];
  readonly columns: readonly ReportColumn[];
  /** Names of columns, each with ` DESC` where the greatest comes first. */
  readonly orderBy: readonly string[];
  readonly sql: string;
  /** The report whose rows are the claims behind a row of this one: those that agree with it in the columns `by`. */
  readonly drillsInto?: { readonly report: string; readonly by: readonly string[] };
}

/** Of what a report is asked. Nothing that was posted after `asOf`, or known at or after `knownAt`, is in its answer. */
export const ReportQuestion = z
  .strictObject({
    practiceId: PracticeId,
    asOf: PlainDate,
    /** First day of the period; the first of the last day's month when left out. */
    from: PlainDate.optional(),
    /** Last day of the period, that day included; `asOf` when left out. */
    to: PlainDate.optional(),
    knownAt: Instant.optional(),
  })
  .refine(({ asOf, to = asOf }) => to <= asOf, {
    path: ['to'],
    error: 'the period must not end after the day as of which it is asked',
  })
  .refine(({ asOf, to = asOf, from = to }) => from <= to, {
    path: ['from'],
    error: 'the period must not begin after it ends',
  });
export type ReportQuestion = z.infer<typeof ReportQuestion>;
