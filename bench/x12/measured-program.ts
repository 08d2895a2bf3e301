import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

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
export const chunkBytes = 262_144;

/** Runs a reader over the file named on the command line, `-` for standard input, and prints a {@link ProgramReport}. */
export async function measured(
  read: (openFile: (highWaterMark?: number) => Readable) => Promise<FoundInFile>,
): Promise<void> {
  const [path = '-'] = process.argv.slice(2);
  const found = await read((highWaterMark) =>
    path === '-'
      ? process.stdin
      : createReadStream(path, highWaterMark === undefined ? {} : { highWaterMark }),
  );
  const { user, system } = process.cpuUsage();
  const report: ProgramReport = {
    ...found,
    processorSeconds: (user + system) / 1e6,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(report));
}
