import type { Cents } from '#contracts/cents.ts';
import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Column } from '#contracts/warehouse/column.ts';
import type { FactName, FactRow } from '#contracts/warehouse/tables.ts';
import { DayTotals, differencesBetween, movementOf } from '../ledger/ledger-day.ts';
import { addCents, formatDollars, negateCents, subtractCents, sumCents } from '../money/cents.ts';
import { isOfDecision } from './decision-history.ts';
import { cashMovedBy } from './ledger-facts.ts';
import { hashOfLines, rowsOf, type StagedFacts, type StagedRow } from './staged-facts.ts';

/** How many rows, what each amount adds up to, and a hash over all of it: what an export of a table is checked by. */
export interface ControlTotals {
  readonly rows: number;
  /** By column of money, in cents. */
  readonly sums: Readonly<Record<string, number>>;
  readonly hash: string;
}

/** The totals of rows of a table, in the order in which they are. */
export function controlTotals(
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, unknown>>[],
): ControlTotals {
  const money = columns.filter(({ type }) => type === 'money').map(({ name }) => name);
  const sums = Object.fromEntries(
    money.map((name) => [name, rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0)]),
  );
  return { rows: rows.length, sums, hash: hashOfLines(rows.map((row) => JSON.stringify(row))) };
}

/** What of postings the rows of their legs tell. */
function postingsOf(
  rows: readonly FactRow<'ledger_entry'>[],
): Pick<Posting, 'postingId' | 'knownAt' | 'legs' | 'cause'>[] {
  return [...Map.groupBy(rows, (row) => row.posting_id)].flatMap(([postingId, legs]) => {
    const [first] = legs;
    return first === undefined
      ? []
      : [
          {
            postingId: postingId as Posting['postingId'],
            knownAt: first.known_at,
            cause: first.cause as Posting['cause'],
            legs: legs.map(({ account, amount }) => ({
              account: account as Posting['legs'][number]['account'],
              amountCents: amount,
            })),
          },
        ];
  });
}

/**
 * How the facts of a day differ from what the ledger counted of it, a sentence each; none where they tie: the number of
 * postings, debits and credits of each account, which postings they are, each posting's own balance, what is charged and
 * what came in.
 */
export function dayProblems(facts: StagedFacts, counted: LedgerDayTotals): string[] {
  const postings = postingsOf(rowsOf(facts, 'ledger_entry'));
  const totals = new DayTotals().add(postings).totals();
  return [
    ...differencesBetween(counted, totals),
    ...postings
      .filter(({ legs }) => sumCents(legs, ({ amountCents }) => amountCents) !== 0)
      .map(({ postingId }) => `the legs of posting ${postingId} do not add up to zero`),
    ...differing('charges', negateCents(movementOf(totals, 'charges')), sumOf(facts, 'charge', 'amount')),
    ...differing('money that came in', cashMovedBy(postings), sumOf(facts, 'payment', 'amount')),
    ...postingsWithoutTheirLines(facts, postings),
  ];
}

/** Postings of decisions that pay something else than the lines of the decision do, a sentence each. */
function postingsWithoutTheirLines(
  facts: StagedFacts,
  postings: readonly Pick<Posting, 'postingId' | 'cause' | 'legs'>[],
): string[] {
  const rows = rowsOf(facts, 'adjudication_line');
  // Rows of a closed month may be from before lines named their posting.
  if (rows.some((row) => row.stands_again === null)) {
    return [];
  }
  const lines = Map.groupBy(rows, (row) => row.posting_id);
  return postings.filter(isOfDecision).flatMap(({ postingId, legs }) => {
    const movedCents = sumCents(
      legs.filter(({ account }) => account === 'cash-in-transit'),
      ({ amountCents }) => amountCents,
    );
    const paidCents = sumCents(lines.get(postingId) ?? [], (row) => row.paid_amount);
    return lines.has(postingId) && movedCents === paidCents
      ? []
      : [
          `posting ${postingId} moves ${formatDollars(movedCents)} of a payer's money, the lines of its decision ${formatDollars(paidCents)}`,
        ];
  });
}

/** What of a decision's amounts does not make up its charge; a sentence each. */
export function decisionProblems(facts: StagedFacts): string[] {
  return rowsOf(facts, 'adjudication_line').flatMap((row) => {
    const parts = addCents(
      row.paid_amount,
      row.contractual_amount,
      row.patient_amount,
      row.denied_amount,
      row.other_amount,
    );
    return parts === row.charge_amount
      ? []
      : [
          `line ${row.fact_id} charges ${formatDollars(row.charge_amount)}, its parts are ${formatDollars(parts)}`,
        ];
  });
}

function sumOf(facts: StagedFacts, name: 'charge' | 'payment', column: 'amount'): Cents {
  return sumCents(rowsOf(facts, name), (row) => row[column]);
}

function differing(what: string, ledgerCents: Cents, factCents: Cents): string[] {
  return ledgerCents === factCents
    ? []
    : [
        `${what}: the ledger has ${formatDollars(ledgerCents)}, the facts ${formatDollars(factCents)}; the difference is ${formatDollars(subtractCents(factCents, ledgerCents))}`,
      ];
}

const kinds: Readonly<Record<Column['type'], (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  instant: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  money: (value) => Number.isSafeInteger(value),
  count: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  flag: (value) => typeof value === 'boolean',
};

/** Rows of a table that hold something else than its columns say, a sentence each. */
export function rowProblems(
  table: { readonly name: string; readonly columns: readonly Column[] },
  rows: readonly Readonly<Record<string, unknown>>[],
): string[] {
  return rows.flatMap((row) =>
    table.columns.flatMap(({ name, type, mayBeEmpty }) => {
      const value = row[name];
      const fits = value === null || value === undefined ? mayBeEmpty === true : kinds[type](value);
      return fits
        ? []
        : [
            `${table.name}.${name} is ${value === null || value === undefined ? 'empty' : `no ${type}`} in row ${JSON.stringify(row['fact_id'] ?? 'without an id')}`,
          ];
    }),
  );
}

/** Ids that stand more than once among the rows of a fact, a sentence each. */
export function doubleProblems(name: FactName, rows: readonly StagedRow[]): string[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const isDouble = seen.has(row.fact_id);
    seen.add(row.fact_id);
    return isDouble ? [`${name} has the row ${row.fact_id} twice`] : [];
  });
}

const ofClaims = ['submission', 'acknowledgement', 'adjudication_line', 'adjustment'] as const;

/** Facts about claims of which nothing else is known in the same month, a sentence each. */
export function orphanProblems(facts: StagedFacts): string[] {
  const known = new Set<string | null>(
    [rowsOf(facts, 'claim_event'), rowsOf(facts, 'charge'), rowsOf(facts, 'ledger_entry')].flatMap((rows) =>
      rows.map((row) => row.claim_id),
    ),
  );
  return ofClaims.flatMap((name) =>
    rowsOf(facts, name)
      .filter((row) => !known.has(row.claim_id))
      .map((row) => `${name} ${row.fact_id} is of a claim of which nothing is known`),
  );
}
