import type { PracticeId } from '#contracts/identifiers.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents } from '../money/cents.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import type { RemittanceFacts } from '../remittance/read-adjudication.ts';
import { claimPaymentMessageKey } from '../remittance/suspend-payment.ts';
import type { Write } from '../writes/write.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';

/**
 * Posts a payment for a claim that stayed in an old system: its money stands on that system's account, and nobody has to
 * look at it here.
 * @param claimIndex position of the claim in its remittance, counted from 1.
 */
export function postLegacyPayment(
  practiceId: PracticeId,
  system: string,
  facts: RemittanceFacts,
  clp: Claim835,
  claimIndex: number,
  occasion: PostingOccasion,
): Write[] {
  const { remittanceId } = facts;
  const payer = facts.payerId === undefined ? {} : { payerId: facts.payerId };
  const done: Write[] = [
    { kind: 'count-remittance-claim', practiceId, remittanceId, claimIndex, outcome: 'posted' },
    {
      kind: 'mark-handled',
      practiceId,
      messageKey: claimPaymentMessageKey(facts, claimIndex),
      at: occasion.at,
    },
  ];
  if (clp.paidCents === 0) {
    return done;
  }
  const posting = makePosting({
    practiceId,
    postingId: adjudicationPostingId({ remittanceId, claimIndex }),
    cause: 'legacy-payment',
    remittanceId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `Claim ${clp.patientControlNumber.trim()} of ${system}, the payer's ${clp.payerControlNumber ?? 'not given'}: to be posted in ${system}`,
    legs: [
      { account: 'cash-in-transit', amountCents: clp.paidCents, ...payer },
      { account: 'legacy', amountCents: negateCents(clp.paidCents), ...payer, reason: system },
    ],
  });
  return [{ kind: 'post', posting }, ...done];
}
