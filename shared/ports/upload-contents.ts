import type { ArchiveLimits } from '#domain/intake/frame/limits.ts';
import type { FileProblem } from '#domain/intake/frame/framer.ts';

/** A stored object that can be read from any byte on. */
export interface StoredBytes {
  readonly sizeBytes: number;
  /** The bytes from one on, before another (or to the end), as they arrive. */
  read(fromByte: number, beforeByte?: number): AsyncIterable<Uint8Array>;
}

/** One file of an upload: the upload itself, what a gzip file holds, or a file of a zip archive. */
export interface ContentEntry {
  /** Counts the files of an archive from 1. */
  readonly ordinal: number;
  /** Its path in the archive; empty where the upload is the file. */
  readonly name: string;
  /**
   * The unpacked bytes from one on. Errors: {@link UnreadableUpload}, also after some bytes were given: a check sum is
   * known to be wrong only at the end.
   */
  read(fromByte: number): AsyncIterable<Uint8Array>;
}

/** Opens what a practice has uploaded, unpacked as it is read. */
export interface UploadContents {
  /** Errors: {@link UnreadableUpload}. */
  open(stored: StoredBytes, limits: ArchiveLimits): Promise<readonly ContentEntry[]>;
}

/** The upload cannot be unpacked, or must not be. */
export class UnreadableUpload extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(`${problem.code}: ${problem.found}`);
    this.name = 'UnreadableUpload';
    this.problem = problem;
  }
}
