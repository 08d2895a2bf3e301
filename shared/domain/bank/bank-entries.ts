import type { BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Instant } from '#contracts/dates.ts';
import type { BankEntryId, PracticeId } from '#contracts/identifiers.ts';
import { bankEntryIdFor } from '../identity/ids.ts';
import { traceOf } from './addenda.ts';
import type { ReadBankEntry } from './bank-file.ts';

/** An entry as a file tells it: whether it is one of those that are kept is still to be found out. */
export type EntryOfFile = Omit<BankEntry, 'bankEntryId' | 'mayBe'>;

/** The entries of a file, with what they say of the payment behind them. */
export function entriesOfFile(
  practiceId: PracticeId,
  read: readonly ReadBankEntry[],
  file: { readonly fileKey: string; readonly at: Instant },
): EntryOfFile[] {
  return read.map((entry) => {
    const { account, postedOn, amountCents, bankType, bankReference = '', customerReference, text } = entry;
    const checkNumber =
      entry.kind === 'check-deposit' || entry.kind === 'lockbox'
        ? checkNumberOf(customerReference)
        : undefined;
    return {
      practiceId,
      kind: entry.kind,
      accountEnding: endingOf(account),
      postedOn,
      amountCents,
      bankType,
      ...traceOf(`${text} ${customerReference ?? ''}`),
      ...(checkNumber === undefined ? {} : { checkNumber }),
      ...(bankReference === '' ? {} : { bankReference }),
      text: text.replaceAll(/\s+/g, ' ').trim(),
      fileKey: file.fileKey,
      line: entry.line,
      knownAt: file.at,
    };
  });
}

/** One file writes `000123456789`, another `****6789`: both end alike. */
function endingOf(account: string): string {
  return account
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-4)
    .toUpperCase();
}

/** What an entry shares with all that it may be: its account, its day and its amount. */
export function shelfOf({ accountEnding, postedOn, amountCents }: EntryOfFile): string {
  return [accountEnding, postedOn, amountCents].join('|');
}

/** The name of the n-th entry that is kept of an account, a day and an amount, counted from 1. */
export function entryIdAt(entry: EntryOfFile, place: number): BankEntryId {
  return bankEntryIdFor(entry.practiceId, shelfOf(entry), place);
}

/** A check's number without the zeros before it; a slip of a whole deposit has none that means anything. */
function checkNumberOf(reference: string | undefined): string | undefined {
  const digits = /^0*(\d{3,12})$/.exec(reference?.trim() ?? '')?.[1];
  return digits;
}

/** An entry that was just read: all of it is open. */
export function openOf({
  practiceId,
  bankEntryId,
  kind,
  postedOn,
  traceNumber,
  originatorId,
  checkNumber,
  mayBe,
  amountCents,
}: BankEntry): OpenEntry {
  return {
    practiceId,
    bankEntryId,
    kind,
    postedOn,
    ...(traceNumber === undefined ? {} : { traceNumber }),
    ...(originatorId === undefined ? {} : { originatorId }),
    ...(checkNumber === undefined ? {} : { checkNumber }),
    ...(mayBe === undefined ? {} : { mayBe }),
    openCents: amountCents,
    version: 1,
    asked: 0,
  };
}
