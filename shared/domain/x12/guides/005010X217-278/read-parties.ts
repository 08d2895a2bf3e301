import {
  addressOf,
  contactFrom,
  demographicsOf,
  entityName,
  needed,
  neededDateAt,
  numberAt,
  present,
  referencesOf,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  Header278,
  Person278,
  Provider278,
  Relationship278,
  Requester278,
  Taxonomy278,
  TransportLocation278,
} from './model.ts';

/** The beginning and everyone whom a request for authorization or its answer names. */

export function headerOf(tree: LoopView): Header278 {
  const segment = needed(tree.first('BHT'), tree, 'The beginning (BHT)');
  return present<Header278>({
    purpose: textAt(segment, 2),
    reference: textAt(segment, 3),
    date: neededDateAt(segment, 4),
    time: textAt(segment, 5),
    kind: segment.text(6),
  });
}

/** NM1 of a loop. */
export function nameOf(loop: LoopView): SegmentView {
  return needed(loop.first('NM1'), loop, 'The name (NM1)');
}

/** The loop with a name below a level. */
export function nameLoop(level: LoopView, id: string): LoopView {
  return needed(level.loop(id), level, `The name (${id})`);
}

/** PER; undefined when the loop has none. */
export function contactOf(loop: LoopView) {
  const segment = loop.first('PER');
  return segment === undefined ? undefined : contactFrom(segment);
}

function taxonomyOf(loop: LoopView): Taxonomy278 | undefined {
  const segment = loop.first('PRV');
  if (segment === undefined) return undefined;
  return present<Taxonomy278>({ role: textAt(segment, 1), code: segment.text(3) });
}

/** 2010B. */
export function requesterFrom(loop: LoopView): Requester278 {
  const name = nameOf(loop);
  return present<Requester278>({
    role: textAt(name, 1),
    name: entityName(name),
    references: referencesOf(loop),
    taxonomy: taxonomyOf(loop),
  });
}

/** 2010C or 2010D. */
export function personFrom(loop: LoopView): Person278 {
  const relationship = loop.first('INS');
  return present<Person278>({
    name: entityName(nameOf(loop)),
    references: referencesOf(loop),
    address: addressOf(loop),
    demographics: demographicsOf(loop),
    relationship: relationship === undefined ? undefined : relationshipFrom(relationship),
  });
}

function relationshipFrom(segment: SegmentView): Relationship278 {
  return present<Relationship278>({
    relationship: textAt(segment, 2),
    employmentStatus: segment.text(8),
    birthSequence: numberAt(segment, 17),
  });
}

/** 2010EA, 2010F or 2010FA. */
export function providerFrom(loop: LoopView): Provider278 {
  const name = nameOf(loop);
  return present<Provider278>({
    role: textAt(name, 1),
    name: entityName(name),
    references: referencesOf(loop),
    address: addressOf(loop),
    contact: contactOf(loop),
    taxonomy: taxonomyOf(loop),
  });
}

/** 2010EB of a request, 2010EC of an answer. */
export function transportLocationFrom(loop: LoopView): TransportLocation278 {
  const name = nameOf(loop);
  return present<TransportLocation278>({
    role: textAt(name, 1),
    name: name.text(3),
    address: addressOf(loop),
  });
}
