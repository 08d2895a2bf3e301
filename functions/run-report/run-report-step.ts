import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { ReportQuestion, type WarehouseReport } from '#contracts/warehouse/report.ts';
import {
  mostReportRows,
  RunReportRequest,
  type AskedOf,
  type ColumnTold,
  type Published,
  type ReportTold,
  type RunReportAnswer,
  type WarehouseQueryId,
} from '#contracts/warehouse/run-report.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { Sha256 } from '#domain/identity/content-hash.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { renderReport } from '#domain/reports/warehouse/render-report.ts';
import { conditionOn, reportValue } from '#domain/reports/warehouse/report-values.ts';
import type { Clock } from '#ports/clock.ts';
import type { WarehousePublications, WarehouseQueries } from '#ports/warehouse-queries.ts';

export interface RunReportWorld {
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly queries: WarehouseQueries;
  readonly publications: WarehousePublications;
  /** Lets so much time go by. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Most reports are there within two seconds; on the others nobody waits with a connection open. */
const [looks, millisecondsBetweenLooks] = [10, 200];
/** A question whose query failed is started anew when it is asked again, so often within one hour. */
const attemptsAnHour = 5;

/** Lists the reports on the warehouse, and answers them over the books of one practice; changes nothing. */
export async function runReportStep(event: unknown, world: RunReportWorld): Promise<RunReportAnswer> {
  const read = RunReportRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  const { practiceId } = request;
  const published = await world.publications.published(practiceId);
  if (request.ask === 'list') {
    return {
      outcome: 'listed',
      reports: warehouseReports.map(toldOf),
      ...(published === undefined ? {} : { published }),
    };
  }
  const report = warehouseReports.find(({ name }) => name === request.reportName);
  if (report === undefined) {
    return notFound(
      `reportName: there is no report ${request.reportName}; expected one of ${warehouseReports.map(({ name }) => name).join(', ')}`,
    );
  }
  if (published === undefined) {
    return { outcome: 'nothing-published' };
  }
  const asked = request.ask === 'answer' ? askedOf(request) : filledIn(request, published);
  const statement = statementOf(report, practiceId, asked, published, world.queries.database);
  if (typeof statement !== 'string') {
    return statement;
  }
  const run: Run = { report, asked, published, statement };
  if (request.ask === 'run') {
    return await told(run, await startedQuery(run, world), looks, world);
  }
  const found = await world.queries.find(request.queryId);
  // A practice's own id stands in its statements: whoever cannot ask a question is not told its answer.
  return found?.statement === statement
    ? await told(run, request.queryId, 1, world)
    : notFound(
        `queryId: practice ${practiceId} asked no query ${request.queryId} of the report ${report.name}; ask the report again`,
      );
}

interface Run {
  readonly report: WarehouseReport;
  readonly asked: AskedOf;
  readonly published: Published;
  readonly statement: string;
}

type AskedToRun = Extract<RunReportRequest, { readonly ask: 'run' }>;

/** The question in a request, and nothing else of it. */
function askedOf({
  asOf,
  from,
  to,
  knownAt,
  where,
}: Pick<AskedOf, 'asOf' | 'from' | 'to'> & Pick<AskedToRun, 'knownAt' | 'where'>): AskedOf {
  return {
    asOf,
    from,
    to,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(where === undefined ? {} : { where }),
  };
}

/** A period that is over is asked as of its last day: asked again in a year, it is the same report. */
function filledIn({ asOf, from, to, ...rest }: AskedToRun, { through }: Published): AskedOf {
  const last = to ?? asOf ?? through;
  return askedOf({
    asOf: asOf ?? (last < through ? last : through),
    from: from ?? PlainDate.parse(`${last.slice(0, 7)}-01`),
    to: last,
    ...rest,
  });
}

/** The statement that answers a question of a practice, or why there is none. */
function statementOf(
  report: WarehouseReport,
  practiceId: PracticeId,
  { where = [], ...asked }: AskedOf,
  { through }: Published,
  database: string,
): string | QueryRefused {
  const question = ReportQuestion.safeParse({ practiceId, ...asked });
  if (!question.success) {
    return refused(...problemsOf(question.error));
  }
  if (through < asked.asOf) {
    return refused(
      `asOf: found ${asked.asOf}, and the books are in the warehouse up to ${through}; ask as of that day or one before it`,
    );
  }
  const conditions = where.map((one) => conditionOn(report, one));
  const problems = conditions.flatMap((one) => ('problem' in one ? [one.problem] : []));
  return problems.length > 0
    ? refused(...problems)
    : renderReport(
        report,
        question.data,
        database,
        conditions.flatMap((one) => ('sql' in one ? [one.sql] : [])),
      );
}

/**
 * The query of a statement. Asked by several people, or again, over the same publication and within the same hour, it is
 * one; what failed is tried anew.
 */
async function startedQuery(
  { statement, published }: Run,
  { queries, clock, sha256 }: RunReportWorld,
): Promise<WarehouseQueryId> {
  const hour = clock.now().slice(0, 13);
  for (let attempt = 1; ; attempt += 1) {
    const token = sha256(JSON.stringify([statement, published, hour, attempt]));
    const queryId = await queries.start(statement, token);
    const state = (await queries.find(queryId))?.state.is;
    if (attempt === attemptsAnHour || (state !== 'failed' && state !== 'cancelled')) {
      return queryId;
    }
  }
}

/** What a query has come to, after having looked for so many times. */
async function told(
  { report, asked, published }: Run,
  queryId: WarehouseQueryId,
  times: number,
  { queries, pause }: RunReportWorld,
): Promise<RunReportAnswer> {
  for (let look = 1; look <= times; look += 1) {
    const state = (await queries.find(queryId))?.state ?? {
      is: 'failed',
      why: 'the engine does not know it any more',
    };
    switch (state.is) {
      case 'failed':
        return refused(`The query ${queryId} of the report ${report.name} failed: ${shortened(state.why)}`);
      case 'cancelled':
        return refused(
          `The query ${queryId} of the report ${report.name} was broken off: ${shortened(state.why)}. Ask the report again`,
        );
      case 'done':
        return await answered({ report, asked, published }, queryId, queries);
      case 'running':
        if (look < times) {
          await pause(millisecondsBetweenLooks);
        }
    }
  }
  return { outcome: 'still-running', report: report.name, asked, published, queryId };
}

async function answered(
  { report, asked, published }: Omit<Run, 'statement'>,
  queryId: WarehouseQueryId,
  queries: WarehouseQueries,
): Promise<RunReportAnswer> {
  const { columns, rows, isCut } = await queries.rows(queryId, mostReportRows);
  const expected = report.columns.map(({ name }) => name);
  if (columns.join() !== expected.join()) {
    throw new Error(
      `The query ${queryId} of the report ${report.name} has the columns ${columns.join(', ')}; expected ${expected.join(', ')}`,
    );
  }
  return {
    outcome: 'answered',
    report: report.name,
    asked,
    published,
    columns: report.columns.map(columnTold),
    rows: rows.map((row) => report.columns.map((column, index) => reportValue(column, row[index]))),
    isCut,
  };
}

function columnTold({ name, type, mayBeEmpty, meaning }: WarehouseReport['columns'][number]): ColumnTold {
  return { name, type, ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }), meaning };
}

function toldOf(report: WarehouseReport): ReportTold {
  const { name, title, group, question, formula, source, asks, drillsInto } = report;
  return {
    name,
    title,
    group,
    question,
    formula,
    source,
    asks,
    columns: report.columns.map(columnTold),
    ...(drillsInto === undefined
      ? {}
      : { drillsInto: { report: drillsInto.report, by: [...drillsInto.by] } }),
  };
}

/** An engine may repeat a whole statement to say what is wrong with it. */
function shortened(why: string): string {
  return why.length > 300 ? `${why.slice(0, 300)}…` : why;
}

function refused(...problems: string[]): QueryRefused {
  return { outcome: 'refused', problems };
}

function notFound(...problems: string[]): QueryRefused {
  return { outcome: 'refused', because: 'not-found', problems };
}
