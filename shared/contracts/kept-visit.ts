import * as z from 'zod';
import { Instant } from './dates.ts';
import { DocumentId, NameKey, UploadId } from './identifiers.ts';
import { DocumentKind, DocumentType } from './visit-document.ts';

const fields = z.record(z.string(), z.unknown());

/** A piece of a visit as it is stored until the visit is put together; read by its own reader, checked with the visit. */
export const KeptPart = z.object({
  sourceSystem: z.string(),
  encounterId: z.string(),
  partKey: z.string(),
  order: z.string(),
  hash: z.string(),
  readBy: z.int().exactOptional(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('void') }),
    z.object({ kind: z.literal('fields'), fields }),
    z.object({ kind: z.literal('line'), line: fields, diagnoses: z.array(z.string()) }),
    z.object({
      kind: z.literal('charges'),
      lines: z.array(z.object({ line: fields, diagnoses: z.array(z.string()) })),
      diagnoses: z.array(z.string()),
    }),
    z.object({ kind: z.literal('diagnosis'), code: z.string(), rank: z.number().exactOptional() }),
    z.object({
      kind: z.literal('clinical'),
      system: z.string(),
      code: z.string(),
      display: z.string().exactOptional(),
    }),
    z.object({ kind: z.literal('note'), text: z.string(), signed: z.boolean() }),
    z.object({
      kind: z.literal('document'),
      documentId: DocumentId,
      documentKind: DocumentKind,
      mediaType: DocumentType,
      signed: z.boolean(),
      fileKey: z.string(),
      text: z.string().exactOptional(),
      nameKey: NameKey.exactOptional(),
      patientNumber: z.string().exactOptional(),
    }),
    z.object({ kind: z.literal('ruling'), on: z.string(), says: z.enum(['signed', 'left-out']) }),
  ]),
  refs: z.array(z.string()),
});

/** How a part came, kept beside it. */
export const KeptArrival = z.object({
  uploadId: UploadId,
  recordNumber: z.int().min(1),
  firstSeenAt: Instant,
});

/** Something that several visits of one source point at, as it is stored. */
export const KeptThing = z.object({
  sourceSystem: z.string(),
  names: z.array(z.string()),
  kind: z.enum(['person', 'coverage', 'practitioner', 'organization', 'location', 'account']),
  order: z.string(),
  hash: z.string(),
  readBy: z.int().exactOptional(),
  fields,
  refs: z.array(z.string()),
  of: z.string().exactOptional(),
  inForce: z.object({ from: z.string().exactOptional(), to: z.string().exactOptional() }).exactOptional(),
});
