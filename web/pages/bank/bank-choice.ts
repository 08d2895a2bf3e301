import type { AwaitedDeposit, OpenEntry } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import { sumCents, subtractCents } from '#domain/money/cents.ts';
import { matchDeposits } from '#domain/bank/match-deposits.ts';

/** What may explain each entry that is open: nothing but amounts and days speaks for it. */
export function proposalsFor(
  entries: readonly OpenEntry[],
  deposits: readonly AwaitedDeposit[],
): ReadonlyMap<string, { readonly holders: readonly string[]; readonly why: string }> {
  return new Map(matchDeposits(entries, deposits).proposals.map((one) => [one.bankEntryId, one]));
}

/** What of an entry is left when the chosen deposits are put to it; below zero where they are more than it is. */
export function leftAfter(
  { openCents }: Pick<OpenEntry, 'openCents'>,
  deposits: readonly AwaitedDeposit[],
  chosen: ReadonlySet<string>,
): Cents {
  return subtractCents(
    openCents,
    sumCents(
      deposits.filter(({ holder }) => chosen.has(holder)),
      (deposit) => deposit.openCents,
    ),
  );
}
