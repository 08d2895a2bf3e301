import { open } from 'node:fs/promises';
import { type InterchangeListener, InterchangeReader } from '#domain/x12/interchange-reader.ts';
import type { Finding } from '#domain/x12/findings.ts';
import { UnreadableX12 } from '#domain/x12/tokenise.ts';
import { CommandFailed } from '../command-failed.ts';

/** Exit codes of the commands that read X12. */
export const exitCodes = { accepted: 0, rejected: 1, unreadable: 2 } as const;

const chunkBytes = 65_536;

const faultWords: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder, not a file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

/** A file that cannot be opened or read at all. */
export class FileNotRead extends CommandFailed {}

/**
 * The bytes of a file, or of standard input for `-`, in chunks; the same buffer is used again for each.
 * Errors: {@link FileNotRead}.
 */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    for await (const chunk of process.stdin) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    }
    return;
  }
  const handle = await refusing(file, () => open(file));
  try {
    const buffer = new Uint8Array(chunkBytes);
    for (;;) {
      const { bytesRead } = await refusing(file, () => handle.read(buffer));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function refusing<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const words = faultWords[code] ?? (error instanceof Error ? error.message : String(error));
    throw new FileNotRead(
      `${file}: ${words}. Give the path of an X12 file, or - for standard input.`,
      exitCodes.unreadable,
    );
  }
}

/** How reading a file ended. */
export type Ending =
  | { readonly readable: true; readonly findings: readonly Finding[] }
  | {
      readonly readable: false;
      readonly offset: number;
      readonly sentence: string;
      /** Whether the bytes ended too early, rather than being no X12. */
      readonly early: boolean;
      readonly findings: readonly Finding[];
    };

/**
 * Reads X12 from a file in the memory of a few chunks. `settle` is waited for after each chunk: what the listener wrote
 * can be taken before more is read. Errors: {@link FileNotRead}.
 */
export async function readX12(
  file: string,
  listener: InterchangeListener,
  settle: () => Promise<void>,
): Promise<Ending> {
  const reader = new InterchangeReader(listener);
  const { findings } = reader;
  let ended = false;
  try {
    for await (const chunk of chunksOf(file)) {
      reader.push(chunk);
      await settle();
    }
    ended = true;
    reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableX12)) throw error;
    return { readable: false, offset: error.offset, sentence: error.message, early: ended, findings };
  }
  await settle();
  return { readable: true, findings };
}
