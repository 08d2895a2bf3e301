import { createReadStream, openSync, read } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** What a program found in the file, so that a reader which gives up early is not taken for a fast one. */
export interface FoundInFile {
  readonly segments: number;
  /** Of readers that know claims. */
  readonly claims?: number;
}

/** What a program says of itself when it is done. */
export interface ProgramReport extends FoundInFile {
  /** Processor time of the whole process, all threads. */
  readonly processorSeconds: number;
  readonly peakMebibytes: number;
}

/** Bytes that are read at once, where the reader is given its bytes by us. */
const chunkBytes = 65_536;

/** How a program gets at the file named on its command line, `-` for standard input. */
export interface FileToRead {
  /** As Node reads files: each chunk in memory of its own. */
  stream(): Readable;
  /** Chunk after chunk in the same memory, for readers that take what they need before the next. */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Runs a reader over the file and prints a {@link ProgramReport}. */
export async function measured(readFile: (file: FileToRead) => Promise<FoundInFile>): Promise<void> {
  const [path = '-'] = process.argv.slice(2);
  const found = await readFile({
    stream: () => (path === '-' ? process.stdin : createReadStream(path)),
    chunks: () => chunksOf(path === '-' ? 0 : openSync(path, 'r')),
  });
  const { user, system } = process.cpuUsage();
  const report: ProgramReport = {
    ...found,
    processorSeconds: (user + system) / 1e6,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(report));
}

const readInto = promisify(read);

async function* chunksOf(descriptor: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunkBytes);
  for (;;) {
    const { bytesRead } = await readInto(descriptor, buffer, 0, chunkBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
