import type {
  AnsweredFile,
  AnswerTotals,
  RecordAnswer,
  RecordOutcome,
  ReleasedRecords,
  ReleasedVisit,
} from '#contracts/upload-answer.ts';
import type { Upload, UploadChunk } from '#contracts/upload.ts';
import { phiInName } from '../recognise/phi-in-name.ts';
import { codeOfNote } from './intake-notes.ts';

/** Files of an archive that an answer lists. */
const listedFiles = 100;

const totalOf: Readonly<Record<RecordOutcome, keyof AnswerTotals>> = {
  accepted: 'accepted',
  updated: 'updated',
  unchanged: 'unchanged',
  kept: 'kept',
  held: 'held',
  'changed-after-billing': 'changedAfterBilling',
  refused: 'refused',
};

/** Counts the answers of an upload as they come by, for what stands before them. */
export class AnswerCounter {
  readonly #totals: AnswerTotals = {
    records: 0,
    accepted: 0,
    updated: 0,
    unchanged: 0,
    kept: 0,
    held: 0,
    changedAfterBilling: 0,
    refused: 0,
  };
  readonly #files = new Map<number, AnsweredFile>();
  readonly #notes = new Set<string>();
  readonly #released = new Map<ReleasedRecords['uploadId'], number>();

  /** @param chunk where the records stood. */
  add(chunk: Pick<UploadChunk, 'format' | 'entry' | 'entryName'>, answers: readonly RecordAnswer[]): void {
    for (const { outcome, notes = [] } of answers) {
      this.#totals.records += 1;
      this.#totals[totalOf[outcome]] += 1;
      for (const note of notes) {
        this.#notes.add(codeOfNote(note));
      }
    }
    const { entry, entryName, format } = chunk;
    const file = this.#files.get(entry ?? 0);
    if (file !== undefined || this.#files.size < listedFiles) {
      const isNamed = entry !== undefined && entryName !== undefined && phiInName(entryName) === undefined;
      this.#files.set(entry ?? 0, {
        ...(entry === undefined ? {} : { entry }),
        ...(isNamed ? { name: entryName } : {}),
        format,
        records: (file?.records ?? 0) + answers.length,
      });
    }
  }

  /** Counts a visit of earlier uploads that this one released. */
  addReleased({ records }: ReleasedVisit): void {
    for (const { uploadId, recordNumbers } of records) {
      const before = this.#released.get(uploadId);
      if (before !== undefined || this.#released.size < listedFiles) {
        this.#released.set(uploadId, (before ?? 0) + recordNumbers.length);
      }
    }
  }

  counted(): NonNullable<Upload['counted']> {
    return {
      totals: { ...this.#totals },
      files: [...this.#files.values()],
      notes: [...this.#notes].toSorted(),
      ...(this.#released.size === 0
        ? {}
        : { released: [...this.#released].map(([uploadId, records]) => ({ uploadId, records })) }),
      filesWritten: 0,
    };
  }
}
