import type { ProofAdjustment, ProofClaim, ProofSheet } from '#contracts/proof.ts';
import { chartOfAccounts } from '../../ledger/chart-of-accounts.ts';
import { formatDollars, zeroCents } from '../../money/cents.ts';

/** What the sheet says as a whole, in a sentence. */
export function stateWords({ state, isProven, faults }: ProofSheet): string {
  switch (state) {
    case 'posted':
      return isProven
        ? 'Proven: every line, claim and the payment balance, and all of it is posted.'
        : `Posted, but ${faults.length === 1 ? 'one thing does' : `${faults.length} things do`} not hold.`;
    case 'out-of-balance':
      return 'Held: it does not balance, and nothing of it is posted.';
    case 'duplicate':
      return 'Held: the same payment came before with other content, and nothing of it is posted.';
    case 'set-aside':
      return 'Set aside: it was decided that nothing of it is posted.';
    case 'received':
    case 'balanced':
      return 'Not yet posted.';
  }
}

export function claimOutcomeWords({ outcome, claimId }: ProofClaim): string {
  switch (outcome) {
    case 'posted':
      return claimId === undefined ? 'Posted' : `Posted to claim ${claimId}`;
    case 'parked':
      return 'Parked in suspense';
    case 'nothing':
      return 'No money to post';
    case 'waiting':
      return 'Not posted';
  }
}

/** Where an adjustment stands, and whether a person moved it there. */
export function adjustmentWords({ account, movedFrom }: ProofAdjustment): string {
  if (account === undefined) {
    return 'Not posted';
  }
  const { name } = chartOfAccounts[account];
  return movedFrom === undefined ? name : `${name}, moved there from ${chartOfAccounts[movedFrom].name}`;
}

export function depositWords({ deposit, transaction }: ProofSheet): string {
  const { matchedCents, inTransitCents } = deposit;
  if (transaction.result.amountCents === zeroCents) {
    return 'The payment is $0.00: there is nothing to deposit.';
  }
  if (inTransitCents === zeroCents) {
    return `${formatDollars(matchedCents)} were found at the bank: all of the payment.`;
  }
  return matchedCents === zeroCents
    ? `${formatDollars(inTransitCents)} are in transit: no entry of the bank is matched with this remittance yet.`
    : `${formatDollars(matchedCents)} were found at the bank; ${formatDollars(inTransitCents)} are still in transit.`;
}
