import type { Cents } from '#contracts/cents.ts';
import { addCents, formatDollars, subtractCents, sumCents } from '../money/cents.ts';
import type { Claim835, Remittance835, ServiceLine835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { Adjustment } from '../x12/adjudication.ts';

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
  const differences = [...remittance.claims.flatMap(checkClaim), ...checkPayment(remittance)];
  return differences.length === 0 ? { outcome: 'balanced' } : { outcome: 'out-of-balance', differences };
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

function checkClaim(claim: Claim835, index: number): string[] {
  const name = `Claim ${index + 1} (${claim.patientControlNumber})`;
  const adjustedCents = addCents(
    sumAdjustments(claim.adjustments),
    ...claim.lines.map((line) => sumAdjustments(line.adjustments)),
  );
  const explainedCents = subtractCents(claim.chargeCents, adjustedCents);
  const differences = claim.lines.flatMap((line, lineIndex) =>
    checkLine(line, `${name}, line ${lineIndex + 1}`),
  );
  if (explainedCents !== claim.paidCents) {
    differences.push(
      `${name}: the charge ${formatDollars(claim.chargeCents)} less adjustments ${formatDollars(adjustedCents)} is ${formatDollars(
        explainedCents,
      )}, but ${formatDollars(claim.paidCents)} are paid; the difference is ${formatDollars(
        subtractCents(claim.paidCents, explainedCents),
      )}.`,
    );
  }
  return differences;
}

function checkLine(line: ServiceLine835, name: string): string[] {
  const adjustedCents = sumAdjustments(line.adjustments);
  const explainedCents = subtractCents(line.chargeCents, adjustedCents);
  return explainedCents === line.paidCents
    ? []
    : [
        `${name}: the charge ${formatDollars(line.chargeCents)} less adjustments ${formatDollars(adjustedCents)} is ${formatDollars(
          explainedCents,
        )}, but ${formatDollars(line.paidCents)} are paid; the difference is ${formatDollars(
          subtractCents(line.paidCents, explainedCents),
        )}.`,
      ];
}

function checkPayment({ claims, providerAdjustments, payment }: Remittance835): string[] {
  const claimsCents = sumCents(claims, ({ paidCents }) => paidCents);
  const providerCents = sumCents(providerAdjustments, ({ amountCents }) => amountCents);
  const explainedCents = subtractCents(claimsCents, providerCents);
  return explainedCents === payment.amountCents
    ? []
    : [
        `The claims pay ${formatDollars(claimsCents)} less provider adjustments ${formatDollars(providerCents)}, together ${formatDollars(
          explainedCents,
        )}, but the payment is ${formatDollars(payment.amountCents)}; the difference is ${formatDollars(
          subtractCents(payment.amountCents, explainedCents),
        )}.`,
      ];
}

function sumAdjustments(adjustments: readonly Adjustment[]): Cents {
  return sumCents(adjustments, ({ amountCents }) => amountCents);
}
