import { formatDollars } from '../money/cents.ts';
import { check835Balance, type Imbalance } from '../x12/balance.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';

export type RemittanceCheck =
  | { readonly outcome: 'balanced' }
  /** Each difference in words, with its numbers. Nothing of the transaction may be posted. */
  | { readonly outcome: 'out-of-balance'; readonly differences: readonly string[] };

/**
 * Checks the three balances of a remittance: each line, each claim, and the whole payment. A positive adjustment lowers
 * the payment. Amounts in AMT are information and count in none of them.
 * A file may hold many transactions; each is checked alone, so that a bad one does not hold up the others.
 */
export function checkRemittance(remittance: Remittance835): RemittanceCheck {
  const { balanced, imbalances } = check835Balance(remittance);
  return balanced
    ? { outcome: 'balanced' }
    : { outcome: 'out-of-balance', differences: imbalances.map(inWords) };
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
