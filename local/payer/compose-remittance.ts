import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { addCents, cents, negateCents, subtractCents, sumCents, zeroCents } from '#domain/money/cents.ts';
import type {
  Claim835,
  ProviderAdjustment835,
  Remittance835,
} from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { BillingProvider837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';

export interface RemittanceOccasion {
  readonly payer: { readonly payerId: string; readonly name: string };
  readonly payee: BillingProvider837;
  readonly date: PlainDate;
  /** TRN02: the payment's number. */
  readonly traceNumber: string;
  /** What earlier remittances could not withhold: each a balance forwarded (PLB FB). */
  readonly forwardedCents: Cents;
}

export interface ComposedRemittance {
  readonly remittance: Remittance835;
  /** What is still to be withheld after this remittance. */
  readonly forwardedCents: Cents;
}

/**
 * Puts decisions into one 835 that balances: what the claims come to, less what was forwarded, is paid; what would
 * make the payment negative is forwarded to the next one.
 */
export function composeRemittance(
  claims: readonly Claim835[],
  occasion: RemittanceOccasion,
): ComposedRemittance {
  const { payer, payee, date, traceNumber } = occasion;
  const providerId = payee.name.identifier?.value ?? '';
  const fiscalPeriodEnd = PlainDate.parse(`${date.slice(0, 4)}-12-31`);
  const claimsCents = sumCents(claims, (claim) => claim.paidCents);
  const forward = (amountCents: Cents): ProviderAdjustment835 => ({
    providerId,
    fiscalPeriodEnd,
    reasonCode: 'FB',
    reference: traceNumber,
    amountCents,
  });
  const adjustments: ProviderAdjustment835[] = [];
  let { forwardedCents } = occasion;
  if (claimsCents < 0) {
    adjustments.push(forward(claimsCents));
    forwardedCents = subtractCents(forwardedCents, claimsCents);
  } else if (forwardedCents > 0 && claimsCents > 0) {
    const withheld = cents(Math.min(forwardedCents, claimsCents));
    adjustments.push(forward(withheld));
    forwardedCents = subtractCents(forwardedCents, withheld);
  }
  const amountCents = addCents(
    claimsCents,
    negateCents(sumCents(adjustments, (adjustment) => adjustment.amountCents)),
  );
  const isPaid = amountCents > zeroCents;
  return {
    forwardedCents,
    remittance: {
      controlNumber: '0001',
      payment: {
        handling: isPaid ? 'I' : 'H',
        amountCents,
        creditOrDebit: 'C',
        method: isPaid ? 'CHK' : 'NON',
        date,
      },
      trace: { number: traceNumber, originatingCompanyId: '1990009999' },
      productionDate: date,
      payer: {
        name: payer.name,
        identifier: { qualifier: 'XV', value: payer.payerId },
        address: { line1: '1 Claims Way', city: 'Larkspur', state: 'OR', zip: '970990002' },
        references: [{ qualifier: '2U', value: payer.payerId }],
        contacts: [
          {
            functionCode: 'BL',
            name: 'Claims office',
            numbers: [{ qualifier: 'TE', value: '5035550199' }],
          },
        ],
      },
      payee: {
        ...(payee.name.name === undefined ? {} : { name: payee.name.name }),
        identifier: { qualifier: 'XX', value: providerId },
        references: [{ qualifier: 'TJ', value: payee.taxId.value }],
      },
      batches: [{ batchNumber: '1' }],
      claims,
      providerAdjustments: adjustments,
    },
  };
}
