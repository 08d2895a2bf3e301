import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { balancesOf } from '../ledger/balances.ts';
import { formatDollars } from '../money/cents.ts';
import { awaitsNextPayer } from './passed-on.ts';

/**
 * What payers have yet to decide before the patient is asked for anything, as a clause; undefined where they have decided
 * all.
 * @param postings every posting of the claim.
 */
export function whatIsAwaited(
  claim: Pick<Claim, 'adjudications'>,
  postings: readonly Posting[],
): string | undefined {
  const balances = balancesOf(postings);
  const owedCents = balances['payer-receivable'];
  if (owedCents > 0) {
    return `${formatDollars(owedCents)} of the charges are not decided`;
  }
  return awaitsNextPayer(claim) !== undefined && balances['patient-receivable'] > 0
    ? 'the claim was passed on to the next payer, which decides what is left to the patient'
    : undefined;
}
