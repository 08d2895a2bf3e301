import type { Cents } from '#contracts/cents.ts';
import { accountKinds, type AccountKind, type Posting } from '#contracts/ledger.ts';
import type { Equation } from '#contracts/proof.ts';
import { balancesOf } from '../../ledger/balances.ts';
import { formatDollars, subtractCents, sumCents } from '../../money/cents.ts';

/** What postings do to each account, those that they leave as it was left out. */
export function amountsOf(postings: readonly Posting[]): { account: AccountKind; amountCents: Cents }[] {
  const balances = balancesOf(postings);
  return accountKinds
    .map((account) => ({ account, amountCents: balances[account] }))
    .filter(({ amountCents }) => amountCents !== 0);
}

export function equation(terms: Equation['terms'], result: Equation['result']): Equation {
  const sum = sumCents(terms, ({ amountCents }) => amountCents);
  return { terms, result, holds: sum === result.amountCents };
}

/** Why an equation does not hold, with its numbers. */
export function unbalancedWords({ terms, result, holds }: Equation, about = ''): string[] {
  if (holds) {
    return [];
  }
  const sum = sumCents(terms, ({ amountCents }) => amountCents);
  const left = terms.map(({ words, amountCents }) => `${words} ${formatDollars(amountCents)}`).join(', ');
  return [
    `${about}${left} make ${formatDollars(sum)}; ${result.words} is ${formatDollars(result.amountCents)}: the difference is ${formatDollars(subtractCents(result.amountCents, sum))}.`,
  ];
}
