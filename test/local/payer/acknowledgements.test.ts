import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Acknowledgement999 } from '#domain/x12/guides/005010X231A1-999/model.ts';
import { transactions999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import type { InterchangeAcknowledgementTA1 } from '#domain/x12/guides/TA1/model.ts';
import { PlainDate } from '#contracts/dates.ts';
import { type Envelope, usualDelimiters } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { writeInterchange } from '#domain/x12/write-interchange.ts';
import { openPayerBook, type NewSentFile, type PayerBook } from '../../../local/payer/payer-book.ts';
import { planAnswers } from '../../../local/payer/plan-answers.ts';

const practice = 'CEDARHILL';
const envelope: Envelope = {
  senderQualifier: 'ZZ',
  senderId: practice,
  receiverQualifier: 'ZZ',
  receiverId: 'OPENFIELD',
  date: '2026-03-04',
  time: '0512',
  usageIndicator: 'T',
};
const group = (functionalCode: string, number: number, code = 'A'): Acknowledgement999 => ({
  functionalCode,
  groupControlNumber: String(number),
  transactions: [],
  code,
  includedCount: 1,
  receivedCount: 1,
  acceptedCount: code === 'A' ? 1 : 0,
  errorCodes: [],
});
const ofInterchange = (
  number: number,
  code: 'A' | 'E' | 'R',
  noteCode: string,
): InterchangeAcknowledgementTA1 => ({
  interchangeControlNumber: String(number).padStart(9, '0'),
  date: PlainDate.parse('2026-03-04'),
  time: '0512',
  code,
  noteCode,
});

let database: DatabaseSync;
let book: PayerBook;
beforeEach(() => {
  database = new DatabaseSync(':memory:');
  book = openPayerBook({ database });
});
afterEach(() => {
  database.close();
});

let jobs = 0;
const sent = (kind: string, sentAt = 0, changes: Partial<NewSentFile> = {}): number => {
  jobs += 1;
  return book.numberFor({
    practice,
    jobId: jobs,
    kind,
    sentAt,
    wantsAcknowledgement: kind !== '999',
    ...changes,
  });
};
/** What the payer complains of when the practice sends these acknowledgements. */
const take = (
  groups: readonly Acknowledgement999[],
  acknowledgements: readonly InterchangeAcknowledgementTA1[] = [],
): string[] => {
  const controlNumbers = { interchange: 1, group: 1 };
  const transactions = transactions999(groups, controlNumbers, usualDelimiters);
  const text = writeInterchange({ envelope, controlNumbers, transactions, acknowledgements });
  return readInterchanges(new TextEncoder().encode(text)).interchanges.flatMap((interchange) =>
    planAnswers(book, interchange, 0),
  );
};

describe('the synthetic payer', () => {
  test('counts its files for each practice by itself, and gives the same job the same number', () => {
    expect([sent('271'), sent('835'), sent('271', 0, { practice: 'OTHER' }), sent('999')]).toEqual([
      1, 2, 1, 3,
    ]);
    const job = { jobId: 1_000_000 };
    expect([sent('271', 0, job), sent('271', 0, job), sent('835')]).toEqual([4, 4, 5]);
  });

  test('swallows what the practice acknowledges, and has then nothing to complain of', () => {
    const [answer, decision] = [sent('271'), sent('835')];
    expect(take([group('HB', answer)])).toEqual([]);
    expect(take([group('HP', decision)], [ofInterchange(decision, 'E', '025')])).toEqual([]);
    expect(book.acknowledgementCounts()).toEqual({ wanted: 2, acknowledged: 2 });
    expect(book.takeUnacknowledged(1000)).toEqual([]);
    expect(book.nextDueAt()).toBeUndefined();
  });

  test('complains once of a file that was not acknowledged in time; a 999 needs no acknowledgement', () => {
    sent('271', 500);
    sent('999', 500);
    sent('835', 900);
    expect(book.takeUnacknowledged(499)).toEqual([]);
    expect(book.takeUnacknowledged(600)).toEqual([{ practice, number: 1, kind: '271' }]);
    expect(book.takeUnacknowledged(600)).toEqual([]);
    expect(book.acknowledgementCounts()).toEqual({ wanted: 2, acknowledged: 0 });
  });

  test('complains of a file that the practice refused', () => {
    const [answer, decision] = [sent('271'), sent('835')];
    expect(take([group('HB', answer, 'R')])).toEqual(['CEDARHILL refused the 271 000000001 (AK9 R)']);
    expect(take([], [ofInterchange(decision, 'R', '021')])).toEqual([
      'CEDARHILL refused the 835 000000002 (TA1 R 021)',
    ]);
  });

  test('takes no acknowledgement of another’s file for one of its own', () => {
    sent('271');
    expect(take([group('HC', 1, 'R'), group('HP', 1, 'R'), group('HB', 77, 'R')])).toEqual([]);
    expect(book.acknowledgementCounts()).toEqual({ wanted: 1, acknowledged: 0 });
  });
});
