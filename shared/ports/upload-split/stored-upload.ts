import type { Upload } from '#contracts/upload.ts';
import type { DocumentStore } from '../document-store.ts';
import { UnreadableUpload, type StoredBytes } from '../upload-contents.ts';

/** Bytes that are looked at together: what is made of them, and when the time is looked at, is bounded by it. */
const pieceBytes = 65_536;

/** The uploaded file as it is stored. Errors: `UnreadableUpload` when it is gone. */
export function storedUpload(
  { key, versionId, sizeBytes }: Upload,
  documents: Pick<DocumentStore, 'stream'>,
): StoredBytes {
  return {
    sizeBytes,
    async *read(fromByte, beforeByte) {
      const bytes = await documents.stream('uploads', key, versionId, fromByte, beforeByte);
      if (bytes === undefined) {
        throw new UnreadableUpload({
          code: 'file-deleted',
          found: 'the file was deleted before it was read',
          expected: 'a file that stays until it is answered',
          howToFix: 'Upload the file again.',
        });
      }
      yield* bytes;
    },
  };
}

/** The same bytes, none of the pieces larger than what is looked at together. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length; from += pieceBytes) {
      yield piece.subarray(from, from + pieceBytes);
    }
  }
}

/** The first bytes of a stream, at least so many if there are, and then all of it. */
export async function withHead(
  source: AsyncIterable<Uint8Array>,
  headBytes: number,
): Promise<{
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  readonly all: AsyncGenerator<Uint8Array>;
}> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  while (length < headBytes) {
    const next = await iterator.next();
    if (next.done === true) {
      isWhole = true;
      break;
    }
    first.push(next.value.slice());
    length += next.value.length;
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
  return { head: joined(first, length), isWhole, all: all() };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
