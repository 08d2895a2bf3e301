import * as z from 'zod';
import { Instant } from './dates.ts';
import { FileFormat } from './file-format.ts';
import { ClaimId, PracticeId, TaskId, UploadId } from './identifiers.ts';

/** Machine codes of what can be wrong with a file. */
const fileProblemCodes = [
  'file-empty',
  'file-not-utf-8',
  'file-without-records',
  'practice-unknown',
  'format-unknown',
  'format-unsupported',
  'file-not-encounters',
  'file-is-practice-document',
  'file-too-large',
  'file-too-many-records',
  'file-broken-off',
  'line-ends-mixed',
  'file-quarantined',
  'name-has-phi',
  'archive-damaged',
  'archive-encrypted',
  'archive-nested',
  'archive-expands-too-much',
  'archive-too-large',
  'archive-too-many-entries',
  'csv-header-unknown',
  'csv-second-header',
  'csv-too-many-columns',
  'batch-count-differs',
  'envelope-invalid',
  'control-totals-differ',
  'file-deleted',
] as const;

/** Machine codes of what can be wrong with one record. A code is never renamed or given another meaning. */
export const recordProblemCodes = [
  'record-too-long',
  'not-utf-8',
  'not-json',
  'not-an-object',
  'field-missing',
  'field-unknown',
  'field-invalid',
  'character-not-sendable',
  'text-too-long',
  'npi-check-digit',
  'provider-unknown',
  'payer-unknown',
  'charges-do-not-add-up',
  'charge-negative',
  'date-in-future',
  'date-before-birth',
  'date-after-death',
  'date-outside-visit',
  'dates-reversed',
  'diagnosis-pointer-unknown',
  'coverage-order',
  'subscriber-missing',
  'subscriber-superfluous',
  'guarantor-missing',
  'uncoded-without-note',
  'already-billed',
  'changed-by-staff',
  'older-version',
  'nested-too-deep',
  'field-repeated',
  'csv-quote-not-closed',
  'csv-columns-differ',
  'segment-malformed',
  'segment-missing',
  'hl7-delimiters',
  'hl7-charset',
  'hl7-version-missing',
  'message-type-unknown',
  'test-message',
  'source-unknown',
  'source-kind-differs',
  'visit-number-missing',
  'visit-reference-missing',
  'diagnosis-icd-9',
  'diagnosis-code-invalid',
  'procedure-code-invalid',
  'modifier-invalid',
  'ndc-invalid',
  'units-not-whole',
  'amount-not-in-cents',
  'charge-missing',
  'provider-unmapped',
  'payer-unmapped',
  'location-unmapped',
  'place-of-service-unmapped',
  'code-unmapped',
  'address-foreign',
  'billing-provider-differs',
  'claim-kind-not-billed',
  'decided-by-other-payer',
  'original-unknown',
  'claim-taken-over',
  'resource-unknown',
  'modifier-extension',
  'reference-broken',
  'balances-do-not-add-up',
  'line-ends-mixed',
  'transaction-invalid',
] as const;

/** What is wrong, where, and how to put it right. Names, member ids and dates of birth are masked. */
export const RecordProblem = z.object({
  recordNumber: z.int().min(1),
  encounterId: z.string().optional(),
  /** Path of the field, for example `lines[2].charge`; empty for the record as a whole. */
  field: z.string(),
  code: z.enum(recordProblemCodes),
  found: z.string(),
  expected: z.string(),
  howToFix: z.string(),
});
export type RecordProblem = z.infer<typeof RecordProblem>;

export const FileProblem = z.object({
  code: z.enum(fileProblemCodes),
  found: z.string(),
  expected: z.string(),
  howToFix: z.string(),
});
export type FileProblem = z.infer<typeof FileProblem>;

/** Where a record stands, for the person who has the file open. */
export const RecordPlace = z.object({
  /** The file's ordinal in an archive, from 1. */
  entry: z.int().min(1).optional(),
  line: z.int().min(1).optional(),
  /** HL7: ordinal of the message and its control id. */
  message: z.int().min(1).optional(),
  controlId: z.string().optional(),
  /** HL7: segment and field; FHIR: path of the resource; X12: segment and element. */
  path: z.string().optional(),
});
export type RecordPlace = z.infer<typeof RecordPlace>;

