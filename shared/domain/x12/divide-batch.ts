import { sameValue } from './same-value.ts';

/** As many claims as the guide of an 837 recommends at most for one transaction. */
export const usualClaimsPerTransaction = 5000;

/** How much a trading partner takes at once. */
export interface BatchLimits {
  readonly claimsPerTransaction: number;
  readonly transactionsPerInterchange: number;
}

/** What decides whether two claims may stand in one transaction: it names its submitter and receiver once. */
interface BatchedClaim {
  readonly submitter: unknown;
  readonly receiver: unknown;
}

/**
 * Divides claims, in their order, into interchanges of transactions of claims: neighbours that may share a transaction
 * do, until the partner takes no more. Every claim stands in exactly one transaction, and none is empty.
 */
export function divideBatch<Claim extends BatchedClaim>(
  claims: readonly Claim[],
  limits: BatchLimits,
): Claim[][][] {
  const transactions = divideIntoTransactions(claims, limits.claimsPerTransaction);
  const interchanges: Claim[][][] = [];
  for (let at = 0; at < transactions.length; at += limits.transactionsPerInterchange) {
    interchanges.push(transactions.slice(at, at + limits.transactionsPerInterchange));
  }
  return interchanges;
}

/** The transactions of {@link divideBatch} alone. */
export function divideIntoTransactions<Claim extends BatchedClaim>(
  claims: readonly Claim[],
  claimsPerTransaction: number,
): Claim[][] {
  const transactions: Claim[][] = [];
  for (const claim of claims) {
    const last = transactions.at(-1);
    const before = last?.at(-1);
    if (
      last !== undefined &&
      before !== undefined &&
      last.length < claimsPerTransaction &&
      sameValue([before.submitter, before.receiver], [claim.submitter, claim.receiver])
    ) {
      last.push(claim);
    } else {
      transactions.push([claim]);
    }
  }
  return transactions;
}
