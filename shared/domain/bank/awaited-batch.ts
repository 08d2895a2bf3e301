import type { AwaitedDeposit } from '#contracts/bank.ts';
import type { PaymentBatch, PaymentItem } from '#contracts/payment-batch.ts';
import { sumCents } from '../money/cents.ts';

/**
 * What the bank is to show of a batch, apart from the payments of payers in it, of which each is a remittance: cash and
 * checks together, as they are taken to the bank, cards and transfers each by themselves.
 */
export function awaitedOfBatch(
  { practiceId, batchId, name, postingDate }: PaymentBatch,
  items: readonly PaymentItem[],
): AwaitedDeposit[] {
  const methods = [
    ['batch', ['cash', 'check']],
    ['card', ['card']],
    ['electronic', ['eft']],
  ] as const;
  return methods.flatMap(([method, by]) => {
    const own = items.filter(
      (item) => item.kind !== 'payer-payment' && by.some((known) => known === item.method),
    );
    const openCents = sumCents(own, ({ amountCents }) => amountCents);
    return openCents === 0
      ? []
      : [
          {
            practiceId,
            holder: batchId,
            method,
            payerName: `batch "${name}"`,
            traceNumber: traceOfItems(own),
            issuedOn: postingDate,
            openCents,
            version: 1,
            asked: 0,
          },
        ];
  });
}

/** The number of the only payment; of several none can be told. */
function traceOfItems(items: readonly PaymentItem[]): string {
  const [only, ...others] = items;
  return others.length === 0 ? (only?.number ?? '') : '';
}
