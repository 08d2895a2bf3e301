import { PlainCheck, packedCode } from './plain-check.ts';
import { segmentConditions } from './segments/conditions.ts';
import { type ElementShape, segmentShapes } from './segments/dictionary.ts';

/** Required, situational, or not used in this place of this guide. */
export type Usage = 'R' | 'S' | 'N';

/** An element as one guide uses it in one place. */
export interface ElementUse {
  readonly shape: ElementShape;
  readonly usage: Usage;
  /** The codes the guide allows here; absent when any value of the type is allowed. */
  readonly codes?: ReadonlySet<string>;
  /** For a composite. */
  readonly components?: readonly ComponentUse[];
}

export interface ComponentUse {
  readonly usage: Usage;
  readonly codes?: ReadonlySet<string>;
}

/** A segment as one guide uses it in one place. */
export interface SegmentUse {
  readonly kind: 'segment';
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  /** How often it may stand in one loop; Infinity when the guide has no limit. */
  readonly maximum: number;
  readonly elements: readonly ElementUse[];
  /** The codes that tell this use from others with the same id; absent when the id alone decides. */
  readonly key?: ReadonlySet<string>;
  readonly plainCheck: PlainCheck;
}

/** A loop as one guide has it: the segment that opens it, then what may follow. */
export interface LoopUse {
  readonly kind: 'loop';
  /** Its number among all loops of all guides. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly maximum: number;
  readonly opener: SegmentUse;
  /** Opener first. */
  readonly items: readonly (SegmentUse | LoopUse)[];
  /** Place of each item in the order; neighbours that may change places have the same. */
  readonly ordinals: readonly number[];
  /** Places of the items that must be there, opener excluded. */
  readonly requiredItems: readonly number[];
  /** What may stand in this loop by segment id, opener excluded. */
  readonly candidates: ReadonlyMap<string, Candidates>;
}

/** The places of one loop where a segment id may stand. */
export interface Candidates {
  /** In the order of the guide. */
  readonly all: readonly Candidate[];
  /** Those that a segment with this code fits, in the order of the guide. */
  readonly byCode: ReadonlyMap<number, readonly Candidate[]>;
  /** Those that fit whatever the code. */
  readonly withoutCode: readonly Candidate[];
}

/** One place where a segment id may stand in a loop. */
export interface Candidate {
  readonly itemIndex: number;
  readonly ordinal: number;
  readonly item: SegmentUse | LoopUse;
  /** The segment itself, or the opener of the loop. */
  readonly segment: SegmentUse;
}

/** One implementation guide: what a transaction set of one version may hold. */
export interface Guide {
  /** Official id, as in ST03 or GS08. */
  readonly id: string;
  /** Our short name: `837P`. */
  readonly name: string;
  /** ST01. */
  readonly setCode: string;
  /** GS01. */
  readonly functionalCode: string;
  /** Every value of GS08 that this guide reads. */
  readonly versions: readonly string[];
  /** BHT02 of this guide, when only that tells it from another of the same set and version. */
  readonly purposes?: ReadonlySet<string>;
  /** Whether ST03 names the guide; not so in an 835. */
  readonly transactionNamesGuide: boolean;
  readonly root: LoopUse;
}

/** Where the code lies that tells two uses of a segment apart, by segment id. */
export const keyPlaces: Readonly<Record<string, { element: number; firstComponent?: true }>> = {
  AMT: { element: 1 },
  CRC: { element: 1 },
  DTM: { element: 1 },
  DTP: { element: 1 },
  HI: { element: 1, firstComponent: true },
  HL: { element: 3 },
  N1: { element: 1 },
  NM1: { element: 1 },
  NTE: { element: 1 },
  PER: { element: 1 },
  PRV: { element: 1 },
  QTY: { element: 1 },
  REF: { element: 1 },
  TRN: { element: 1 },
};

/**
 * A segment of a guide.
 *
 * `usage` is `R 1`, `S 5`, `S >`: required or situational, and how often. `pattern` has one token for each element in
 * order: `R` required, `S` situational, `-` not used, with the allowed codes after a colon (`R:85`, `S:Y,N`) and the
 * components of a composite in brackets (`R(R:HC,ER R S)`). Elements after the last token are not used.
 */
export function segment(id: string, label: string, usage: string, pattern: string): SegmentUse {
  const shape = segmentShapes.get(id);
  if (shape === undefined) throw new Error(`A guide uses the segment ${id}, which the dictionary lacks`);
  const tokens = splitTokens(pattern);
  if (tokens.length > shape.elements.length) {
    throw new Error(
      `The pattern of ${id} (${label}) has ${tokens.length} elements; it has ${shape.elements.length}`,
    );
  }
  const elements = shape.elements.map((element, index) =>
    elementUse(element, tokens[index] ?? '-', id, label),
  );
  const key = keyOf(id, elements);
  return {
    kind: 'segment',
    id,
    label,
    ...occurrence(usage),
    elements,
    ...(key === undefined ? {} : { key }),
    plainCheck: new PlainCheck(id, elements, segmentConditions.get(id) ?? []),
  };
}

