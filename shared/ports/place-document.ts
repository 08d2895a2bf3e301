import type { DocumentId, UploadId, VisitId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { DocumentSaying } from '#contracts/visit-document.ts';
import { claimIdFor, visitIdFor } from '#domain/identity/ids.ts';
import { documentPart, documentTakenBack, type NamedVisit } from '#domain/intake/documents/document-part.ts';
import { directionsOf, isSameVisit, type Directions } from '#domain/intake/documents/place-document.ts';
import { sourcesOfPractice } from '#domain/intake/documents/sources-of-practice.ts';
import { hasOnlyDocuments } from '#domain/intake/visit/visit-documents.ts';
import type { ClaimStore } from './claim-store.ts';
import type { SaidDocument, VisitDocumentStore } from './visit-document-store.ts';
import type { VisitStore } from './visit-store.ts';

export interface PlaceDocumentWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly visits: Pick<VisitStore, 'parts' | 'keep'>;
  readonly visitDocuments: Pick<VisitDocumentStore, 'load' | 'visitsOn'>;
}

interface Put {
  readonly said: SaidDocument;
  /** Visits that are known and do not have it, or not any more: each is to be taken in anew. */
  readonly left: readonly VisitId[];
}

/** Where a document is put. */
export type PlacedDocument =
  | (Put & { readonly kind: 'given'; readonly visit: NamedVisit; readonly visitId: VisitId })
  /** Nothing tells one visit: why, as the end of a sentence. */
  | (Put & { readonly kind: 'unplaced'; readonly why: string })
  | { readonly kind: 'not-needed'; readonly said: SaidDocument };

/**
 * Gives a document to the visit that it belongs to: the one that a person has named, else the one that is named by what
 * came with it, else the only one of its patient on its day. A visit of which nothing else has come yet is given it all
 * the same, if it is the only one that is named. Done again it changes nothing.
 * @returns undefined where there is no such document.
 */
export async function placeDocument(
  documentId: DocumentId,
  practice: Practice,
  uploadId: UploadId,
  world: PlaceDocumentWorld,
): Promise<PlacedDocument | undefined> {
  const { practiceId } = practice;
  const said = await world.visitDocuments.load(practiceId, documentId);
  if (said === undefined) {
    return undefined;
  }
  const { document, sayings, decision } = said;
  if (decision?.outcome === 'not-needed') {
    return { kind: 'not-needed', said };
  }
  const sources = sourcesOfPractice(practice);
  const directions = directionsOf(sayings, sources);
  const chosen = decision ?? (await chooseVisit(directions, practiceId, world));
  const by = decision === undefined ? 'sayings' : 'decision';
  const candidates = await visitsOf(directions, practiceId, world);
  const withoutIndex = directionsOf(
    sayings.filter(({ from }) => from !== 'index'),
    sources,
  );
  const earlier = await visitsOf(withoutIndex, practiceId, world);
  if (typeof chosen === 'string') {
    // Several may fit, and it stays with the one that has it; with none that only less than is said now led to.
    const others = distinct(earlier, practiceId).filter(
      (other) => !candidates.some((candidate) => isSameVisit(candidate, other)),
    );
    const parts = others.map((other) => documentTakenBack(other, document, sayings, by));
    await world.visits.keep(practiceId, uploadId, { parts, things: [] });
    return {
      kind: 'unplaced',
      said,
      why: chosen === nothingTells ? whyNothingTells(sayings) : chosen,
      left: await knownOf(others, practiceId, world),
    };
  }
  const visit = { sourceSystem: chosen.sourceSystem, encounterId: chosen.encounterId };
  // Of all that is said only what led here, and what was said of the document itself, goes with it.
  const others = distinct([...candidates, ...earlier], practiceId).filter(
    (other) => !isSameVisit(other, visit),
  );
  await world.visits.keep(practiceId, uploadId, {
    parts: [
      documentPart(visit, document, sayings, by),
      ...others.map((other) => documentTakenBack(other, document, sayings, by)),
    ],
    things: [],
  });
  return {
    kind: 'given',
    said,
    visit,
    visitId: idOf(visit, practiceId),
    left: await knownOf(others, practiceId, world),
  };
}

function idOf({ sourceSystem, encounterId }: NamedVisit, practiceId: Practice['practiceId']): VisitId {
  return visitIdFor(practiceId, sourceSystem, encounterId);
}

