import { PlainDate } from '#contracts/dates.ts';
import { csvCells, csvHeaderName, csvSeparators } from '../intake/frame/csv-cells.ts';
import { cents } from '../money/cents.ts';
import { BankFileRefused, type ReadBankEntry, type ReadBankFile } from './bank-file.ts';
import { bankEntryKind } from './bank-types.ts';

const columns = [
  'date',
  'amount',
  'credit',
  'debit',
  'text',
  'reference',
  'account',
  'type',
  'check',
  'addenda',
] as const;
type Column = (typeof columns)[number];

/** What banks call the columns of their exports; compared without regard to case and blanks. */
const names: Readonly<Record<Column, readonly string[]>> = {
  date: [
    'date',
    'posting date',
    'posted date',
    'post date',
    'transaction date',
    'as of date',
    'as-of date',
    'booking date',
  ],
  amount: ['amount', 'transaction amount', 'net amount'],
  credit: ['credit', 'credits', 'credit amount', 'deposit', 'deposits'],
  debit: ['debit', 'debits', 'debit amount', 'withdrawal', 'withdrawals'],
  text: ['description', 'text', 'memo', 'details', 'detail', 'transaction description', 'payee'],
  reference: ['reference', 'bank reference', 'reference number', 'transaction id', 'trace number', 'fitid'],
  account: ['account', 'account number', 'account no'],
  type: ['type', 'transaction type', 'bai code', 'type code', 'bai type code'],
  check: ['check', 'check number', 'check #', 'check or slip #', 'customer reference', 'serial number'],
  addenda: ['addenda', 'addendum', 'addenda information', 'payment related information'],
};

/** By the words of a type or a description, where the bank gives no BAI code; the first that fits counts. */
const kindsByWords: readonly (readonly [RegExp, ReadBankEntry['kind']])[] = [
  [/\breturn(?:ed)? (?:item|deposit|check)|deposit(?:ed)? item returned|chargeback/i, 'returned-item'],
  [/lockbox/i, 'lockbox'],
  [/\bach\b|hcclaimpmt|preauthorized|electronic|\beft\b/i, 'electronic-payment'],
  [/\bwire\b|fedwire/i, 'wire'],
  [/merchant|card settle|bankcard/i, 'card-settlement'],
  [/deposit|check/i, 'check-deposit'],
];

const again =
  'Export the statement again, with a header, and put the whole file back; nothing of this one was used.';

/**
 * Reads a bank's export with a header line: a date, and an amount or a credit and a debit; the rest as far as it is
 * there. A row that cannot be read, or a header without these, refuses the file whole.
 * @throws BankFileRefused with the line, what was found and what was expected.
 */
export function readBankCsv(text: string): ReadBankFile {
  const rows = rowsOf(text.replace(/^﻿/, ''));
  const header = rows.find(({ row }) => row.trim() !== '');
  if (header === undefined) {
    throw new BankFileRefused(1, 'an empty file', 'a header and the entries of an account', again);
  }
  const separator =
    csvSeparators.toSorted(
      (one, other) => header.row.split(other).length - header.row.split(one).length,
    )[0] ?? ',';
  const heads = csvCells(header.row, separator).map(csvHeaderName);
  const places = new Map<Column, number>(
    columns.flatMap((column) => {
      const place = heads.findIndex((head) => names[column].includes(head));
      return place === -1 ? [] : [[column, place] as const];
    }),
  );
  const lacking = !places.has('date')
    ? 'a date'
    : places.has('amount') || places.has('credit')
      ? undefined
      : 'an amount or a credit';
  if (lacking !== undefined) {
    throw new BankFileRefused(
      header.line,
      `a header without ${lacking}`,
      `columns named like ${names.date.slice(0, 2).join(', ')} and ${names.amount[0] ?? ''} or ${names.credit[0] ?? ''}`,
      again,
    );
  }
  const entries: ReadBankEntry[] = [];
  let leftOut = 0;
  for (const { row, line } of rows.slice(rows.indexOf(header) + 1)) {
    if (row.trim() === '') {
      continue;
    }
    const cells = csvCells(row, separator);
    if (cells.length < heads.length - 1 || cells.length > heads.length + 1) {
      throw new BankFileRefused(line, `${cells.length} cells`, `${heads.length}, as the header has`, again);
    }
    const cell = (column: Column) => cells[places.get(column) ?? -1]?.trim() ?? '';
    const entry = entryOf(cell, line);
    if (entry === undefined) {
      leftOut += 1;
    } else {
      entries.push(entry);
    }
  }
  return { entries, leftOut };
}

