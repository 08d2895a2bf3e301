import type { Finding } from './findings.ts';
import type { Candidate, Guide, LoopUse, SegmentUse } from './guide.ts';
import type { Delimiters } from './interchange.ts';
import { segmentShapes } from './segments/dictionary.ts';
import type { LoopNode, SegmentNode } from './tree.ts';
import { validateSegment } from './validate-segment.ts';

/** Findings of one transaction beyond which the rest is not listed: memory stays bounded. */
const findingLimit = 1000;

/** The loops that hold names and addresses the guide does not know: they keep what follows from being misread. */
const unknownEntityMembers = new Set(['N2', 'N3', 'N4', 'PER', 'REF', 'PRV', 'DMG']);

interface OpenLoop {
  readonly use: LoopUse;
  readonly children: (SegmentNode | LoopNode)[];
  /** Place in the order that was reached. */
  ordinal: number;
  readonly counts: number[];
  readonly openedAt: number;
  /** HL01 of a hierarchical loop. */
  level?: string;
}

interface Fit {
  readonly depth: number;
  readonly candidate: Candidate;
}

/**
 * Puts the segments of one transaction, given in order, into the loops of its guide, and says what does not fit.
 * Nothing is dropped: a segment without a place stands, without a use, in the loop where it was met.
 */
export class TransactionReader {
  readonly findings: Finding[] = [];
  readonly #guide: Guide;
  readonly #delimiters: Delimiters;
  readonly #stack: OpenLoop[] = [];
  readonly #root: OpenLoop;
  #position = 0;
  #lastLevel = 0;
  #inUnknownEntity = false;

  constructor(guide: Guide, delimiters: Delimiters) {
    this.#guide = guide;
    this.#delimiters = delimiters;
    this.#root = openLoop(guide.root, 1);
    this.#stack.push(this.#root);
  }

  /** Segments so far. */
  get segmentCount(): number {
    return this.#position;
  }

  /** Takes the next segment: its elements, the id first. */
  segment(elements: readonly string[], offset: number): void {
    this.#position++;
    const id = elements[0] ?? '';
    if (this.#position === 1) {
      this.#put(this.#root, this.#guide.root.opener, elements, offset);
      this.#root.counts[0] = 1;
      return;
    }
    if (this.#inUnknownEntity && unknownEntityMembers.has(id)) {
      this.#putStray(elements, offset);
      return;
    }
    this.#inUnknownEntity = false;
    const fit = this.#fit(id, elements);
    if (fit === undefined) {
      this.#unplaced(id, elements, offset);
      return;
    }
    this.#place(fit, elements, offset);
  }

  /** Closes every loop and gives the tree. */
  finish(): LoopNode {
    while (this.#stack.length > 0) this.#close();
    return nodeOf(this.#root);
  }

  #fit(id: string, elements: readonly string[]): Fit | undefined {
    let exceeding: Fit | undefined;
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const open = this.#stack[depth];
      const candidates = open?.use.candidates.get(id);
      if (open === undefined || candidates === undefined) continue;
      for (let index = 0; index < candidates.length; index++) {
        const candidate = candidates[index];
        if (
          candidate === undefined ||
          candidate.ordinal < open.ordinal ||
          !matches(candidate.segment, elements, this.#delimiters)
        )
          continue;
        if ((open.counts[candidate.itemIndex] ?? 0) < candidate.item.maximum) return { depth, candidate };
        exceeding ??= { depth, candidate };
      }
    }
    return exceeding ?? this.#fitOutOfOrder(id, elements) ?? this.#fitWithoutOpener(id, elements);
  }

  /** A place before the one that was reached, or one whose code differs. */
  #fitOutOfOrder(id: string, elements: readonly string[]): Fit | undefined {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const open = this.#stack[depth];
      for (const candidate of open?.use.candidates.get(id) ?? []) {
        if (matches(candidate.segment, elements, this.#delimiters)) return { depth, candidate };
      }
    }
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const open = this.#stack[depth];
      for (const candidate of open?.use.candidates.get(id) ?? []) {
        if (candidate.item.kind === 'segment' && id !== 'HL') return { depth, candidate };
      }
    }
    return undefined;
  }

