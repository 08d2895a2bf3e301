import type { IntakeLimits } from './framer.ts';

/** The limits of every upload, whatever the stage. */
export const usualIntakeLimits: IntakeLimits = {
  recordBytes: 1_000_000,
  documentBytes: 15_000_000,
  recordCount: 2_000_000,
  nestingDepth: 64,
  columnCount: 1_000,
};

/** What keeps the unpacking of an upload bounded. */
export interface ArchiveLimits {
  /** Bytes of the object as it is stored. */
  readonly storedBytes: number;
  /** Bytes of all files of the upload, unpacked. */
  readonly expandedBytes: number;
  /** Unpacked bytes for one packed; exports of JSON reach about 30. */
  readonly expansionRatio: number;
  /** The ratio is looked at only beyond so many unpacked bytes. */
  readonly ratioFreeBytes: number;
  readonly entryCount: number;
  /** Bytes of the list of files at the end of a zip archive. */
  readonly directoryBytes: number;
}

export const usualArchiveLimits: ArchiveLimits = {
  storedBytes: 5_000_000_000,
  expandedBytes: 20_000_000_000,
  expansionRatio: 200,
  ratioFreeBytes: 10_000_000,
  entryCount: 10_000,
  directoryBytes: 10_000_000,
};
