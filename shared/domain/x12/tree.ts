import type { LoopUse, SegmentUse } from './guide.ts';
import type { Delimiters } from './interchange.ts';

/** Where the elements of kept segments start and end in their text. Used as a stack: what is let go last came last. */
export class ElementBounds {
  values: Int32Array = new Int32Array(4096);
  #top = 0;

  get top(): number {
    return this.#top;
  }

  /** Copies the bounds of one segment and gives their place. */
  keep(bounds: Int32Array, length: number): number {
    const first = this.#top;
    const end = first + length;
    if (end > this.values.length) {
      const grown = new Int32Array(Math.max(end, this.values.length * 2));
      grown.set(this.values);
      this.values = grown;
    }
    const { values } = this;
    for (let index = 0; index < length; index++) values[first + index] = bounds[index] ?? 0;
    this.#top = end;
    return first;
  }

  /** Lets everything go that was kept after this place. */
  release(top: number): void {
    this.#top = top;
  }
}

const noSegments: readonly SegmentView[] = [];
const noLoops: readonly LoopView[] = [];

/** One of 32 bits for an id: of what a loop does not hold, most is known without looking at each child. */
function bitOf(id: string): number {
  const { length } = id;
  const sum = id.charCodeAt(1) * 3 + id.charCodeAt(length - 2) * 5 + id.charCodeAt(length - 1) * 7;
  return 1 << (sum & 31);
}

