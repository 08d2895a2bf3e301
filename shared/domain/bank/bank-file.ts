import type { Cents } from '#contracts/cents.ts';
import type { BankEntry } from '#contracts/bank.ts';
import type { PlainDate } from '#contracts/dates.ts';

/** One entry as a file of the bank tells it. */
export interface ReadBankEntry {
  readonly kind: BankEntry['kind'];
  /** As the file has it. */
  readonly account: string;
  readonly postedOn: PlainDate;
  readonly amountCents: Cents;
  readonly bankType: string;
  readonly bankReference?: string;
  readonly customerReference?: string;
  readonly text: string;
  readonly line: number;
}

export interface ReadBankFile {
  readonly entries: readonly ReadBankEntry[];
  /** Entries that concern nothing that the practice was paid: what it paid itself, fees, balances. */
  readonly leftOut: number;
}

/** A file of a bank that was refused whole: nothing of it is used. */
export class BankFileRefused extends Error {
  override readonly name = 'BankFileRefused';
  readonly line: number;

  /** @param found without an account number or a name: the sentence goes to logs. */
  constructor(line: number, found: string, expected: string, howToFix: string) {
    super(`Line ${line}: found ${found}; expected ${expected}. ${howToFix}`);
    this.line = line;
  }
}
