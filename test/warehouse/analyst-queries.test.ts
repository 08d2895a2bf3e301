import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { walkStart } from '../events/sample-walk.ts';
import {
  exportAll,
  factsIn,
  live,
  openExportWorld,
  sampleHistory,
  totalDays,
} from './export/export-world.ts';
import { ReportWarehouse, schema } from './report-warehouse.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/guides/analyst-queries.md'), 'utf8');
/** Each heading with its statement and the table below it. */
const asked = page
  .split('\n## ')
  .slice(1)
  .map((part) => {
    const [, title = '', sql = '', table = ''] =
      /^([^\n]+)\n[\s\S]*?```sql\n([\s\S]*?)```\s*([\s\S]*)$/.exec(part) ?? [];
    return { title, sql, table: table.trim() };
  });

let warehouse: ReportWarehouse;

beforeAll(async () => {
  const whole = sampleHistory();
  const opened = await openExportWorld();
  await live(opened, [...whole]);
  await totalDays(opened, addDays(dateOf(whole.at(-1)?.at ?? walkStart), 1));
  await exportAll(opened);
  const { world, practiceId } = opened;
  warehouse = await ReportWarehouse.open();
  const days = await world.exportBook.days(practiceId, dateOf(walkStart), PlainDate.parse('9999-12-31'));
  for (const day of days) {
    const facts = await factsIn(day, opened);
    await warehouse.add(practiceId, Object.fromEntries(facts));
  }
  await warehouse.connection.run(`SET schema = '${schema}'`);
});

afterAll(() => warehouse.close());

test('The page of analysts has a series of questions', () => {
  expect(asked.length).toBeGreaterThan(7);
  expect(asked.filter(({ sql }) => sql === '')).toEqual([]);
});

test.each(asked)('$title', async ({ sql, table }) => {
  const found = await warehouse.connection.runAndReadAll(sql);
  const rows = found.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
  const lines = [found.columnNames(), ...rows];
  expect(rowsOfTable(table)).toEqual(lines);
});

/** The cells of a table in Markdown, without the line below its head. */
function rowsOfTable(table: string): string[][] {
  return table
    .split('\n')
    .filter((line, index) => line.startsWith('|') && index !== 1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
