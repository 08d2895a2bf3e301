import type { LoopUse } from './guide.ts';
import type { LoopView } from './tree.ts';

/** A loop of the guide while its segments come: what of it was met, and how often. */
export class OpenLoop {
  readonly use: LoopUse;
  readonly counts: number[];
  /** Where each item stood first; without meaning while its count is 0. */
  readonly positions: number[];
  view: LoopView;
  /** Place in the order that was reached. */
  ordinal = 0;
  /** HL01 of a hierarchical loop. */
  level: string | undefined;
  boundsTop = 0;
  keptBefore = 0;

  constructor(use: LoopUse, view: LoopView) {
    this.use = use;
    this.view = view;
    this.counts = Array<number>(use.items.length).fill(0);
    this.positions = Array<number>(use.items.length).fill(0);
  }

  /** A loop rather than `fill`, which takes longer to call than to do. */
  startCounting(): void {
    const { counts } = this;
    for (let index = 0; index < counts.length; index++) counts[index] = 0;
  }
}

/** How often a loop was met in the one that is open around it. */
export function occurrencesIn(open: OpenLoop, loopId: string): number {
  const index = open.use.items.findIndex((item) => item.kind === 'loop' && item.id === loopId);
  return open.counts[index] ?? 0;
}
