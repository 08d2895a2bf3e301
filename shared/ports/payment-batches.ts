import type { PlainDate } from '#contracts/dates.ts';
import type { PaymentBatchId, PracticeId } from '#contracts/identifiers.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';

/** Payments that were entered by hand. */
export interface PaymentBatches {
  load(practiceId: PracticeId, batchId: PaymentBatchId): Promise<PaymentBatch | undefined>;
  /** Those with a posting date from one day to another, both included, the earliest first. */
  list(practiceId: PracticeId, from: PlainDate, to: PlainDate): Promise<readonly PaymentBatch[]>;
  /** Saves a batch over the version that it was read at, 0 for a new one; false when another writer was first. */
  save(batch: PaymentBatch, expectedVersion: number): Promise<boolean>;
}
