import type { NameKey, PracticeId, VisitId } from '#contracts/identifiers.ts';
import type { ChangedName } from '#contracts/upload.ts';
import { contentHashOf } from '../../identity/content-hash.ts';
import { nameKeyFor, visitIdFor } from '../../identity/ids.ts';
import type { SharedThing } from '../read/intake-record.ts';
import { attachmentsOf, newer, type Versioned } from './newest.ts';
import type { Arrival, VisitPart } from './part.ts';

/** One thing to be kept, in one place. */
export interface KeptItem {
  readonly place: KeptPlace;
  /** Sorts versions of the same item: of two, the one with the greater text is kept. */
  readonly age: string;
  /** Differs where two versions say different things; the same when only their time differs. */
  readonly says: string;
  readonly document: VisitPart | SharedThing | { readonly belonging: string };
  /** Of a part: how it came. It is kept beside the document, for it is no part of what is said. */
  readonly arrived?: Arrival;
  /** Whose users have to look again when it says something new. */
  readonly reaches: readonly ChangedName[];
}

/** Where it is kept: a part with its visit, a thing under each of its names, a coverage's name with its person. */
export type KeptPlace =
  | { readonly kind: 'part'; readonly visitId: VisitId; readonly slot: string }
  | { readonly kind: 'thing'; readonly name: NameKey }
  | { readonly kind: 'belonging'; readonly name: NameKey; readonly slot: string };

/**
 * How what is kept now came: what was said before was said by the record that said it first, and its place in the visit
 * was filled when anything first came into it.
 */
export function arrivalOf(
  { says, arrived }: Pick<KeptItem, 'says' | 'arrived'>,
  before: { readonly says: string | undefined; readonly arrived?: Arrival | undefined } | undefined,
): Arrival | undefined {
  const first = before?.arrived;
  if (arrived === undefined || first === undefined) {
    return first ?? arrived;
  }
  const firstSeenAt = first.firstSeenAt < arrived.firstSeenAt ? first.firstSeenAt : arrived.firstSeenAt;
  return { ...(before?.says === says ? first : arrived), firstSeenAt };
}

/** The place as one text, the same for equal places. */
export function placeText(place: KeptPlace): string {
  switch (place.kind) {
    case 'part':
      return `${place.visitId} ${place.slot}`;
    case 'thing':
      return place.name;
    case 'belonging':
      return `${place.name} ${place.slot}`;
  }
}

/**
 * What is to be kept of parts and things, each place once: of several versions of one thing the newest. Keys are
 * derived, since the source's own numbers are about patients.
 */
export function keptItems(
  practiceId: PracticeId,
  parts: readonly VisitPart[],
  things: readonly SharedThing[],
): readonly KeptItem[] {
  const items = new Map<string, { readonly item: KeptItem; readonly version: Versioned }>();
  const keep = (item: Omit<KeptItem, 'age' | 'says'>, version: Versioned): void => {
    const text = placeText(item.place);
    const known = items.get(text);
    if (known !== undefined && newer(known.version, version) === known.version) return;
    const attachments = contentHashOf(attachmentsOf(version));
    const { order, hash, readBy = 0 } = version;
    const says = `${hash}\n${attachments}`;
    items.set(text, { item: { ...item, age: `${order}\n${sortable(readBy)}\n${says}`, says }, version });
  };
  for (const part of parts) {
    const visitId = visitIdFor(practiceId, part.sourceSystem, part.encounterId);
    const slot = contentHashOf(part.partKey).slice(0, 32);
    const { arrived, ...document } = part;
    const came = arrived === undefined ? {} : { arrived };
    keep({ place: { kind: 'part', visitId, slot }, document, reaches: [], ...came }, part);
  }
  for (const thing of things) {
    const key = (name: string): NameKey => nameKeyFor(practiceId, thing.sourceSystem, name);
    const owner = thing.of === undefined ? [] : [key(thing.of)];
    const names = thing.names.map(key);
    const reaches = namesReached(practiceId, thing);
    for (const name of names) {
      keep({ place: { kind: 'thing', name }, document: thing, reaches }, thing);
    }
    const [first] = thing.names;
    for (const name of first === undefined ? [] : owner) {
      const document = { belonging: first ?? '' };
      const slot = contentHashOf(document.belonging).slice(0, 32);
      keep({ place: { kind: 'belonging', name, slot }, document, reaches: [] }, { order: '', hash: '' });
    }
  }
  return [...items.values()].map(({ item }) => item);
}

/** The names of whose users have to look again when something new is said of a thing. */
export function namesReached(practiceId: PracticeId, thing: SharedThing): readonly ChangedName[] {
  const reach = reachOf(thing);
  const names = [...thing.names, ...(thing.of === undefined ? [] : [thing.of])];
  return names.map((name) => ({ key: nameKeyFor(practiceId, thing.sourceSystem, name), reach }));
}

const sortable = (edition: number): string => String(edition).padStart(9, '0');

/** What is known of one person reaches all visits of that person; a directory only those that could not do without. */
function reachOf({ kind }: SharedThing): ChangedName['reach'] {
  switch (kind) {
    case 'person':
    case 'coverage':
    case 'account':
      return 'person';
    case 'practitioner':
    case 'organization':
    case 'location':
      return 'directory';
  }
}
