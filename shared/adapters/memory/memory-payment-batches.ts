import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { Periods } from '#ports/periods.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryPaymentBatches({ paymentBatches }: MemoryTables): PaymentBatches {
  return {
    load: (practiceId, batchId) => Promise.resolve(paymentBatches.get(`${practiceId}#${batchId}`)),
    list: (practiceId, from, to) =>
      Promise.resolve(
        [...paymentBatches.values()]
          .filter(
            (batch) =>
              batch.practiceId === practiceId && batch.postingDate >= from && batch.postingDate <= to,
          )
          .toSorted((one, other) =>
            `${one.postingDate}#${one.batchId}` < `${other.postingDate}#${other.batchId}` ? -1 : 1,
          ),
      ),
    save(batch, expectedVersion) {
      const path = `${batch.practiceId}#${batch.batchId}`;
      if ((paymentBatches.get(path)?.version ?? 0) !== expectedVersion) {
        return Promise.resolve(false);
      }
      paymentBatches.set(path, batch);
      return Promise.resolve(true);
    },
  };
}

export function memoryPeriods({ periodBooks, periodEvents, ledgerDays }: MemoryTables): Periods {
  return {
    load: (practiceId) => Promise.resolve(periodBooks.get(practiceId) ?? { practiceId, version: 0 }),
    save(book, event, days = []) {
      const { practiceId, version } = book;
      const isChanged = days.some(
        (day) => ledgerDays.get(`${day.practiceId}#${day.postingDate}`)?.version !== day.version,
      );
      if (isChanged || (periodBooks.get(practiceId)?.version ?? 0) !== version) {
        return Promise.resolve(false);
      }
      periodBooks.set(practiceId, { ...book, version: version + 1 });
      const before = periodEvents.get(practiceId) ?? [];
      periodEvents.set(practiceId, [...before, { ...event, practiceId, number: version + 1 }]);
      return Promise.resolve(true);
    },
    history: (practiceId) => Promise.resolve((periodEvents.get(practiceId) ?? []).toReversed()),
  };
}
