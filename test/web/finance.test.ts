import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Month } from '#contracts/periods.ts';
import type {
  ColumnTold,
  ReportAnswered,
  ReportRun,
  ReportTold,
  ReportValue,
} from '#contracts/warehouse/run-report.ts';
import { WarehouseQueryId } from '#contracts/warehouse/run-report.ts';
import { findWarehouseReport, warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { chartOf, over90Steps } from '../../web/pages/finance/chart-data.ts';
import { changeOf, figureOf, keyFigures } from '../../web/pages/finance/key-figures.ts';
import { reportsThatMatch } from '../../web/pages/finance/library.ts';
import {
  addressOfReport,
  dayKnown,
  endOfDay,
  lastPublishedMonth,
  monthAfter,
  monthBefore,
  questionIn,
  questionOfMonth,
  questionOfYear,
} from '../../web/pages/finance/report-question.ts';
import { addressBehind, columnWords, rowsOf, tableColumns } from '../../web/pages/finance/report-table.ts';
import { reportToItsEnd } from '../../web/pages/finance/report-to-its-end.ts';
import { reportCsv } from '../../web/pages/reports/report-columns.ts';

const day = (text: string) => PlainDate.parse(text);
const month = (text: string) => Month.parse(text);
const published = { through: day('2026-03-20'), at: Instant.parse('2026-03-21T06:00:00.000Z') };

const told = warehouseReports.map(({ drillsInto, ...report }): ReportTold => ({
  ...report,
  columns: [...report.columns],
  ...(drillsInto && { drillsInto: { ...drillsInto, by: [...drillsInto.by] } }),
}));
const toldOf = (name: string): ReportTold => {
  const found = told.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`There is no report ${name}`);
  }
  return found;
};

/** An answer of a report with these values; columns that are not named are empty. */
function answerOf(name: string, rows: readonly Readonly<Record<string, ReportValue>>[]): ReportAnswered {
  const columns: ColumnTold[] = [...findWarehouseReport(name).columns];
  return {
    outcome: 'answered',
    report: name,
    asked: { asOf: day('2026-03-20'), from: day('2026-03-01'), to: day('2026-03-20') },
    published,
    columns,
    rows: rows.map((row) => columns.map((column) => row[column.name] ?? null)),
    isCut: false,
  };
}

describe('What a month is asked of', () => {
  test('is up to its end, as it stood then', () => {
    expect(questionOfMonth(month('2026-02'), published)).toEqual({
      asOf: '2026-02-28',
      from: '2026-02-01',
      to: '2026-02-28',
    });
  });

  test('is up to the last published day while the month goes on', () => {
    expect(lastPublishedMonth(published)).toBe('2026-03');
    expect(questionOfMonth(month('2026-03'), published)).toEqual({
      asOf: '2026-03-20',
      from: '2026-03-01',
      to: '2026-03-20',
    });
  });

  test('is as it was known when a day was over, where one is given', () => {
    const knownOn = day('2026-03-05');
    const question = questionOfMonth(month('2026-02'), published, knownOn);
    expect(question).toEqual({
      asOf: '2026-02-28',
      from: '2026-02-01',
      to: '2026-02-28',
      knownAt: '2026-03-06T00:00:00.000Z',
    });
    expect(questionOfYear(month('2026-02'), published, knownOn).knownAt).toBe(question.knownAt);
    expect(dayKnown(endOfDay(knownOn))).toBe(knownOn);
    expect(dayKnown(Instant.parse('2026-03-06T10:00:00.000Z'))).toBe('2026-03-06');
    expect(questionIn(addressOfReport('net-collection-rate', question).split('?')[1] ?? '')).toEqual(
      question,
    );
  });

  test('is of a year the twelve months that end with it', () => {
    expect(questionOfYear(month('2026-03'), published)).toMatchObject({
      from: '2025-04-01',
      to: '2026-03-20',
    });
    expect(questionOfYear(month('2024-12'), published)).toMatchObject({
      from: '2024-01-01',
      to: '2024-12-31',
    });
  });

  test('has a month before and one after it, also over the year', () => {
    expect([monthBefore(month('2026-01')), monthAfter(month('2025-12'))]).toEqual(['2025-12', '2026-01']);
  });
});

