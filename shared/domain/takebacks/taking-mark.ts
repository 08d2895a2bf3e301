import type { Instant } from '#contracts/dates.ts';
import type { PostingId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Write } from '../writes/write.ts';

/**
 * The mark by which what a payer took is set against something once at a time: of two who saw the same of it open only one
 * can write it.
 * @param taking the posting of what was taken. @param takebacks every posting on `takeback-payable` that was seen.
 */
export function takingMark(
  { practiceId, postingId }: Pick<Posting, 'practiceId'> & { readonly postingId: PostingId },
  takebacks: readonly Posting[],
  at: Instant,
): Write {
  const times = takebacks.filter(({ concerns }) => concerns === postingId).length;
  return { kind: 'mark-handled', practiceId, messageKey: `taking-${postingId}-${times}`, at };
}
