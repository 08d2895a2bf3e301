import { readFileSync } from 'node:fs';
import type { CodeSetEdition, CodeSetKind } from '#contracts/code-sets.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import type { StartRun } from '../measure-tables.ts';

/**
 * What the scrubber does when it is started: the first decision asks the pairs and the diagnoses, which are then read
 * and opened, and is made again. Prints a {@link StartRun}.
 */
const [pairsPath = '', diagnosesPath = ''] = process.argv.slice(2);
const started = process.cpuUsage();
const day = '2026-10-05' as PlainDate;
const stored = (kind: CodeSetKind, tableKey: string): CodeSetEdition => ({
  kind,
  edition: 'made',
  from: '2026-10-01' as PlainDate,
  isWhole: true,
  lacks: [],
  rowCount: 0,
  sha256: '0'.repeat(64),
  packedAs: 1,
  tableKey,
  tableBytes: 1,
  loadedAt: '2026-10-01T00:00:00.000Z' as Instant,
  source: 'made',
  files: [],
});
const editions = [stored('ncci-ptp-practitioner', pairsPath), stored('icd-10-cm', diagnosesPath)];
const tables = tablesInForce(
  {
    registers: () =>
      Promise.resolve(editions.map((edition) => ({ kind: edition.kind, revision: 1, editions: [edition] }))),
    getTable: ({ tableKey }) => Promise.resolve(readFileSync(tableKey)),
  },
  seedTables,
  { now: () => '2026-10-05T12:00:00.000Z' as Instant },
);
const decide = (): Promise<unknown> =>
  tables.decide((now) => [
    now.practitionerPairs.inForceOn(day)?.find('10000', '10006', day),
    now.diagnoses.inForceOn(day)?.find('A10000'),
  ]);
const workedFor = async (doIt: () => Promise<unknown>): Promise<number> => {
  const before = process.threadCpuUsage();
  await doIt();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};
const first = await workedFor(decide);
const next = await workedFor(decide);
const run: StartRun = {
  programMilliseconds: (started.user + started.system) / 1000,
  firstDecisionMilliseconds: first,
  nextDecisionMilliseconds: next,
  memoryMebibytes: process.memoryUsage.rss() / 2 ** 20,
};
process.stdout.write(JSON.stringify(run));
