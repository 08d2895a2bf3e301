import { array, assert, constantFrom, property, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BankEntry } from '#contracts/bank.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { entryIdAt, type EntryOfFile } from '#domain/bank/bank-entries.ts';
import { tellApart } from '#domain/bank/tell-apart.ts';
import { cents } from '#domain/money/cents.ts';

/** `DEPOSIT ref:111222 check:451 trace:77 type:175`: its words are what stands before the numbers. */
function entry(said: string, fileKey: string, line: number): EntryOfFile {
  const number = (name: string) => new RegExp(`${name}:(\\S+)`).exec(said)?.[1];
  const [bankReference, checkNumber, traceNumber] = [number('ref'), number('check'), number('trace')];
  return {
    practiceId: PracticeId.parse('cedar-hill'),
    kind: 'check-deposit',
    accountEnding: '6789',
    postedOn: PlainDate.parse('2026-03-30'),
    amountCents: cents(50_000),
    bankType: number('type') ?? '',
    text: said.replaceAll(/ ?\w+:\S+/g, ''),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(checkNumber === undefined ? {} : { checkNumber }),
    ...(traceNumber === undefined ? {} : { traceNumber }),
    fileKey,
    line,
    knownAt: Instant.parse('2026-03-31T10:00:00.000Z'),
  };
}

const fileOf = (said: readonly string[], fileKey: string): EntryOfFile[] =>
  said.map((one, index) => entry(one, fileKey, index + 2));

/** Keeps what a file brings as the pipeline does; gives how each of its entries was told. */
function load(kept: BankEntry[], file: readonly EntryOfFile[]): string[] {
  const told = tellApart(file, kept);
  for (const [index, { is }] of told.entries()) {
    const one = file[index];
    if (one !== undefined && is !== 'kept') {
      kept.push({ ...one, bankEntryId: entryIdAt(one, kept.length + 1) });
    }
  }
  return told.map(({ is }) => is);
}

describe('Entries of one account, day and amount that came with two files', () => {
  test.each<[string, string[], string[], string[]]>([
    ['the same words', ['DEPOSIT'], ['DEPOSIT'], ['kept']],
    ['the same words, once more than before', ['DEPOSIT'], ['DEPOSIT', 'DEPOSIT'], ['kept', 'new']],
    ['the same words in another order', ['A', 'B'], ['B', 'A'], ['kept', 'kept']],
    ['one trace number, in other words', ['ACH trace:0077'], ['JUNIPER type:165 trace:77'], ['kept']],
    ['another trace number', ['ACH trace:77'], ['ACH trace:78'], ['new']],
    ['one check, in other words', ['DEPOSIT check:451'], ['COUNTER type:175 check:451'], ['kept']],
    ['another check', ['DEPOSIT check:451'], ['DEPOSIT check:452'], ['new']],
    ['one number of the bank', ['DEPOSIT ref:900811'], ['COUNTER type:175 ref:900811'], ['kept']],
    [
      'the same words under another number of the bank',
      ['DEPOSIT ref:900811'],
      ['DEPOSIT ref:900812'],
      ['new'],
    ],
    [
      'other words and another number of the bank',
      ['DEPOSIT ref:900811'],
      ['COUNTER ref:111111'],
      ['doubtful'],
    ],
    ['other words', ['DEPOSIT'], ['COUNTER type:175'], ['doubtful']],
    ['a number on one side alone', ['ACH'], ['JUNIPER type:165 trace:77'], ['doubtful']],
    ['a number of the branch, which says nothing', ['DEPOSIT ref:0012'], ['COUNTER ref:0012'], ['doubtful']],
    ['other words twice, of which one is another', ['DEPOSIT'], ['COUNTER', 'COUNTER'], ['doubtful', 'new']],
    [
      'one of two that is told, so that the other is not it',
      ['DEPOSIT check:451'],
      ['COUNTER check:451', 'SLIP'],
      ['kept', 'new'],
    ],
  ])('%s', (_what, before, after, told) => {
    const kept: BankEntry[] = [];
    load(kept, fileOf(before, 'one'));
    expect(load(kept, fileOf(after, 'two'))).toEqual(told);
  });

  test('of one file are never one another, and are all known when it is delivered again', () => {
    const kept: BankEntry[] = [];
    const file = fileOf(['DEPOSIT', 'DEPOSIT', 'COUNTER'], 'one');
    expect(load(kept, file)).toEqual(['new', 'new', 'new']);
    expect(load(kept, file)).toEqual(['kept', 'kept', 'kept']);
    // As far as it came before it broke off.
    expect(load(kept.slice(0, 1), file)).toEqual(['kept', 'new', 'new']);
  });

  test('two payers that use one trace number are not told apart by it', () => {
    const kept: BankEntry[] = [];
    const from = (originatorId: string, key: string) =>
      fileOf(['ACH trace:77'], key).map((one) => ({ ...one, originatorId }));
    load(kept, from('1512345678', 'one'));
    expect(load(kept, from('1999999999', 'two'))).toEqual(['doubtful']);
    expect(load(kept, from('1512345678', 'three'))).toEqual(['kept']);
  });

  test('are as many as the bank has, whichever days overlap and in whatever order a file tells them', () => {
    const said = array(
      constantFrom('DEPOSIT', 'COUNTER', 'ACH trace:77', 'ACH trace:78', 'LOCKBOX ref:900811'),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    assert(
      property(
        said.chain((day) => shuffledSubarray(day, { minLength: day.length })),
        said,
        (day, more) => {
          const kept: BankEntry[] = [];
          load(kept, fileOf(day, 'one'));
          load(kept, fileOf([...more, ...day].toReversed(), 'two'));
          load(kept, fileOf([...day, ...more], 'three'));
          expect(kept.map(({ text, traceNumber }) => `${text} ${traceNumber ?? ''}`).toSorted()).toEqual(
            fileOf([...day, ...more], '')
              .map(({ text, traceNumber }) => `${text} ${traceNumber ?? ''}`)
              .toSorted(),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
