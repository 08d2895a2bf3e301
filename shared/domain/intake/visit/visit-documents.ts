import type { ClaimDocument } from '#contracts/claim.ts';
import type { DocumentId, PracticeId } from '#contracts/identifiers.ts';
import type { DocumentKind } from '#contracts/visit-document.ts';
import { documentIdFor } from '../../identity/ids.ts';
import { newestByKey } from './newest.ts';
import type { PartContent, VisitPart } from './part.ts';

/** A note or another document of a visit, in its newest version. */
export interface LivingDocument {
  readonly partKey: string;
  /** Of a file; a note that came in a message is known by its number alone. */
  readonly documentId?: DocumentId;
  readonly kind: DocumentKind;
  readonly mediaType: ClaimDocument['mediaType'];
  readonly signed: boolean;
  readonly text?: string;
  readonly fileKey?: string;
}

export interface VisitDocuments {
  /** The oldest first. */
  readonly own: readonly LivingDocument[];
  /** Documents that name another patient than the visit's: they are kept from it. */
  readonly foreign: readonly LivingDocument[];
}

type Of<Kind extends PartContent['kind']> = Extract<PartContent, { kind: Kind }>;

/**
 * The documents of a visit. Once the signed version of a file has come, the unsigned one of the same name is none any
 * more; what a person has said of a document counts more than what came with it.
 * @param parts every part of one visit, in any versions.
 * @param sourcePatientId of the visit's patient, where it is known.
 */
export function documentsOfVisit(
  parts: readonly VisitPart[],
  sourcePatientId: string | undefined,
): VisitDocuments {
  const newest = newestByKey(parts, ({ partKey }) => partKey);
  const rulings = new Map(
    newest.flatMap(({ content }) => (content.kind === 'ruling' ? [[content.on, content.says]] : [])),
  );
  const ruled = newest
    .filter((part) => rulings.get(part.partKey) !== 'left-out')
    .toSorted((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1))
    .flatMap((part) => {
      const living = livingOf(part);
      const isSaidSigned = rulings.get(part.partKey) === 'signed';
      return living === undefined ? [] : [isSaidSigned ? { ...living, signed: true } : living];
    });
  const signedNames = new Set(ruled.flatMap(({ nameKey, signed }) => (signed ? (nameKey ?? []) : [])));
  const standing = ruled.filter(
    ({ nameKey, signed }) => signed || nameKey === undefined || !signedNames.has(nameKey),
  );
  const isForeign = ({ patientNumber }: Pick<Of<'document'>, 'patientNumber'>): boolean =>
    patientNumber !== undefined && sourcePatientId !== undefined && patientNumber !== sourcePatientId;
  return {
    own: standing.filter((document) => !isForeign(document)),
    foreign: standing.filter(isForeign),
  };
}

/** Every file of a visit, also one that a signed version has replaced, or that a person has left out. */
export function filesOfVisit(parts: readonly VisitPart[]): ReadonlySet<DocumentId> {
  return new Set(
    newestByKey(parts, ({ partKey }) => partKey).flatMap(({ content }) =>
      content.kind === 'document' ? [content.documentId] : [],
    ),
  );
}

/** Files have no age: they go by their own ids, after what came in messages. */
const ageOf = ({ order, partKey, content }: VisitPart): string =>
  JSON.stringify([content.kind === 'document' ? '~' : order, partKey]);

type Named = LivingDocument & Pick<Of<'document'>, 'nameKey' | 'patientNumber'>;

function livingOf({ partKey, content }: VisitPart): Named | undefined {
  switch (content.kind) {
    case 'note':
      return {
        partKey,
        kind: 'note',
        mediaType: 'text/plain',
        signed: content.signed,
        text: content.text,
      };
    case 'document': {
      const { documentId, documentKind, mediaType, signed, fileKey, text, nameKey, patientNumber } = content;
      return {
        partKey,
        documentId,
        kind: documentKind,
        mediaType,
        signed,
        fileKey,
        ...(text === undefined ? {} : { text }),
        ...(nameKey === undefined ? {} : { nameKey }),
        ...(patientNumber === undefined ? {} : { patientNumber }),
      };
    }
    case 'void':
    case 'fields':
    case 'line':
    case 'diagnosis':
    case 'charges':
    case 'clinical':
    case 'ruling':
      return undefined;
  }
}

/** Whether all that came of a visit is documents: then something else than its parts makes it a claim, or nothing yet. */
export function hasOnlyDocuments(parts: readonly VisitPart[]): boolean {
  return parts.every(
    ({ partKey, content }) =>
      content.kind === 'note' ||
      content.kind === 'document' ||
      content.kind === 'ruling' ||
      (content.kind === 'void' && partKey.startsWith('document:')),
  );
}

/** Whether all that came of a visit is files: where it is not known, each of them is asked about by itself. */
export function hasOnlyFiles(parts: readonly VisitPart[]): boolean {
  return hasOnlyDocuments(parts) && !parts.some(({ content }) => content.kind === 'note');
}

const kindWords: Readonly<Record<DocumentKind, string>> = {
  note: 'note',
  operative: 'operative report',
  consult: 'consultation',
  order: 'order',
  result: 'result',
  referral: 'referral',
  consent: 'consent',
  card: 'insurance card',
  letter: 'letter',
  other: 'document',
};

/** A document in words that tell nothing of what it says: `operative report (PDF, not signed)`. */
export function documentWords({
  kind,
  mediaType,
  signed,
}: Pick<LivingDocument, 'kind' | 'mediaType' | 'signed'>): string {
  const format = mediaType === 'application/pdf' ? 'PDF' : 'text';
  return `${kindWords[kind]} (${format}${signed ? '' : ', not signed'})`;
}

/** What a coder reads of the documents, the oldest first; of a file that is no text, where it is. */
export function noteOfDocuments(documents: readonly LivingDocument[]): string | undefined {
  const texts = documents.map((document) => {
    const text = document.text ?? `See document ${document.documentId ?? ''}: ${documentWords(document)}.`;
    return document.signed || document.text === undefined ? text : `(not signed) ${text}`;
  });
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** Whether there are notes of the visit, and nobody has signed any of them: they support no bill. */
export function lacksSignature(documents: readonly LivingDocument[]): boolean {
  return documents.some(({ signed }) => !signed) && !documents.some(({ signed }) => signed);
}

/**
 * The documents as the claim names them.
 * @param keepsText whether the texts are told here, since the claim's own note does not have them.
 */
export function claimDocumentsOf(
  practiceId: PracticeId,
  { sourceSystem, encounterId }: Pick<VisitPart, 'sourceSystem' | 'encounterId'>,
  documents: readonly LivingDocument[],
  keepsText: boolean,
): ClaimDocument[] {
  return documents.map(({ partKey, documentId, kind, mediaType, signed, fileKey, text }) => ({
    documentId: documentId ?? documentIdFor(practiceId, `${sourceSystem}/${encounterId}/${partKey}`),
    kind,
    mediaType,
    signed,
    ...(fileKey === undefined ? {} : { fileKey }),
    ...(keepsText && text !== undefined ? { text } : {}),
  }));
}
