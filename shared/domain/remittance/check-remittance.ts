import type { UnbalancedClaim } from '#contracts/remittance-run.ts';
import { formatDollars } from '../money/cents.ts';
import { check835Balance, type Imbalance } from '../x12/balance.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';

export type RemittanceCheck =
  | { readonly outcome: 'balanced' }
  /** Each difference in words, with its numbers. Nothing of the transaction may be posted. */
  | {
      readonly outcome: 'out-of-balance';
      readonly differences: readonly string[];
      /** Where the payment as a whole balances: the claims that do not. The others may be posted, if two persons say so. */
      readonly unbalancedClaims?: readonly UnbalancedClaim[];
    };

/** A payer of whom more claims than this do not balance in one remittance has a fault that no person works around. */
const unbalancedClaimsLimit = 100;

/**
 * Checks the three balances of a remittance: each line, each claim, and the whole payment. A positive adjustment lowers
 * the payment. Amounts in AMT are information and count in none of them.
 * A file may hold many transactions; each is checked alone, so that a bad one does not hold up the others.
 */
export function checkRemittance(remittance: Remittance835): RemittanceCheck {
  const { balanced, imbalances } = check835Balance(remittance);
  if (balanced) {
    return { outcome: 'balanced' };
  }
  const differences = imbalances.map(inWords);
  const unbalancedClaims = claimsOf(imbalances);
  return unbalancedClaims === undefined
    ? { outcome: 'out-of-balance', differences }
    : { outcome: 'out-of-balance', differences, unbalancedClaims };
}

/** Undefined where the payment as a whole does not balance either, or where they are too many. */
function claimsOf(imbalances: readonly Imbalance[]): UnbalancedClaim[] | undefined {
  const byClaim = Map.groupBy(imbalances, ({ claimIndex }) => claimIndex);
  return byClaim.has(undefined) || byClaim.size > unbalancedClaimsLimit
    ? undefined
    : [...byClaim].map(([claimIndex = 0, found]) => ({
        claimIndex: claimIndex + 1,
        difference: found.map(inWords).join(' '),
      }));
}

/**
 * Names a remittance by what makes it the same one when it comes again: payer, trace number, payment and content.
 * Two with the same payer, trace number and payment but other content are a person's business.
 */
export function remittanceKey(
  remittance: Remittance835,
  contentHash: string,
): { readonly payment: string; readonly whole: string } {
  const payer = remittance.payer.identifier?.value ?? remittance.trace.originatingCompanyId;
  const payment = [payer, remittance.trace.number, remittance.payment.amountCents].join('#');
  return { payment, whole: `${payment}#${contentHash}` };
}

function inWords({ claimIndex, lineIndex, sentence, differenceCents }: Imbalance): string {
  const claim = claimIndex === undefined ? '' : `Claim ${claimIndex + 1}`;
  const line = lineIndex === undefined ? '' : `, line ${lineIndex + 1}`;
  const place = claim === '' ? 'Payment' : `${claim}${line}`;
  return `${place}: ${sentence}. The difference is ${formatDollars(differenceCents)}.`;
}
