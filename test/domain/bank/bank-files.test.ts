import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { traceOf } from '#domain/bank/addenda.ts';
import { entriesOfFile, shelfOf } from '#domain/bank/bank-entries.ts';
import { BankFileRefused, type ReadBankEntry } from '#domain/bank/bank-file.ts';
import { isBai2, readBai2 } from '#domain/bank/read-bai2.ts';
import { readBankCsv } from '#domain/bank/read-bank-csv.ts';
import { readBankFile } from '#domain/bank/read-bank-file.ts';

/** Two accounts; of the first a payment with addenda over three lines, a deposit of checks, a rent, a returned check. */
const statement = [
  '01,WILLOWBANK,CEDARHILL,260331,0615,1,80,,2/',
  '02,CEDARHILL,WILLOWBANK,1,260330,2359,USD,2/',
  '03,000123456789,USD,015,1500000,,,100,210000,2,S,150000,60000,0/',
  '16,165,123456,0,REF0001,,JUNIPER HEALTH HCCLAIMPMT',
  '88,TRN*1*8811223',
  '88,344*1512345678~',
  '16,175,85000,S,50000,35000,0,REF0002,000451,COUNTER DEPOSIT, MAIN STREET',
  '16,475,70000,,REF0003,1180,CHECK PAID',
  '16,555,1500,0,REF0004,,DEPOSITED ITEM RETURNED',
  '49,1989956,8/',
  '03,000999888777,/',
  '88,015,500,,/',
  '49,500,3/',
  '98,1990456,2,13/',
  '99,1990456,1,15/',
].join('\r\n');

describe('A BAI2 file', () => {
  test('is known by its header', () => {
    expect(isBai2(statement)).toBe(true);
    expect(isBai2('Date,Amount\n')).toBe(false);
  });

  test('gives what was paid in, with the words as they stand', () => {
    const read = readBai2(statement);
    expect(read.leftOut).toBe(1);
    expect(read.entries).toEqual([
      {
        kind: 'electronic-payment',
        account: '000123456789',
        postedOn: '2026-03-30',
        amountCents: 123_456,
        bankType: '165',
        bankReference: 'REF0001',
        text: 'JUNIPER HEALTH HCCLAIMPMT TRN*1*8811223 344*1512345678~',
        line: 4,
      },
      {
        kind: 'check-deposit',
        account: '000123456789',
        postedOn: '2026-03-30',
        amountCents: 85_000,
        bankType: '175',
        bankReference: 'REF0002',
        customerReference: '000451',
        text: 'COUNTER DEPOSIT, MAIN STREET',
        line: 7,
      },
      {
        kind: 'returned-item',
        account: '000123456789',
        postedOn: '2026-03-30',
        amountCents: -1500,
        bankType: '555',
        bankReference: 'REF0004',
        text: 'DEPOSITED ITEM RETURNED',
        line: 9,
      },
    ]);
  });

  const spoiled: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    [
      'cut in the middle',
      (text) => text.slice(0, text.indexOf('16,475')),
      /^Line 7: found the end of the file; expected a file trailer 99/,
    ],
    [
      'without one detail',
      (text) => text.replace(/16,475.*\r\n/, ''),
      /^Line 9: found \$19,199\.56 as the sum of the amounts of the account; expected \$19,899\.56/,
    ],
    [
      'with another amount',
      (text) => text.replace('165,123456', '165,123457'),
      /as the sum of the amounts of the account/,
    ],
    [
      'with another count of records',
      (text) => text.replace('49,1989956,8', '49,1989956,9'),
      /^Line 10: found 8 as the number of the records of the account; expected 9/,
    ],
    [
      'with another sum of the group',
      (text) => text.replace('98,1990456', '98,1990457'),
      /^Line 14: found \$19,904\.56 as the sum of the amounts of the group/,
    ],
    [
      'with another count of accounts',
      (text) => text.replace('98,1990456,2', '98,1990456,3'),
      /number of the accounts of the group/,
    ],
    [
      'with another sum of the file',
      (text) => text.replace('99,1990456', '99,1'),
      /sum of the amounts of the file/,
    ],
    [
      'with something after it',
      (text) => `${text}\r\n01,A,B,260331,0615,1,80,,2/`,
      /^Line 16: found a record 01 after 99; expected nothing after the file trailer/,
    ],
    [
      'without an account',
      (text) => text.replace(/03,000123456789.*\r\n/, ''),
      /^Line 3: found a record 16 after 02; expected a record 03 or 98/,
    ],
    [
      'of another version',
      (text) => text.replace(',,2/', ',,1/'),
      /^Line 1: found version 1; expected version 2/,
    ],
    [
      'that is a test',
      (text) => text.replace('WILLOWBANK,1,', 'WILLOWBANK,4,'),
      /^Line 2: found group status 4/,
    ],
    [
      'in another currency',
      (text) => text.replace('000123456789,USD', '000123456789,CAD'),
      /^Line 3: found an account in CAD/,
    ],
    [
      'with an amount that is none',
      (text) => text.replace('165,123456', '165,1234.56'),
      /^Line 4: found an amount that is none/,
    ],
    ['without a day', (text) => text.replace('1,260330,', '1,,'), /found a group without its day/],
    [
      'with a line of its own',
      (text) => text.replace('88,TRN', 'TRN'),
      /^Line 5: found no record code of BAI2/,
    ],
    ['that begins with a continuation', (text) => `88,A\r\n${text}`, /^Line 1: found a continuation 88/],
  ];
  test.each(spoiled)('%s is refused whole', (_what, spoil, sentence) => {
    expect(() => readBai2(spoil(statement))).toThrow(BankFileRefused);
    expect(() => readBai2(spoil(statement))).toThrow(sentence);
  });
});

