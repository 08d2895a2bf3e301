import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { readCodeSets, type GivenFile, type ReadEdition } from '#domain/code-sets/read/read-code-sets.ts';
import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';

const data = path.resolve(import.meta.dirname, '../../../../shared/data');

/** Why what needs the official files is skipped; undefined where they are. */
export const officialFilesMissing: string | undefined = existsSync(path.join(data, 'NOTICE.tsv'))
  ? undefined
  : 'the official sample files are not beside the repository';

/** The editions of one official file, an archive or not; workbooks in it are left. */
export async function officialEditions(name: string): Promise<readonly ReadEdition[]> {
  const read = await readCodeSets(filesOf(name), { isSlice: false });
  if (read.outcome === 'refused') {
    throw new Error(read.problem);
  }
  return read.editions;
}

async function* filesOf(name: string): AsyncGenerator<GivenFile> {
  const bytes = readFileSync(path.join(data, name));
  async function* read(from: number, before = bytes.length): AsyncGenerator<Uint8Array> {
    for (let at = from; at < before; at += 262_144) {
      yield await Promise.resolve(bytes.subarray(at, Math.min(at + 262_144, before)));
    }
  }
  for (const entry of await uploadContents.open({ sizeBytes: bytes.length, read }, usualArchiveLimits)) {
    if (!entry.name.endsWith('.xlsx')) {
      yield { name: entry.name === '' ? path.basename(name) : entry.name, bytes: entry.read(0) };
    }
  }
}
