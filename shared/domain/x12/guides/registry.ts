import type { Finding } from '#domain/x12/findings.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { Guide } from '#domain/x12/guide.ts';
import { guide277CA } from './005010X214-277CA/loops.ts';
import { guide835 } from './005010X221A1-835/loops.ts';
import { guide837P } from './005010X222A1-837P/loops.ts';
import { guide999 } from './005010X231A1-999/loops.ts';
import { guide270 } from './005010X279A1-270/loops.ts';
import { guide271 } from './005010X279A1-271/loops.ts';

/** Every guide there is. */
export const guides: readonly Guide[] = [guide837P, guide835, guide270, guide271, guide277CA, guide999];

/** The guide for a transaction set (ST01) of a version (ST03 or GS08). */
export function guideFor(setCode: string, version: string): Guide | undefined {
  return guides.find((guide) => guide.setCode === setCode && guide.versions.includes(version));
}

/** A check over a whole transaction: balances and situations that the file alone decides. */
export type TransactionRule = (tree: LoopView) => readonly Finding[];

const rules: ReadonlyMap<Guide, readonly TransactionRule[]> = new Map();

/** The checks of a guide beyond its structure. */
export function rulesFor(guide: Guide): readonly TransactionRule[] {
  return rules.get(guide) ?? [];
}
