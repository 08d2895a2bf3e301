import { BankFileRefused, type ReadBankFile } from './bank-file.ts';
import { isBai2, readBai2 } from './read-bai2.ts';
import { readBankCsv } from './read-bank-csv.ts';

/** Reads a file of a bank, of whichever kind it is; gives why it is refused where nothing of it can be used. */
export function readBankFile(
  text: string,
):
  | { readonly read: ReadBankFile; readonly refusal?: never }
  | { readonly read?: never; readonly refusal: string } {
  try {
    return { read: isBai2(text) ? readBai2(text) : readBankCsv(text) };
  } catch (error) {
    if (error instanceof BankFileRefused) {
      return { refusal: error.message };
    }
    throw error;
  }
}
