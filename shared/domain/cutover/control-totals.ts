import { DollarText, type Cents } from '#contracts/cents.ts';
import type {
  CutoverFindings,
  CutoverKind,
  CutoverProblem,
  CutoverTotals,
  TotalsRow,
} from '#contracts/cutover.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { readAmount } from '../intake/map/read-amount.ts';
import { resolvePayer } from '../intake/map/resolve-payer.ts';
import { describeText } from '../intake/mask-value.ts';
import { addCents, cents, formatDollars, subtractCents, zeroCents } from '../money/cents.ts';
import { coverageOwing } from './coverage-owing.ts';
import { cutoverKinds, totalsMark } from './cutover-columns.ts';
import type { LegacyClaim } from './legacy-claim.ts';

export const noTotals: CutoverTotals = {
  records: 0,
  chargeCents: zeroCents,
  paidCents: zeroCents,
  adjustedCents: zeroCents,
  payerBalanceCents: zeroCents,
  patientBalanceCents: zeroCents,
};

type Added = Pick<CutoverFindings, 'totals' | 'byPayer' | 'statuses'>;

/** What a file adds up to with one more claim. */
export function withClaim({ totals, byPayer, statuses }: Added, { legacy, encounter }: LegacyClaim): Added {
  const payerId = coverageOwing({ coverages: encounter.coverages, legacy })?.payerId;
  const { status, payerBalanceCents } = legacy;
  const before = payerId === undefined ? undefined : byPayer[payerId];
  const known = before ?? { claims: 0, balanceCents: zeroCents };
  return {
    totals: {
      records: totals.records + 1,
      chargeCents: addCents(totals.chargeCents, legacy.chargeCents),
      paidCents: addCents(totals.paidCents, legacy.paidCents),
      adjustedCents: addCents(totals.adjustedCents, legacy.adjustedCents),
      payerBalanceCents: addCents(totals.payerBalanceCents, payerBalanceCents),
      patientBalanceCents: addCents(totals.patientBalanceCents, legacy.patientBalanceCents),
    },
    byPayer:
      payerId === undefined || payerBalanceCents === 0
        ? byPayer
        : {
            ...byPayer,
            [payerId]: {
              claims: known.claims + 1,
              balanceCents: addCents(known.balanceCents, payerBalanceCents),
            },
          },
    statuses: { ...statuses, [status]: (statuses[status] ?? 0) + 1 },
  };
}

const sumColumns = [
  ['total_charge', 'chargeCents'],
  ['paid', 'paidCents'],
  ['adjusted', 'adjustedCents'],
  ['payer_balance', 'payerBalanceCents'],
  ['patient_balance', 'patientBalanceCents'],
] as const satisfies readonly (readonly [column: string, total: keyof CutoverTotals])[];

type Tell = (problem: CutoverProblem) => void;

/**
 * Compares what a file adds up to with the control totals of the old system: the row for all of it, which must be
 * there, and rows for single payers, of which either every payer has one or none.
 */
export function compareTotals(
  kind: CutoverKind,
  { totals, byPayer, totalsRows }: CutoverFindings,
  practice: Practice,
  system: string,
): CutoverProblem[] {
  const problems: CutoverProblem[] = [];
  const tell: Tell = (problem) => {
    problems.push(problem);
  };
  const payerRows = totalsRows.filter(({ cells }) => payerOfRow(cells) !== undefined);
  const [whole, ...others] = totalsRows.filter(({ cells }) => payerOfRow(cells) === undefined);
  if (whole === undefined || others.length > 0) {
    tell({
      column: cutoverKinds[kind].nameColumn,
      found: whole === undefined ? 'no control totals' : `${others.length + 1} rows of control totals`,
      expected: `one row ${totalsMark} with the number of records and the sums, as the old system prints them`,
      howToFix: "Add it from the old system's own report: it proves that the file is whole.",
    });
  } else {
    compareWhole(kind, whole, totals, tell);
  }
  if (kind === 'claims' && payerRows.length > 0) {
    comparePayers(payerRows, byPayer, { practice, system }, tell);
  }
  return problems;
}

function compareWhole(kind: CutoverKind, row: TotalsRow, sums: CutoverTotals, tell: Tell): void {
  const { countColumn } = cutoverKinds[kind];
  compareCount(row, countColumn, sums.records, `the number of ${countColumn} in the file`, tell);
  for (const [column, name] of kind === 'claims' ? sumColumns : []) {
    compareSum(row, column, sums[name], 'in the file', tell);
  }
}

function comparePayers(
  rows: readonly TotalsRow[],
  byPayer: CutoverFindings['byPayer'],
  { practice, system }: { readonly practice: Practice; readonly system: string },
  tell: Tell,
): void {
  const named = new Set<PayerId>();
  for (const row of rows) {
    const { value, problem } = resolvePayer(practice, system, { ids: [payerOfRow(row.cells) ?? ''] });
    if (problem !== undefined) {
      tell({
        row: row.row,
        claimNumber: totalsMark,
        column: payerColumn,
        found: problem.found,
        expected: problem.expected,
        howToFix: problem.howToFix,
      });
      continue;
    }
    named.add(value);
    const { claims, balanceCents } = byPayer[value] ?? { claims: 0, balanceCents: zeroCents };
    compareCount(row, 'claims', claims, `the number of claims of which ${value} owes something`, tell);
    compareSum(row, 'payer_balance', balanceCents, `of ${value}`, tell);
  }
  for (const practicePayer of practice.payers) {
    const owed = byPayer[practicePayer.payerId];
    if (owed !== undefined && !named.has(practicePayer.payerId)) {
      tell({
        claimNumber: totalsMark,
        column: payerColumn,
        found: `no control totals of ${practicePayer.payerId}, which owes ${formatDollars(owed.balanceCents)} by the file`,
        expected: 'a row of control totals for every payer, or for none',
        howToFix: "Add it from the old system's report by payer.",
      });
    }
  }
}

const payerColumn = 'primary_payer_id';

/** The payer that a row of control totals is for; none where it is for the whole file. */
function payerOfRow(cells: TotalsRow['cells']): string | undefined {
  return cells[payerColumn];
}

const exportAgain = 'Export again: a record is missing or was changed since the report was printed.';

function compareCount(
  { row, cells }: TotalsRow,
  column: string,
  count: number,
  what: string,
  tell: Tell,
): void {
  const written = cells[column] ?? '';
  if (!/^\d+$/.test(written) || Number(written) !== count) {
    tell({
      row,
      claimNumber: totalsMark,
      column,
      found: written === '' ? 'nothing' : describeText(written, /^\d{1,9}$/),
      expected: `${count}, ${what}`,
      howToFix: exportAgain,
    });
  }
}

function compareSum({ row, cells }: TotalsRow, column: string, sum: Cents, of: string, tell: Tell): void {
  const given = cells[column] ?? '';
  // A sum that is left out is none.
  const written = given === '' ? '0.00' : given;
  const { value } = readAmount(written);
  const total = value === undefined ? undefined : DollarText.parse(value);
  if (total !== sum) {
    const differing =
      total === undefined
        ? ''
        : `; they differ by ${formatDollars(cents(Math.abs(subtractCents(total, sum))))}`;
    tell({
      row,
      claimNumber: totalsMark,
      column,
      found: total === undefined ? describeText(written, /^$/) : formatDollars(total),
      expected: `${formatDollars(sum)}, the sum of the claims ${of}${differing}`,
      howToFix: exportAgain,
    });
  }
}
