import type { Instant } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';
import type { PartnerRecords, ReceivedInterchange } from '#domain/submission/control-numbers.ts';

/** Which submission of which claim an interchange carried. */
export interface SentInterchange {
  readonly claimId: ClaimId;
  readonly submissionSequence: number;
}

/** How many numbers of a partner a review looks at, of ours and of its own: the last ones. */
export const reviewedNumbers = 1000;

/**
 * Interchange control numbers (ISA13). Each pair of sender and receiver has its own sequence from 1 to 999999999 and
 * then from 1 again. The one group of an interchange bears the interchange's number (GS06), and so is as unique.
 */
export interface ControlNumbers {
  /**
   * The number of a file that is about to be sent; always the same for the same file name, so that a step taken again
   * sends the same. A number is used once the write `record-interchange` says so.
   */
  issue(practiceId: PracticeId, pair: TradingPair, fileName: string, at: Instant): Promise<number>;
  /** What was sent under a number; undefined for an interchange that carried no claim, or that is not ours. */
  sentAs(
    practiceId: PracticeId,
    pair: TradingPair,
    interchangeControlNumber: string,
  ): Promise<SentInterchange | undefined>;
  /**
   * Records an interchange that came. Gives the key of the file that brought the same number before, if it was another;
   * the same file again changes nothing and gives the same answer.
   */
  noteReceived(
    practiceId: PracticeId,
    pair: TradingPair,
    received: Omit<ReceivedInterchange, 'repeatedBy'>,
  ): Promise<{ readonly firstFileKey?: string }>;
  /** What is recorded of every partner to whom the practice sent anything, and of `pair`. */
  records(practiceId: PracticeId, pair: TradingPair): Promise<PartnerRecords[]>;
}