describe('The address of a report', () => {
  const question = {
    asOf: day('2026-03-20'),
    from: day('2026-03-01'),
    to: day('2026-03-20'),
    where: [
      { column: 'payer_id', value: 'A&B "C"' },
      { column: 'denial_cause', value: null },
      { column: 'is_clean', value: false },
      { column: 'line_index', value: 0 },
    ],
  };

  test('asks the same for whoever is given it', () => {
    const address = addressOfReport('denied-adjustments', question);
    expect(address).toMatch(/^\/finance\/reports\/denied-adjustments\?/);
    expect(questionIn(address.slice(address.indexOf('?')))).toEqual(question);
  });

  test.each([
    ['a day that is none', '?asOf=2026-02-30&to=2026-02-28', { to: '2026-02-28' }],
    ['conditions that are no JSON', '?where=[{', {}],
    ['conditions that are none', '?where=[{"column":"a;b","value":1}]', {}],
    ['nothing', '', {}],
  ])('asks nothing by %s', (_, search, asked) => {
    expect(questionIn(search)).toEqual(asked);
  });
});

describe('A report that is asked for', () => {
  const running: ReportRun = {
    outcome: 'still-running',
    report: 'clean-claim-rate',
    asked: questionOfMonth(month('2026-02'), published),
    published,
    queryId: WarehouseQueryId.parse('query-00000001'),
  };
  const done = answerOf('clean-claim-rate', []);

  test('is looked for until it is there, ever more rarely', async () => {
    const pauses: number[] = [];
    let looks = 0;
    const end = await reportToItsEnd({
      run: () => Promise.resolve(running),
      look: ({ queryId }) => {
        looks += 1;
        return Promise.resolve(looks < 7 && queryId === running.queryId ? running : done);
      },
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    });
    expect(end).toBe(done);
    expect(pauses).toEqual([1000, 1000, 2000, 3000, 5000, 5000, 5000]);
  });

  test('is not waited for without end', async () => {
    let waited = 0;
    await expect(
      reportToItsEnd({
        run: () => Promise.resolve(running),
        look: () => Promise.resolve(running),
        pause: (milliseconds) => {
          waited += milliseconds;
          return Promise.resolve();
        },
      }),
    ).rejects.toThrow('takes too long');
    expect(waited).toBeLessThan(620_000);
  });
});

describe('The key figures', () => {
  test.each(keyFigures.map((figure) => [figure.name, figure] as const))(
    '%s is a column of a report with one row',
    (_, { report, column }) => {
      const found = findWarehouseReport(report);
      expect(['rate', 'days']).toContain(found.columns.find(({ name }) => name === column)?.type);
      expect(found.drillsInto?.by).toEqual([]);
    },
  );

  const rate = (value: ReportValue) =>
    figureOf(answerOf('clean-claim-rate', [{ clean_claim_rate: value }]), 'clean_claim_rate');
  const days = (value: ReportValue) =>
    figureOf(answerOf('net-days-in-receivables', [{ net_days: value }]), 'net_days');

  test('are told to the decimals that they have, and not where there is none', () => {
    expect(rate('0.9512')?.text).toBe('95.12%');
    expect(rate('0.2900')?.text).toBe('29.00%');
    expect(days('41.3')?.text).toBe('41.3 days');
    expect(rate(null)).toBeUndefined();
    expect(figureOf(answerOf('clean-claim-rate', []), 'clean_claim_rate')).toBeUndefined();
    expect(figureOf({ outcome: 'nothing-published' }, 'net_days')).toBeUndefined();
  });

  test.each([
    [
      'a rate of which more is better',
      rate('0.9512'),
      rate('0.9500'),
      'more',
      'good',
      '0.12 points more, better',
    ],
    [
      'a rate of which less is better',
      rate('0.0500'),
      rate('0.0400'),
      'less',
      'danger',
      '1.00 points more, worse',
    ],
    ['days', days('41.3'), days('44.2'), 'less', 'good', '2.9 days less, better'],
    ['what did not move', days('41.3'), days('41.3'), 'less', 'plain', 'as the month before'],
  ] as const)('are compared with the month before: %s', (_, now, before, better, tone, words) => {
    expect(changeOf(now, before, better)).toEqual({ tone, words: expect.stringContaining(words) });
  });

  test('are not compared with a month that has none', () => {
    expect(changeOf(days('41.3'), undefined, 'less')).toBeUndefined();
  });
});

