import type { PhysicianFeeRow } from '../code-sets/code-tables.ts';
import type { EditFinding, ScrubFacts } from './edit.ts';
import { feeNotKnown } from './fee-not-known.ts';

/** What an indicator of the fee schedule says of a modifier; nothing where the two go together. */
export interface Verdict {
  readonly result: 'fail' | 'not-checked';
  readonly expected: string;
  readonly fix: string;
}

export interface IndicatorRule {
  readonly modifiers: ReadonlySet<string>;
  /** Completes "assistant indicator 1". */
  readonly indicatorName: string;
  readonly indicatorOf: (row: PhysicianFeeRow) => string;
  readonly judge: (indicator: string, modifier: string) => Verdict | undefined;
  /** What is expected of a line with such a modifier. */
  readonly expected: string;
}

/** Compares modifiers of each line with an indicator of the fee schedule. A claim without such a modifier costs nothing. */
export function checkIndicators({ lines, payer }: ScrubFacts, rule: IndicatorRule): readonly EditFinding[] {
  const findings: EditFinding[] = [];
  if (payer === undefined) {
    return findings;
  }
  for (const { line, procedure } of lines) {
    for (const modifier of line.modifiers) {
      if (rule.modifiers.has(modifier)) {
        const where = `line ${line.lineNumber}`;
        const found = `${line.code} with modifier ${modifier}`;
        const row = procedure.fee;
        if (row === 'unknown') {
          findings.push(feeNotKnown(where, [line.code, modifier], found, rule.expected));
        } else if (row !== 'none') {
          const indicator = rule.indicatorOf(row);
          const verdict = rule.judge(indicator, modifier);
          if (verdict !== undefined) {
            findings.push({
              where,
              codes: [line.code, modifier],
              found: `${found} (${rule.indicatorName} ${indicator})`,
              ...verdict,
            });
          }
        }
      }
    }
  }
  return findings;
}
