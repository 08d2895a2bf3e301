import { businessUnitAt, businessUnitOf } from './business-unit.ts';
import type { CandidateLookup } from './candidate-lookup.ts';
import type { BusinessUnit, Finding } from './findings.ts';
import { type Candidate, type Guide, type LoopUse, type SegmentUse, keyPlaces } from './guide.ts';
import type { ReadModel, ReadPart } from './guides/models.ts';
import type { Delimiters } from './interchange.ts';
import type { OpenModel } from './model-reader.ts';
import { occurrencesIn, OpenLoop } from './open-loop.ts';
import { packedBytes, packedCode } from './plain-check.ts';
import { UnusableTransaction } from './read-parts.ts';
import { segmentShapes } from './segments/dictionary.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import { ElementBounds, LoopView, SegmentView } from './tree.ts';
import { validateSegment } from './validate-segment.ts';

/** Findings of one transaction beyond which the rest is not listed: memory stays bounded. */
const findingLimit = 1000;
/** Segments that are kept at one time: of a claim, or of a whole transaction whose guide has no parts. */
const keptSegmentLimit = 200_000;

/** The loops that hold names and addresses the guide does not know: they keep what follows from being misread. */
const unknownEntityMembers = new Set(['N2', 'N3', 'N4', 'PER', 'REF', 'PRV', 'DMG']);
const keyElements = new Map(Object.entries(keyPlaces));

/** How a guide's transactions are read. */
export interface ReadableGuide {
  readonly guide: Guide;
  /** Loops that are let go when they close: parts, and what holds parts. */
  readonly letGo: ReadonlySet<LoopUse>;
  readonly partLoops: ReadonlySet<string>;
  readonly candidates: CandidateLookup;
  start(): OpenModel;
}

/** What a reader tells while it reads. */
export interface TransactionListener {
  /** Each segment with the loop it was put in. Take what you need before returning. */
  segment?(segment: SegmentView): void;
  /** A claim, as soon as it is whole; nothing is accepted before its transaction is. Otherwise parts are collected. */
  part?(part: ReadPart): void;
}

/**
 * Puts the segments of one transaction, given in order, into the loops of its guide, says what does not fit, and builds
 * the typed model. Nothing is dropped silently: a segment without a place stands, without a use, in the loop where it
 * was met, and is an error.
 */
export class TransactionReader {
  readonly findings: Finding[] = [];
  readonly #readable: ReadableGuide;
  readonly #delimiters: Delimiters;
  readonly #componentSeparator: number;
  readonly #repetitionSeparator: number;
  readonly #listener: TransactionListener;
  readonly #model: OpenModel;
  readonly #parts: ReadPart[] = [];
  readonly #bounds = new ElementBounds();
  readonly #stack: OpenLoop[] = [];
  readonly #spare: (OpenLoop | undefined)[] = [];
  readonly #root: OpenLoop;
  #position = 0;
  #kept = 0;
  #lastLevel = 0;
  #inUnknownEntity = false;
  #fitDepth = 0;
  #unusable: UnusableTransaction | undefined;

  constructor(readable: ReadableGuide, delimiters: Delimiters, listener: TransactionListener = {}) {
    this.#readable = readable;
    this.#delimiters = delimiters;
    this.#componentSeparator = delimiters.component.charCodeAt(0);
    this.#repetitionSeparator = delimiters.repetition?.charCodeAt(0) ?? -1;
    this.#listener = listener;
    this.#model = readable.start();
    this.#root = this.#open(readable.guide.root);
  }

  /** Takes the next segment. The cursor may be reused afterwards. */
  segment(cursor: SegmentCursor): void {
    this.#position++;
    const { id } = cursor;
    if (this.#position === 1) {
      this.#put(this.#root, this.#readable.guide.root.opener, cursor);
      this.#root.counts[0] = 1;
      return;
    }
    if (this.#inUnknownEntity && unknownEntityMembers.has(id)) {
      this.#putStray(cursor);
      return;
    }
    this.#inUnknownEntity = false;
    const candidate = this.#fit(id, this.#codeOf(id, cursor));
    if (candidate === undefined) this.#unplaced(cursor);
    else this.#place(this.#fitDepth, candidate, cursor);
  }

