import { checkCounter, checkTotal } from '#domain/x12/guides/005010X222A1-837P/rules.ts';
import type { Report } from '#domain/x12/model-reader.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { Claim837I } from './model.ts';

/** Everything of an 837I claim beyond its structure that the file alone decides. */
export function checkClaim837I(_claim: Claim837I, loop: LoopView, report: Report): void {
  const segment = loop.first('CLM');
  if (segment === undefined) return;
  for (const finding of [
    ...checkTotal(loop, segment, 'SV2', 3),
    ...loop.loops('2400').flatMap(checkCounter),
  ]) {
    report(finding);
  }
}
