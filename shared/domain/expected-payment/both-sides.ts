import type { ClaimLine } from '#contracts/claim.ts';
import type { PhysicianFeeRow } from '../code-sets/code-tables.ts';

/**
 * What of the fee both sides are allowed by Medicare's indicator, and whether two units are the two sides. 0: no more than
 * one side. 1: half as much again. 2: the fee is for both sides already. 3: each side whole. 9, and any other: no such
 * thing as sides. Source: the bilateral indicator in the record layout of the fee schedule's file.
 */
const bilateralIndicators: Readonly<
  Record<string, { readonly basisPoints: number; readonly isTwoUnits: boolean }>
> = {
  '0': { basisPoints: 10_000, isTwoUnits: false },
  '1': { basisPoints: 15_000, isTwoUnits: true },
  '2': { basisPoints: 10_000, isTwoUnits: true },
  '3': { basisPoints: 20_000, isTwoUnits: true },
};

/**
 * Whether a line is for both sides of the body, or for the other side of a line before it, and what of the fee of one unit
 * that is; undefined where sides change nothing. A share of the contract's own is for what a modifier says.
 */
export function sidesOf(
  { modifiers, units }: ClaimLine,
  bilateral: number | 'medicare',
  row: PhysicianFeeRow | undefined,
  otherSideOf: number | undefined,
): { readonly are: 'both' | 'other'; readonly basisPoints: number } | 'unknown' | undefined {
  const isSaid = modifiers.includes('50') || (modifiers.includes('RT') && modifiers.includes('LT'));
  const namesOneSide = !isSaid && (modifiers.includes('RT') || modifiers.includes('LT'));
  if (bilateral === 'medicare' && row === undefined) {
    return isSaid || otherSideOf !== undefined ? 'unknown' : undefined;
  }
  const rule =
    bilateral === 'medicare'
      ? bilateralIndicators[row?.bilateralIndicator ?? '']
      : { basisPoints: bilateral, isTwoUnits: false };
  if (rule === undefined) {
    return undefined;
  }
  if (isSaid || (rule.isTwoUnits && units === 2 && !namesOneSide)) {
    return { are: 'both', basisPoints: rule.basisPoints };
  }
  return otherSideOf === undefined
    ? undefined
    : { are: 'other', basisPoints: Math.max(0, rule.basisPoints - 10_000) };
}

/** The line that stands before this one and has the same code for the other side of the body. */
export function otherSideBefore(lines: readonly ClaimLine[], index: number): number | undefined {
  const line = lines[index];
  const sides = line?.modifiers ?? [];
  const other = sides.includes('RT') ? 'LT' : sides.includes('LT') ? 'RT' : undefined;
  return other === undefined
    ? undefined
    : lines.slice(0, index).find(({ code, modifiers }) => code === line?.code && modifiers.includes(other))
        ?.lineNumber;
}
