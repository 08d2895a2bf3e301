import type { FactName, FactRow } from '#contracts/warehouse/tables.ts';
import { factTables } from '#contracts/warehouse/tables.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A row of any fact, as it was derived or read by the columns of its table: money is whole cents, days and instants are text. */
export type StagedRow = Readonly<Record<string, string | number | boolean | null>> & {
  readonly fact_id: string;
  readonly posting_date: string;
};

/** Rows by fact, each fact's in the order of their ids. A fact without rows may be left out. */
export type StagedFacts = ReadonlyMap<FactName, readonly StagedRow[]>;

/** The rows of one fact, by the names of its columns. */
export function rowsOf<Name extends FactName>(facts: StagedFacts, name: Name): readonly FactRow<Name>[] {
  return (facts.get(name) ?? []) as readonly FactRow<Name>[];
}

/** Gathers rows; what it gives does not depend on the order in which they came. */
export class FactGatherer {
  private readonly rows = new Map<FactName, StagedRow[]>();

  add<Name extends FactName>(name: Name, rows: Iterable<FactRow<Name> & StagedRow>): void {
    const kept = this.rows.get(name) ?? [];
    for (const row of rows) {
      kept.push(row);
    }
    this.rows.set(name, kept);
  }

  facts(): StagedFacts {
    return new Map([...this.rows].map(([name, rows]) => [name, inOrder(rows)]));
  }
}

function inOrder(rows: readonly StagedRow[]): StagedRow[] {
  return rows.toSorted((one, other) => (one.fact_id < other.fact_id ? -1 : 1));
}

/** What was staged of a day, and what came to it. */
export interface MergedFacts {
  readonly facts: StagedFacts;
  /** Rows that were not there before. */
  readonly added: StagedFacts;
  readonly addedRows: number;
}

/** Rows are only ever added: one that was staged stays as it is, whatever its sources say by now. */
export function mergeFacts(staged: StagedFacts, derived: StagedFacts): MergedFacts {
  const facts = new Map<FactName, readonly StagedRow[]>();
  const added = new Map<FactName, readonly StagedRow[]>();
  let addedRows = 0;
  for (const { name } of factTables) {
    const kept = staged.get(name) ?? [];
    const known = new Set(kept.map((row) => row.fact_id));
    const fresh = (derived.get(name) ?? []).filter((row) => !known.has(row.fact_id));
    if (kept.length + fresh.length > 0) {
      facts.set(name, inOrder([...kept, ...fresh]));
    }
    if (fresh.length > 0) {
      added.set(name, fresh);
      addedRows += fresh.length;
    }
  }
  return { facts, added, addedRows };
}

/** Lets rows count on another day than the one that they are of. */
export function countedOn(facts: StagedFacts, day: string): StagedFacts {
  return new Map(
    [...facts].map(([name, rows]) => [name, rows.map((row) => ({ ...row, posting_date: day }))]),
  );
}

export function countRows(facts: StagedFacts): number {
  return [...facts.values()].reduce((sum, rows) => sum + rows.length, 0);
}

/** A line a row, `["charge",{...}]`, by the order of its table's columns: the same facts have the same text. */
export function* factLines(facts: StagedFacts): Generator<string> {
  for (const { name, columns } of factTables) {
    for (const row of facts.get(name) ?? []) {
      yield JSON.stringify([
        name,
        Object.fromEntries(columns.map((column) => [column.name, row[column.name] ?? null])),
      ]);
    }
  }
}

/** Names content, line by line: no text of all of it is made. */
export function hashOfLines(lines: Iterable<string>): string {
  const hash = sha256.create();
  for (const line of lines) {
    hash.update(utf8ToBytes(`${line}\n`));
  }
  return bytesToHex(hash.digest());
}
