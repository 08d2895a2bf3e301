import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** What the worker's program is made of; a change of any of them makes a new one. */
const entryPoint = fileURLToPath(new URL('./worker-main.ts', import.meta.url));
const sources = [entryPoint, fileURLToPath(new URL('../../runtime/clock.ts', import.meta.url))];

function build(): string {
  const built = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'silent',
  });
  const [file] = built.outputFiles;
  if (file === undefined) {
    throw new Error('The program of the worker threads could not be built from worker-main.ts.');
  }
  return file.text;
}

/**
 * The worker's program as one JavaScript text, kept in `folder` from one start to the next. A thread that has to
 * strip the types itself starts 50 ms later, and a busy machine starts many.
 */
export function workerSource(folder: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    hash.update(readFileSync(source));
  }
  const kept = path.join(folder, `worker-${hash.digest('hex').slice(0, 16)}.js`);
  if (existsSync(kept)) {
    return readFileSync(kept, 'utf8');
  }
  const text = build();
  mkdirSync(folder, { recursive: true });
  // Renamed into its place, so that a kill does not leave half a program there.
  const fresh = `${kept}.${randomUUID()}`;
  writeFileSync(fresh, text);
  renameSync(fresh, kept);
  return text;
}
