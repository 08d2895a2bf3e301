import * as z from 'zod';
import { Instant } from './dates.ts';
import { FileFormat } from './file-format.ts';
import { NameKey, PracticeId, TaskId, UploadId, VisitId } from './identifiers.ts';
import { Resumption } from './resumption.ts';
import { AnsweredFile, AnswerTotals, FileProblem, RecordAnswer, ReleasedRecords } from './upload-answer.ts';

/** The record of one upload: registered on arrival, closed when its answer is written. */
export const Upload = z.object({
  practiceId: PracticeId,
  uploadId: UploadId,
  key: z.string(),
  versionId: z.string().optional(),
  sizeBytes: z.int(),
  registeredAt: Instant,
  /** The folder below the practice's that names the source system, where there is one. */
  sourceFolder: z.string().optional(),
  /** Who entered it by hand, where it was made of a form. */
  enteredBy: z.string().optional(),
  state: z.enum(['registered', 'split', 'refused', 'quarantined', 'answered']),
  /** Why the file as a whole was refused; empty when it was not. */
  fileProblems: z.array(FileProblem),
  records: z.int().min(0),
  chunks: z.int().min(0),
  /** Set when it is split: whether some of its records may be parts of visits. */
  hasParts: z.boolean().optional(),
  /** The key of the answer and its time, both fixed before the first byte of it is written. */
  answerKey: z.string().optional(),
  answeredAt: Instant.optional(),
  /** What stands before the records in the answer. */
  counted: z
    .object({
      totals: AnswerTotals,
      files: z.array(AnsweredFile),
      /** Codes of the notes that records have. */
      notes: z.array(z.string()),
      /** How many records of earlier uploads were released, by upload; the first hundred uploads. */
      released: z.array(z.object({ uploadId: UploadId, records: z.int().min(1) })).optional(),
      /** Files of the answer that earlier calls have written. */
      filesWritten: z.int().min(0).default(0),
    })
    .optional(),
  resumptions: z.array(Resumption).optional(),
  /** Read once more, since records of the upload waited for a task that was worked. */
  again: z.object({ of: UploadId, taskId: TaskId }).optional(),
});
export type Upload = z.infer<typeof Upload>;

/** One piece of an upload, small enough for one call: its records as text, and answers to the lines that are none. */
export const UploadChunk = z.object({
  format: FileFormat.default('encounter-ndjson'),
  /** The folder below the practice's that names the source system, where there is one. */
  sourceFolder: z.string().optional(),
  /** The CSV mapping that fits the header. */
  mappingId: z.string().optional(),
  /** The file's ordinal in an archive. */
  entry: z.int().min(1).optional(),
  /** The file's name, in an archive and of a document. */
  entryName: z.string().optional(),
  /** The folder or archive in which documents go by their names. */
  scope: z.string().optional(),
  records: z.array(
    z.object({
      recordNumber: z.int().min(1),
      /** The record's number in its own file, where an archive holds several. */
      number: z.int().min(1).optional(),
      text: z.string(),
      line: z.int().min(1).optional(),
      /** What the record needs of the file around it: header row, bundle type, envelope of an 837. */
      context: z.record(z.string(), z.string()).optional(),
    }),
  ),
  unreadable: z.array(RecordAnswer),
});
export type UploadChunk = z.infer<typeof UploadChunk>;

/** A name, hashed, of something that visits point at. */
export const ChangedName = z.object({
  key: NameKey,
  /** `person`: every visit that points at it; `directory`: only the visits that still wait for it. */
  reach: z.enum(['person', 'directory']),
});
export type ChangedName = z.infer<typeof ChangedName>;

/**
 * What became of the records of one chunk. A record that is a part of visits names them; its answer is what becomes of
 * them when all parts of the upload are kept.
 */
export const UploadChunkResult = z.array(
  RecordAnswer.extend({
    visits: z.array(VisitId).optional(),
    /** Visits that do not have a document of the record any more: they are put together anew, and answer nothing of it. */
    left: z.array(VisitId).optional(),
    /** Names of persons, coverages and the like of which the record says something new: the visits that use them are put together anew. */
    changed: z.array(ChangedName).optional(),
  }),
);
export type UploadChunkResult = z.infer<typeof UploadChunkResult>;

/** Visits that parts of an upload belong to, or that waited for something that came with it; for one call. */
export const VisitChunk = z.object({
  visits: z.array(
    z.object({
      visitId: VisitId,
      /** The first record of the upload that belongs to it, or that it waited for. */
      recordNumber: z.int().min(1),
    }),
  ),
});
export type VisitChunk = z.infer<typeof VisitChunk>;

/** What became of each visit of a visit chunk; the problems are those of the visit as a whole. */
export const VisitChunkResult = z.array(
  RecordAnswer.omit({ place: true }).extend({
    visitId: VisitId,
    encounterId: z.string(),
    /** Records of earlier uploads that waited, and became this claim by what came now. */
    released: z.array(ReleasedRecords).optional(),
  }),
);
export type VisitChunkResult = z.infer<typeof VisitChunkResult>;

/** For one chunk of records: the visit chunk in which each of its visits was worked. */
export const VisitPlaces = z.record(VisitId, z.int().min(1));
export type VisitPlaces = z.infer<typeof VisitPlaces>;

export const uploadChunkKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/${String(chunkNumber).padStart(6, '0')}.json`;
export const uploadResultKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/${String(chunkNumber).padStart(6, '0')}.result.json`;
/** The visits of one visit chunk; `visitResultKey` what became of them. */
export const visitChunkKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/visits/${String(chunkNumber).padStart(6, '0')}.json`;
export const visitResultKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/visits/${String(chunkNumber).padStart(6, '0')}.result.json`;
export const visitIndexKey = (practiceId: string, uploadId: string): string =>
  `chunks/${practiceId}/${uploadId}/visits/index.json`;
/** Where the visits of one chunk of records are worked. */
export const visitPlacesKey = (practiceId: string, uploadId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${uploadId}/${String(chunkNumber).padStart(6, '0')}.visits.json`;
/** How far a split or a gathering has come. */
export const checkpointKey = (practiceId: string, uploadId: string, step: 'split' | 'gather'): string =>
  `chunks/${practiceId}/${uploadId}/${step}.checkpoint.json`;
export const uploadIndexKey = (practiceId: string, uploadId: string): string =>
  `chunks/${practiceId}/${uploadId}/index.json`;
