import type { PlainDate } from '#contracts/dates.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import type { CardImage, CheckIn, DeskEntry } from '#contracts/front-desk.ts';
import type { DeskEntryId, NameKey, PracticeId, ReceiptNumber } from '#contracts/identifiers.ts';

/** What was done at the desk: forms that were handed in, who has come, money that was taken, pictures of cards. */
export interface DeskBook {
  /** Keeps an entry unless it is there. */
  enter(entry: DeskEntry): Promise<void>;
  entry(practiceId: PracticeId, entryId: DeskEntryId): Promise<DeskEntry | undefined>;
  /** Keeps that a patient has come; who is checked in twice for one appointment came once. Gives what is kept. */
  checkIn(checkIn: CheckIn): Promise<CheckIn>;
  /** Who has come on a day. */
  checkIns(practiceId: PracticeId, day: PlainDate): Promise<readonly CheckIn[]>;
  /** Keeps a receipt unless it is there. Gives what is kept. */
  keepReceipt(receipt: DeskReceipt): Promise<DeskReceipt>;
  receipt(practiceId: PracticeId, number: ReceiptNumber): Promise<DeskReceipt | undefined>;
  /** Receipts of a patient, the newest first. */
  receiptsOf(practiceId: PracticeId, patientKey: NameKey, limit: number): Promise<readonly DeskReceipt[]>;
  /** Keeps a picture; the same picture twice is one. */
  keepCard(card: CardImage): Promise<void>;
  /** Pictures of a patient's cards, the newest first. */
  cardsOf(practiceId: PracticeId, patientKey: NameKey): Promise<readonly CardImage[]>;
}