/**
 * What became of a record.
 *
 * - `accepted`: a new claim. `updated`: the claim has the new content. `unchanged`: we had that already.
 * - `kept`: a part, person, appointment or document is stored; no visit was completed by it, or none belongs to it.
 * - `held`: its visit waits for what has not come yet, or for a person.
 * - `changed-after-billing`: the claim is with the payer; a task asks what to do with the new content.
 */
export const recordOutcomes = [
  'accepted',
  'updated',
  'unchanged',
  'kept',
  'held',
  'changed-after-billing',
  'refused',
] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];

export const RecordAnswer = z.object({
  /** Line of NDJSON, row of CSV, message of HL7, resource of FHIR, claim of 837; counted from 1 through the upload. */
  recordNumber: z.int().min(1),
  place: RecordPlace.optional(),
  encounterId: z.string().optional(),
  outcome: z.enum(recordOutcomes),
  claimId: ClaimId.optional(),
  /** The task that a person has because of this record. */
  taskId: TaskId.optional(),
  /** Codes of what was noticed and is no reason to refuse: `intake-notes` says what each means. */
  notes: z.array(z.string()).optional(),
  /** What a held record waits for, in words. */
  waitsFor: z.array(z.string()).optional(),
  problems: z.array(RecordProblem),
});
export type RecordAnswer = z.infer<typeof RecordAnswer>;

/** Records of an earlier upload that waited and do so no longer. */
export const ReleasedRecords = z.object({ uploadId: UploadId, recordNumbers: z.array(z.int().min(1)) });
export type ReleasedRecords = z.infer<typeof ReleasedRecords>;

/** A visit of earlier uploads that waited, and became a claim by what this upload brought. */
export const ReleasedVisit = z.object({
  encounterId: z.string(),
  claimId: ClaimId,
  records: z.array(ReleasedRecords).min(1),
});
export type ReleasedVisit = z.infer<typeof ReleasedVisit>;

/** How many records an upload has, and what became of how many. */
export const AnswerTotals = z.object({
  records: z.int().min(0),
  accepted: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
  kept: z.int().min(0).default(0),
  held: z.int().min(0).default(0),
  changedAfterBilling: z.int().min(0).default(0),
  refused: z.int().min(0),
});
export type AnswerTotals = z.infer<typeof AnswerTotals>;

/** A file of an upload, which is the upload itself unless that is an archive: how it is written. */
export const AnsweredFile = z.object({
  /** The file's ordinal in an archive, from 1. */
  entry: z.int().min(1).optional(),
  /** Its path in the archive, unless that tells about a patient. */
  name: z.string().optional(),
  format: FileFormat,
  records: z.int().min(0),
});
export type AnsweredFile = z.infer<typeof AnsweredFile>;

/** The answer to one upload: `answer/<practice>/<file>.json`, beside the upload of the same name. */
export const UploadAnswer = z.object({
  contractVersion: z.literal(1),
  practiceId: PracticeId,
  uploadId: UploadId,
  receivedAt: Instant,
  answeredAt: Instant,
  /** `refused`: the file as a whole could not be read, nothing of it was taken in. */
  outcome: z.enum(['taken-in', 'refused']),
  totals: AnswerTotals,
  /** The files of the upload as they were recognised; of an archive the first hundred. */
  files: z.array(AnsweredFile).default([]),
  /** What the codes mean that stand as notes with the records. */
  notes: z.array(z.object({ code: z.string(), meaning: z.string() })).default([]),
  fileProblems: z.array(FileProblem),
  /** One answer a record, in the order of the file. */
  records: z.array(RecordAnswer),
  /** Visits of earlier uploads that waited for what this one brought, or for a mapping that it was read again for. */
  released: z.array(ReleasedVisit).default([]),
});
export type UploadAnswer = z.infer<typeof UploadAnswer>;

/** The answer to an upload for a practice that there is not; it has no ids, since nothing was registered. */
export const UnknownPracticeAnswer = z.object({
  contractVersion: z.literal(1),
  answeredAt: Instant,
  outcome: z.literal('refused'),
  fileProblems: z.array(FileProblem).length(1),
});
export type UnknownPracticeAnswer = z.infer<typeof UnknownPracticeAnswer>;
