import * as z from 'zod';
import { Instant, PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';
import { QueryRefused } from '../queries.ts';
import { reportGroups } from './report.ts';

/** A report by its name, as it is asked for. */
export const ReportName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
  .max(60);

/** A query by the id that the engine of the warehouse gave it. */
export const WarehouseQueryId = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z-]{7,127}$/);
export type WarehouseQueryId = z.infer<typeof WarehouseQueryId>;

/** So many rows of a report are handed out; what is longer is asked for by its day, its month, or a drill-down. */
export const mostReportRows = 5000;

/**
 * A value by the type of its column: money in integer cents, a count as a number, a date and an instant as text, a rate
 * (1 is all) and days as text with decimals, a flag as true or false; nothing where it does not apply.
 */
export const ReportValue = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);
export type ReportValue = z.infer<typeof ReportValue>;

/** Only rows with this value in this column: those behind a row of another report. */
export const RowsWith = z.strictObject({
  column: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .max(60),
  value: ReportValue,
});
export type RowsWith = z.infer<typeof RowsWith>;

/** What a report was asked of, after what was left out was filled in. */
export const AskedOf = z.object({
  asOf: PlainDate,
  from: PlainDate,
  to: PlainDate,
  knownAt: Instant.optional(),
  where: z.array(RowsWith).max(10).optional(),
});
export type AskedOf = z.infer<typeof AskedOf>;

/** Input of the function that lists reports, runs one, or tells the answer of one that was still running. */
export const RunReportRequest = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('list'), practiceId: PracticeId }),
  z.object({
    ask: z.literal('run'),
    practiceId: PracticeId,
    reportName: ReportName,
    /** The last day that is published when left out, or the end of the period where that is earlier. */
    asOf: PlainDate.optional(),
    from: PlainDate.optional(),
    to: PlainDate.optional(),
    knownAt: Instant.optional(),
    where: AskedOf.shape.where,
  }),
  z.object({
    ask: z.literal('answer'),
    practiceId: PracticeId,
    reportName: ReportName,
    queryId: WarehouseQueryId,
    /** The question again: an answer is told only to who can ask the question that it answers. */
    ...AskedOf.shape,
  }),
]);
export type RunReportRequest = z.infer<typeof RunReportRequest>;

const ColumnTold = z.object({
  name: z.string(),
  type: z.enum(['text', 'date', 'instant', 'money', 'count', 'flag', 'rate', 'days']),
  mayBeEmpty: z.literal(true).optional(),
  meaning: z.string(),
});
export type ColumnTold = z.infer<typeof ColumnTold>;

export const ReportTold = z.object({
  name: ReportName,
  title: z.string(),
  group: z.enum(reportGroups),
  question: z.string(),
  formula: z.string(),
  source: z.string(),
  asks: z.enum(['as-of', 'period']),
  columns: z.array(ColumnTold),
  /** The report whose rows are the claims behind a row of this one: those that agree with it in the columns `by`. */
  drillsInto: z.object({ report: ReportName, by: z.array(z.string()) }).optional(),
});
export type ReportTold = z.infer<typeof ReportTold>;

/** Up to which day, that day included, the books of a practice are in the warehouse, and since when. */
export const Published = z.object({ through: PlainDate, at: Instant });
export type Published = z.infer<typeof Published>;

export const ReportsListed = z.object({
  outcome: z.literal('listed'),
  reports: z.array(ReportTold),
  /** Left out while nothing is published. */
  published: Published.optional(),
});

export const ReportAnswered = z.object({
  outcome: z.literal('answered'),
  report: ReportName,
  asked: AskedOf,
  published: Published,
  columns: z.array(ColumnTold),
  rows: z.array(z.array(ReportValue)),
  /** There are more rows than are handed out. */
  isCut: z.boolean(),
});
export type ReportAnswered = z.infer<typeof ReportAnswered>;

/** The answer is not there yet: ask for it in a second, by the id and the question that it is an answer to. */
export const ReportStillRunning = z.object({
  outcome: z.literal('still-running'),
  report: ReportName,
  asked: AskedOf,
  published: Published,
  queryId: WarehouseQueryId,
});

export const NothingPublished = z.object({ outcome: z.literal('nothing-published') });

export const ReportRun = z.discriminatedUnion('outcome', [
  ReportAnswered,
  ReportStillRunning,
  NothingPublished,
]);
export type ReportRun = z.infer<typeof ReportRun>;

export const RunReportAnswer = z.discriminatedUnion('outcome', [
  ReportsListed,
  ReportAnswered,
  ReportStillRunning,
  NothingPublished,
  QueryRefused,
]);
export type RunReportAnswer = z.infer<typeof RunReportAnswer>;
