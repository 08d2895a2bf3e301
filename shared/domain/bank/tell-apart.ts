import type { BankEntry } from '#contracts/bank.ts';
import type { EntryOfFile } from './bank-entries.ts';

/** What an entry of a file is beside those that are kept. */
export type ToldApart =
  | { readonly is: 'kept'; readonly entry: BankEntry }
  | { readonly is: 'new' }
  /** Nothing says that it is that entry, and nothing that it is another. */
  | { readonly is: 'doubtful'; readonly mayBe: BankEntry };

/**
 * Finds which of the kept entries those of a file are: all of one account, one day and one amount. The very line of the
 * very file first; then a trace number, a check's number or the bank's own number that both bear; then the same words.
 * Of several that are alike the n-th of the file is the n-th that is kept, for a statement shows a day whole, in
 * whatever order. What bears another number is another entry. What is left, such as the same deposit in the bank's CSV
 * and in its BAI2, told in other words and without a number, nobody but a person can tell apart.
 */
export function tellApart(entries: readonly EntryOfFile[], kept: readonly BankEntry[]): ToldApart[] {
  const told = new Map<EntryOfFile, BankEntry>();
  const taken = new Set<BankEntry>();
  for (const sign of ['line', 'number', 'words'] as const) {
    for (const entry of entries.filter((one) => !told.has(one))) {
      const same = kept.find((one) => !taken.has(one) && compare(entry, one) === sign);
      if (same !== undefined) {
        told.set(entry, same);
        taken.add(same);
      }
    }
  }
  return entries.map((entry) => {
    const same = told.get(entry);
    if (same !== undefined) {
      return { is: 'kept', entry: same };
    }
    const mayBe = kept.find((one) => !taken.has(one) && compare(entry, one) === undefined);
    if (mayBe === undefined) {
      return { is: 'new' };
    }
    // One file shows an entry once: of two that may be it, the other is not.
    taken.add(mayBe);
    return { is: 'doubtful', mayBe };
  });
}

/** By what they are the same, or that they are not; undefined where nothing tells. */
function compare(entry: EntryOfFile, other: BankEntry): 'line' | 'number' | 'words' | 'other' | undefined {
  if (entry.fileKey === other.fileKey) {
    return entry.line === other.line ? 'line' : 'other';
  }
  const isSameText = entry.text === other.text && entry.bankType === other.bankType;
  const [trace, check, reference] = [
    agree(entry.traceNumber, other.traceNumber),
    agree(entry.checkNumber, other.checkNumber),
    agree(meaning(entry.bankReference), meaning(other.bankReference)),
  ];
  // A CSV and a BAI2 may number one entry in two ways; two entries of one kind of file have each their own number.
  if (trace === false || check === false || (reference === false && isSameText)) {
    return 'other';
  }
  if (trace === true && agree(entry.originatorId, other.originatorId) === false) {
    return undefined;
  }
  return trace === true || check === true || reference === true ? 'number' : isSameText ? 'words' : undefined;
}

/** Whether both bear the same number; undefined where one bears none. Zeros before it get lost on the way. */
function agree(one: string | undefined, other: string | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : bare(one) === bare(other);
}

function bare(number: string): string {
  return number.trim().toUpperCase().replace(/^0+/, '');
}

/** Banks fill the field with zeros, or with the few digits of a branch. */
function meaning(reference: string | undefined): string | undefined {
  return reference !== undefined && bare(reference).length >= 5 ? reference : undefined;
}
