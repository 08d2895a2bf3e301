import type { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { PayerId } from '#contracts/identifiers.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents } from '#domain/money/cents.ts';
import { paidByPatient } from '#domain/payment-batches/post-patient-payment.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { at, day, remittanceA, remittanceB, sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, receive, type Books } from '../remittance/sample-remittance.ts';

export const junip = PayerId.parse('JUNIP');
export const fedmb = PayerId.parse('FEDMB');

/** $200.00 billed; $100.00 paid, $80.00 contractual, $20.00 left to the patient. */
export const paid = claimPayment([
  { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20', controlNumber: 'C000000000001-1-1' },
  { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20', controlNumber: 'C000000000001-1-2' },
]);
/** The same decided anew: $30.00 less paid, and left to the patient. */
export const corrected = claimPayment(
  [
    {
      code: '99213',
      charge: '150',
      paid: '40',
      cas: 'CO-45 60, PR-1 50',
      controlNumber: 'C000000000001-1-1',
    },
    { code: '81002', charge: '50', paid: '30', cas: 'CO-45 20', controlNumber: 'C000000000001-1-2' },
  ],
  { payerControlNumber: 'ICN2' },
);
export const again: Claim835 = { ...paid, payerControlNumber: 'ICN9' };

export const start = (changes: Readonly<Record<string, unknown>> = {}): Books =>
  openBooks(sampleClaim(changes));

/** The first decision and then another, by two remittances. */
export function paidThen(later: Claim835, books: Books = start()): Books {
  return receive(receive(books, remittanceA, [paid]), remittanceB, [later]);
}

/** Posts something by hand to the claim of the books. */
export function withPosting(
  books: Books,
  postingId: string,
  legs: readonly Leg[],
  changes: Partial<Omit<Posting, 'legs' | 'postingId'>> = {},
): Books {
  const { practiceId, claimId, guarantorId } = books.claim;
  const posting = makePosting({
    practiceId,
    claimId,
    guarantorId,
    postingId,
    cause: 'payment',
    postingDate: day,
    knownAt: at,
    by: 'test',
    words: 'test',
    legs: [...legs],
    ...changes,
  });
  return { ...books, postings: [...books.postings, posting] };
}

export function patientPays(books: Books, amountCents: number): Books {
  return withPosting(books, `patient-${amountCents}`, [
    { account: 'cash-in-transit', amountCents: cents(amountCents) },
    { account: 'patient-receivable', amountCents: cents(0 - amountCents), reason: paidByPatient },
  ]);
}

export const withClaim = (books: Books, changes: Partial<Claim>): Books => ({
  ...books,
  claim: { ...books.claim, ...changes },
});

export const later = (days: number): Instant =>
  Instant.parse(new Date(Date.parse(at) + days * 86_400_000).toISOString());
