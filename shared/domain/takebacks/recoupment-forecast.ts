import type { Cents } from '#contracts/cents.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import { formatDollars, negateCents, sumCents } from '../money/cents.ts';
import type { OpenTakeback, TakebackAccount } from './takeback-ledger.ts';

export interface RecoupmentForecast {
  readonly payer: string;
  readonly payeeId: string | undefined;
  /** What the next remittance is expected to withhold, at most: a payment is not taken below zero. */
  readonly expectedCents: Cents;
  /** What of it only a letter tells of. */
  readonly byLetterCents: Cents;
  readonly claimIds: readonly ClaimId[];
  /** The oldest first, as payers take them. */
  readonly entries: readonly OpenTakeback[];
  readonly sentence: string;
}

/** What the next remittance of each payer will withhold, and for which claims; payers that owe nothing are left out. */
export function recoupmentForecast(accounts: readonly TakebackAccount[]): RecoupmentForecast[] {
  return accounts.flatMap(({ payer, payeeId, open, letters }) => {
    const entries = [...open, ...letters].toSorted((one, other) => other.ageDays - one.ageDays);
    if (entries.length === 0) {
      return [];
    }
    const expectedCents = sumCents(entries, ({ openCents }) => openCents);
    const claimIds = [...new Set(entries.flatMap((entry) => entry.claimIds))];
    return [
      {
        payer,
        payeeId,
        expectedCents,
        byLetterCents: sumCents(letters, ({ openCents }) => openCents),
        claimIds,
        entries,
        sentence: sentenceOf(payer, expectedCents, claimIds, entries.length),
      },
    ];
  });
}

function sentenceOf(
  payer: string,
  expectedCents: Cents,
  claimIds: readonly ClaimId[],
  entries: number,
): string {
  const from =
    claimIds.length === 0
      ? `for ${entries === 1 ? 'a balance that names' : `${entries} balances that name`} no claim of ours`
      : `for ${claimIds.length === 1 ? 'claim' : `${claimIds.length} claims:`} ${claimIds.join(', ')}`;
  return `Expect ${formatDollars(negateCents(expectedCents))} from ${payer} in the next remittance, ${from}.`;
}
