import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import {
  RunReportAnswer,
  type ReportAnswered,
  type ReportTold,
  type RunReportRequest,
} from '#contracts/warehouse/run-report.ts';
import { WarehouseAgeAnswer } from '#contracts/warehouse/standing.ts';
import { WarehouseExportsStarted } from '#contracts/warehouse/steps.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseOptions, practiceOf, type Session } from './options.ts';
import { printCsv, printJson, printLine, printTable, type Column } from './print.ts';
import { askedText, isNumber, reportPages, reportWorkbook, valueText } from './report-file.ts';
import { askWarehouse } from './warehouse-target.ts';

const SqlOptions = z.object({ format: z.enum(['table', 'csv']), rows: z.coerce.number().int().min(1) });
const ReportOptions = z.object({
  asOf: PlainDate.optional(),
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  format: z.enum(['table', 'csv', 'xlsx', 'pdf']),
  output: z.string().optional(),
});
const ExportOptions = z.object({ thorough: z.boolean().default(false) });

/** Rows that `sql` prints when nothing is said. */
const usualRows = '1000';

/** `warehouse export|status`, `sql` and `report`. */
export function addWarehouseCommands(program: Command): void {
  const warehouse = program.command('warehouse').description('what finance reads: files, tables and reports');
  warehouse
    .command('export')
    .description('bring the books into the warehouse now, of every practice or of the one named')
    .option('--thorough', 'compare every day that was ever exported with what happened on it')
    .action(async (given: unknown, command: Command) => {
      const { thorough } = parseOptions(ExportOptions, given);
      const session = await openSession(command);
      const practiceId = session.options.practice === undefined ? undefined : await practiceOf(session);
      const answer = WarehouseExportsStarted.parse(
        await session.target.invoke('start-warehouse-exports', {
          ...(practiceId === undefined ? {} : { practiceId }),
          thorough,
          onDemand: true,
        }),
      );
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer);
        return;
      }
      for (const { practiceId: one, execution } of answer.started) {
        printLine(
          `${one}: started as ${execution}; "npx claimwright warehouse status" says when it is there`,
        );
      }
    });
  warehouse
    .command('status')
    .description('up to which day the books of each practice are in the warehouse')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const practices =
        session.options.practice === undefined
          ? await session.facts.practices()
          : [await practiceOf(session)];
      const answer = WarehouseAgeAnswer.parse(
        await session.target.invoke('check-warehouse-age', { onDemand: true }),
      );
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      const rows = [];
      for (const standing of answer.practices.filter(({ practiceId }) => practices.includes(practiceId))) {
        const { practiceId } = standing;
        const listed = await askReports(session, { ask: 'list', practiceId });
        const published = listed.outcome === 'listed' ? listed.published : undefined;
        rows.push({ ...standing, through: published?.through, at: published?.at });
      }
      if (session.options.json) {
        printJson(rows);
        return;
      }
      printTable(rows, [
        { title: 'practice', cell: (row) => row.practiceId },
        { title: 'published through', cell: (row) => row.through ?? 'nothing yet' },
        { title: 'at', cell: (row) => row.at ?? '' },
        { title: 'days old', cell: (row) => (row.ageDays === undefined ? '' : String(row.ageDays)) },
        { title: 'late', cell: (row) => (row.isLate ? 'late' : '') },
        { title: 'what is missing', cell: (row) => row.because ?? '' },
      ]);
    });
  program
    .command('sql')
    .argument('<statement>', 'one SELECT over the tables of docs/generated/warehouse-schema.md')
    .description('ask the warehouse a statement')
    .addOption(formatOption('table', 'csv'))
    .option('--rows <number>', 'print at most so many rows', usualRows)
    .action(async (statement: string, given: unknown, command: Command) => {
      const { format, rows: most } = parseOptions(SqlOptions, given);
      const session = await openSession(command);
      const { columns, rows, isCut } = await askWarehouse(session.target, statement, most);
      const named: Column<readonly (string | undefined)[]>[] = columns.map(({ name, type }, index) => ({
        title: name,
        cell: (row) => row[index] ?? '',
        align: ['decimal', 'integer', 'bigint', 'double'].includes(type) ? 'right' : 'left',
      }));
      if (session.options.json) {
        printJson({
          columns,
          rows: rows.map((row) => columns.map((_column, index) => row[index] ?? null)),
          isCut,
        });
        return;
      }
      if (format === 'csv') {
        printCsv(rows, named);
      } else {
        printTable(rows, named);
        printLine(isCut ? `${rows.length} rows, and there are more: see --rows` : `${rows.length} rows`);
      }
    });
  program
    .command('report')
    .argument('[name]', 'the report; without it, all are listed')
    .description('a report on the warehouse, over the books of one practice')
    .option('--as-of <date>', 'nothing posted after this day counts; the last published day when left out')
    .option('--from <date>', 'first day of the period')
    .option('--to <date>', 'last day of the period')
    .addOption(formatOption('table', 'csv', 'xlsx', 'pdf'))
    .option('--output <file>', 'where an xlsx or pdf is written; by the name of the report when left out')
    .action(async (name: string | undefined, given: unknown, command: Command) => {
      const options = parseOptions(ReportOptions, given);
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const listed = await askReports(session, { ask: 'list', practiceId });
      const reports = listed.outcome === 'listed' ? listed.reports : [];
      if (name === undefined) {
        printReports(session, reports);
        return;
      }
      const told = reports.find((report) => report.name === name);
      if (told === undefined) {
        throw new CommandFailed(
          `There is no report "${name}". There are: ${reports.map((report) => report.name).join(', ')}.`,
        );
      }
      const { asOf, from, to } = options;
      const report = await runReport(session, {
        ask: 'run',
        practiceId,
        reportName: name,
        ...(asOf === undefined ? {} : { asOf }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
      await printReport(session, report, told, options);
    });
}

function formatOption(first: string, ...others: readonly string[]): Option {
  return new Option('--format <format>', 'how it is printed').choices([first, ...others]).default(first);
}

function printReports(session: Session, reports: readonly ReportTold[]): void {
  if (session.options.json) {
    printJson(reports);
    return;
  }
  printTable(reports, [
    { title: 'report', cell: (report) => report.name },
    { title: 'of', cell: (report) => report.group },
    { title: 'asks', cell: (report) => report.asks },
    { title: 'question', cell: (report) => report.question },
  ]);
}

async function printReport(
  session: Session,
  report: ReportAnswered,
  { title }: ReportTold,
  { format, output }: z.infer<typeof ReportOptions>,
): Promise<void> {
  if (format === 'xlsx' || format === 'pdf') {
    const file = output ?? `${report.report}-${report.asked.asOf}.${format}`;
    writeFileSync(file, format === 'xlsx' ? await reportWorkbook(report) : await reportPages(report, title));
    printLine(`${file}: ${report.rows.length} rows, ${askedText(report)}`);
    return;
  }
  if (session.options.json) {
    printJson(report);
    return;
  }
  const columns: Column<ReportAnswered['rows'][number]>[] = report.columns.map((column, index) => ({
    title: column.name,
    cell: (row) => valueText(column, row[index]),
    align: isNumber(column) ? 'right' : 'left',
  }));
  if (format === 'csv') {
    printCsv(report.rows, columns);
    return;
  }
  printTable(report.rows, columns);
  printLine(`${title}, ${askedText(report)}`);
  if (report.isCut) {
    printLine('There are more rows than are handed out; ask for a shorter period.');
  }
}

async function askReports(session: Session, request: RunReportRequest): Promise<RunReportAnswer> {
  const answer = RunReportAnswer.parse(await session.target.invoke('run-report', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}

/** Runs a report and waits until its rows are there. */
async function runReport(session: Session, request: RunReportRequest): Promise<ReportAnswered> {
  const { practiceId } = request;
  let answer = await askReports(session, request);
  while (answer.outcome === 'still-running') {
    await pause(1000);
    const { report: reportName, queryId, asked } = answer;
    answer = await askReports(session, { ask: 'answer', practiceId, reportName, queryId, ...asked });
  }
  if (answer.outcome !== 'answered') {
    throw nothingPublished(practiceId);
  }
  return answer;
}

function nothingPublished(practiceId: PracticeId): CommandFailed {
  return new CommandFailed(
    `Nothing of ${practiceId} is in the warehouse yet. A day is exported once it is over and totalled; bring the books in now with "npx claimwright warehouse export".`,
  );
}
