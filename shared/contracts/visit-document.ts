import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { DocumentId, NameKey, UploadId } from './identifiers.ts';

export const documentKinds = [
  'note',
  'operative',
  'consult',
  'order',
  'result',
  'referral',
  'consent',
  'card',
  'letter',
  'other',
] as const;
/** What a document is to a coder. `card`: an insurance card. */
export const DocumentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const DocumentType = z.enum(['text/plain', 'application/pdf']);
export type DocumentType = z.infer<typeof DocumentType>;

/** A document as it came, whatever it belongs to. Known by its bytes: the same file twice is one document. */
export const VisitDocument = z.object({
  documentId: DocumentId,
  mediaType: DocumentType,
  sizeBytes: z.int().min(0),
  /** Where its bytes lie in the document bucket. */
  fileKey: z.string(),
  /** What it says, of a text; of a long one as much as an encounter's note may have. */
  text: z.string().optional(),
  /** When it came first. */
  arrivedAt: Instant,
});
export type VisitDocument = z.infer<typeof VisitDocument>;

/** What somebody says of a document: which visit it belongs to, and what it is. There may be several of one document. */
export const DocumentSaying = z.object({
  /** The name of its file or folder, its own text, the index that came with it, or the message that carried it. */
  from: z.enum(['name', 'text', 'index', 'message']),
  sourceSystem: z.string().optional(),
  visitNumber: z.string().optional(),
  patientNumber: z.string().optional(),
  serviceDate: PlainDate.optional(),
  documentKind: DocumentKind,
  /** False where it is said to be preliminary. */
  signed: z.boolean(),
  /** Its file's name in its folder or archive, hashed: a signed version comes under the name of the unsigned one. */
  nameKey: NameKey.optional(),
  uploadId: UploadId,
  recordNumber: z.int().min(1),
});
export type DocumentSaying = z.infer<typeof DocumentSaying>;

/** What a person decided about a document that nothing else told the visit of. */
export const DocumentDecision = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('belongs-to'),
    sourceSystem: z.string(),
    encounterId: z.string(),
    at: Instant,
    by: z.string(),
  }),
  z.object({ outcome: z.literal('not-needed'), at: Instant, by: z.string() }),
]);
export type DocumentDecision = z.infer<typeof DocumentDecision>;
