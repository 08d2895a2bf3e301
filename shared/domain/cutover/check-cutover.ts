import { DollarText, type Cents } from '#contracts/cents.ts';
import type { LegacyFacts } from '#contracts/claim.ts';
import type { CutoverProblem, CutoverTotals } from '#contracts/cutover.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { readAmount } from '../intake/map/read-amount.ts';
import { describeText } from '../intake/mask-value.ts';
import { compileMapping } from '../intake/read/csv/compiled-mapping.ts';
import { formatDollars, sumCents, zeroCents } from '../money/cents.ts';
import { countColumn, cutoverMapping, numberColumn, totalsMark } from './cutover-columns.ts';
import type { LegacyClaim } from './legacy-claim.ts';
import { legacyNumberOf } from './legacy-numbers.ts';
import { readCutoverFile, type CutoverRow } from './read-cutover-file.ts';
import { readLegacyRow } from './read-legacy-row.ts';

export type CheckedCutover =
  | {
      readonly claims: readonly LegacyClaim[];
      readonly totals: CutoverTotals;
      readonly problems?: never;
    }
  | { readonly problems: readonly CutoverProblem[] };

/**
 * Checks a file of open claims of an old system as a whole: nothing of it is taken over while anything is wrong, for
 * then the opening balances would not be the ones of the old system's report. Every problem is told, not only the first.
 * @param system name of the old system, one of the practice's.
 */
export function checkCutover(
  text: string,
  practice: Practice,
  system: string,
  today: PlainDate,
): CheckedCutover {
  const file = readCutoverFile(text);
  if (file.problems !== undefined) {
    return file;
  }
  const { header, rows } = file;
  const compiled = compileMapping(cutoverMapping, header);
  const problems: CutoverProblem[] = [];
  const claims: LegacyClaim[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const read = readLegacyRow(row, { header, compiled, practice, system, today });
    const { claimNumber } = read;
    const earlier = claimNumber === undefined ? undefined : seen.get(legacyNumberOf(claimNumber));
    if (claimNumber !== undefined) {
      seen.set(legacyNumberOf(claimNumber), row.row);
    }
    if (earlier !== undefined) {
      problems.push({
        row: row.row,
        ...(claimNumber === undefined ? {} : { claimNumber }),
        column: numberColumn,
        found: `the claim number of row ${earlier} again`,
        expected: 'every claim once',
        howToFix: 'Keep one of them, and correct the control totals if they count it twice.',
      });
    }
    if (read.problems === undefined) {
      claims.push({ ...read.claim, contentHash: contentHashOf(Object.fromEntries(row.cells)) });
    } else {
      problems.push(...read.problems);
    }
  }
  // Sums are compared only where every row could be read: else each wrong amount would be told twice.
  const totals = totalsOf(claims.map(({ legacy }) => legacy));
  const differing = problems.length === 0 ? compareTotals(file.totals, totals) : [];
  return problems.length + differing.length === 0
    ? { claims, totals }
    : { problems: [...problems, ...differing] };
}

/** What claims of an old system add up to. */
function totalsOf(facts: readonly LegacyFacts[]): CutoverTotals {
  const sum = (amountOf: (fact: LegacyFacts) => Cents): Cents =>
    facts.length === 0 ? zeroCents : sumCents(facts, amountOf);
  return {
    claims: facts.length,
    chargeCents: sum(({ chargeCents }) => chargeCents),
    paidCents: sum(({ paidCents }) => paidCents),
    adjustedCents: sum(({ adjustedCents }) => adjustedCents),
    payerBalanceCents: sum(({ payerBalanceCents }) => payerBalanceCents),
    patientBalanceCents: sum(({ patientBalanceCents }) => patientBalanceCents),
  };
}

const sumColumns = [
  ['total_charge', 'chargeCents'],
  ['paid', 'paidCents'],
  ['adjusted', 'adjustedCents'],
  ['payer_balance', 'payerBalanceCents'],
  ['patient_balance', 'patientBalanceCents'],
] as const satisfies readonly (readonly [column: string, total: keyof CutoverTotals])[];

function compareTotals({ row, cells }: CutoverRow, sums: CutoverTotals): CutoverProblem[] {
  const problems: CutoverProblem[] = [];
  const differ = (column: string, found: string, expected: string): void => {
    problems.push({
      row,
      claimNumber: totalsMark,
      column,
      found,
      expected,
      howToFix: 'Export again: a claim is missing or was changed since the report was printed.',
    });
  };
  const count = cells.get(countColumn) ?? '';
  if (!/^\d+$/.test(count) || Number(count) !== sums.claims) {
    differ(
      countColumn,
      count === '' ? 'nothing' : describeText(count, /^\d{1,9}$/),
      `${sums.claims}, the number of claims in the file`,
    );
  }
  for (const [column, name] of sumColumns) {
    const written = cells.get(column) ?? '0.00';
    const { value } = readAmount(written);
    const total = value === undefined ? undefined : DollarText.parse(value);
    if (total !== sums[name]) {
      differ(
        column,
        total === undefined ? describeText(written, /^$/) : formatDollars(total),
        `${formatDollars(sums[name])}, the sum of the claims in the file`,
      );
    }
  }
  return problems;
}
