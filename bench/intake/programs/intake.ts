import { openSync, readFileSync, readSync } from 'node:fs';
import { Practice } from '#contracts/practice.ts';
import { checkUpload, type MeasuredStage } from '../check-upload.ts';
import type { MeasuredFormat } from '../generate-intake.ts';
import type { IntakeRun } from '../measure-intake.ts';

/** Reads one file to its end, and prints an {@link IntakeRun}. */

const chunkBytes = 65_536;

function* chunksOf(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  const buffer = new Uint8Array(chunkBytes);
  for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
    yield buffer.subarray(0, read);
  }
}

const [format = '', path = '', practicePath = '', stage = ''] = process.argv.slice(2);
const practice = Practice.parse(JSON.parse(readFileSync(practicePath, 'utf8')));
const startedAt = performance.now();
const before = process.cpuUsage();
const threadBefore = process.threadCpuUsage();
const found = checkUpload(format as MeasuredFormat, chunksOf(path), practice, stage as MeasuredStage);
const ofThread = process.threadCpuUsage(threadBefore);
const used = process.cpuUsage(before);
const run: IntakeRun = {
  ...found,
  stage: stage as MeasuredStage,
  seconds: (performance.now() - startedAt) / 1000,
  threadSeconds: (ofThread.user + ofThread.system) / 1e6,
  processorSeconds: (used.user + used.system) / 1e6,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(run));
