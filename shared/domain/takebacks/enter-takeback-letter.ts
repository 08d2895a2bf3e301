import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { TakebackLetter } from '#contracts/takeback-letter.ts';
import { amendClaim } from '../claims/move-claim.ts';
import {
  correctingPosting,
  makePosting,
  standingPostings,
  type PostingOccasion,
} from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';

export type LetterDecided =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly refused: string; readonly summary?: never };

/**
 * What a letter writes in which a payer announces that it will take money of a claim back: a posting of the claim that
 * moves nothing, and its history. A letter is no money: the payment that it is about stands until the payer's reversal
 * or taking comes, and each of these is posted when it does. Were the letter posted against the claim as well, the same
 * money would be taken back twice. So its posting credits `takeback-payable` and debits it at once: the balance stays,
 * the entry is in the ledger, immutable and under its claim, and the forecast counts it until a remittance announces or
 * takes what it tells of. Withdrawn, it is corrected as any posting is.
 * @param postings every posting of the claim.
 */
export function enterTakebackLetter(
  letter: TakebackLetter,
  claim: Claim,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): LetterDecided {
  const { payerId, amountCents, letterDate, reference, reason } = letter;
  const name = `takeback-letter-${claim.claimId}-${payerId}-${letterDate}-${amountCents}`;
  const known = standingPostings(postings).find(({ postingId }) => postingId.startsWith(`${name}-`));
  const about = `the letter of ${letterDate} in which ${payerId} announces to take ${formatDollars(amountCents)} back`;
  if (letter.withdrawn) {
    if (known === undefined) {
      return { refused: `There is no such letter: ${about}` };
    }
    const words = `Withdrawn: ${about}`;
    const posting = correctingPosting(known, { ...occasion, words });
    return {
      summary: `${words}.`,
      writes: [{ kind: 'post', posting }, ...tell(claim, words, reason, occasion)],
    };
  }
  if (known !== undefined) {
    return { refused: `Entered before: ${about}` };
  }
  if (claim.adjudications.length === 0) {
    return {
      refused: `claimId: nothing was ever paid for claim ${claim.claimId}, so nothing can be taken back`,
    };
  }
  const times = postings.filter(({ postingId }) => postingId.startsWith(`${name}-`)).length;
  const words = `Entered: ${about}`;
  const posting = makePosting({
    practiceId: claim.practiceId,
    postingId: `${name}-${times + 1}`,
    cause: 'takeback-announced',
    claimId: claim.claimId,
    guarantorId: claim.guarantorId,
    ...(reference === undefined ? {} : { reference }),
    postingDate: occasion.postingDate,
    serviceDate: claim.serviceDateFrom,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      {
        account: 'takeback-payable',
        payerId,
        amountCents: negateCents(amountCents),
        reason: 'announced by letter',
      },
      { account: 'takeback-payable', payerId, amountCents, reason: 'not yet taken' },
    ],
  });
  return {
    summary: `${words}.`,
    writes: [{ kind: 'post', posting }, ...tell(claim, words, reason, occasion)],
  };
}

function tell(claim: Claim, words: string, reason: string, { at, by }: PostingOccasion): readonly Write[] {
  return amendClaim(
    claim,
    {
      staffDecisions: [
        ...(claim.staffDecisions ?? []),
        { at, by, task: 'takeback-letter', outcome: words, reason, fields: [] },
      ],
    },
    at,
    { event: 'takeback', by, words },
  ).writes;
}