/** The same visits, each once. */
function distinct(visits: readonly NamedVisit[], practiceId: Practice['practiceId']): readonly NamedVisit[] {
  return [...new Map(visits.map((one) => [idOf(one, practiceId), one])).values()];
}

/** Every visit that directions lead to, known or not. */
async function visitsOf(
  { visits, days }: Directions,
  practiceId: Practice['practiceId'],
  world: PlaceDocumentWorld,
): Promise<readonly NamedVisit[]> {
  return [...visits, ...(await visitsOn(days, practiceId, world))];
}

/** Those of the visits that more than documents has come of. */
async function knownOf(
  visits: readonly NamedVisit[],
  practiceId: Practice['practiceId'],
  world: PlaceDocumentWorld,
): Promise<readonly VisitId[]> {
  const known: VisitId[] = [];
  for (const visit of visits) {
    if (await isKnownVisit(visit, practiceId, world)) {
      known.push(idOf(visit, practiceId));
    }
  }
  return known;
}

/** The one visit that fits, or why there is none. */
async function chooseVisit(
  { visits, surely, days }: Directions,
  practiceId: Practice['practiceId'],
  world: PlaceDocumentWorld,
): Promise<NamedVisit | string> {
  const known: NamedVisit[] = [];
  for (const visit of visits) {
    if (await isKnownVisit(visit, practiceId, world)) {
      known.push(visit);
    }
  }
  const [only, another] = known;
  if (only !== undefined) {
    return another === undefined ? only : `${known.length} visits are named, and all of them are known`;
  }
  if (days.length > 0) {
    const onDays = await visitsOn(days, practiceId, world);
    const [fits, fitsToo] = onDays;
    if (fits !== undefined) {
      return fitsToo === undefined ? fits : `${onDays.length} visits of its patient on its day are known`;
    }
    return 'no visit of its patient on its day is known';
  }
  const [named, other] = surely.length > 0 ? surely : visits;
  if (named !== undefined) {
    return other === undefined ? named : 'none of the visits that are named is known';
  }
  return nothingTells;
}

const nothingTells = 'nothing tells which';

/** A number is one of its source: without the source's folder it names nobody. */
function whyNothingTells(sayings: readonly DocumentSaying[]): string {
  const isNumbered = sayings.some(
    ({ visitNumber, patientNumber, serviceDate }) =>
      visitNumber !== undefined || (patientNumber !== undefined && serviceDate !== undefined),
  );
  if (isNumbered) {
    return 'what it says of its visit is of no system that is known; upload it in the folder of its source';
  }
  return sayings.some(({ patientNumber }) => patientNumber !== undefined)
    ? 'it names its patient, and neither a visit nor a day'
    : nothingTells;
}

/** Whether anything but documents has come of a visit. */
export async function isKnownVisit(
  { sourceSystem, encounterId }: NamedVisit,
  practiceId: Practice['practiceId'],
  { claims, visits }: PlaceDocumentWorld,
): Promise<boolean> {
  const claim = await claims.load(practiceId, claimIdFor(practiceId, sourceSystem, encounterId));
  return (
    claim !== undefined ||
    !hasOnlyDocuments(await visits.parts(practiceId, visitIdFor(practiceId, sourceSystem, encounterId)))
  );
}

/** The visits of patients on days, whether they are claims or not yet. */
async function visitsOn(
  days: Directions['days'],
  practiceId: Practice['practiceId'],
  { claims, visitDocuments }: PlaceDocumentWorld,
): Promise<readonly NamedVisit[]> {
  const found = new Map<string, NamedVisit>();
  for (const day of days) {
    const { sourceSystem } = day;
    const on = await visitDocuments.visitsOn(practiceId, day);
    for (const { encounterId } of on.visits) {
      found.set(claimIdFor(practiceId, sourceSystem, encounterId), { sourceSystem, encounterId });
    }
    for (const claimId of on.claims) {
      const claim = await claims.load(practiceId, claimId);
      // It may have been another patient's or another day's when it came.
      if (
        claim?.patient.sourcePatientId === day.sourcePatientId &&
        claim.serviceDateFrom === day.day &&
        claim.source.sourceSystem === sourceSystem
      ) {
        found.set(claimId, { sourceSystem, encounterId: claim.source.encounterId });
      }
    }
  }
  return [...found.values()];
}
