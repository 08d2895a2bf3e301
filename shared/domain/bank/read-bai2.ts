import { PlainDate } from '#contracts/dates.ts';
import { cents, formatDollars } from '../money/cents.ts';
import { BankFileRefused, type ReadBankEntry, type ReadBankFile } from './bank-file.ts';
import { bankEntryKind } from './bank-types.ts';

/** A record with what continued it. */
interface Bai2Record {
  readonly code: string;
  readonly fields: readonly string[];
  /** The fields as they stood, for the text of a detail, which may have commas. */
  readonly body: string;
  readonly line: number;
  /** Lines that it takes: itself and its continuations. */
  readonly lines: number;
}

const wholeFile = 'Ask the bank for the file again; nothing of this one was used.';
const following: Readonly<Record<string, string>> = {
  '01': '02 99',
  '02': '03 98',
  '03': '16 49',
  '16': '16 49',
  '49': '03 98',
  '98': '02 99',
  '99': '',
};

/**
 * Reads a BAI2 file of prior-day transactions: groups of accounts of details, each with its control totals. A file whose
 * records do not follow each other, or whose totals of amounts and counts do not hold, is refused whole: it may have
 * been cut. Test files and deletions are refused too.
 * Source: cash management balance reporting specifications, version 2.
 * @throws BankFileRefused with the line, what was found and what was expected.
 */
export function readBai2(text: string): ReadBankFile {
  const records = recordsOf(text);
  const entries: ReadBankEntry[] = [];
  let leftOut = 0;
  let before: Bai2Record | undefined;
  let currency = 'USD';
  let account = '';
  let asOf = '';
  const ofAccount = { cents: 0, lines: 0 };
  const ofGroup = { cents: 0, count: 0, lines: 0 };
  const ofFile = { cents: 0, count: 0, lines: 0 };
  for (const record of records) {
    const expected = before === undefined ? '01' : (following[before.code] ?? '');
    if (!expected.split(' ').includes(record.code) || expected === '') {
      refuse(
        record,
        `a record ${record.code}${before === undefined ? '' : ` after ${before.code}`}`,
        expected === '' ? 'nothing after the file trailer 99' : `a record ${expected.replace(' ', ' or ')}`,
      );
    }
    before = record;
    const [first = '', second = '', third = ''] = record.fields;
    ofFile.lines += record.lines;
    ofGroup.lines += record.lines;
    ofAccount.lines += record.lines;
    switch (record.code) {
      case '01':
        if (record.fields[7] !== '2') {
          refuse(record, `version ${record.fields[7] ?? 'none'}`, 'version 2 (BAI2)');
        }
        break;
      case '02':
        if (third !== '1') {
          refuse(record, `group status ${third}`, 'group status 1: no test, no deletion, no correction');
        }
        asOf = record.fields[3] ?? '';
        currency = record.fields[5] === undefined || record.fields[5] === '' ? 'USD' : record.fields[5];
        Object.assign(ofGroup, { cents: 0, count: 0, lines: record.lines });
        break;
      case '03':
        account = first;
        if ((second === '' ? currency : second) !== 'USD') {
          refuse(record, `an account in ${second === '' ? currency : second}`, 'an account in USD');
        }
        Object.assign(ofAccount, { cents: summariesOf(record), lines: record.lines });
        break;
      case '16': {
        const amount = amountOf(second, record);
        ofAccount.cents += amount;
        const kind = bankEntryKind(first);
        if (kind === undefined) {
          leftOut += 1;
        } else {
          entries.push(detailOf(record, { kind, account, amount, postedOn: dateOfGroup(asOf, record) }));
        }
        break;
      }
      case '49':
        holds(record, 'the amounts of the account', amountOf(first, record), ofAccount.cents);
        counts(record, 'the records of the account', second, ofAccount.lines);
        ofGroup.cents += ofAccount.cents;
        ofGroup.count += 1;
        break;
      case '98':
        holds(record, 'the amounts of the group', amountOf(first, record), ofGroup.cents);
        counts(record, 'the accounts of the group', second, ofGroup.count);
        counts(record, 'the records of the group', third, ofGroup.lines);
        ofFile.cents += ofGroup.cents;
        ofFile.count += 1;
        break;
      case '99':
        holds(record, 'the amounts of the file', amountOf(first, record), ofFile.cents);
        counts(record, 'the groups of the file', second, ofFile.count);
        counts(record, 'the records of the file', third, ofFile.lines);
        break;
      default:
        break;
    }
  }
  if (before?.code !== '99') {
    throw new BankFileRefused(before?.line ?? 1, 'the end of the file', 'a file trailer 99', wholeFile);
  }
  return { entries, leftOut };
}

/** Whether a file looks like BAI2. */
export function isBai2(text: string): boolean {
  return /^﻿?01,/.test(text);
}

