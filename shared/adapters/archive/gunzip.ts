import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ArchiveLimits } from '#domain/intake/frame/limits.ts';
import { damaged, expandsTooMuch, tooLarge } from './archive-problems.ts';

const chunkSize = 65_536;

/**
 * Unpacks gzip as it arrives, a piece at a time.
 * Errors: `UnreadableUpload` when it is damaged, or unpacks to more than it may; errors of the source as they are.
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array> {
  const inflater = createGunzip({ chunkSize });
  const feeding = pipeline(Readable.from(source), inflater);
  // What goes wrong is seen by whoever reads; a reader who stops early is nothing wrong.
  feeding.catch(() => undefined);
  let unpacked = 0;
  try {
    for await (const chunk of inflater as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > limits.expandedBytes) {
        throw tooLarge(`more than ${limits.expandedBytes} bytes unpacked`, limits);
      }
      if (unpacked > limits.ratioFreeBytes && unpacked > limits.expansionRatio * inflater.bytesWritten) {
        throw expandsTooMuch(`${unpacked} bytes out of ${inflater.bytesWritten}`, limits);
      }
      yield chunk;
    }
  } catch (error) {
    throw isZlibFault(error) ? damaged(`gzip that cannot be unpacked after ${unpacked} bytes`) : error;
  } finally {
    inflater.destroy();
  }
}

function isZlibFault(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
  );
}
