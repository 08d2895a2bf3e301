import type { CutoverChunk, CutoverProgress } from '#contracts/cutover.ts';
import type { Practice } from '#contracts/practice.ts';
import { CutoverCheck, type SoundRow } from '#domain/cutover/cutover-check.ts';
import { frameCsvRows } from '#domain/intake/frame/csv-rows.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import { frameCutoverRecords } from '#domain/intake/frame/json-values.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import type { DocumentStore } from '../document-store.ts';
import { inPieces, withHead } from '../upload-split/stored-upload.ts';
import type { CutoverFiles } from './cutover-files.ts';

/** What bounds one call. */
export interface CutoverLimits {
  /** Records that one call checks; a piece of 64 KB is always finished. */
  readonly checkedRecords: number;
  /** Claims that one call takes over, and as many that it looks up in the ledger. */
  readonly takenRecords: number;
  /** Records of a chunk. */
  readonly chunkRecords: number;
}

export const usualCutoverLimits: CutoverLimits = {
  checkedRecords: 4_000,
  takenRecords: 400,
  chunkRecords: 100,
};

export interface CutoverFileName {
  readonly key: string;
  readonly versionId: string | undefined;
}

const headBytes = 512;

/** How a file is written, by its first sign. */
export async function formatOfFile(
  { key, versionId }: CutoverFileName,
  documents: Pick<DocumentStore, 'stream'>,
): Promise<'csv' | 'json' | undefined> {
  const bytes = await documents.stream('uploads', key, versionId, 0, headBytes);
  if (bytes === undefined) {
    return undefined;
  }
  const { head } = await withHead(bytes, headBytes);
  return /^\s*\{/.test(new TextDecoder().decode(head)) ? 'json' : 'csv';
}

/**
 * Checks the file as far as one call may, from where an earlier call stopped: sound records lie in chunks then, and the
 * progress says what was found. Taken again after a crash it writes the same chunks.
 */
export async function checkCutoverFile(
  { key, versionId }: CutoverFileName,
  progress: CutoverProgress,
  practice: Practice,
  world: { readonly documents: Pick<DocumentStore, 'stream'>; readonly files: CutoverFiles },
  limits: CutoverLimits,
): Promise<CutoverProgress> {
  const { documents, files } = world;
  const { findings, framer: state, system, checkedOn: today } = progress;
  const isFirst = state === undefined;
  const seen = isFirst ? new Map<string, number>() : await files.seen();
  const check = new CutoverCheck({ practice, system, today }, findings, seen);
  const framer = (findings.format === 'json' ? frameCutoverRecords : frameCsvRows)(usualIntakeLimits, state);
  const chunks = new ChunksOfFile(files, progress.chunks, limits.chunkRecords);
  let looked = 0;
  const take = async (frames: readonly Frame[]): Promise<void> => {
    for (const frame of frames) {
      looked += 1;
      const sound = check.take(frame);
      // What is refused as a whole needs no chunks.
      if (sound !== undefined && check.isSound) {
        await chunks.add(sound);
      }
    }
  };
  const bytes = await documents.stream('uploads', key, versionId, state?.resumeOffset ?? 0);
  if (bytes === undefined) {
    check.finish({
      code: 'file-deleted',
      found: 'the file is gone',
      expected: 'a file that stays until it is taken over',
      howToFix: 'Start the check again.',
    });
    return { ...progress, state: 'refused', findings: check.findings };
  }
  for await (const piece of inPieces(bytes)) {
    await take(framer.push(piece));
    if (framer.fileProblem !== undefined) {
      break;
    }
    if (looked >= limits.checkedRecords) {
      await chunks.finish();
      await files.saveSeen(seen);
      return { ...progress, findings: check.findings, framer: framer.state(), chunks: chunks.count };
    }
  }
  await take(framer.finish());
  check.finish(framer.fileProblem);
  await chunks.finish();
  return {
    ...progress,
    state: check.isSound ? 'checked' : 'refused',
    findings: check.findings,
    chunks: chunks.count,
  };
}

/** Lays sound rows out in chunks. */
class ChunksOfFile {
  count: number;
  readonly #files: CutoverFiles;
  readonly #chunkRecords: number;
  #open: CutoverChunk | undefined;

  constructor(files: CutoverFiles, count: number, chunkRecords: number) {
    this.#files = files;
    this.count = count;
    this.#chunkRecords = chunkRecords;
  }

  async add({ row: { row, cells }, kind }: SoundRow): Promise<void> {
    this.#open ??= { kind, rows: [] };
    this.#open.rows.push({ row, cells: Object.fromEntries(cells) });
    if (this.#open.rows.length >= this.#chunkRecords) {
      await this.finish();
    }
  }

  async finish(): Promise<void> {
    if (this.#open !== undefined) {
      await this.#files.saveChunk(this.count + 1, this.#open);
      this.count += 1;
      this.#open = undefined;
    }
  }
}
