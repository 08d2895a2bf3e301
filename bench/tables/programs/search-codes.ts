import { readFileSync } from 'node:fs';
import { openSearchIndex } from '#domain/code-sets/search/search-index.ts';
import { generateDiagnoses, randomNumbers } from '../generate-tables.ts';
import type { SearchRun } from '../measure-tables.ts';
import { worked } from '../worked.ts';

/** Opens a search index, searches it for words of its titles, and prints a {@link SearchRun}. */
const [count = '0', path = ''] = process.argv.slice(2);
const titles = generateDiagnoses(Number(count)).map(({ label }) => label);
const bytes = readFileSync(path);
const [index, openMilliseconds] = worked(() => openSearchIndex(bytes));

const random = randomNumbers(3);
const pick = (): string[] => (titles[Math.floor(random() * titles.length)] ?? '').split(' ');
/** A letter too many in the middle: no row has the word. */
const misspelt = (word: string): string => `${word.slice(0, 3)}q${word.slice(3)}`;
const queries = Array.from({ length: 400 }, (_, place) => {
  const [first = '', second = '', third = ''] = pick();
  return (
    [`${first} ${second}`, `${first} ${second} ${third}`, first.slice(0, 4), `${misspelt(second)} ${third}`][
      place % 4
    ] ?? ''
  );
});
const searchAll = (): number[] => queries.map((query) => worked(() => index.search(query))[1]);
// The first round is slower, since nothing is compiled yet; a function that is called now and then is as slow.
const slowestFirstMilliseconds = Math.max(...searchAll());
// The clock of a thread moves in steps: the mean is right, and a single search a step wrong at most.
const times = searchAll().toSorted((one, other) => one - other);
const run: SearchRun = {
  rows: index.rowCount,
  bytes: bytes.length,
  openMilliseconds,
  slowestFirstMilliseconds,
  meanMilliseconds: times.reduce((sum, time) => sum + time, 0) / times.length,
  mostMilliseconds: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
};
process.stdout.write(JSON.stringify(run));
