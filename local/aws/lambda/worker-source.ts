import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let source: string | undefined;

/**
 * The worker's program as one JavaScript text. It is built once in a process: a thread that has to strip the
 * types itself starts 50 ms later, and a busy machine starts many.
 */
export function workerSource(): string {
  if (source === undefined) {
    const built = buildSync({
      entryPoints: [fileURLToPath(new URL('worker-main.ts', import.meta.url))],
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
    source = file.text;
  }
  return source;
}
