import type { GuarantorId, ReceiptNumber } from '#contracts/identifiers.ts';
import type { DeskPayment, PaymentBatchEntry, PaymentItem } from '#contracts/payment-batch.ts';

/** The batch by which money of the desk is posted: one item, under the number of its receipt. */
export function deskBatch(
  { purpose, method, number, amountCents }: DeskPayment,
  receiptNumber: ReceiptNumber,
  guarantorId: GuarantorId,
): PaymentBatchEntry {
  const paid = { guarantorId, method, ...(number === undefined ? {} : { number }), amountCents };
  const item: PaymentItem =
    purpose === 'balance'
      ? { kind: 'patient-payment', ...paid, claims: [] }
      : {
          kind: 'unapplied',
          ...paid,
          words:
            purpose === 'copay'
              ? `Copay at check-in, receipt ${receiptNumber}`
              : `Deposit for a visit to come, receipt ${receiptNumber}`,
        };
  return {
    name: `desk receipt ${receiptNumber}`,
    kind: 'desk',
    control: { count: 1, amountCents },
    items: [item],
  };
}
