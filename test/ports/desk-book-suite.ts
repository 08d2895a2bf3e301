import { describe, expect, test } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import type { CardImage, CheckIn, DeskEntry } from '#contracts/front-desk.ts';
import {
  DeskEntryId,
  DocumentId,
  GuarantorId,
  NameKey,
  PaymentBatchId,
  type PracticeId,
  ReceiptNumber,
} from '#contracts/identifiers.ts';
import type { Ports } from './ports.ts';
import { newPracticeId } from './samples.ts';

const patientKey = NameKey.parse('N0123456789ABCDEF');
const later = Instant.parse('2026-11-20T15:05:00.000Z');
const at = Instant.parse('2026-11-20T15:04:00.000Z');
const day = PlainDate.parse('2026-11-20');

const receiptOf = (practiceId: PracticeId, changes: Partial<DeskReceipt> = {}): DeskReceipt => ({
  practiceId,
  number: ReceiptNumber.parse('7K3M-9QXR'),
  batchId: PaymentBatchId.parse('B0123456789ABCDEF'),
  patientKey,
  guarantorId: GuarantorId.parse('G0123456789AB'),
  purpose: 'copay',
  method: 'cash',
  amountCents: 2500 as Cents,
  postingDate: day,
  at,
  by: 'm.ortiz',
  ...changes,
});

export function deskBookSuite(ports: () => Ports): void {
  describe('the book of the front desk', () => {
    test('keeps the first entry under an id', async () => {
      const practiceId = newPracticeId();
      const { desk } = ports();
      const entryId = DeskEntryId.parse('E0123456789ABCDEF');
      const entry: DeskEntry = {
        practiceId,
        entryId,
        kind: 'visit',
        user: 'm.ortiz',
        at,
        contentHash: 'one',
        patientKey,
        claims: [],
      };
      expect(await desk.entry(practiceId, entryId)).toBeUndefined();
      await desk.enter(entry);
      await desk.enter({ ...entry, user: 'r.lane' });
      expect(await desk.entry(practiceId, entryId)).toEqual(entry);
      expect(await desk.entry(newPracticeId(), entryId)).toBeUndefined();
    });

    test('knows who has come on a day, once for each appointment', async () => {
      const practiceId = newPracticeId();
      const { desk } = ports();
      const checkIn: CheckIn = { practiceId, day, patientKey, at, by: 'm.ortiz' };
      expect(await desk.checkIn(checkIn)).toEqual(checkIn);
      expect(await desk.checkIn({ ...checkIn, at: later })).toEqual(checkIn);
      expect(await desk.checkIns(practiceId, day)).toEqual([checkIn]);
      expect(await desk.checkIns(practiceId, PlainDate.parse('2026-11-21'))).toEqual([]);
      expect(await desk.checkIns(newPracticeId(), day)).toEqual([]);
    });

    test('keeps a receipt once, and lists those of a patient, the newest first', async () => {
      const practiceId = newPracticeId();
      const { desk } = ports();
      const first = receiptOf(practiceId);
      const second = receiptOf(practiceId, { number: ReceiptNumber.parse('8K3M-9QXR'), at: later });
      expect(await desk.keepReceipt(first)).toEqual(first);
      expect(await desk.keepReceipt({ ...first, at: later })).toEqual(first);
      await desk.keepReceipt(second);
      expect(await desk.receipt(practiceId, first.number)).toEqual(first);
      expect(await desk.receipt(newPracticeId(), first.number)).toBeUndefined();
      expect(await desk.receiptsOf(practiceId, patientKey, 10)).toEqual([second, first]);
      expect(await desk.receiptsOf(practiceId, patientKey, 1)).toEqual([second]);
    });

    test('keeps a picture of a card once', async () => {
      const practiceId = newPracticeId();
      const { desk } = ports();
      const card: CardImage = {
        practiceId,
        patientKey,
        documentId: DocumentId.parse('D0123456789ABCDEF'),
        side: 'front',
        mediaType: 'image/png',
        sizeBytes: 3,
        fileKey: `cards/${practiceId}/D0123456789ABCDEF`,
        at,
        by: 'm.ortiz',
      };
      await desk.keepCard(card);
      await desk.keepCard({ ...card, by: 'r.lane' });
      expect(await desk.cardsOf(practiceId, patientKey)).toEqual([card]);
      expect(await desk.cardsOf(newPracticeId(), patientKey)).toEqual([]);
    });
  });
}
