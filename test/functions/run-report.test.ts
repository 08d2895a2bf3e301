import { describe, expect, test } from 'vitest';
import { memoryWarehouseQueries } from '#adapters/memory/memory-warehouse-queries.ts';
import { sha256Hex } from '#adapters/system/sha256.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import {
  mostReportRows,
  ReportStillRunning,
  RunReportAnswer,
  WarehouseQueryId,
  type Published,
} from '#contracts/warehouse/run-report.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { runReportStep } from '../../functions/run-report/run-report-step.ts';

const march: Published = {
  through: PlainDate.parse('2026-03-20'),
  at: Instant.parse('2026-03-21T06:00:00.000Z'),
};

const cleanRow = {
  columns: ['submitted_claims', 'clean_claims', 'held_claims', 'touched_claims', 'clean_claim_rate'],
};
const answer = { ...cleanRow, rows: [['40', '38', '1', '1', '0.9500']] };
const running = { is: 'running' } as const;

type Answer = Parameters<typeof memoryWarehouseQueries>[1];

function world(answerTo: Answer = () => answer, published: Published | undefined = march) {
  let now = '2026-03-21T08:10:00.000Z';
  let current = published;
  const queries = memoryWarehouseQueries('claimwright_test', answerTo);
  const pauses: number[] = [];
  const parts = {
    clock: { now: () => Instant.parse(now) },
    sha256: sha256Hex,
    queries,
    publications: {
      published: (practiceId: PracticeId) =>
        Promise.resolve(practiceId.startsWith('cedar') || practiceId === 'birch-lane' ? current : undefined),
    },
    pause: (milliseconds: number) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  };
  return {
    queries,
    pauses,
    goOnTo: (at: string) => {
      now = at;
    },
    publish: (next: Published) => {
      current = next;
    },
    /** What the function answers is always as its contract says. */
    ask: async (request: unknown) => RunReportAnswer.parse(await runReportStep(request, parts)),
  };
}

const practiceId = 'cedar-hill';
const clean = { ask: 'run', practiceId, reportName: 'clean-claim-rate' };

describe('The reports on the warehouse', () => {
  test('are listed with their formulas, their columns and the day that is published', async () => {
    const listed = await world().ask({ ask: 'list', practiceId });
    expect(listed).toMatchObject({ outcome: 'listed', published: march });
    const names = listed.outcome === 'listed' ? listed.reports.map(({ name }) => name) : [];
    expect(names).toEqual(warehouseReports.map(({ name }) => name));
    expect(JSON.stringify(listed)).not.toMatch(/SELECT /);
  });

  test('are listed also before anything is published, and then are not run', async () => {
    const empty = world();
    const elsewhere = { practiceId: 'aspen-court' };
    expect(await empty.ask({ ask: 'list', ...elsewhere })).not.toHaveProperty('published');
    expect(await empty.ask({ ...clean, ...elsewhere })).toEqual({ outcome: 'nothing-published' });
    expect(empty.queries.started).toEqual([]);
  });

  test('answer with values by the types of their columns', async () => {
    const { ask } = world();
    expect(await ask(clean)).toMatchObject({
      outcome: 'answered',
      report: 'clean-claim-rate',
      published: march,
      rows: [[40, 38, 1, 1, '0.9500']],
      isCut: false,
    });
  });

  test('fail aloud where the engine gives other columns than the report has', async () => {
    const { ask } = world(() => ({ columns: ['something_else'], rows: [] }));
    await expect(ask(clean)).rejects.toThrow(/clean-claim-rate has the columns something_else/);
  });

  test('say that there are more rows than are handed out', async () => {
    const { rows } = answer;
    const { ask } = world(() => ({
      ...answer,
      rows: Array.from({ length: mostReportRows + 1 }, () => rows[0] ?? []),
    }));
    const told = await ask(clean);
    expect(told.outcome === 'answered' && [told.rows.length, told.isCut]).toEqual([mostReportRows, true]);
  });
});

