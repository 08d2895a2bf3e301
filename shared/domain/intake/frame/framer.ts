import type { FileFormat } from '#contracts/file-format.ts';
import type { FileProblem as AnsweredFileProblem, RecordProblem } from '#contracts/upload-answer.ts';

/** How an uploaded file, or one file in an archive, is written. Found out by its content. */
export type FormatId = FileFormat;

/** What keeps the memory and the time of intake bounded whatever is uploaded. */
export interface IntakeLimits {
  /** Bytes of one record: a line, row, message, resource or claim. */
  readonly recordBytes: number;
  /** Bytes of one record that may carry a document: a FHIR resource, an MDM message, a PDF or text file. */
  readonly documentBytes: number;
  /** Records of one upload. */
  readonly recordCount: number;
  /** Levels of objects and lists in one record. */
  readonly nestingDepth: number;
  /** Columns of a CSV file. */
  readonly columnCount: number;
}

/** One record as it stands in the file, cut out and not yet read. */
export interface Frame {
  /** Counts the records of the file from 1: line of NDJSON, row of CSV, message of HL7, resource of FHIR, claim of 837. */
  readonly number: number;
  /** Empty when there is a problem. */
  readonly text: string;
  /** Line of the file where the record starts, from 1. */
  readonly line?: number;
  /** Byte of the file where the record starts. */
  readonly offset: number;
  /** What the record needs of the file around it: the header row, the bundle's type, the envelope of an 837. */
  readonly context?: Readonly<Record<string, string>>;
  /** Why the record could not be cut out. */
  readonly problem?: FrameProblem;
}

/** What is wrong with one record, before it is known what the record is. */
export type FrameProblem = Omit<RecordProblem, 'recordNumber' | 'encounterId'>;

/** Why nothing of a file is taken in. */
export interface FileProblem extends Readonly<AnsweredFileProblem> {
  /** Line of the file, from 1, where that is known. */
  readonly line?: number;
}

/** Enough to go on with a file after a stop: a new framer made from it and fed from `resumeOffset` gives the rest. */
export interface FramerState {
  /** Byte where the first record starts that was not given yet. */
  readonly resumeOffset: number;
  /** Records given so far. */
  readonly number: number;
  /** Line breaks before `resumeOffset`. */
  readonly line: number;
  /** What this format remembers besides: header row, delimiters, open batch. JSON. */
  readonly more: Readonly<Record<string, unknown>>;
}

/**
 * Cuts the bytes of a file into records, over any chunking, in the memory of one record. Pure: the same bytes give the
 * same frames wherever they are cut and wherever it was stopped.
 */
export interface Framer {
  push(bytes: Uint8Array): readonly Frame[];
  /** Says that the file has ended. */
  finish(): readonly Frame[];
  state(): FramerState;
  /** Set once the file as a whole is refused; nothing more is given then. */
  readonly fileProblem: FileProblem | undefined;
}

export type MakeFramer = (limits: IntakeLimits, state?: FramerState) => Framer;
