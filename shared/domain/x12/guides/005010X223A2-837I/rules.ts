import type { Finding } from '#domain/x12/findings.ts';
import {
  checkCounter,
  checkHierarchy,
  checkIdentifiers,
  checkTotal,
  claimLoops,
} from '#domain/x12/guides/005010X222A1-837P/rules.ts';
import type { LoopView } from '#domain/x12/tree.ts';

/** Everything of an 837I beyond its structure that the file alone decides. */
export const rules837I: readonly ((tree: LoopView) => readonly Finding[])[] = [
  checkClaims,
  checkHierarchy,
  checkIdentifiers,
];

function checkClaims(tree: LoopView): Finding[] {
  return claimLoops(tree).flatMap(({ claim }) => {
    const segment = claim.first('CLM');
    if (segment === undefined) return [];
    return [...checkTotal(claim, segment, 'SV2', 3), ...claim.loops('2400').flatMap(checkCounter)];
  });
}
