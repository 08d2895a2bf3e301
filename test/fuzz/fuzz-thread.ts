import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { bytesOf, samples } from '../../docs/x12-samples.ts';
import { checkSpoiledFile } from './check-spoiled-file.ts';
import { emptyTally } from './fuzz-report.ts';
import { seedFiles } from './seed-files.ts';
import { spoiledFile } from './spoiled-file.ts';

/** Good files of each guide; those that others made come in addition. */
const filesOfEachGuide = 12;
const longestSampleBytes = 60_000;
const progressEvery = 2000;

const { seed, first, count, seconds } = z
  .object({ seed: z.number(), first: z.number(), count: z.number(), seconds: z.number() })
  .parse(workerData);

const tell = (message: unknown): void => parentPort?.postMessage(message, []);
const others = samples.map(bytesOf).filter((bytes) => bytes.length <= longestSampleBytes);
const [one = new Uint8Array(), ...more] = [...seedFiles(seed, filesOfEachGuide), ...others];
const tally = emptyTally({ written: 1 + more.length - others.length, samples: others.length });
const deadline = performance.now() + seconds * 1000;

let isSound = true;
for (let caseNumber = first; caseNumber < first + count && performance.now() < deadline; caseNumber++) {
  const file = spoiledFile(seed, caseNumber, [one, ...more]);
  try {
    tally.verdicts[checkSpoiledFile(file)]++;
  } catch (error) {
    isSound = false;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ kind: 'failed', caseNumber, spoiledBy: file.spoiledBy.join(', '), reason });
    break;
  }
  tally.files++;
  tally.bytes += file.bytes.length;
  for (const name of file.spoiledBy) tally.spoiledBy[name] = (tally.spoiledBy[name] ?? 0) + 1;
  if (tally.files % progressEvery === 0) tell({ kind: 'progress', caseNumber, done: tally.files });
}
if (isSound) tell({ kind: 'finished', tally });
