import type { ArchiveLimits } from '#domain/intake/frame/limits.ts';
import type { ContentEntry, StoredBytes, UploadContents } from '#ports/upload-contents.ts';
import { nested, storedTooLarge } from './archive-problems.ts';
import { gunzip } from './gunzip.ts';
import { openZip } from './open-zip.ts';

type Packing = 'plain' | 'gzip' | 'zip';

/** Bytes that tell how a file is packed. */
const packingBytes = 4;

/** Opens uploads that are plain, gzip or zip, and unpacks in memory that does not grow with them. */
export const uploadContents: UploadContents = {
  async open(stored: StoredBytes, limits: ArchiveLimits): Promise<readonly ContentEntry[]> {
    if (stored.sizeBytes > limits.storedBytes) {
      throw storedTooLarge(stored.sizeBytes, limits);
    }
    const packing = packingOf(await startOf(stored));
    if (packing === 'zip') {
      const entries = await openZip(stored, limits);
      return entries.map((entry) => ({
        ordinal: entry.ordinal,
        name: entry.name,
        read: (fromByte) => from(unpacked(entry.read(), limits), fromByte),
      }));
    }
    const read = (fromByte: number): AsyncIterable<Uint8Array> =>
      packing === 'gzip'
        ? from(onceUnpacked(gunzip(stored.read(0), limits)), fromByte)
        : stored.read(fromByte);
    return [{ ordinal: 1, name: '', read }];
  },
};

async function startOf(stored: StoredBytes): Promise<Uint8Array> {
  if (stored.sizeBytes === 0) {
    return new Uint8Array(0);
  }
  const start: number[] = [];
  for await (const chunk of stored.read(0, Math.min(packingBytes, stored.sizeBytes))) {
    start.push(...chunk.subarray(0, packingBytes - start.length));
    if (start.length === packingBytes) {
      break;
    }
  }
  return Uint8Array.from(start);
}

function packingOf(start: Uint8Array): Packing {
  const [first, second, third, fourth] = start;
  if (first === 0x1f && second === 0x8b) {
    return 'gzip';
  }
  const isZip =
    first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
  return isZip ? 'zip' : 'plain';
}

/** A file of a zip archive: as it is, or what it holds when it is packed once more with gzip. */
async function* unpacked(
  source: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array> {
  const { start, all } = await peek(source);
  const packing = packingOf(start);
  if (packing === 'zip') {
    throw nested('a zip archive in a zip archive');
  }
  yield* packing === 'gzip' ? onceUnpacked(gunzip(all, limits)) : all;
}

/** What gzip held, which must not be an archive again. */
async function* onceUnpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { start, all } = await peek(source);
  const packing = packingOf(start);
  if (packing !== 'plain') {
    throw nested(`${packing} in gzip`);
  }
  yield* all;
}

/** The first bytes of a stream, and the whole of it. */
async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly start: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  const start: number[] = [];
  while (start.length < packingBytes) {
    const next = await iterator.next();
    if (next.done === true) {
      break;
    }
    first.push(next.value);
    start.push(...next.value.subarray(0, packingBytes - start.length));
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start: Uint8Array.from(start), all: all() };
}

/** A stream from one of its bytes on: what was packed can only be unpacked from its start. */
async function* from(source: AsyncIterable<Uint8Array>, fromByte: number): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const chunk of source) {
    const skip = Math.min(Math.max(fromByte - passed, 0), chunk.length);
    passed += chunk.length;
    if (skip < chunk.length) {
      yield skip === 0 ? chunk : chunk.subarray(skip);
    }
  }
}