describe('The rows of a report', () => {
  const cause = toldOf('denials-by-cause');
  const answer = answerOf('denials-by-cause', [
    {
      denial_cause: 'authorization',
      claims: 4,
      denials: 5,
      denied_amount: 123_456,
      share_of_denied: '0.6000',
    },
    { denial_cause: null, claims: 1, denials: 1, denied_amount: -5, share_of_denied: null },
  ]);

  test('are saved with amounts in dollars and rates in percent', () => {
    expect(reportCsv(tableColumns(answer.columns), rowsOf(answer)).split('\r\n').slice(1)).toEqual([
      'authorization,4,5,1234.56,,60.00%',
      ',1,1,-0.05,,',
      '',
    ]);
  });

  test('lead to the claims behind them: the same question, of the rows that agree', () => {
    const behind = toldOf('denied-adjustments');
    const addresses = rowsOf(answer).map((row) => addressBehind(cause, behind, answer, row) ?? '');
    expect(addresses.map((address) => questionIn(address.slice(address.indexOf('?'))))).toEqual(
      ['authorization', null].map((value) => ({
        ...answer.asked,
        where: [{ column: 'denial_cause', value }],
      })),
    );
    expect(addresses[0]).toMatch(/^\/finance\/reports\/denied-adjustments\?/);
  });

  test('keep what they were found by, where the other report knows it', () => {
    const found = {
      ...answer,
      asked: {
        ...answer.asked,
        where: [
          { column: 'payer_id', value: 'JUNIP' },
          { column: 'denied_amount', value: 5 },
          { column: 'denial_cause', value: 'coding' },
        ],
      },
    };
    const [row = { values: [] }] = rowsOf(found);
    const address = addressBehind(cause, toldOf('denied-adjustments'), found, row) ?? '';
    expect(questionIn(address.slice(address.indexOf('?'))).where).toEqual([
      { column: 'payer_id', value: 'JUNIP' },
      { column: 'denial_cause', value: 'authorization' },
    ]);
  });

  test('lead nowhere from a report that ends with claims', () => {
    const ends = toldOf('denied-adjustments');
    expect(addressBehind(ends, undefined, answer, { values: [] })).toBeUndefined();
  });

  test('have a word above each column, no two the same in one report', () => {
    for (const { name, columns } of warehouseReports) {
      const words = columns.map((column) => columnWords(column.name));
      expect([name, new Set(words).size]).toEqual([name, columns.length]);
    }
  });
});

describe('The charts', () => {
  test('of ages add up who owes, and the share over 90 days leaves out what is owed back', () => {
    const aging = answerOf('aging-by-service-date', [
      { payer_group: 'medicare', days_0_to_30: 7000, days_91_to_120: 1000, credit_amount: -400 },
      { payer_group: 'patient', days_0_to_30: 500, days_over_120: 1500 },
    ]);
    expect(chartOf('aging-by-service-date', aging)?.points).toEqual(
      [
        ['0–30 days', 7500],
        ['31–60 days', 0],
        ['61–90 days', 0],
        ['91–120 days', 1000],
        ['Over 120 days', 1500],
      ].map(([label, owed]) => ({ label, amounts: { owed } })),
    );
    expect(over90Steps(aging)).toBe(2500);
    expect(over90Steps(answerOf('aging-by-service-date', []))).toBeUndefined();
  });

  test('of payers show the greatest first, by name where one is known, and the others in one bar', () => {
    const payers = Array.from({ length: 15 }, (_, place) => ({
      payer_id: `P${place}`,
      payer_name: place === 14 ? 'Juniper Health' : null,
      paid_amount: place * 100,
    }));
    const points = chartOf('payer-scorecard', answerOf('payer-scorecard', payers))?.points ?? [];
    expect(points.length).toBe(12);
    expect(points[0]).toEqual({ label: 'Juniper Health', amounts: { amount: 1400 } });
    expect(points.at(-1)).toEqual({ label: '3 others', amounts: { amount: 600 } });
  });

  test('of the roll-forward go month by month', () => {
    const months = answerOf('receivables-roll-forward', [
      { month: '2026-02', charge_amount: 5000, payment_amount: 3000, closing_amount: 9000 },
    ]);
    expect(chartOf('receivables-roll-forward', months)).toMatchObject({
      kind: 'months',
      points: [{ label: '2026-02', amounts: { charges: 5000, payments: 3000, closing: 9000 } }],
    });
  });

  test('are not drawn of nothing, nor of lists of claims', () => {
    expect(chartOf('denials-by-cause', answerOf('denials-by-cause', []))).toBeUndefined();
    expect(chartOf('aging-by-service-date', answerOf('aging-by-service-date', []))).toBeUndefined();
    expect(chartOf('open-receivables', answerOf('open-receivables', [{ amount: 5 }]))).toBeUndefined();
  });
});

describe('The library', () => {
  test.each([
    ['nothing: all of them', '', told.length],
    ['a word of a title', 'Roll-forward', 1],
    ['words in any order, of any size', 'AGING bill', 1],
    ['a word of no report', 'zebra', 0],
  ])('finds by %s', (_, words, count) => {
    expect(reportsThatMatch(told, words)).toHaveLength(count);
  });

  test('finds by the words of a group and of a column', () => {
    expect(reportsThatMatch(told, 'denials cause').map(({ name }) => name)).toContain('denials-by-cause');
    expect(reportsThatMatch(told, 'guarantor id').map(({ name }) => name)).toEqual([
      'statements-and-payments',
    ]);
  });
});
