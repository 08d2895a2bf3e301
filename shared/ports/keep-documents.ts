import type { Instant } from '#contracts/dates.ts';
import type { DocumentId, UploadId, VisitId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { UploadChunkResult } from '#contracts/upload.ts';
import type { DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { IntakeDocument } from '#domain/intake/read/intake-record.ts';
import type { RecordWork } from '#domain/intake/record-work.ts';
import type { Clock } from './clock.ts';
import type { DocumentStore } from './document-store.ts';
import type { IntakeAgenda } from './intake-agenda.ts';
import { placeDocument, type PlaceDocumentWorld } from './place-document.ts';
import type { VisitDocumentStore } from './visit-document-store.ts';

export interface KeepDocumentsWorld extends PlaceDocumentWorld {
  readonly clock: Clock;
  readonly documents: Pick<DocumentStore, 'putOnce'>;
  readonly visitDocuments: Pick<VisitDocumentStore, 'keep' | 'say' | 'load' | 'file' | 'filed' | 'visitsOn'>;
  readonly agenda: Pick<IntakeAgenda, 'enter'>;
}

type Kept = Extract<RecordWork, { kind: 'kept' }>;
type Result = UploadChunkResult[number];

/** Where the documents of a record went: the visits that they were given to. */
interface Given {
  readonly visits: readonly VisitId[];
  /** Visits that do not have them any more. */
  readonly left: readonly VisitId[];
  /** Whether a person has decided of each of them that nobody needs it. */
  readonly areNotNeeded: boolean;
}

/** Where the documents of each record went, by its number. */
export type GivenDocuments = ReadonlyMap<number, Given>;

const extensions = { 'text/plain': 'txt', 'application/pdf': 'pdf' } as const;

/**
 * Keeps documents and what an index says of them, and gives each to its visit where one is named. Whichever of a file
 * and its index comes second finds the first: each is noted under the file's name before it looks for the other.
 */
export async function keepDocuments(
  works: readonly Kept[],
  practice: Practice,
  uploadId: UploadId,
  world: KeepDocumentsWorld,
): Promise<GivenDocuments> {
  const given = new Map<number, Given>();
  for (const { documents, indexed, answer } of works) {
    if (documents.length + indexed.length > 0) {
      const touched: DocumentId[] = [];
      for (const { document, sayings } of documents) {
        await keepDocument(document, sayings, practice, world);
        touched.push(document.documentId);
      }
      for (const { name, saying } of indexed) {
        await world.visitDocuments.file(practice.practiceId, name, saying);
        const { documents: named } = await world.visitDocuments.filed(practice.practiceId, name);
        for (const documentId of named) {
          await world.visitDocuments.say(practice.practiceId, documentId, saying);
          touched.push(documentId);
        }
      }
      const visits = new Set<VisitId>();
      const left = new Set<VisitId>();
      let areNotNeeded = touched.length > 0;
      for (const documentId of touched) {
        const { recordNumber } = answer;
        const day = dateOf(world.clock.now());
        await world.agenda.enter(practice.practiceId, {
          look: 'document',
          documentId,
          day,
          uploadId,
          recordNumber,
        });
        const placed = await placeDocument(documentId, practice, uploadId, world);
        areNotNeeded &&= placed?.kind === 'not-needed';
        if (placed?.kind === 'given') {
          visits.add(placed.visitId);
        }
        if (placed?.kind === 'given' || placed?.kind === 'unplaced') {
          for (const visitId of placed.left) {
            left.add(visitId);
          }
        }
      }
      given.set(answer.recordNumber, { visits: [...visits], left: [...left], areNotNeeded });
    }
  }
  return given;
}

async function keepDocument(
  { documentId, mediaType, content, encoding, text }: IntakeDocument,
  sayings: readonly DocumentSaying[],
  { practiceId }: Practice,
  { clock, documents, visitDocuments }: KeepDocumentsWorld,
): Promise<void> {
  const body = encoding === 'base64' ? bytesOf(content) : new TextEncoder().encode(content);
  const fileKey = `visit-documents/${practiceId}/${documentId}.${extensions[mediaType]}`;
  await documents.putOnce('documents', fileKey, body, mediaType);
  const arrivedAt: Instant = clock.now();
  const document: VisitDocument = {
    documentId,
    mediaType,
    sizeBytes: body.length,
    fileKey,
    ...(text === undefined ? {} : { text }),
    arrivedAt,
  };
  for (const saying of sayings) {
    await visitDocuments.keep(practiceId, document, saying);
    const { nameKey } = saying;
    if (nameKey !== undefined) {
      await visitDocuments.file(practiceId, nameKey, documentId);
      for (const indexed of (await visitDocuments.filed(practiceId, nameKey)).sayings) {
        await visitDocuments.say(practiceId, documentId, indexed);
      }
    }
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** The answers of records with the visits that their documents were given to; they are put together anew. */
export function withDocuments(results: readonly Result[], given: GivenDocuments): readonly Result[] {
  return results.map((result) => {
    const documents = given.get(result.recordNumber);
    if (documents === undefined) {
      return result;
    }
    const visits = [...new Set([...(result.visits ?? []), ...documents.visits])];
    const note = documents.areNotNeeded ? 'document-not-needed' : 'document-unmatched';
    return {
      ...result,
      ...(visits.length === 0 ? { notes: [...(result.notes ?? []), note] } : { visits }),
      ...(documents.left.length === 0 ? {} : { left: [...documents.left] }),
    };
  });
}
