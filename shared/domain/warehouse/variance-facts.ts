import type { LineVariance } from '../expected-payment/contract-variance.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { sharedBy, type DecisionOfDay } from './decision-facts.ts';

const kinds: Readonly<Partial<Record<LineVariance['verdict'], string>>> = {
  underpaid: 'underpaid',
  overpaid: 'overpaid',
  'as-expected': 'as-expected',
  // The contract would have allowed more than was charged; of what was charged the payer took off nothing.
  'charge-too-low': 'as-expected',
};

/** Each line of a decision that a contract prices; a line that was denied is a denial, and no variance. */
export function varianceRows(
  decision: DecisionOfDay,
  variances: readonly LineVariance[],
): FactRow<'variance'>[] {
  return variances.flatMap(({ lineNumber, code, contractId, verdict, expectedCents, allowedCents }) => {
    const kind = kinds[verdict];
    return kind === undefined || expectedCents === undefined || allowedCents === undefined
      ? []
      : [
          {
            ...sharedBy(decision, lineIndexOf(decision, lineNumber)),
            procedure_code: code,
            contract: contractId ?? 'contract',
            expected_amount: expectedCents,
            allowed_amount: allowedCents,
            kind,
            line_number: lineNumber === 0 ? null : lineNumber,
          },
        ];
  });
}

/** Where the payer's decision has a line of ours, the first part of it where the payer split it; 0 for all as a whole. */
function lineIndexOf({ adjudication }: DecisionOfDay, lineNumber: number): number {
  return adjudication.lines.findIndex((line) => line.lineNumber === lineNumber) + 1;
}
