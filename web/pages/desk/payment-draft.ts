import type { Cents } from '#contracts/cents.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import { dollarText } from '../../words/dollars.ts';

export type Purpose = DeskReceipt['purpose'];
export type Method = DeskReceipt['method'];

export interface PaymentDraft {
  readonly purpose: Purpose;
  readonly method: Method;
  readonly amount: string;
  readonly number: string;
}

/** Money that is taken: the copay where one is expected, else what is owed, else nothing yet. */
export function paymentBeginning(copayCents: Cents | undefined, balanceCents: Cents): PaymentDraft {
  const amountCents = copayCents ?? (balanceCents > 0 ? balanceCents : undefined);
  return {
    purpose: copayCents === undefined && balanceCents > 0 ? 'balance' : 'copay',
    method: 'cash',
    amount: amountCents === undefined ? '' : dollarText(amountCents),
    number: '',
  };
}