/** What `split` gives. That one looks every piece up among the engine's names, which takes longer than cutting. */
function cut(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (;;) {
    const end = text.indexOf(separator, start);
    if (end < 0) break;
    pieces.push(text.slice(start, end));
    start = end + 1;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** One loop of a transaction, its segments and loops in the order of the file. */
export class LoopView {
  readonly kind = 'loop';
  readonly use: LoopUse;
  readonly delimiters: Delimiters;
  /** 0 for the transaction itself. */
  readonly depth: number;
  readonly #children: (SegmentView | LoopView)[] = [];
  #segmentBits = 0;
  #loopBits = 0;

  constructor(use: LoopUse, delimiters: Delimiters, depth: number) {
    this.use = use;
    this.delimiters = delimiters;
    this.depth = depth;
  }

  get id(): string {
    return this.use.id;
  }

  /** Segments and loops in the order of the file. */
  get children(): readonly (SegmentView | LoopView)[] {
    return this.#children;
  }

  /** Used while the transaction is read. */
  addSegment(segment: SegmentView): void {
    this.#children.push(segment);
    this.#segmentBits |= bitOf(segment.id);
  }

  /** Used while the transaction is read. */
  addLoop(loop: LoopView): void {
    this.#children.push(loop);
    this.#loopBits |= bitOf(loop.use.id);
  }

  /** Whether only segments and loops with these ids are directly in the loop. */
  holdsOnly(ids: ReadonlySet<string>): boolean {
    const children = this.#children;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child !== undefined && !ids.has(child.id)) return false;
    }
    return true;
  }

  /** The segments with this id, and with this code in their first element when one is given. */
  all(id: string, code?: string): readonly SegmentView[] {
    if ((this.#segmentBits & bitOf(id)) === 0) return noSegments;
    const found: SegmentView[] = [];
    const children = this.#children;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind !== 'segment' || child.id !== id) continue;
      if (code === undefined || child.holds(1, code)) found.push(child);
    }
    return found;
  }

  /** The first segment that {@link all} would give. */
  first(id: string, code?: string): SegmentView | undefined {
    if ((this.#segmentBits & bitOf(id)) === 0) return undefined;
    const children = this.#children;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind !== 'segment' || child.id !== id) continue;
      if (code === undefined || child.holds(1, code)) return child;
    }
    return undefined;
  }

  /** The loops with one of these ids, directly below. */
  loops(...ids: readonly string[]): readonly LoopView[] {
    let bits = 0;
    for (let index = 0; index < ids.length; index++) bits |= bitOf(ids[index] ?? '');
    if ((this.#loopBits & bits) === 0) return noLoops;
    const found: LoopView[] = [];
    const children = this.#children;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind === 'loop' && ids.includes(child.use.id)) found.push(child);
    }
    return found;
  }

  /** The first loop with this id, directly below. */
  loop(id: string): LoopView | undefined {
    if ((this.#loopBits & bitOf(id)) === 0) return undefined;
    const children = this.#children;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind === 'loop' && child.use.id === id) return child;
    }
    return undefined;
  }
}

/** One segment of a transaction. Elements are counted from 1 and cut out of the file's text when they are asked for. */
export class SegmentView {
  readonly kind = 'segment';
  readonly id: string;
  /** The place of the guide it stands for; absent when the guide has none. */
  readonly use: SegmentUse | undefined;
  readonly loop: LoopView;
  /** Place in the transaction; ST is 1. */
  readonly position: number;
  /** Byte offset in the file. */
  readonly offset: number;
  readonly elementCount: number;
  readonly #page: string;
  readonly #bounds: ElementBounds;
  readonly #first: number;
  readonly #own: readonly string[] | undefined;

  /**
   * `page` with `bounds` from `first` on says where the elements are; `own`, the id first, are the elements themselves,
   * where the page cannot be cut by byte.
   */
  constructor(
    id: string,
    use: SegmentUse | undefined,
    loop: LoopView,
    position: number,
    offset: number,
    elementCount: number,
    page: string,
    bounds: ElementBounds,
    first: number,
    own: readonly string[] | undefined,
  ) {
    this.id = id;
    this.use = use;
    this.loop = loop;
    this.position = position;
    this.offset = offset;
    this.elementCount = elementCount;
    this.#page = page;
    this.#bounds = bounds;
    this.#first = first;
    this.#own = own;
  }

  get loopId(): string {
    return this.loop.use.id;
  }

  get delimiters(): Delimiters {
    return this.loop.delimiters;
  }

  /** An element's text, absent when empty. */
  text(element: number): string | undefined {
    if (element > this.elementCount) return undefined;
    if (this.#own !== undefined) {
      const text = this.#own[element];
      return text === undefined || text === '' ? undefined : text;
    }
    const bounds = this.#bounds.values;
    const at = this.#first + element;
    const start = bounds[at] ?? 0;
    const end = (bounds[at + 1] ?? 1) - 1;
    return end <= start ? undefined : this.#page.slice(start, end);
  }

  /** Whether an element is exactly this text. */
  holds(element: number, text: string): boolean {
    if (this.#own !== undefined) return (this.#own[element] ?? '') === text;
    if (element > this.elementCount) return text === '';
    const bounds = this.#bounds.values;
    const at = this.#first + element;
    const start = bounds[at] ?? 0;
    const end = (bounds[at + 1] ?? 1) - 1;
    if (end - start !== text.length) return false;
    const page = this.#page;
    for (let index = 0; index < text.length; index++) {
      if (page.charCodeAt(start + index) !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Every element, the id first. */
  elements(): string[] {
    const elements = [this.id];
    for (let element = 1; element <= this.elementCount; element++) elements.push(this.text(element) ?? '');
    return elements;
  }

  /** Whether an element has anything in it. */
  has(element: number): boolean {
    return this.#own === undefined
      ? element <= this.elementCount && this.#start(element) < this.#end(element)
      : (this.#own[element] ?? '') !== '';
  }

  #start(element: number): number {
    return this.#bounds.values[this.#first + element] ?? 0;
  }

  #end(element: number): number {
    return (this.#bounds.values[this.#first + element + 1] ?? 1) - 1;
  }

  /** A component of an element, both counted from 1; absent when empty. */
  component(element: number, component: number): string | undefined {
    const text = this.text(element);
    if (text === undefined) return undefined;
    const separator = this.loop.delimiters.component;
    let start = 0;
    for (let skipped = 1; skipped < component; skipped++) {
      const next = text.indexOf(separator, start);
      if (next < 0) return undefined;
      start = next + 1;
    }
    const end = text.indexOf(separator, start);
    const found = end < 0 ? text.slice(start) : text.slice(start, end);
    return found === '' ? undefined : found;
  }

  /** The components of an element, `['']` when it is empty. */
  components(element: number): string[] {
    return cut(this.text(element) ?? '', this.loop.delimiters.component);
  }

  /** The repetitions of an element, none when it is empty. */
  repetitions(element: number): string[] {
    const text = this.text(element);
    if (text === undefined) return [];
    const { repetition } = this.loop.delimiters;
    return repetition === undefined ? [text] : cut(text, repetition);
  }
}
