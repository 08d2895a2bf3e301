import type { Instant } from '#contracts/dates.ts';
import type { DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import { contentHashOf } from '../../identity/content-hash.ts';
import type { PartContent, VisitPart } from '../visit/part.ts';
import { believedOf } from './place-document.ts';

/** A visit as its source knows it. */
export interface NamedVisit {
  readonly sourceSystem: string;
  readonly encounterId: string;
}

/**
 * A document has no versions of its own: the more is said of it, the more it counts, be it that it belongs to a visit or
 * that it does not after all; what a person has decided counts most.
 */
function orderOf(sayings: number, by: 'sayings' | 'decision'): string {
  return by === 'decision' ? '2' : `0-${String(sayings).padStart(6, '0')}`;
}

function partOf(
  { sourceSystem, encounterId }: NamedVisit,
  partKey: string,
  order: string,
  content: PartContent,
): VisitPart {
  return { sourceSystem, encounterId, partKey, order, hash: contentHashOf(content), content, refs: [] };
}

/** The part of a visit that a document is: what is said of it in any order makes the same part. */
export function documentPart(
  visit: NamedVisit,
  { documentId, mediaType, fileKey, text }: VisitDocument,
  sayings: readonly DocumentSaying[],
  by: 'sayings' | 'decision',
): VisitPart {
  const kind = sayings
    .map(({ documentKind }) => documentKind)
    .toSorted()
    .find((one) => one !== 'other');
  const [nameKey] = sayings.flatMap((saying) => saying.nameKey ?? []).toSorted();
  // A person may give it to another patient's visit than it says: a wrong number is why somebody was asked.
  const [patientNumber] = (by === 'decision' ? [] : believedOf(sayings))
    .flatMap((saying) => saying.patientNumber ?? [])
    .toSorted();
  const order = orderOf(sayings.length, by);
  return partOf(visit, `document:${documentId}`, order, {
    kind: 'document',
    documentId,
    documentKind: kind ?? 'other',
    mediaType,
    signed: sayings.every(({ signed }) => signed),
    fileKey,
    ...(text === undefined ? {} : { text }),
    ...(nameKey === undefined ? {} : { nameKey }),
    ...(patientNumber === undefined ? {} : { patientNumber }),
  });
}

/** Takes a document back from a visit to which it was given when less was said of it. */
export function documentTakenBack(
  visit: NamedVisit,
  { documentId }: VisitDocument,
  sayings: readonly DocumentSaying[],
  by: 'sayings' | 'decision',
): VisitPart {
  return partOf(visit, `document:${documentId}`, orderOf(sayings.length, by), { kind: 'void' });
}

/** What a person has said of a note: that it is signed, or that it is none of the visit's. The last word counts. */
export function rulingPart(
  visit: NamedVisit,
  on: string,
  says: 'signed' | 'left-out',
  at: Instant,
): VisitPart {
  return partOf(visit, `ruling:${on}`, at, { kind: 'ruling', on, says });
}
