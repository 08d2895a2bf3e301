import type { GivenFile } from './read-code-sets.ts';

/** A file that lies somewhere, with the way to what is in it: many entries of an archive, one without a name of any other. */
export interface StoredFile {
  readonly name: string;
  open(
    this: void,
  ): Promise<readonly { readonly name: string; read(from: number): AsyncIterable<Uint8Array> }[]>;
}

/** The first bytes of every archive, a workbook included. */
const archiveStart = Uint8Array.of(0x50, 0x4b, 3, 4);

/**
 * Every file of a load, those of archives one by one. A workbook is no fault of a load, since CMS puts one beside most
 * texts: it stands for itself, with its first bytes, so that it is named beside those that were read.
 *
 * @param codeOf the code of what is wrong with an upload that cannot be unpacked; undefined for any other error.
 */
export async function* givenFiles(
  stored: readonly StoredFile[],
  codeOf: (error: unknown) => string | undefined,
): AsyncGenerator<GivenFile> {
  for (const { name: written, open } of stored) {
    const name = written.replace(/\.gz$/, '');
    const entries = await open().catch((error: unknown) => {
      if (codeOf(error) === 'format-unsupported') {
        return [{ name: '', read: startOfArchive }];
      }
      throw error;
    });
    for (const entry of entries) {
      const bytes = readable(entry.read(0), codeOf);
      yield entry.name === '' ? { name, bytes } : { name: entry.name, archive: name, bytes };
    }
  }
}

async function* readable(
  bytes: AsyncIterable<Uint8Array>,
  codeOf: (error: unknown) => string | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (codeOf(error) !== 'archive-nested') {
      throw error;
    }
    yield archiveStart;
  }
}

async function* startOfArchive(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(archiveStart);
}