function entryOf(cell: (column: Column) => string, line: number): ReadBankEntry | undefined {
  const postedOn = dateOf(cell('date'), line);
  const signed =
    cell('amount') === ''
      ? amountOf(cell('credit'), line) - Math.abs(amountOf(cell('debit'), line))
      : amountOf(cell('amount'), line);
  const type = cell('type');
  const text = [cell('text'), cell('addenda')].filter((part) => part !== '').join(' ');
  const ofType = /^\d{3}$/.test(type) ? bankEntryKind(type) : undefined;
  const ofWords = kindsByWords.find(([words]) => words.test(`${type} ${cell('text')}`))?.[1];
  const kind = ofType ?? ofWords ?? 'other-credit';
  // What goes out is the practice's own business, unless it is something that was paid in and bounced.
  if (signed === 0 || (signed < 0 && kind !== 'returned-item')) {
    return undefined;
  }
  return {
    kind: signed > 0 && kind === 'returned-item' ? 'other-credit' : kind,
    account: cell('account'),
    postedOn,
    amountCents: cents(signed),
    bankType: type,
    ...(cell('reference') === '' ? {} : { bankReference: cell('reference') }),
    ...(cell('check') === '' ? {} : { customerReference: cell('check') }),
    text,
    line,
  };
}

/** The rows with the lines they begin on; a line end within quotation marks is part of a cell. */
function rowsOf(text: string): { readonly row: string; readonly line: number }[] {
  const rows: { row: string; line: number }[] = [];
  let open: { row: string; line: number } | undefined;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const row = open === undefined ? line : `${open.row}\n${line}`;
    const isOpen = (row.match(/"/g)?.length ?? 0) % 2 === 1;
    if (isOpen) {
      open = { row, line: open?.line ?? index + 1 };
    } else {
      rows.push({ row, line: open?.line ?? index + 1 });
      open = undefined;
    }
  }
  if (open !== undefined) {
    throw new BankFileRefused(
      open.line,
      'a quotation mark that is not closed',
      'quotation marks in pairs',
      again,
    );
  }
  return rows;
}

/** `2026-03-31`, `3/31/2026` or `03/31/26`. */
function dateOf(text: string, line: number): PlainDate {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text) ?? [];
  const read = PlainDate.safeParse(
    month === ''
      ? text.slice(0, 10)
      : `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
  if (!read.success) {
    throw new BankFileRefused(line, 'a date that is none', 'YYYY-MM-DD or month/day/year', again);
  }
  return read.data;
}

/** `1,234.56`, `$12`, `(3.00)` and `-3.00`; an empty cell is nothing. */
function amountOf(text: string, line: number): number {
  if (text === '') {
    return 0;
  }
  const [, open, sign, dollars = '', fraction = ''] =
    /^(\()?([+-])?\$?([\d,]*)(?:\.(\d{1,2}))?\)?$/.exec(text.replaceAll(' ', '')) ?? [];
  const whole = dollars.replaceAll(',', '');
  if (whole === '' && fraction === '') {
    throw new BankFileRefused(
      line,
      'an amount that is none',
      'dollars and cents, for example 1,234.56',
      again,
    );
  }
  const amount = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return open === '(' || sign === '-' ? -amount : amount;
}
