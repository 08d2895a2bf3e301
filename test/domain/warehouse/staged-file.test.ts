import { describe, expect, test } from 'vitest';
import { derivation } from '#domain/warehouse/export-state.ts';
import { ledgerEntryRows, paymentRows } from '#domain/warehouse/ledger-facts.ts';
import { FactGatherer, factLines, hashOfLines } from '#domain/warehouse/staged-facts.ts';
import { readStagedFile, type StagedFile } from '#domain/warehouse/staged-file.ts';
import { claim, posting } from '../../ports/samples.ts';

const legs = [
  { account: 'cash-in-transit', amountCents: 9000, payerId: 'JUNIP' },
  { account: 'payer-receivable', amountCents: -9000, payerId: 'JUNIP' },
];
const paid = posting(claim(), { cause: 'adjudication', legs });
const gatherer = new FactGatherer();
gatherer.add('ledger_entry', ledgerEntryRows(paid));
gatherer.add('payment', paymentRows(paid, new Map()));
const facts = gatherer.facts();
const lines = [...factLines(facts)];

const key = 'staged/cedar-hill/2026-03-20/abc.ndjson.gz';
const file: StagedFile = { key, contentHash: hashOfLines(lines), rows: lines.length, derivation };
const hash = file.contentHash;

/** The lines with the first row changed. */
function damaged(change: (row: Record<string, unknown>) => unknown): string[] {
  const [name, row] = JSON.parse(lines[0] ?? '') as [string, Record<string, unknown>];
  return [JSON.stringify([name, change(row)]), ...lines.slice(1)];
}

const without = (name: string) => (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => column !== name));

const cases: readonly [what: string, damaged: readonly string[], problems: readonly string[]][] = [
  [
    'money with half a cent',
    damaged((row) => ({ ...row, amount: 90.5 })),
    [`${key}, row 1 (ledger_entry): column amount is 90.5; expected whole cents`],
  ],
  [
    'a text for a number, which is not repeated',
    damaged((row) => ({ ...row, amount: 'Wren Larch' })),
    [`${key}, row 1 (ledger_entry): column amount is other text; expected whole cents`],
  ],
  [
    'a day that is none',
    damaged((row) => ({ ...row, posting_date: '2026-02-30' })),
    [`${key}, row 1 (ledger_entry): column posting_date is other text; expected a day as YYYY-MM-DD`],
  ],
  [
    'nothing where something must be',
    damaged((row) => ({ ...row, account: null })),
    [`${key}, row 1 (ledger_entry): column account is empty; expected text`],
  ],
  [
    'a column that is missing',
    damaged(without('amount')),
    [`${key}, row 1 (ledger_entry): column amount is missing; expected whole cents`],
  ],
  [
    'a column that may be empty and is missing',
    damaged(without('reason')),
    [`${key}, row 1 (ledger_entry): column reason is missing; expected text`],
  ],
  [
    'a column too many',
    damaged((row) => ({ ...row, surprise: 1 })),
    [`${key}, row 1 (ledger_entry): it has a column surprise; expected only those of version 1 of the table`],
  ],
  [
    'no columns at all',
    damaged(() => 'row'),
    [`${key}, row 1 (ledger_entry): it is no row; expected one value for each column`],
  ],
  [
    'another table',
    [JSON.stringify(['gossip', {}]), ...lines.slice(1)],
    [`${key}, row 1: it is of a table that the warehouse does not have; expected one of its facts`],
  ],
  [
    'a row that breaks off',
    [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 40)],
    [`${key}, row 3: it breaks off or is no row; expected ["<table>", {<columns>}]`],
  ],
  [
    'rows that are gone',
    lines.slice(0, 2),
    [`${key} has 2 rows that are not those that were staged; expected 3 rows with the hash ${hash}`],
  ],
  [
    'another amount of the right kind',
    damaged((row) => ({ ...row, amount: 9001 })),
    [`${key} has 3 rows that are not those that were staged; expected 3 rows with the hash ${hash}`],
  ],
];

describe('A staged file', () => {
  test('is read as it was written', () => {
    expect(readStagedFile(file, lines)).toEqual({ facts });
    expect(readStagedFile({ ...file, contentHash: hashOfLines([]), rows: 0 }, [])).toEqual({
      facts: new Map(),
    });
  });

  test.each(cases)('is refused with %s', (_, changed, problems) => {
    expect(readStagedFile(file, changed)).toEqual({ problems });
  });

  test('from before a column that may be empty is read with it empty, whether it says its age or not', () => {
    const older = damaged(without('reason'));
    for (const age of [derivation - 1, undefined]) {
      const read = readStagedFile({ ...file, contentHash: hashOfLines(older), derivation: age }, older);
      expect(read.facts?.get('ledger_entry')?.[0]).toEqual(facts.get('ledger_entry')?.[0]);
    }
  });

  test('from before is refused where a column is missing that always has a value', () => {
    const older = damaged(without('account'));
    expect(
      readStagedFile({ ...file, contentHash: hashOfLines(older), derivation: derivation - 1 }, older)
        .problems,
    ).toEqual([
      `${key}, row 1 (ledger_entry): column account is missing; expected text; the file is of derivation ${derivation - 1}, the rules are of ${derivation}`,
    ]);
  });

  test('is told of in ten sentences, however much of it is wrong', () => {
    const many = Array.from({ length: 100 }, () => 'x');
    expect(readStagedFile(file, many).problems).toHaveLength(10);
  });
});
