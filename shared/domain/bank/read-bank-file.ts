import { BankFileRefused, type ReadBankEntry, type ReadBankFile } from './bank-file.ts';
import { isBai2, readBai2 } from './read-bai2.ts';
import { readBankCsv } from './read-bank-csv.ts';

/** More is no statement, and is not read into memory. */
export const mostBankFileBytes = 20_000_000;

/**
 * Reads a file of a bank, of whichever kind it is; gives why it is refused where nothing of it can be used.
 * @param account of every entry that names none: without an account like entries of two accounts are one.
 */
export function readBankFile(
  text: string,
  account?: string,
):
  | { readonly read: ReadBankFile; readonly refusal?: never }
  | { readonly read?: never; readonly refusal: string } {
  try {
    const read = isBai2(text) ? readBai2(text) : readBankCsv(text);
    return { read: { ...read, entries: read.entries.map((entry) => withAccount(entry, account)) } };
  } catch (error) {
    if (error instanceof BankFileRefused) {
      return { refusal: error.message };
    }
    throw error;
  }
}

function withAccount(entry: ReadBankEntry, account: string | undefined): ReadBankEntry {
  if (/[A-Za-z0-9]/.test(entry.account)) {
    return entry;
  }
  if (account === undefined) {
    throw new BankFileRefused(
      entry.line,
      'an entry without its account',
      'a column "Account", or the account of the whole file',
      'Name the end of the account: "bank load FILE --account 6789", or upload the file into a folder account-6789; nothing of this one was used.',
    );
  }
  return { ...entry, account };
}

const accountFolder = /^account-([A-Za-z0-9]{1,34})\//;

/**
 * The account of a file that does not name the account of its entries: the folder that it lies in does.
 * @param name of the file, below the folder of its practice.
 */
export function accountOfName(name: string): string | undefined {
  return accountFolder.exec(name)?.[1];
}

/** Exports of banks are UTF-8, or what Windows wrote before it. */
export function bankFileText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
