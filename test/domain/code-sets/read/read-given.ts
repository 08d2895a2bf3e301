import type { CodeSetKind, CodeSetRows } from '#domain/code-sets/rows.ts';
import { readCodeSets, type LoadWish, type ReadEdition } from '#domain/code-sets/read/read-code-sets.ts';

/** A file of a test: its name, its content as text or bytes, and the archive that it came in. */
export type TestFile = readonly [name: string, content: string | Uint8Array, archive?: string | undefined];

/** Gives the bytes of a file in pieces that cut lines and characters anywhere. */
export async function* inPieces(bytes: Uint8Array, length = 61): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) {
    yield await Promise.resolve(bytes.subarray(at, at + length));
  }
}

async function* given(files: readonly TestFile[]) {
  for (const [name, content, archive] of files) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    yield await Promise.resolve({
      name,
      ...(archive === undefined ? {} : { archive }),
      bytes: inPieces(bytes, bytes.length > 100_000 ? 65_536 : 61),
    });
  }
}

/** Reads files as parts of a slice, unless the test says otherwise. */
export async function readFiles(files: readonly TestFile[], wish: Partial<LoadWish> = {}) {
  return await readCodeSets(given(files), { isSlice: true, ...wish });
}

/** The editions that files give. */
export async function editionsOf(
  files: readonly TestFile[],
  wish: Partial<LoadWish> = {},
): Promise<readonly ReadEdition[]> {
  const read = await readFiles(files, wish);
  if (read.outcome === 'refused') {
    throw new Error(read.problem);
  }
  return read.editions;
}

/** Why files are refused. */
export async function problemOf(files: readonly TestFile[], wish: Partial<LoadWish> = {}): Promise<string> {
  const read = await readFiles(files, wish);
  if (read.outcome === 'read') {
    throw new Error(`${read.editions.length} editions were read, where a refusal was expected`);
  }
  return read.problem;
}

/** The rows of one kind among editions; those of pairs are packed and come out of their table. */
export function rowsOf<Kind extends CodeSetKind>(
  editions: readonly ReadEdition[],
  kind: Kind,
): readonly CodeSetRows[Kind][] {
  const found = editions.find(({ content }) => content.kind === kind);
  if (found === undefined || !('rows' in found.content)) {
    throw new Error(`no rows of ${kind}`);
  }
  return found.content.rows as readonly CodeSetRows[Kind][];
}
