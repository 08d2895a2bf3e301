import { BankQuery, type BankQueryAnswer } from '#contracts/bank.ts';
import { problemsOf } from '#contracts/queries.ts';
import type { BankBook } from '#ports/bank-book.ts';

interface ReadBankWorld {
  readonly bank: Pick<BankBook, 'entries' | 'openEntries' | 'awaited' | 'days'>;
}

/** Answers questions about the entries of the bank and what was announced to it; changes nothing. */
export async function readBankStep(event: unknown, { bank }: ReadBankWorld): Promise<BankQueryAnswer> {
  const read = BankQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  if (query.query === 'entries') {
    // The bank has shown no others, and each month that is asked for is a question of its own.
    const days = await bank.days(query.practiceId);
    const from = days === undefined || query.from > days.from ? query.from : days.from;
    const to = days === undefined || query.to < days.through ? query.to : days.through;
    return {
      outcome: 'entries',
      entries: days === undefined ? [] : [...(await bank.entries(query.practiceId, from, to))],
    };
  }
  const [entries, deposits, days] = await Promise.all([
    bank.openEntries(query.practiceId),
    bank.awaited(query.practiceId),
    bank.days(query.practiceId),
  ]);
  return {
    outcome: 'open',
    entries: [...entries],
    deposits: [...deposits],
    ...(days === undefined ? {} : { days }),
  };
}
