import { describe, expect, test } from 'vitest';
import { AwaitedDeposit, type BankEntry } from '#contracts/bank.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { lowered } from '#domain/bank/apply-match.ts';
import { entriesOfFile, openOf } from '#domain/bank/bank-entries.ts';
import { bankEntryIdFor } from '#domain/identity/ids.ts';
import { cents } from '#domain/money/cents.ts';
import type { Ports } from './ports.ts';
import { at, newPracticeId, newRemittanceId } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

/** An entry of 500.00 with words of its own. */
export function bankEntry(practiceId: PracticeId, words: string, postedOn = '2026-11-05'): BankEntry {
  const [entry] = entriesOfFile(
    practiceId,
    [
      {
        kind: 'electronic-payment',
        account: '000123456789',
        postedOn: day(postedOn),
        amountCents: cents(50_000),
        bankType: '165',
        text: `JUNIPER ${words} TRN*1*77*1512345678\\`,
        line: 4,
      },
    ],
    { fileKey: 'bank/file.bai v1', at },
  );
  if (entry === undefined) {
    throw new Error('there is one');
  }
  // One day may have several of this amount.
  return { ...entry, bankEntryId: bankEntryIdFor(practiceId, words, Date.parse(postedOn)) };
}

export function awaitedDeposit(practiceId: PracticeId, holder: AwaitedDeposit['holder']): AwaitedDeposit {
  return AwaitedDeposit.parse({
    practiceId,
    holder,
    method: 'electronic',
    payerName: 'Juniper Health',
    traceNumber: '77',
    originatorId: '1512345678',
    issuedOn: '2026-11-04',
    openCents: 50_000,
    version: 1,
    asked: 0,
  });
}

export function bankBookSuite(ports: () => Ports): void {
  describe('the bank book', () => {
    test('Entries come back as they were kept, by id, by their days, and as long as something is open', async () => {
      const { bank, commit } = ports();
      const practiceId = newPracticeId();
      const days = ['2026-10-30', '2026-11-02', '2026-12-01', '2027-01-04'];
      const entries = days.map((postedOn) => bankEntry(practiceId, 'one', postedOn));
      for (const entry of [...entries].reverse()) {
        await commit.apply([{ kind: 'keep-bank-entry', entry, open: openOf(entry) }]);
      }
      const [first, second, third, last] = entries;
      if (first === undefined || second === undefined || third === undefined || last === undefined) {
        throw new Error('there are four');
      }
      expect(await bank.entry(practiceId, first.bankEntryId)).toEqual(first);
      expect(await bank.entry(newPracticeId(), first.bankEntryId)).toBeUndefined();
      expect(await bank.entries(practiceId, day('2026-11-02'), day('2027-01-04'))).toEqual([
        second,
        third,
        last,
      ]);
      expect(await bank.entries(practiceId, day('2026-10-31'), day('2026-11-30'))).toEqual([second]);
      expect(await bank.entries(practiceId, day('2026-11-02'), day('2026-11-01'))).toEqual([]);

      const part = lowered(openOf(second), cents(20_000));
      const none = lowered(openOf(third), cents(50_000));
      await commit.apply([
        { kind: 'save-open-entry', entry: part, expectedVersion: 1 },
        { kind: 'save-open-entry', entry: none, expectedVersion: 1 },
      ]);
      const open = [openOf(first), part, openOf(last)];
      expect(await bank.openEntries(practiceId)).toEqual(
        open.toSorted((one, other) => (one.bankEntryId < other.bankEntryId ? -1 : 1)),
      );
      expect(await bank.openEntry(practiceId, second.bankEntryId)).toEqual(part);
      expect(await bank.openEntry(practiceId, third.bankEntryId)).toBeUndefined();
      expect(await bank.entry(practiceId, third.bankEntryId)).toEqual(third);
    });

    test('What was announced is known for good, and awaited until all of it is found, or anew', async () => {
      const { bank, commit } = ports();
      const practiceId = newPracticeId();
      const deposit = awaitedDeposit(practiceId, newRemittanceId());
      const other = awaitedDeposit(practiceId, newRemittanceId());
      for (const one of [deposit, other]) {
        await commit.apply([{ kind: 'await-deposit', deposit: one }]);
      }
      expect(await bank.awaited(practiceId)).toEqual(
        [deposit, other].toSorted((one, two) => (one.holder < two.holder ? -1 : 1)),
      );
      const found = lowered(deposit, deposit.openCents);
      await commit.apply([{ kind: 'save-awaited-deposit', deposit: found, expectedVersion: 1 }]);
      expect(await bank.awaited(practiceId)).toEqual([other]);
      expect(await bank.announced(practiceId, deposit.holder)).toEqual([deposit]);
      expect(await bank.announced(newPracticeId(), deposit.holder)).toEqual([]);

      const anew = { ...deposit, openCents: cents(300) };
      await commit.apply([{ kind: 'save-awaited-deposit', deposit: anew, expectedVersion: 0 }]);
      expect(await bank.awaited(practiceId)).toContainEqual(anew);
    });

    test('The days that the bank has shown are those that were saved last', async () => {
      const { bank, commit } = ports();
      const practiceId = newPracticeId();
      expect(await bank.days(practiceId)).toBeUndefined();
      const days = { practiceId, version: 1, from: day('2026-11-02'), through: day('2026-11-02') };
      await commit.apply([{ kind: 'save-bank-days', days, expectedVersion: 0 }]);
      const more = { ...days, version: 2, through: day('2026-11-06') };
      await commit.apply([{ kind: 'save-bank-days', days: more, expectedVersion: 1 }]);
      expect(await bank.days(practiceId)).toEqual(more);
    });
  });
}