  /**
   * Closes every loop and gives the typed model, or why there is none. `rejected` says whether errors were found
   * elsewhere: a transaction that is not rejected must have a model.
   */
  finish(
    controlNumber: string,
    rejected: boolean,
  ): { readonly model?: ReadModel; readonly unusable?: UnusableTransaction } {
    while (this.#stack.length > 0) this.#close();
    let model: ReadModel | undefined;
    if (this.#unusable === undefined) {
      this.#attempt(() => {
        model = this.#model.finish(this.#root.view, this.#parts, controlNumber, this.#report);
      });
    }
    const unusable = this.#unusable;
    if (unusable === undefined) return model === undefined ? {} : { model };
    if (!rejected && !this.findings.some((finding) => finding.severity === 'error')) {
      this.findings.push(findingOf(unusable));
    }
    return { unusable };
  }

  /** The code that tells the uses of a segment apart, packed; 0 when it has none. */
  #codeOf(id: string, cursor: SegmentCursor): number {
    const place = keyElements.get(id);
    if (place === undefined) return 0;
    const { element } = place;
    if (element > cursor.elementCount) return 0;
    if (cursor.wrapped) {
      const [code = ''] = cursor.text(element).split(this.#delimiters.component);
      return packedCode(code);
    }
    const start = cursor.bounds[element] ?? 0;
    let end = (cursor.bounds[element + 1] ?? 1) - 1;
    if (place.firstComponent === true) {
      let at = start;
      while (at < end && cursor.bytes[at] !== this.#componentSeparator) at++;
      end = at;
    }
    return packedBytes(cursor.bytes, start, end);
  }

  /** The place for a segment; its depth is left in `#fitDepth`. */
  #fit(id: string, code: number): Candidate | undefined {
    const stack = this.#stack;
    const lookup = this.#readable.candidates;
    let exceeding: Candidate | undefined;
    let exceedingDepth = 0;
    for (let depth = stack.length - 1; depth >= 0; depth--) {
      const open = stack[depth] as OpenLoop;
      const list = lookup.find(open.use, id, code);
      for (let index = 0; index < list.length; index++) {
        const candidate = list[index] as Candidate;
        if (candidate.ordinal < open.ordinal) continue;
        if ((open.counts[candidate.itemIndex] ?? 0) < candidate.item.maximum) {
          this.#fitDepth = depth;
          return candidate;
        }
        if (exceeding === undefined) {
          exceeding = candidate;
          exceedingDepth = depth;
        }
      }
    }
    if (exceeding !== undefined) {
      this.#fitDepth = exceedingDepth;
      return exceeding;
    }
    return this.#fitOutOfOrder(id, code) ?? this.#fitWithoutOpener(id, code);
  }

  /** A place before the one that was reached, or one whose code differs. */
  #fitOutOfOrder(id: string, code: number): Candidate | undefined {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const candidates = this.#stack[depth]?.use.candidates.get(id);
      const found = (candidates?.byCode.get(code) ?? candidates?.withoutCode)?.[0];
      if (found === undefined) continue;
      this.#fitDepth = depth;
      return found;
    }
    if (id === 'HL') return undefined;
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const candidates = this.#stack[depth]?.use.candidates.get(id);
      const found = candidates?.all.find((candidate) => candidate.item.kind === 'segment');
      if (found === undefined) continue;
      this.#fitDepth = depth;
      return found;
    }
    return undefined;
  }

  /** A place in a loop below, whose opening segment is missing: the loop is opened without it. */
  #fitWithoutOpener(id: string, code: number): Candidate | undefined {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const open = this.#stack[depth];
      if (open === undefined) continue;
      for (const [itemIndex, item] of open.use.items.entries()) {
        const ordinal = open.use.ordinals[itemIndex] ?? 0;
        if (item.kind !== 'loop' || ordinal < open.ordinal) continue;
        const candidates = item.candidates.get(id);
        const inner = (candidates?.byCode.get(code) ?? candidates?.withoutCode)?.[0];
        if (inner === undefined) continue;
        this.#closeTo(depth);
        open.ordinal = ordinal;
        open.counts[itemIndex] = (open.counts[itemIndex] ?? 0) + 1;
        this.#open(item);
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
        this.#fitDepth = this.#stack.length - 1;
        return inner;
      }
    }
    return undefined;
  }

  #place(depth: number, candidate: Candidate, cursor: SegmentCursor): void {
    this.#closeTo(depth);
    const open = this.#stack[depth];
    if (open === undefined) return;
    const count = (open.counts[candidate.itemIndex] ?? 0) + 1;
    open.counts[candidate.itemIndex] = count;
    if (count === 1) open.positions[candidate.itemIndex] = this.#position;
    if (candidate.ordinal < open.ordinal) this.#outOfOrder(open, candidate, cursor.offset);
    else open.ordinal = candidate.ordinal;
    if (count > candidate.item.maximum) this.#exceeds(open, candidate, count, cursor.offset);
    if (candidate.item.kind === 'segment') {
      this.#put(open, candidate.item, cursor);
      return;
    }
    const opened = this.#open(candidate.item);
    opened.counts[0] = 1;
    this.#put(opened, candidate.item.opener, cursor);
    if (cursor.id === 'HL') this.#level(opened, cursor);
  }

  #open(use: LoopUse): OpenLoop {
    const view = new LoopView(use, this.#delimiters, this.#stack.length);
    let open = this.#spare[use.index];
    if (open === undefined) {
      open = new OpenLoop(use, view);
    } else {
      this.#spare[use.index] = undefined;
      open.view = view;
      open.ordinal = 0;
      open.level = undefined;
      open.startCounting();
    }
    open.boundsTop = this.#bounds.top;
    open.keptBefore = this.#kept;
    this.#stack.push(open);
    return open;
  }

  #put(open: OpenLoop, use: SegmentUse, cursor: SegmentCursor): void {
    this.#keep(open, use, cursor);
    if (
      !cursor.wrapped &&
      !cursor.wide &&
      use.plainCheck.isFine(cursor, this.#componentSeparator, this.#repetitionSeparator)
    )
      return;
    const place = { loop: open.use.id, position: this.#position, offset: cursor.offset };
    validateSegment(use, cursor.elements(), this.#delimiters, place, this.#report);
  }

  #putStray(cursor: SegmentCursor): void {
    const open = this.#stack.at(-1);
    if (open !== undefined) this.#keep(open, undefined, cursor);
  }

  #keep(open: OpenLoop, use: SegmentUse | undefined, cursor: SegmentCursor): void {
    if (this.#kept >= keptSegmentLimit) {
      this.#tooLong(open, cursor);
      return;
    }
    this.#kept++;
    const { page, elementCount } = cursor;
    const bounds = this.#bounds;
    const isOwn = page === undefined;
    const segment = new SegmentView(
      cursor.id,
      use,
      open.view,
      this.#position,
      cursor.offset,
      elementCount,
      isOwn ? '' : page,
      bounds,
      isOwn ? 0 : bounds.keep(cursor.bounds, elementCount + 2),
      isOwn ? cursor.elements() : undefined,
    );
    open.view.addSegment(segment);
    this.#listener.segment?.(segment);
  }

  #tooLong(open: OpenLoop, cursor: SegmentCursor): void {
    if (this.findings.some((finding) => finding.code === 'too-long-to-read')) return;
    const finding: Finding = {
      snip: 1,
      severity: 'error',
      code: 'too-long-to-read',
      transactionErrorCode: '5',
      loop: open.use.id,
      segment: cursor.id,
      position: this.#position,
      offset: cursor.offset,
      sentence: `More than ${keptSegmentLimit} segments belong together here; send them in several transactions`,
    };
    // Even beyond the limit of findings: it is what rejects the transaction.
    this.findings.push(finding);
  }

  #unplaced(cursor: SegmentCursor): void {
    const { id } = cursor;
    const known = segmentShapes.has(id);
    const loop = this.#stack.at(-1)?.use.id ?? '';
    this.#putStray(cursor);
    this.#inUnknownEntity = id === 'NM1' || id === 'N1';
    const first = cursor.text(1);
    this.#report({
      snip: known ? 2 : 1,
      severity: 'error',
      code: known ? 'unexpected-segment' : 'unrecognized-segment',
      segmentErrorCode: known ? '2' : '1',
      loop,
      segment: id,
      position: this.#position,
      offset: cursor.offset,
      sentence: known
        ? `${id}${first === '' ? '' : `*${first}`} has no place in or after loop ${loop} of ${this.#readable.guide.id}`
        : `"${id}" is no segment of ${this.#readable.guide.id}`,
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
      loop: isLoop ? name : open.use.id,
      segment: candidate.segment.id,
      position: this.#position,
      offset,
      sentence: `${isLoop ? 'Loop ' : ''}${name} (${candidate.item.label}) occurs ${count} times in loop ${open.use.id}; the guide allows ${candidate.item.maximum}`,
    });
  }

  /** Numbers and parents of the hierarchy. */
  #level(opened: OpenLoop, cursor: SegmentCursor): void {
    const own = cursor.text(1);
    const parent = cursor.text(2);
    opened.level = own;
    let above = '';
    for (let depth = this.#stack.length - 2; depth >= 0; depth--) {
      const level = this.#stack[depth]?.level;
      if (level === undefined) continue;
      above = level;
      break;
    }
    this.#lastLevel++;
    if (own !== String(this.#lastLevel)) {
      this.#levelFinding(
        opened,
        1,
        own,
        cursor.offset,
        `HL01 holds "${own}"; levels count up by one, so "${this.#lastLevel}" was expected`,
      );
      this.#lastLevel = /^\d{1,12}$/.test(own) ? Number(own) : this.#lastLevel;
    }
    if (parent !== above) {
      this.#levelFinding(
        opened,
        2,
        parent,
        cursor.offset,
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
    const open = this.#stack.at(-1);
    if (open === undefined) return;
    const { use, view, counts } = open;
    const { requiredItems } = use;
    for (let at = 0; at < requiredItems.length; at++) {
      const index = requiredItems[at] ?? 0;
      if (counts[index] === 0) this.#missing(open, index);
    }
    if (this.#readable.letGo.has(use)) {
      this.#handOn(open);
      this.#stack.pop();
      this.#bounds.release(open.boundsTop);
      this.#kept = open.keptBefore;
    } else {
      this.#stack.pop();
      this.#stack.at(-1)?.view.addLoop(view);
    }
    if (open !== this.#root) this.#spare[use.index] = open;
  }

  /** Reads a loop that is about to be let go. */
  #handOn(open: OpenLoop): void {
    const { use, view } = open;
    this.#attempt(() => {
      if (this.#readable.partLoops.has(use.id)) {
        const above = this.#stack.slice(0, -1).map((one) => one.view);
        const part = this.#model.part?.(view, above, this.#report);
        if (part === undefined) return;
        if (this.#listener.part === undefined) this.#parts.push(part);
        else this.#listener.part(part);
        return;
      }
      this.#model.closed?.(view, (id) => occurrencesIn(open, id), this.#report);
    });
  }

  /** Remembers the first thing that a typed model cannot be without. */
  #attempt(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof UnusableTransaction)) throw error;
      this.#unusable ??= error;
    }
  }

  #missing(open: OpenLoop, index: number): void {
    const item = open.use.items[index];
    if (item === undefined) return;
    const isLoop = item.kind === 'loop';
    this.#report({
      snip: 2,
      severity: 'error',
      code: isLoop ? 'required-loop-missing' : 'required-segment-missing',
      segmentErrorCode: isLoop ? 'I7' : '3',
      loop: isLoop ? item.id : open.use.id,
      segment: isLoop ? item.opener.id : item.id,
      position: this.#expectedAt(open, index),
      sentence: `${isLoop ? 'Loop ' : ''}${item.id} (${item.label}) is required in loop ${open.use.id} (${open.use.label}) and missing`,
    });
  }

  /** Where a missing item should stand: before the first that comes after it in the guide, or where its loop ends. */
  #expectedAt(open: OpenLoop, index: number): number {
    let position = this.#position;
    for (let after = index + 1; after < open.counts.length; after++) {
      if ((open.counts[after] ?? 0) > 0) position = Math.min(position, open.positions[after] ?? position);
    }
    return position;
  }

  readonly #report = (finding: Finding): void => {
    if (this.findings.length >= findingLimit) {
      // An error is never lost among warnings: it takes the place of one.
      if (finding.severity !== 'error' || this.findings.at(-1)?.severity === 'error') return;
      this.findings.pop();
    }
    const businessUnit =
      this.#stack.length > 0 ? this.#businessUnit() : businessUnitAt(this.#root.view, finding.position);
    this.findings.push(businessUnit === undefined ? finding : { ...finding, businessUnit });
  };

  /** Which claim, or which traced request, is being read. */
  #businessUnit(): BusinessUnit | undefined {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const unit = businessUnitOf(this.#stack[depth]?.view);
      if (unit !== undefined) return unit;
    }
    return undefined;
  }
}

function findingOf(error: UnusableTransaction): Finding {
  return {
    snip: 2,
    severity: 'error',
    code: 'unusable',
    loop: error.loop,
    segment: error.segment,
    position: error.position,
    ...(error.element === 0
      ? { segmentErrorCode: '3' }
      : { segmentErrorCode: '8', elementErrorCode: '7', element: error.element }),
    sentence: error.message,
  };
}