describe('What a report is asked of', () => {
  test.each([
    [
      'nothing: the month up to the last published day',
      {},
      { from: '2026-03-01', to: '2026-03-20', asOf: '2026-03-20' },
    ],
    [
      'a month that is over: as of its end',
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-02-01', to: '2026-02-28', asOf: '2026-02-28' },
    ],
    [
      'a day: the month up to it',
      { asOf: '2026-01-15' },
      { from: '2026-01-01', to: '2026-01-15', asOf: '2026-01-15' },
    ],
    [
      'a past period as it is known by now',
      { to: '2026-01-31', asOf: '2026-03-20' },
      { from: '2026-01-01', to: '2026-01-31', asOf: '2026-03-20' },
    ],
  ])('is, of %s', async (_, question, asked) => {
    const { ask, queries } = world();
    expect(await ask({ ...clean, ...question })).toMatchObject({ outcome: 'answered', asked });
    expect(queries.started).toHaveLength(1);
    expect(queries.started[0]).toContain(`DATE '${asked.from}' AS from_date, DATE '${asked.to}' AS to_date`);
    expect(queries.started[0]).toContain(`posting_date <= DATE '${asked.asOf}'`);
  });

  test.each([
    ['a day that is not published yet', { asOf: '2026-03-21' }, /asOf: found 2026-03-21.*up to 2026-03-20/],
    [
      'a period that begins after it ends',
      { from: '2026-03-19', to: '2026-03-02' },
      /from: the period must not begin/,
    ],
    [
      'a period that ends after the day as of which it is asked',
      { to: '2026-03-09', asOf: '2026-03-08' },
      /to: the period/,
    ],
    ['a day that is none', { asOf: '2026-02-30' }, /asOf/],
    [
      'a column that the report does not have',
      { where: [{ column: 'payer_id', value: 'JUNIP' }] },
      /no column payer_id; it has submitted_claims/,
    ],
    ['a count that is a text', { where: [{ column: 'held_claims', value: '1' }] }, /held_claims is of count/],
  ])('is refused with words where it is %s', async (_, question, words) => {
    const { ask, queries } = world();
    const told = await ask({ ...clean, ...question });
    expect(told.outcome).toBe('refused');
    expect(JSON.stringify(told)).toMatch(words);
    expect(queries.started).toEqual([]);
  });

  test('is not found where no report has the name, and the names are told', async () => {
    const told = await world().ask({ ...clean, reportName: 'clean-claims' });
    expect(told).toMatchObject({ outcome: 'refused', because: 'not-found' });
    expect(JSON.stringify(told)).toContain('clean-claim-rate');
  });

  test('keeps rows with a value apart, and a quote in the value stays text', async () => {
    const { ask, queries } = world(() => running);
    const where = [
      { column: 'payer_id', value: "O'Neill' OR practice_id <> 'x" },
      { column: 'charge_amount', value: -1205 },
      { column: 'service_date', value: null },
      { column: 'is_clean', value: true },
    ];
    await ask({ ask: 'run', practiceId, reportName: 'submitted-claims', where });
    expect(queries.started[0]).toContain(
      "WHERE payer_id = 'O''Neill'' OR practice_id <> ''x' AND charge_amount = CAST('-12.05' AS DECIMAL(18,2)) AND service_date IS NULL AND is_clean = true\nORDER BY",
    );
  });
});

describe('A query of a report', () => {
  test('is one for all who ask the same in the same hour, and another after the next publication', async () => {
    const { ask, queries, goOnTo, publish } = world();
    await ask(clean);
    goOnTo('2026-03-21T08:59:59.000Z');
    await ask({ ...clean, asOf: '2026-03-20' });
    expect(queries.started).toHaveLength(1);
    publish({ ...march, at: Instant.parse('2026-03-21T08:59:00.000Z') });
    await ask(clean);
    expect(queries.started).toHaveLength(2);
    goOnTo('2026-03-21T09:00:00.000Z');
    await ask(clean);
    expect(queries.started).toHaveLength(3);
    await ask({ ...clean, practiceId: 'birch-lane' });
    expect(queries.started).toHaveLength(4);
    expect(queries.started[3]).toContain("practice_id = 'birch-lane'");
    expect(queries.started[3]).not.toContain('cedar-hill');
  });

  test('that takes longer is asked for by its id, until its rows are there', async () => {
    const { ask, queries, pauses } = world(() => running);
    const first = ReportStillRunning.parse(await ask(clean));
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(2000);
    const again = {
      ask: 'answer',
      practiceId,
      reportName: first.report,
      queryId: first.queryId,
      ...first.asked,
    };
    expect(await ask(again)).toMatchObject({ outcome: 'still-running', queryId: first.queryId });
    queries.come(first.queryId, answer);
    expect(await ask(again)).toMatchObject({ outcome: 'answered', rows: [[40, 38, 1, 1, '0.9500']] });
    expect(queries.started).toHaveLength(1);
  });

  test('is told to nobody who cannot ask its question', async () => {
    const { ask, queries } = world(() => running);
    const first = ReportStillRunning.parse(await ask(clean));
    queries.come(first.queryId, answer);
    const again = {
      ask: 'answer',
      practiceId,
      reportName: first.report,
      queryId: first.queryId,
      ...first.asked,
    };
    const others = [
      { ...again, practiceId: 'birch-lane' },
      { ...again, practiceId: 'cedar' },
      { ...again, reportName: 'acceptance-rate' },
      { ...again, to: '2026-03-19' },
      { ...again, queryId: WarehouseQueryId.parse('query-99999999') },
    ];
    for (const other of others) {
      expect(await ask(other)).toMatchObject({ outcome: 'refused', because: 'not-found' });
    }
  });

  test('that failed is told with why, and tried anew when it is asked again, but not without end', async () => {
    const { ask, queries } = world(() => running);
    const why = 'Query exhausted resources at this scale factor';
    const told: unknown[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { queryId, asked, report } = ReportStillRunning.parse(await ask(clean));
      queries.come(queryId, { is: 'failed', why });
      told.push(await ask({ ask: 'answer', practiceId, reportName: report, queryId, ...asked }));
    }
    expect(told).toEqual(
      told.map(() => ({ outcome: 'refused', problems: [expect.stringContaining(`failed: ${why}`)] })),
    );
    expect(await ask(clean)).toMatchObject({ outcome: 'refused' });
    expect(queries.started).toHaveLength(5);
    expect(await ask(clean)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/failed/)],
    });
  });

  test('that was broken off says so, and what to do', async () => {
    const { ask, queries } = world(() => running);
    const { queryId, asked, report } = ReportStillRunning.parse(await ask(clean));
    queries.come(queryId, { is: 'cancelled', why: `Query cancelled by user${'.'.repeat(900)}` });
    const told = await ask({ ask: 'answer', practiceId, reportName: report, queryId, ...asked });
    expect(JSON.stringify(told)).toContain('broken off: Query cancelled by user');
    expect(JSON.stringify(told)).toContain('Ask the report again');
    expect(JSON.stringify(told).length).toBeLessThan(600);
  });
});