test('Items of a deposit are not counted beside the deposit', () => {
  const lockbox = [
    '01,WILLOWBANK,CEDARHILL,260331,0615,1,80,,2/',
    '02,CEDARHILL,WILLOWBANK,1,260330,2359,USD,2/',
    '03,000123456789,USD/',
    '16,115,50000,0,REF1,,LOCKBOX 77',
    '16,116,20000,0,REF1,1001,ITEM',
    '16,116,30000,0,REF1,1002,ITEM',
    '49,100000,5/',
    '98,100000,1,7/',
    '99,100000,1,9/',
  ].join('\n');
  const { entries, leftOut } = readBai2(lockbox);
  expect(entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([['lockbox', 50_000]]);
  expect(leftOut).toBe(2);
});

describe('An export of a bank', () => {
  test('with one column of amounts', () => {
    const read = readBankCsv(
      [
        'Posting Date,Description,Amount,Reference Number',
        '03/30/2026,"JUNIPER HEALTH HCCLAIMPMT TRN*1*8811223344*1512345678",1234.56,A1',
        '3/31/26,"Counter deposit, main street","$1,850.00",A2',
        '2026-03-31,Rent,-700.00,A3',
        '2026-03-31,Deposited item returned,(15.00),A4',
      ].join('\n'),
    );
    expect(read.leftOut).toBe(1);
    expect(
      read.entries.map(({ kind, postedOn, amountCents, line }) => [kind, postedOn, amountCents, line]),
    ).toEqual([
      ['electronic-payment', '2026-03-30', 123_456, 2],
      ['check-deposit', '2026-03-31', 185_000, 3],
      ['returned-item', '2026-03-31', -1500, 5],
    ]);
  });

  test('with credits and debits, semicolons, BAI codes and addenda of their own', () => {
    const read = readBankCsv(
      [
        'Account;Date;Type;Credit;Debit;Memo;Addenda',
        '987654321;2026-03-30;142;500.00;;JUNIPER;TRN*1*77*1512345678',
        '987654321;2026-03-30;475;;20.00;CHECK;',
      ].join('\r\n'),
    );
    expect(read).toEqual({
      entries: [
        {
          kind: 'electronic-payment',
          account: '987654321',
          postedOn: '2026-03-30',
          amountCents: 50_000,
          bankType: '142',
          text: 'JUNIPER TRN*1*77*1512345678',
          line: 2,
        },
      ],
      leftOut: 1,
    });
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '\n\n', /^Line 1: found an empty file/],
    ['without a date', 'Amount,Memo\n1,2', /^Line 1: found a header without a date/],
    [
      'without an amount',
      '\nDate,Memo\n2026-03-30,A',
      /^Line 2: found a header without an amount or a credit/,
    ],
    [
      'with a row that was cut',
      'Date,Amount,Memo,Reference\n2026-03-30,1.00,A,B\n2026-03-30,1',
      /^Line 3: found 2 cells; expected 4/,
    ],
    ['with a date that is none', 'Date,Amount\n31/31/2026,1.00', /^Line 2: found a date that is none/],
    [
      'with an amount that is none',
      'Date,Amount\n2026-03-30,twelve',
      /^Line 2: found an amount that is none/,
    ],
    ['with three digits of cents', 'Date,Amount\n2026-03-30,1.234', /^Line 2: found an amount that is none/],
    [
      'with an open quotation mark',
      'Date,Amount,Memo\n2026-03-30,1.00,"A\n2026-03-31,2.00,B',
      /^Line 2: found a quotation mark that is not closed/,
    ],
  ];
  test.each(wrong)('%s is refused whole', (_what, text, sentence) => {
    expect(() => readBankCsv(text)).toThrow(sentence);
  });
});

describe('The trace in the words of an entry', () => {
  test.each<[string, ReturnType<typeof traceOf>]>([
    ['HCCLAIMPMT TRN*1*8811223344*1512345678~', { traceNumber: '8811223344', originatorId: '1512345678' }],
    ['TRN*1*881122 3344*15123 45678\\', { traceNumber: '8811223344', originatorId: '1512345678' }],
    ['trn|1|A-77|1512345678', { traceNumber: 'A-77', originatorId: '1512345678' }],
    ['TRN*1*77', { traceNumber: '77' }],
    ['TRN*1*77*1512345678*SUB~', { traceNumber: '77', originatorId: '1512345678' }],
    ['TRN*2*77*1512345678', undefined],
    ['JUNIPER HEALTH HCCLAIMPMT', undefined],
  ])('%s', (text, trace) => {
    expect(traceOf(text)).toEqual(trace);
  });
});

const practiceId = PracticeId.parse('cedar-hill');
const at = Instant.parse('2026-03-31T10:00:00.000Z');
const ofFile = (read: readonly ReadBankEntry[], fileKey = 'bank/one') =>
  entriesOfFile(practiceId, read, { fileKey, at });

describe('The entries of a file', () => {
  test('know their trace, their check and the end of their account', () => {
    const [payment, deposit] = ofFile(readBai2(statement).entries);
    expect(payment).toMatchObject({
      traceNumber: '8811223344',
      originatorId: '1512345678',
      accountEnding: '6789',
    });
    expect(deposit).toMatchObject({ checkNumber: '451', text: 'COUNTER DEPOSIT, MAIN STREET' });
    expect(deposit).not.toHaveProperty('traceNumber');
  });

  test.each(['000123456789', '****6789', 'x-6789', '6789'])(
    'of the account %s are of one account',
    (account) => {
      const [entry] = readBai2(statement).entries;
      const [read] = entry === undefined ? [] : ofFile([{ ...entry, account }]);
      expect(read && shelfOf(read)).toBe('6789|2026-03-30|123456');
    },
  );

  test('that name no account are refused, unless the file is said to be of one', () => {
    const text = 'Date,Amount,Memo\n2026-03-30,5.00,DEPOSIT\n';
    expect(readBankFile(text).refusal).toMatch(
      /^Line 2: found an entry without its account; .* "bank load FILE --account 6789"/,
    );
    expect(readBankFile(text, '6789').read?.entries).toMatchObject([{ account: '6789' }]);
  });
});
