import { asyncProperty, assert, constantFrom, integer, record, array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { factTables, type FactName } from '#contracts/warehouse/tables.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { dimension, fact } from '../fact-rows.ts';
import { ReportWarehouse, type Answer, type WarehouseRows } from '../report-warehouse.ts';
import { claimCases } from './claim-cases.ts';
import { denialCases } from './denial-cases.ts';
import { moneyCases } from './money-cases.ts';
import { payerCases } from './payer-cases.ts';
import { receivableCases } from './receivable-cases.ts';
import { workCases } from './work-cases.ts';

let warehouse: ReportWarehouse;
beforeAll(async () => {
  warehouse = await ReportWarehouse.open();
});
afterAll(() => warehouse.close());

/** The rows of all cases together: books in which much has happened. */
const books: readonly WarehouseRows[] = [
  claimCases,
  denialCases,
  moneyCases,
  payerCases,
  receivableCases,
  workCases,
].flatMap((family) => Object.values(family).flatMap((cases) => cases.slice(0, 1).map(({ rows }) => rows)));

async function answers(question: ReportQuestion): Promise<ReadonlyMap<string, Answer[]>> {
  const found = new Map<string, Answer[]>();
  for (const report of warehouseReports) {
    found.set(report.name, await warehouse.ask(report, question));
  }
  return found;
}

const columnsOf = (name: FactName): readonly string[] =>
  factTables.find((table) => table.name === name)?.columns.map((column) => column.name) ?? [];

/** A fact about claims, payers and tasks that the books know already, which would change any report that saw it. */
const lateFact = record({
  table: constantFrom(...factTables.map(({ name }) => name)),
  claim: integer({ min: 1, max: 6 }),
  amount: integer({ min: -500_00, max: 500_00 }),
  daysLate: integer({ min: 1, max: 400 }),
  account: constantFrom(
    'payer-receivable',
    'denial-pending',
    'charges',
    'cash-in-transit',
    'write-off',
    'suspense',
  ),
  cause: constantFrom('charge', 'adjudication', 'reversal', 'write-off', 'payment'),
});

function rowOf(
  { table, claim, amount, account, cause }: Parameters<Parameters<typeof lateFact.map>[0]>[0],
  at: object,
) {
  const wanted: Readonly<Record<string, unknown>> = {
    claim_id: `C${claim}`,
    payer_id: 'JUNIP',
    account,
    cause,
    amount,
    charge_amount: amount,
    denied_amount: amount,
    kind: table === 'task_event' ? 'denial' : 'denied',
    event: 'worked',
    task_id: `T${claim}`,
    from_state: null,
    to_state: 'ready-to-submit',
    claim_version: 99,
    service_date: '2026-03-02',
    ...at,
  };
  const known = new Set(columnsOf(table));
  return fact(table, Object.fromEntries(Object.entries(wanted).filter(([name]) => known.has(name))));
}

describe('What is asked as of a day', () => {
  const asked = { asOf: '2026-04-30', from: '2026-03-01', to: '2026-03-31' };

  test('is answered the same whatever is posted later, by any report', async () => {
    let run = 0;
    await assert(
      asyncProperty(array(lateFact, { minLength: 5, maxLength: 30 }), async (late) => {
        run += 1;
        const practiceId = `posted-later-${run}`;
        const question = ReportQuestion.parse({ ...asked, practiceId });
        for (const rows of books) {
          await warehouse.add(practiceId, rows);
        }
        const before = await answers(question);
        for (const one of late) {
          const day = new Date(Date.UTC(2026, 3, 30 + one.daysLate)).toISOString().slice(0, 10);
          await warehouse.add(practiceId, { [one.table]: [rowOf(one, { posting_date: day })] });
        }
        await warehouse.add(practiceId, {
          dim_payer: [
            dimension('dim_payer', {
              payer_id: 'JUNIP',
              payer_group: 'medicaid',
              valid_from: '2026-05-01T00:00:00.000Z',
            }),
          ],
        });
        expect(await answers(question)).toEqual(before);
      }),
      { numRuns: 2 },
    );
  });

  test('and as it was known at a moment, the same whatever becomes known later', async () => {
    let run = 0;
    await assert(
      asyncProperty(array(lateFact, { minLength: 5, maxLength: 30 }), async (late) => {
        run += 1;
        const practiceId = `known-later-${run}`;
        const question = ReportQuestion.parse({ ...asked, practiceId, knownAt: '2026-05-10T00:00:00.000Z' });
        for (const rows of books) {
          await warehouse.add(practiceId, rows);
        }
        const before = await answers(question);
        for (const one of late) {
          const knownAt = new Date(Date.UTC(2026, 4, 9 + one.daysLate)).toISOString();
          await warehouse.add(practiceId, {
            [one.table]: [rowOf(one, { posting_date: '2026-03-15', known_at: knownAt })],
          });
        }
        expect(await answers(question)).toEqual(before);
      }),
      { numRuns: 2 },
    );
  });

  test('is answered otherwise where it was posted in time, so that the two above could fail', async () => {
    const practiceId = 'in-time';
    const question = ReportQuestion.parse({ ...asked, practiceId });
    for (const rows of books) {
      await warehouse.add(practiceId, rows);
    }
    const before = await answers(question);
    const one = { claim: 1, amount: 123_45, daysLate: 0, account: 'charges', cause: 'charge' } as const;
    for (const { name: table } of factTables) {
      await warehouse.add(practiceId, {
        [table]: [rowOf({ ...one, table }, { posting_date: '2026-03-15' })],
      });
    }
    const after = await answers(question);
    const changed = [...before].filter(
      ([name, rows]) => JSON.stringify(rows) !== JSON.stringify(after.get(name)),
    );
    expect(changed.length).toBeGreaterThan(30);
  });
});
