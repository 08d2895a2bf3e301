import type { BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { bankEntryIdFor } from '../identity/ids.ts';
import { traceOf } from './addenda.ts';
import type { ReadBankEntry } from './bank-file.ts';

/**
 * The entries of a file as they are kept. An entry is named by its account, day, amount and words, and by its place
 * among those that are the same in all of these: the statement that comes again, or one that overlaps it, names the
 * same entries.
 */
export function bankEntriesOf(
  practiceId: PracticeId,
  read: readonly ReadBankEntry[],
  file: { readonly fileKey: string; readonly at: Instant },
): BankEntry[] {
  const alike = new Map<string, number>();
  return read.map((entry) => {
    const { account, postedOn, amountCents, bankType, bankReference = '', customerReference, text } = entry;
    const words = text.replaceAll(/\s+/g, ' ').trim();
    const same = [account, postedOn, amountCents, bankReference, customerReference ?? '', words].join('|');
    const place = (alike.get(same) ?? 0) + 1;
    alike.set(same, place);
    const checkNumber =
      entry.kind === 'check-deposit' || entry.kind === 'lockbox'
        ? checkNumberOf(customerReference)
        : undefined;
    return {
      practiceId,
      bankEntryId: bankEntryIdFor(practiceId, same, place),
      kind: entry.kind,
      accountEnding: account.slice(-4),
      postedOn,
      amountCents,
      bankType,
      ...traceOf(`${text} ${customerReference ?? ''}`),
      ...(checkNumber === undefined ? {} : { checkNumber }),
      ...(bankReference === '' ? {} : { bankReference }),
      text: words,
      fileKey: file.fileKey,
      line: entry.line,
      knownAt: file.at,
    };
  });
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
    openCents: amountCents,
    version: 1,
    asked: 0,
  };
}