function recordsOf(text: string): Bai2Record[] {
  const records: { code: string; body: string; line: number; lines: number }[] = [];
  for (const [index, raw] of text
    .replace(/^﻿/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trimEnd();
    if (line === '') {
      continue;
    }
    const [, code, body = ''] = /^(\d\d)(?:,(.*))?$/.exec(line) ?? [];
    if (code === undefined || !(code in following || code === '88')) {
      throw new BankFileRefused(
        index + 1,
        'no record code of BAI2',
        'a line that begins with 01, 02, 03, 16, 49, 88, 98 or 99',
        wholeFile,
      );
    }
    const last = records.at(-1);
    if (code !== '88') {
      records.push({ code, body, line: index + 1, lines: 1 });
    } else if (last === undefined) {
      throw new BankFileRefused(index + 1, 'a continuation 88', 'a file header 01', wholeFile);
    } else {
      // A record that ended with its slash goes on with its next field; a text goes on where it broke off.
      last.body =
        last.body.endsWith('/') && last.code !== '16'
          ? `${last.body.slice(0, -1)},${body}`
          : `${last.body.replace(/\/$/, '')}${joint(last)}${body}`;
      last.lines += 1;
    }
  }
  return records.map((record) => {
    const body = record.body.replace(/\/$/, '');
    return { ...record, body, fields: body.split(',').map((field) => field.trim()) };
  });
}

/** A detail whose fields before its text are not all there yet goes on with a field; its text goes on as text. */
function joint({ code, body }: { readonly code: string; readonly body: string }): string {
  return code === '16' && body.split(',').length < 6 ? ',' : ' ';
}

/** Amounts of the summaries behind an account's currency: type, amount, count, funds type, and what that brings along. */
function summariesOf(record: Bai2Record): number {
  let sum = 0;
  let at = 2;
  while (at < record.fields.length) {
    const type = record.fields[at] ?? '';
    const amount = record.fields[at + 1] ?? '';
    if (type !== '' && amount !== '') {
      sum += amountOf(amount, record);
    }
    at += 4 + fieldsOfFunds(record.fields.slice(at + 3), record);
  }
  return sum;
}

/** How many fields a funds type brings along: S three amounts, V a date and a time, D a count of pairs. */
function fieldsOfFunds([fundsType = '', count = '']: readonly string[], record: Bai2Record): number {
  switch (fundsType) {
    case 'S':
      return 3;
    case 'V':
      return 2;
    case 'D': {
      const pairs = Number(count);
      return Number.isInteger(pairs) && pairs >= 0 && pairs <= 99
        ? 1 + pairs * 2
        : refuse(record, 'a distribution of funds without a count', 'a number of days from 0 to 99');
    }
    default:
      return 0;
  }
}

function detailOf(
  record: Bai2Record,
  of: Pick<ReadBankEntry, 'kind' | 'account' | 'postedOn'> & { readonly amount: number },
): ReadBankEntry {
  const [type = ''] = record.fields;
  const at = 3 + fieldsOfFunds(record.fields.slice(2), record);
  const bankReference = record.fields[at] ?? '';
  const customerReference = record.fields[at + 1] ?? '';
  const text = record.body
    .split(',')
    .slice(at + 2)
    .join(',')
    .trim();
  const { amount, ...rest } = of;
  return {
    ...rest,
    amountCents: cents(of.kind === 'returned-item' ? -amount : amount),
    bankType: type,
    ...(bankReference === '' ? {} : { bankReference }),
    ...(customerReference === '' ? {} : { customerReference }),
    text,
    line: record.line,
  };
}

function amountOf(text: string, record: Bai2Record): number {
  return /^[+-]?\d{1,15}$/.test(text)
    ? Number(text)
    : refuse(record, 'an amount that is none', 'cents without a point, as digits');
}

function dateOfGroup(asOf: string, record: Bai2Record): PlainDate {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(asOf) ?? [];
  const read = PlainDate.safeParse(`20${year ?? ''}-${month ?? ''}-${day ?? ''}`);
  return read.success
    ? read.data
    : refuse(record, 'a group without its day', 'YYMMDD as the day of record 02');
}

function holds(record: Bai2Record, what: string, stated: number, found: number): void {
  if (stated !== found) {
    refuse(
      record,
      `${formatDollars(cents(found))} as the sum of ${what}`,
      `${formatDollars(cents(stated))}, as the trailer states`,
    );
  }
}

function counts(record: Bai2Record, what: string, stated: string, found: number): void {
  if (stated !== '' && Number(stated) !== found) {
    refuse(record, `${found} as the number of ${what}`, `${stated}, as the trailer states`);
  }
}

function refuse({ line }: Bai2Record, found: string, expected: string): never {
  throw new BankFileRefused(line, found, expected, wholeFile);
}