let loopCount = 0;

/** A loop of a guide; the first item is the segment that opens it. `usage` as for {@link segment}. */
export function loop(
  id: string,
  label: string,
  usage: string,
  items: readonly (SegmentUse | LoopUse)[],
): LoopUse {
  const opener = items[0];
  if (opener?.kind !== 'segment') throw new Error(`Loop ${id} (${label}) does not start with a segment`);
  const ordinals: number[] = [];
  const candidates = new Map<string, Candidate[]>();
  for (const [itemIndex, item] of items.entries()) {
    const before = items[itemIndex - 1];
    const previous = ordinals[itemIndex - 1] ?? -1;
    const ordinal = before !== undefined && mayChangePlaces(before, item) ? previous : previous + 1;
    ordinals.push(ordinal);
    if (itemIndex === 0) continue;
    const first = item.kind === 'segment' ? item : item.opener;
    const list = candidates.get(first.id) ?? [];
    list.push({ itemIndex, ordinal, item, segment: first });
    candidates.set(first.id, list);
  }
  const requiredItems = items.flatMap((item, index) => (index > 0 && item.required ? index : []));
  loopCount++;
  return {
    kind: 'loop',
    index: loopCount,
    id,
    label,
    ...occurrence(usage),
    opener,
    items,
    ordinals,
    requiredItems,
    candidates: new Map([...candidates].map(([first, list]) => [first, candidatesOf(list)])),
  };
}

function candidatesOf(all: readonly Candidate[]): Candidates {
  const codes = new Set(all.flatMap(({ segment: { key } }) => (key === undefined ? [] : [...key])));
  const withoutCode = all.filter((candidate) => candidate.segment.key === undefined);
  return {
    all,
    byCode: new Map(
      [...codes].map((code) => [
        packedCode(code),
        all.filter(({ segment: { key } }) => key === undefined || key.has(code)),
      ]),
    ),
    withoutCode,
  };
}

/** Neighbours of the same standard position: the order among them is free. */
function mayChangePlaces(before: SegmentUse | LoopUse, item: SegmentUse | LoopUse): boolean {
  if (before.kind !== item.kind) return false;
  const beforeId = before.kind === 'segment' ? before.id : before.opener.id;
  const id = item.kind === 'segment' ? item.id : item.opener.id;
  return beforeId === id;
}

function occurrence(usage: string): { required: boolean; maximum: number } {
  const found = /^([RS]) (\d+|>)$/.exec(usage);
  if (found === null) throw new Error(`"${usage}" is no usage: expected, for example, "R 1" or "S >"`);
  return { required: found[1] === 'R', maximum: found[2] === '>' ? Infinity : Number(found[2]) };
}

function keyOf(id: string, elements: readonly ElementUse[]): ReadonlySet<string> | undefined {
  const place = keyPlaces[id];
  if (place === undefined) return undefined;
  const element = elements[place.element - 1];
  const codes = place.firstComponent === true ? element?.components?.[0]?.codes : element?.codes;
  for (const code of codes ?? []) {
    if (packedCode(code) === 0) throw new Error(`The code "${code}" of ${id} is too long to tell uses apart`);
  }
  return codes;
}

function elementUse(shape: ElementShape, token: string, id: string, label: string): ElementUse {
  const { usage, codes, inner } = parseToken(token, id, label);
  if (shape.components === undefined) {
    return { shape, usage, ...(codes === undefined ? {} : { codes }) };
  }
  const tokens = inner === undefined ? [] : splitTokens(inner);
  const components = shape.components.map((_, index): ComponentUse => {
    const component = parseToken(tokens[index] ?? (inner === undefined ? 'S' : '-'), id, label);
    return {
      usage: component.usage,
      ...(component.codes === undefined ? {} : { codes: component.codes }),
    };
  });
  return { shape, usage, components };
}

function parseToken(
  token: string,
  id: string,
  label: string,
): { usage: Usage; codes?: ReadonlySet<string>; inner?: string } {
  const found = /^([RS-])(?::([^()]+)|\((.*)\))?$/.exec(token);
  if (found === null) throw new Error(`"${token}" in the pattern of ${id} (${label}) is no element`);
  const [, letter, codes, inner] = found;
  const usage = letter === '-' ? 'N' : (letter as Usage);
  return {
    usage,
    ...(codes === undefined ? {} : { codes: new Set(codes.split(',')) }),
    ...(inner === undefined ? {} : { inner }),
  };
}

/** Splits at blanks outside brackets. */
function splitTokens(pattern: string): string[] {
  return pattern.match(/[^\s()]+(?:\([^)]*\))?/g) ?? [];
}
