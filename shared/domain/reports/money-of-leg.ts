import type { Leg, Posting } from '#contracts/ledger.ts';
import { PaymentMethod } from '#contracts/payment-batch.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { methodOfPayment } from '../payment-batches/paper-remittance.ts';

/** Whose money the leg of a payment is; `unapplied` where it is of no claim yet. */
export function sourceOfPayment(
  { remittanceId, claimId }: Pick<Posting, 'remittanceId' | 'claimId'>,
  { payerId }: Pick<Leg, 'payerId'>,
): 'payer' | 'patient' | 'unapplied' {
  const isOfPayer = remittanceId !== undefined || (claimId !== undefined && payerId !== undefined);
  return isOfPayer ? 'payer' : claimId === undefined ? 'unapplied' : 'patient';
}

/** How the money of a leg was paid: what the leg says, or the remittance that it came with. */
export function methodOfLeg(
  { reason }: Pick<Leg, 'reason'>,
  run: Pick<RemittanceRun, 'paymentMethod'> | undefined,
): PaymentMethod | 'none' {
  return PaymentMethod.safeParse(reason).data ?? methodOfPayment(run?.paymentMethod ?? '') ?? 'none';
}
