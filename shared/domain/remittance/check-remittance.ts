import type { UnbalancedClaim } from '#contracts/remittance-run.ts';
import { addCents, formatDollars, zeroCents } from '../money/cents.ts';
import { checkClaim835Balance, checkPayment835Balance, type Imbalance } from '../x12/balance.ts';
import type { Claim835, Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';

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
/** Differences that are told one by one; those beyond are counted. The run record, which keeps them, has its size. */
const differencesLimit = 500;
/** Differences of one claim that are told. */
const claimDifferencesLimit = 10;

/**
 * Checks the three balances of a remittance: each line, each claim, and the whole payment. A positive adjustment lowers
 * the payment. Amounts in AMT are information and count in none of them.
 * A file may hold many transactions; each is checked alone, so that a bad one does not hold up the others.
 */
export function checkRemittance(remittance: Remittance835): RemittanceCheck {
  const checking = new RemittanceChecking();
  checking.add(remittance.claims);
  return checking.finish(remittance);
}

/** {@link checkRemittance} of a remittance whose claims come one by one, in memory that does not grow with them. */
export class RemittanceChecking {
  readonly #differences: string[] = [];
  readonly #unbalanced: UnbalancedClaim[] = [];
  #claims = 0;
  #unbalancedClaims = 0;
  #imbalances = 0;
  #paidCents = zeroCents;

  /** Checks the next claims, in the order of the file. */
  add(claims: readonly Claim835[]): void {
    for (const claim of claims) {
      const claimIndex = this.#claims;
      this.#claims += 1;
      this.#paidCents = addCents(this.#paidCents, claim.paidCents);
      const { imbalances } = checkClaim835Balance(claim);
      if (imbalances.length > 0) {
        this.#note(
          imbalances.map((imbalance) => inWords({ ...imbalance, claimIndex })),
          claimIndex + 1,
        );
      }
    }
  }

  /** Says what was found, when every claim was checked. */
  finish(remittance: Pick<Remittance835, 'payment' | 'providerAdjustments'>): RemittanceCheck {
    const ofPayment = checkPayment835Balance(this.#paidCents, remittance).map(inWords);
    if (this.#imbalances + ofPayment.length === 0) {
      return { outcome: 'balanced' };
    }
    const untold = this.#imbalances - this.#differences.length;
    const differences = [
      ...this.#differences,
      ...(untold === 0 ? [] : [`${untold} more differences of claims are not listed.`]),
      ...ofPayment,
    ];
    return ofPayment.length > 0 || this.#unbalancedClaims > unbalancedClaimsLimit
      ? { outcome: 'out-of-balance', differences }
      : { outcome: 'out-of-balance', differences, unbalancedClaims: this.#unbalanced };
  }

  #note(differences: readonly string[], claimIndex: number): void {
    this.#imbalances += differences.length;
    this.#unbalancedClaims += 1;
    this.#differences.push(...differences.slice(0, differencesLimit - this.#differences.length));
    if (this.#unbalancedClaims <= unbalancedClaimsLimit) {
      const told = differences.slice(0, claimDifferencesLimit);
      const untold = differences.length - told.length;
      this.#unbalanced.push({
        claimIndex,
        difference: [...told, ...(untold === 0 ? [] : [`${untold} more are not listed.`])].join(' '),
      });
    }
  }
}

/**
 * Names a payment: payer, trace number and amount. Two remittances of the same payment with other content are a person's
 * business.
 */
export function paymentKeyOf({
  payer,
  trace,
  payment,
}: Pick<Remittance835, 'payer' | 'trace' | 'payment'>): string {
  const payerName = payer.identifier?.value ?? trace.originatingCompanyId;
  return [payerName, trace.number, payment.amountCents].join('#');
}

function inWords({ claimIndex, lineIndex, sentence, differenceCents }: Imbalance): string {
  const claim = claimIndex === undefined ? '' : `Claim ${claimIndex + 1}`;
  const line = lineIndex === undefined ? '' : `, line ${lineIndex + 1}`;
  const place = claim === '' ? 'Payment' : `${claim}${line}`;
  return `${place}: ${sentence}. The difference is ${formatDollars(differenceCents)}.`;
}