  /** A place in a loop below, whose opening segment is missing: the loop is opened without it. */
  #fitWithoutOpener(id: string, elements: readonly string[]): Fit | undefined {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const open = this.#stack[depth];
      if (open === undefined) continue;
      for (const [itemIndex, item] of open.use.items.entries()) {
        const ordinal = open.use.ordinals[itemIndex] ?? 0;
        if (item.kind !== 'loop' || ordinal < open.ordinal) continue;
        const inner = item.candidates
          .get(id)
          ?.find((one) => matches(one.segment, elements, this.#delimiters));
        if (inner === undefined) continue;
        this.#closeTo(depth);
        open.ordinal = ordinal;
        open.counts[itemIndex] = (open.counts[itemIndex] ?? 0) + 1;
        this.#stack.push(openLoop(item, this.#position));
        this.#report({
          snip: 1,
          severity: 'error',
          code: 'required-segment-missing',
          segmentErrorCode: '3',
          loop: item.id,
          segment: item.opener.id,
          position: this.#position,
          sentence: `Loop ${item.id} (${item.label}) starts with ${id}; its opening segment ${item.opener.id} is missing`,
        });
        return { depth: this.#stack.length - 1, candidate: inner };
      }
    }
    return undefined;
  }

  #place(fit: Fit, elements: readonly string[], offset: number): void {
    this.#closeTo(fit.depth);
    const open = this.#stack[fit.depth];
    if (open === undefined) return;
    const { candidate } = fit;
    const count = (open.counts[candidate.itemIndex] ?? 0) + 1;
    open.counts[candidate.itemIndex] = count;
    if (candidate.ordinal < open.ordinal) this.#outOfOrder(open, candidate, offset);
    else open.ordinal = candidate.ordinal;
    if (count > candidate.item.maximum) this.#exceeds(open, candidate, count, offset);
    if (candidate.item.kind === 'segment') {
      this.#put(open, candidate.item, elements, offset);
      return;
    }
    const opened = openLoop(candidate.item, this.#position);
    opened.counts[0] = 1;
    this.#stack.push(opened);
    this.#put(opened, candidate.item.opener, elements, offset);
    if (elements[0] === 'HL') this.#level(opened, elements, offset);
  }

  #put(open: OpenLoop, use: SegmentUse, elements: readonly string[], offset: number): void {
    open.children.push({ kind: 'segment', use, elements, position: this.#position, offset });
    const place = { loop: open.use.id, position: this.#position, offset };
    validateSegment(use, elements, this.#delimiters, place, this.#report);
  }

  #putStray(elements: readonly string[], offset: number): void {
    this.#stack.at(-1)?.children.push({ kind: 'segment', elements, position: this.#position, offset });
  }

  #unplaced(id: string, elements: readonly string[], offset: number): void {
    const known = segmentShapes.has(id);
    const open = this.#stack.at(-1);
    this.#putStray(elements, offset);
    this.#inUnknownEntity = id === 'NM1' || id === 'N1';
    const code = elements[1] === undefined ? '' : `*${elements[1]}`;
    this.#report({
      snip: known ? 2 : 1,
      severity: 'error',
      code: known ? 'unexpected-segment' : 'unrecognized-segment',
      segmentErrorCode: known ? '2' : '1',
      loop: open?.use.id ?? '',
      segment: id,
      position: this.#position,
      offset,
      sentence: known
        ? `${id}${code} has no place in or after loop ${open?.use.id ?? ''} of ${this.#guide.id}`
        : `"${id}" is no segment of ${this.#guide.id}`,
    });
  }

  #outOfOrder(open: OpenLoop, candidate: Candidate, offset: number): void {
    this.#report({
      snip: 1,
      severity: 'error',
      code: 'segment-out-of-order',
      segmentErrorCode: '7',
      loop: open.use.id,
      segment: candidate.segment.id,
      position: this.#position,
      offset,
      sentence: `${candidate.segment.id} (${candidate.segment.label}) comes too late in loop ${open.use.id}: it belongs before what was already read`,
    });
  }

  #exceeds(open: OpenLoop, candidate: Candidate, count: number, offset: number): void {
    const isLoop = candidate.item.kind === 'loop';
    const name = candidate.item.id;
    this.#report({
      snip: 2,
      severity: 'error',
      code: isLoop ? 'too-many-loops' : 'too-many-segments',
      segmentErrorCode: isLoop ? '4' : '5',
      loop: candidate.item.kind === 'loop' ? name : open.use.id,
      segment: candidate.segment.id,
      position: this.#position,
      offset,
      sentence: `${isLoop ? 'Loop ' : ''}${name} (${candidate.item.label}) occurs ${count} times in loop ${open.use.id}; the guide allows ${candidate.item.maximum}`,
    });
  }

  /** Numbers and parents of the hierarchy. */
  #level(opened: OpenLoop, elements: readonly string[], offset: number): void {
    const own = elements[1] ?? '';
    const parent = elements[2] ?? '';
    opened.level = own;
    const above = this.#stack.slice(0, -1).findLast((open) => open.level !== undefined)?.level ?? '';
    this.#lastLevel++;
    if (own !== String(this.#lastLevel)) {
      this.#levelFinding(
        opened,
        1,
        own,
        offset,
        `HL01 holds "${own}"; levels count up by one, so "${this.#lastLevel}" was expected`,
      );
      this.#lastLevel = /^\d{1,12}$/.test(own) ? Number(own) : this.#lastLevel;
    }
    if (parent !== above) {
      this.#levelFinding(
        opened,
        2,
        parent,
        offset,
        `HL02 holds "${parent}"; the level above loop ${opened.use.id} has number "${above}"`,
      );
    }
  }

  #levelFinding(opened: OpenLoop, element: number, value: string, offset: number, sentence: string): void {
    this.#report({
      snip: 1,
      severity: 'error',
      code: 'hierarchy',
      segmentErrorCode: '8',
      elementErrorCode: 'I12',
      loop: opened.use.id,
      segment: 'HL',
      position: this.#position,
      offset,
      element,
      dataElement: element === 1 ? '628' : '734',
      value,
      sentence,
    });
  }

  #closeTo(depth: number): void {
    while (this.#stack.length - 1 > depth) this.#close();
  }

  #close(): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    const below = this.#stack.at(-1);
    below?.children.push(nodeOf(open));
    for (const index of open.use.requiredItems) {
      const item = open.use.items[index];
      if (item === undefined || (open.counts[index] ?? 0) > 0) continue;
      const isLoop = item.kind === 'loop';
      this.#report({
        snip: 2,
        severity: 'error',
        code: isLoop ? 'required-loop-missing' : 'required-segment-missing',
        segmentErrorCode: isLoop ? 'I7' : '3',
        loop: isLoop ? item.id : open.use.id,
        segment: isLoop ? item.opener.id : item.id,
        position: this.#position,
        sentence: `${isLoop ? 'Loop ' : ''}${item.id} (${item.label}) is required in loop ${open.use.id} (${open.use.label}) and missing`,
      });
    }
  }

  readonly #report = (finding: Finding): void => {
    if (this.findings.length < findingLimit) this.findings.push(finding);
  };
}

function openLoop(use: LoopUse, openedAt: number): OpenLoop {
  return { use, children: [], ordinal: 0, counts: Array<number>(use.items.length).fill(0), openedAt };
}

function nodeOf(open: OpenLoop): LoopNode {
  return { kind: 'loop', use: open.use, children: open.children };
}

/** Whether a segment may stand for this use: the code in its key element is one of the use's. */
function matches(use: SegmentUse, elements: readonly string[], delimiters: Delimiters): boolean {
  const { key } = use;
  if (key === undefined) return true;
  const value = elements[key.element] ?? '';
  if (!key.firstComponent) return key.codes.has(value);
  const end = value.indexOf(delimiters.component);
  return key.codes.has(end < 0 ? value : value.slice(0, end));
}
