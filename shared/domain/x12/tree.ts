import type { Delimiters } from './interchange.ts';
import type { LoopUse, SegmentUse } from './guide.ts';

/** One segment of a transaction. */
export interface SegmentNode {
  readonly kind: 'segment';
  /** The place of the guide it stands for; absent when the guide has none. */
  readonly use?: SegmentUse;
  /** The id, then the elements as text; components and repetitions are not split. */
  readonly elements: readonly string[];
  /** Place in the transaction; ST is 1. */
  readonly position: number;
  /** Byte offset in the file. */
  readonly offset: number;
}

/** One loop of a transaction, its segments and loops in the order of the file. */
export interface LoopNode {
  readonly kind: 'loop';
  readonly use: LoopUse;
  readonly children: readonly (SegmentNode | LoopNode)[];
}

/** A loop with what is needed to split its elements: what the typed readers read. */
export class LoopView {
  readonly node: LoopNode;
  readonly delimiters: Delimiters;

  constructor(node: LoopNode, delimiters: Delimiters) {
    this.node = node;
    this.delimiters = delimiters;
  }

  get id(): string {
    return this.node.use.id;
  }

  /** A segment of this loop, ready to be split. */
  view(segment: SegmentNode): SegmentView {
    return new SegmentView(segment, this.delimiters, this.id);
  }

  /** A loop below, ready to be read. */
  viewOf(loop: LoopNode): LoopView {
    return new LoopView(loop, this.delimiters);
  }

  /** The segments with this id, and with this code in their first element when one is given. */
  all(id: string, code?: string): SegmentView[] {
    const found: SegmentView[] = [];
    const { children } = this.node;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind !== 'segment' || child.elements[0] !== id) continue;
      if (code === undefined || child.elements[1] === code) found.push(this.view(child));
    }
    return found;
  }

  /** The first segment that {@link all} would give. */
  first(id: string, code?: string): SegmentView | undefined {
    const { children } = this.node;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind !== 'segment' || child.elements[0] !== id) continue;
      if (code === undefined || child.elements[1] === code) return this.view(child);
    }
    return undefined;
  }

  /** The loops with one of these ids, directly below. */
  loops(...ids: string[]): LoopView[] {
    const found: LoopView[] = [];
    for (const child of this.node.children) {
      if (child.kind === 'loop' && ids.includes(child.use.id)) {
        found.push(new LoopView(child, this.delimiters));
      }
    }
    return found;
  }

  /** The first loop with this id, directly below. */
  loop(id: string): LoopView | undefined {
    const { children } = this.node;
    for (let index = 0; index < children.length; index++) {
      const child = children[index];
      if (child?.kind === 'loop' && child.use.id === id) return this.viewOf(child);
    }
    return undefined;
  }
}

/** A segment with what is needed to split its elements. */
export class SegmentView {
  readonly node: SegmentNode;
  readonly delimiters: Delimiters;
  readonly loopId: string;

  constructor(node: SegmentNode, delimiters: Delimiters, loopId: string) {
    this.node = node;
    this.delimiters = delimiters;
    this.loopId = loopId;
  }

  get id(): string {
    return this.node.elements[0] ?? '';
  }

  /** An element's text, absent when empty. */
  text(element: number): string | undefined {
    const text = this.node.elements[element];
    return text === undefined || text === '' ? undefined : text;
  }

  /** A component of an element, both counted from 1; absent when empty. */
  component(element: number, component: number): string | undefined {
    const text = this.node.elements[element];
    if (text === undefined) return undefined;
    const separator = this.delimiters.component;
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
    return (this.node.elements[element] ?? '').split(this.delimiters.component);
  }

  /** The repetitions of an element, none when it is empty. */
  repetitions(element: number): string[] {
    const text = this.node.elements[element];
    if (text === undefined || text === '') return [];
    return this.delimiters.repetition === undefined ? [text] : text.split(this.delimiters.repetition);
  }
}
