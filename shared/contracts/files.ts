import * as z from 'zod';
import { ClaimId, DocumentId, PracticeId, RemittanceId, UploadId } from './identifiers.ts';
import { QueryRefused } from './queries.ts';
import { StaffAuthority } from './staff-member.ts';

/**
 * A file of a claim, by what the claim says of it: the 837 of a submission, the nth answer to a submission, the decision
 * of a payer (the nth of the claim), the nth inquiry about eligibility with its answer. All are counted from 1.
 */
export const ClaimFileId = z
  .string()
  .regex(
    /^(?:sent-\d{1,3}|answer-\d{1,3}-\d{1,3}|decision-\d{1,3}|eligibility-\d{1,3})$/,
    'a file of a claim: sent-1, answer-1-2, decision-1 or eligibility-1',
  )
  .brand<'ClaimFileId'>();
export type ClaimFileId = z.infer<typeof ClaimFileId>;

/** The byte from which a file is read: what is longer than one answer comes in pieces. */
const from = z.coerce.number().int().min(0).max(1_000_000_000_000).default(0);

/** What a person asks of a file that came, was sent or was made. */
export const FileQuery = z.discriminatedUnion('query', [
  /** What of an X12 file is about a claim, segment by segment. */
  z.object({
    query: z.literal('x12'),
    practiceId: PracticeId,
    claimId: ClaimId,
    fileId: ClaimFileId,
    authority: StaffAuthority.optional(),
  }),
  z.object({
    query: z.literal('document'),
    practiceId: PracticeId,
    claimId: ClaimId,
    documentId: DocumentId,
    from,
  }),
  /** What became of each record of an upload. */
  z.object({
    query: z.literal('upload-answer'),
    practiceId: PracticeId,
    uploadId: UploadId,
    as: z.enum(['json', 'csv']).default('json'),
    from,
  }),
  /** A proof sheet that was printed. */
  z.object({
    query: z.literal('proof'),
    practiceId: PracticeId,
    remittanceId: RemittanceId,
    as: z.enum(['html', 'pdf']).default('pdf'),
    from,
  }),
]);
export type FileQuery = z.input<typeof FileQuery>;

/** One segment of a file, as it stands there and in words. */
const SegmentInWords = z.object({
  /** How deep its loop lies in the transaction; 0 is the transaction itself. */
  depth: z.int().min(0),
  /** The loop that begins with it, `2300 claim`. */
  opens: z.string().optional(),
  raw: z.string(),
  id: z.string(),
  label: z.string(),
  elements: z.array(z.object({ number: z.int().min(1), label: z.string().optional(), text: z.string() })),
});
export type SegmentInWords = z.infer<typeof SegmentInWords>;

export const FileAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('x12'),
    fileId: ClaimFileId,
    /** The interchange that it stands in. */
    interchange: z.object({ controlNumber: z.string(), senderId: z.string(), receiverId: z.string() }),
    /** The transaction set: `837`; `TA1` for an acknowledgement of the whole interchange. */
    setCode: z.string(),
    /** What stands around the claim, and the claim; other claims of the file are left out. */
    segments: z.array(SegmentInWords),
    /** There are more segments than are shown. */
    isCut: z.boolean(),
  }),
  z.object({
    outcome: z.literal('bytes'),
    contentType: z.string(),
    base64: z.string(),
    /** From which byte to ask for the rest, where there may be more. */
    next: z.int().optional(),
  }),
  QueryRefused,
]);
export type FileAnswer = z.infer<typeof FileAnswer>;
