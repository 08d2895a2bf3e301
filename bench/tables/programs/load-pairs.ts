import { createReadStream, writeFileSync } from 'node:fs';
import type { PlainDate } from '#contracts/dates.ts';
import { packEdition } from '#domain/code-sets/pack-edition.ts';
import { readCodeSets } from '#domain/code-sets/read/read-code-sets.ts';
import type { LoadRun } from '../measure-tables.ts';

/** Loads one file of pairs as the loader does, writes the packed table, and prints a {@link LoadRun}. */
const [path = '', packedPath = ''] = process.argv.slice(2);
const startedAt = performance.now();
const before = process.cpuUsage();
let bytes = 0;
async function* counted(): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
    const piece = chunk as Uint8Array;
    bytes += piece.length;
    yield piece;
  }
}
async function* files() {
  yield await Promise.resolve({ name: 'made.txt', bytes: counted() });
}
const read = await readCodeSets(files(), {
  table: 'ncci-ptp-practitioner',
  edition: '2026Q4',
  from: '2026-10-01' as PlainDate,
  isSlice: true,
});
const edition = read.outcome === 'read' ? read.editions[0] : undefined;
if (edition === undefined) {
  throw new Error(read.outcome === 'refused' ? read.problem : 'no edition was read');
}
const packed = packEdition(edition);
const used = process.cpuUsage(before);
writeFileSync(packedPath, packed);
const run: LoadRun = {
  rows: edition.rowCount,
  bytes,
  packedBytes: packed.length,
  seconds: (performance.now() - startedAt) / 1000,
  processorSeconds: (used.user + used.system) / 1e6,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(run));
