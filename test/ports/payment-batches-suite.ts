import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { LedgerDay } from '#contracts/ledger-days.ts';
import { PaymentBatch } from '#contracts/payment-batch.ts';
import { paymentBatchIdFor } from '#domain/identity/ids.ts';
import type { Ports } from './ports.ts';
import { at, minutesLater, newPracticeId } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

function batch(practiceId: PracticeId, name: string, postingDate: string, version = 1): PaymentBatch {
  return PaymentBatch.parse({
    practiceId,
    batchId: paymentBatchIdFor(practiceId, name),
    version,
    name,
    kind: 'desk',
    postingDate,
    control: { count: 1, amountCents: 2500 },
    contentHash: 'hash',
    documentKey: 'payments/key.json',
    byMethod: [{ method: 'cash', count: 1, amountCents: 2500 }],
    remittances: [],
    state: 'posting',
    done: 0,
    enteredAt: at,
    enteredBy: 'maria',
  });
}

export function paymentBatchesSuite(ports: () => Ports): void {
  describe('payment batches', () => {
    test('Batches come back as they were saved, and are listed by their posting dates', async () => {
      const { batches } = ports();
      const practiceId = newPracticeId();
      const made = [
        batch(practiceId, 'desk c', '2026-04-30'),
        batch(practiceId, 'desk a', '2026-05-02'),
        batch(practiceId, 'desk b', '2026-05-01'),
      ];
      for (const one of made) {
        expect(await batches.save(one, 0)).toBe(true);
      }
      await batches.save(batch(newPracticeId(), 'desk a', '2026-05-01'), 0);
      const [first, , last] = made;
      expect(await batches.load(practiceId, first?.batchId ?? paymentBatchIdFor(practiceId, ''))).toEqual(
        first,
      );
      expect(await batches.load(newPracticeId(), paymentBatchIdFor(practiceId, 'desk a'))).toBeUndefined();
      expect(await batches.list(practiceId, day('2026-04-30'), day('2026-05-01'))).toEqual([first, last]);
      expect(await batches.list(practiceId, day('2026-05-03'), day('2026-05-01'))).toEqual([]);
    });

    test('A batch that was moved is listed on its new day alone', async () => {
      const { batches } = ports();
      const practiceId = newPracticeId();
      await batches.save(batch(practiceId, 'desk', '2026-05-01'), 0);
      const from = day('2026-05-01');
      const moved: PaymentBatch = {
        ...batch(practiceId, 'desk', '2026-05-04', 2),
        movedOn: [{ from, at, by: 'nora', reason: 'Its day was closed' }],
      };
      expect(await batches.save(moved, 1)).toBe(true);
      expect(await batches.list(practiceId, from, from)).toEqual([]);
      expect(await batches.list(practiceId, from, day('2026-05-31'))).toEqual([moved]);
      const later: PaymentBatch = { ...moved, version: 3, done: 1 };
      expect(await batches.save(later, 2)).toBe(true);
      expect(await batches.list(practiceId, day('2026-05-04'), day('2026-05-04'))).toEqual([later]);
    });

    test('A batch is saved over the version it was read at alone', async () => {
      const { batches } = ports();
      const practiceId = newPracticeId();
      const [first, second] = [1, 2].map((version) => batch(practiceId, 'desk', '2026-05-01', version));
      if (first === undefined || second === undefined) {
        throw new Error('there are two');
      }
      expect([await batches.save(first, 0), await batches.save(first, 0)]).toEqual([true, false]);
      expect([await batches.save(second, 1), await batches.save(second, 1)]).toEqual([true, false]);
      expect(await batches.list(practiceId, day('2026-05-01'), day('2026-05-01'))).toEqual([second]);
    });
  });
}

export function periodsSuite(ports: () => Ports): void {
  describe('periods', () => {
    const closed = { event: 'day-closed', at, by: 'maria', day: day('2026-05-01') } as const;

    test('A practice that closed nothing has an empty book; what happened is kept with every version', async () => {
      const { periods } = ports();
      const practiceId = newPracticeId();
      const empty = await periods.load(practiceId);
      expect(empty).toEqual({ practiceId, version: 0 });
      expect(await periods.save({ ...empty, closedThrough: day('2026-05-01') }, closed)).toBe(true);
      const book = await periods.load(practiceId);
      expect(book).toEqual({ practiceId, version: 1, closedThrough: '2026-05-01' });
      const later = { ...closed, at: minutesLater(5), day: day('2026-05-02') };
      expect(await periods.save({ ...book, closedThrough: day('2026-05-02') }, later)).toBe(true);
      expect(await periods.history(practiceId)).toEqual([
        { ...later, practiceId, number: 2 },
        { ...closed, practiceId, number: 1 },
      ]);
      expect(await periods.history(newPracticeId())).toEqual([]);
    });

    test('A book is saved only while the days that it was decided on are as they were', async () => {
      const { periods, ledgerDays } = ports();
      const practiceId = newPracticeId();
      const book = await periods.load(practiceId);
      const totalled = (postingDate: string, version: number) =>
        LedgerDay.parse({
          practiceId,
          postingDate,
          version,
          totalledAt: at,
          verifiedAt: at,
          postings: 0,
          accounts: [],
          postingsHash: 'hash',
        });
      const [first, second] = [totalled('2026-05-01', 1), totalled('2026-05-02', 1)];
      await ledgerDays.keep(first, 0);
      await ledgerDays.keep(second, 0);
      const seen = [first, second];
      await ledgerDays.keep(totalled('2026-05-02', 2), 1);
      expect(await periods.save({ ...book, closedThrough: day('2026-05-02') }, closed, seen)).toBe(false);
      expect(await periods.save(book, closed, [totalled('2026-05-03', 1)])).toBe(false);
      expect(await periods.load(practiceId)).toEqual(book);
      expect(await periods.history(practiceId)).toEqual([]);
      const now = [first, totalled('2026-05-02', 2)];
      expect(await periods.save({ ...book, closedThrough: day('2026-05-02') }, closed, now)).toBe(true);
    });

    test('Of many who save the same book one does, and nothing is left of the others', async () => {
      const { periods } = ports();
      const book = await periods.load(newPracticeId());
      const saved = await Promise.all(
        ['maria', 'ned', 'olga', 'paul'].map((by) => periods.save(book, { ...closed, by })),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await periods.history(book.practiceId)).toHaveLength(1);
    });
  });
}
