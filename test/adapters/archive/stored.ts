import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';
import { type StoredBytes, UnreadableUpload } from '#ports/upload-contents.ts';
import { uploadContents } from '#adapters/archive/open-upload.ts';

/** An object in memory that comes in pieces. */
export function storedBytes(bytes: Uint8Array, pieceBytes = 1_000): StoredBytes {
  return {
    sizeBytes: bytes.length,
    async *read(fromByte, beforeByte = bytes.length) {
      for (let at = fromByte; at < beforeByte; at += pieceBytes) {
        yield bytes.slice(at, Math.min(at + pieceBytes, beforeByte));
      }
    },
  };
}

export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Opens an upload and reads all of it; names with their text, or the code of what is wrong. */
export async function contentOf(
  stored: StoredBytes,
  limits = usualArchiveLimits,
): Promise<(readonly [string, string])[] | string> {
  try {
    const entries = await uploadContents.open(stored, limits);
    const files: (readonly [string, string])[] = [];
    for (const entry of entries) {
      files.push([entry.name, Buffer.from(await collect(entry.read(0))).toString('utf8')]);
    }
    return files;
  } catch (error) {
    if (error instanceof UnreadableUpload) {
      return error.problem.code;
    }
    throw error;
  }
}
