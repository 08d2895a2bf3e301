import { readFileSync } from 'node:fs';
import type { PlainDate } from '#contracts/dates.ts';
import { openTable } from '#domain/code-sets/packed/pack.ts';
import { codeAt, randomNumbers } from '../generate-tables.ts';
import type { AskRun } from '../measure-tables.ts';
import { worked } from '../worked.ts';

/** Reads and opens a packed table of pairs, asks it, and prints an {@link AskRun}. */
const [path = ''] = process.argv.slice(2);
const memoryBefore = process.memoryUsage.rss();
const [bytes, readMilliseconds] = worked(() => readFileSync(path));
const [table, openMilliseconds] = worked(() => openTable(bytes, 'ncci-ptp-practitioner'));

const random = randomNumbers(99);
const lookups = 1_000_000;
const day = '2026-10-05' as PlainDate;
// Half of what is asked is in the table; the codes of the other half are, as those of most claims are.
const step = Math.max(Math.floor(table.rowCount / 2_048), 1);
const asked: (readonly [string, string])[] = [];
let place = 0;
for (const { column1, column2 } of table.rows()) {
  if (place % step === 0) {
    asked.push([column1, column2], [column1, codeAt(Math.floor(random() ** 3 * 14_800))]);
  }
  place += 1;
}
let found = 0;
const ask = (count: number): void => {
  for (let index = 0; index < count; index++) {
    const [one, other] = asked[(index * 40_503) % asked.length] ?? ['', ''];
    found += table.find(one, other, day) === undefined ? 0 : 1;
  }
};
ask(50_000);
found = 0;
const [, milliseconds] = worked(() => ask(lookups));
const run: AskRun = {
  rows: table.rowCount,
  readMilliseconds,
  openMilliseconds,
  lookups,
  foundShare: found / lookups,
  lookupSeconds: milliseconds / 1000,
  addedMebibytes: (process.memoryUsage.rss() - memoryBefore) / 2 ** 20,
};
process.stdout.write(JSON.stringify(run));
