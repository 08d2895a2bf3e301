import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import { factTables, type FactName } from '#contracts/warehouse/tables.ts';
import {
  dayProblems,
  decisionProblems,
  doubleProblems,
  orphanProblems,
  rowProblems,
} from './control-totals.ts';
import type { StagedFacts, StagedRow } from './staged-facts.ts';

/** So many sentences are told of what is wrong; the first of them show where to look. */
const mostProblems = 20;

/** What is wrong with the facts of one day, a sentence each; nothing of it is kept where anything is. */
export function dayQuality(facts: StagedFacts, counted: LedgerDayTotals): string[] {
  return [
    ...dayProblems(facts, counted),
    ...decisionProblems(facts),
    ...orphanProblems(facts),
    ...tableQuality(facts),
  ].slice(0, mostProblems);
}

/**
 * What is wrong with the facts of a month, a sentence each: what a day would be refused for, rows that stand in two of its
 * days, and days that are not what the ledger counted.
 */
export function monthQuality(
  facts: StagedFacts,
  counted: readonly (LedgerDayTotals & { readonly postingDate: string })[],
): string[] {
  const entries = Map.groupBy(facts.get('ledger_entry') ?? [], (row) => row.posting_date);
  const charges = Map.groupBy(facts.get('charge') ?? [], (row) => row.posting_date);
  const payments = Map.groupBy(facts.get('payment') ?? [], (row) => row.posting_date);
  const decisions = Map.groupBy(facts.get('adjudication_line') ?? [], (row) => row.posting_date);
  const ofDay = (day: string): StagedFacts =>
    new Map<FactName, readonly StagedRow[]>([
      ['ledger_entry', entries.get(day) ?? []],
      ['charge', charges.get(day) ?? []],
      ['payment', payments.get(day) ?? []],
      ['adjudication_line', decisions.get(day) ?? []],
    ]);
  const days = new Set(counted.map(({ postingDate }) => postingDate));
  return [
    ...counted.flatMap((day) =>
      dayProblems(ofDay(day.postingDate), day).map((problem) => `${day.postingDate}: ${problem}`),
    ),
    ...[...entries.keys()]
      .filter((day) => !days.has(day))
      .map((day) => `${day} has entries of the ledger, and the ledger has not counted it`),
    ...decisionProblems(facts),
    ...tableQuality(facts),
  ].slice(0, mostProblems);
}

function tableQuality(facts: StagedFacts): string[] {
  return factTables.flatMap((table) => {
    const rows = facts.get(table.name) ?? [];
    return [...rowProblems(table, rows), ...doubleProblems(table.name, rows)];
  });
}
