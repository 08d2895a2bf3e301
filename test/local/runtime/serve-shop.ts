// A process of its own for killed.test.ts: serves the application of its arguments until it is killed.
import { writeSync } from 'node:fs';
import { startRuntime } from '../../../local/runtime/runtime.ts';

const [, , cdkOut, dataFolder] = process.argv;
if (cdkOut === undefined || dataFolder === undefined) {
  throw new Error('The folders of the application and its data are missing.');
}
const runtime = await startRuntime({
  cdkOut,
  dataFolder,
  port: 0,
  clock: 'jump',
  startAt: Date.UTC(2026, 0, 1),
});
writeSync(1, `ready ${runtime.url}\n`);
await runtime.stopped;
