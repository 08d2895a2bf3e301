import { TrinoSQL } from 'dt-sql-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#domain/calendar/plain-date.ts';
import { PlainDate } from '#contracts/dates.ts';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { findWarehouseReport, warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { parametersOf, prepareReport, statementNameOf } from '#domain/reports/warehouse/prepare-report.ts';
import { dimension } from '../fact-rows.ts';
import { ReportWarehouse, schema, type Answer } from '../report-warehouse.ts';
import { claimCases } from './claim-cases.ts';
import { denialCases } from './denial-cases.ts';
import { moneyCases } from './money-cases.ts';
import { payerCases } from './payer-cases.ts';
import { receivableCases } from './receivable-cases.ts';
import { workCases } from './work-cases.ts';

const families = [claimCases, denialCases, moneyCases, payerCases, receivableCases, workCases];
/** The books of every case, each a practice of its own, with a practice beside it that must not be seen. */
const cases = families
  .flatMap((family) =>
    Object.entries(family).flatMap(([name, ofReport]) =>
      ofReport.map(({ title, rows, asOf = '2026-04-30', from, to = asOf }) => ({
        name,
        title,
        rows,
        asked: { asOf, from: from ?? `${to.slice(0, 7)}-01`, to },
      })),
    ),
  )
  .map((one, index) => ({ ...one, practiceId: `practice-${index}` }));
type Asked = (typeof cases)[number]['asked'];
/** The last day of which anything is known: all of it, and less than all. */
const knownOns = ['2099-12-31', '2026-03-20'];

let warehouse: ReportWarehouse;
beforeAll(async () => {
  warehouse = await ReportWarehouse.open();
  for (const { practiceId, rows } of cases) {
    await warehouse.add(practiceId, { dim_practice: [dimension('dim_practice', {})], ...rows });
  }
});
afterAll(() => warehouse.close());

async function executed(
  name: string,
  practiceId: string,
  asked: Asked,
  knownOn = '2099-12-31',
): Promise<Answer[]> {
  const report = findWarehouseReport(name);
  const values: Readonly<Record<string, string>> = {
    practice_id: practiceId,
    from_date: asked.from,
    to_date: asked.to,
    as_of: asked.asOf,
    known_on: knownOn,
  };
  return warehouse.rowsOf(
    prepareReport(report, schema),
    parametersOf(report).map((parameter) => values[parameter] ?? ''),
  );
}

describe.each(warehouseReports)('The prepared report $name', (report) => {
  const statement = prepareReport(report, schema);

  test('is a statement of Trino by a name that Athena takes, and no longer than Athena takes', () => {
    expect(new TrinoSQL().validate(statement)).toEqual([]);
    expect(statementNameOf(report)).toMatch(/^[a-z][a-z0-9_]{1,255}$/);
    expect(statement.length).toBeLessThan(262_144);
  });

  test('has each of its parameters once, in a WHERE clause, where alone Athena takes them', () => {
    const inWhere = [...statement.matchAll(/WHERE (\w+) = (?:CAST\(\? AS DATE\)|\?)\)/g)];
    expect(inWhere).toHaveLength(parametersOf(report).length);
    expect(statement.split('?')).toHaveLength(inWhere.length + 1);
    const [practice, ...days] = [...statement.matchAll(/\? AS DATE\)\) AS the_(\w+)|= (\?)\)/g)];
    expect(practice?.[2]).toBe('?');
    expect(['practice_id', ...days.map(([, name]) => name)]).toEqual(parametersOf(report));
  });
});

describe.each(knownOns)(
  'Known up to the end of %s, a prepared report answers as the report does',
  (knownOn) => {
    const knownAt = `${addDays(PlainDate.parse(knownOn), 1)}T00:00:00.000Z`;

    test.each(cases)('$name $title', async ({ name, practiceId, asked }) => {
      const report = findWarehouseReport(name);
      const { from, to, asOf } = asked;
      const question = ReportQuestion.parse({
        practiceId,
        asOf,
        ...(report.asks === 'period' ? { from, to } : {}),
        knownAt,
      });
      const answer = await warehouse.ask(report, question);
      expect(await executed(name, practiceId, asked, knownOn)).toEqual(answer);
    });
  },
);

describe('A prepared report has no rows', () => {
  const asked = { from: '2026-03-01', to: '2026-03-31', asOf: '2026-04-30' };
  const [{ practiceId }] = cases as [(typeof cases)[number]];

  test('of a practice that is not there', async () => {
    for (const { name } of warehouseReports) {
      expect(await executed(name, 'nowhere', asked)).toEqual([]);
    }
  });

  test.each([{ from: '2026-04-01' }, { asOf: '2026-03-30' }])(
    'of a period that is none: %o',
    async (wrong) => {
      expect(await executed('month-end-close-pack', practiceId, asked)).not.toEqual([]);
      expect(await executed('month-end-close-pack', practiceId, { ...asked, ...wrong })).toEqual([]);
    },
  );
});
