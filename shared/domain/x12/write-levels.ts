import { sameValue } from './same-value.ts';
import type { SegmentData } from './write-transaction.ts';

/** One level of a hierarchy as it is to be written. */
export interface Level {
  /** HL03: `20` source, `21` receiver, `19` provider, `22` subscriber, `23` dependent, `PT`, `EV`, `SS`. */
  readonly code: string;
  /** What stands in the level itself, after its HL. */
  readonly segments: readonly SegmentData[];
  /** The levels below, in order; absent where the guide leaves HL04 out. */
  readonly below?: readonly Level[];
}

/**
 * Every level with its HL and everything below it: numbered from 1 in the order they stand, each naming the level above
 * and whether one follows below.
 */
export function levelSegments(levels: readonly Level[]): SegmentData[] {
  const segments: SegmentData[] = [];
  let count = 0;
  const write = (level: Level, parent: number | undefined): void => {
    const number = ++count;
    const { code, below } = level;
    segments.push([
      'HL',
      String(number),
      parent === undefined ? undefined : String(parent),
      code,
      below === undefined ? undefined : below.length > 0 ? '1' : '0',
    ]);
    for (const segment of level.segments) segments.push(segment);
    for (const one of below ?? []) write(one, number);
  };
  for (const level of levels) write(level, undefined);
  return segments;
}

/** Neighbours that belong together; never empty. */
export type Run<T> = readonly [T, ...T[]];

/** The items in order, cut wherever one does not belong to the one before it. */
export function runsOf<T>(items: readonly T[], belongs: (item: T, before: T) => boolean): Run<T>[] {
  const runs: [T, ...T[]][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && belongs(item, before)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

/** For {@link runsOf}: this part of both has the same value. */
export function alike<T>(part: (item: T) => unknown): (item: T, before: T) => boolean {
  return (item, before) => sameValue(part(before), part(item));
}
