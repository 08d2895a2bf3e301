import { checkCounter, checkTotal } from '#domain/x12/guides/005010X222A1-837P/rules.ts';
import type { Report } from '#domain/x12/model-reader.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { Claim837I } from './model.ts';

/** Everything of an 837I claim beyond its structure that the file alone decides. */
export function checkClaim837I(claim: Claim837I, loop: LoopView, report: Report): void {
  const segment = loop.first('CLM');
  if (segment === undefined) return;
  checkTotal(claim, claim.lines, segment, report);
  for (const [index, line] of claim.lines.entries()) {
    checkCounter(line.lineNumber, index, loop.loops('2400')[index], report);
  }
}
