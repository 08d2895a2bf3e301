import { describe, expect, it } from 'vitest';
import { PaymentBatchId } from '#contracts/identifiers.ts';
import {
  creditBalancesOf,
  payeeIdOf,
  payeesEver,
  unappliedCreditsOf,
} from '#domain/credit-balances/credit-balances.ts';
import { cents } from '#domain/money/cents.ts';
import { claimPayment, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';
import { remittanceA, remittanceB, remittanceC } from '../ledger/sample-claim.ts';
import {
  again,
  corrected,
  fedmb,
  junip,
  paid,
  paidThen,
  patientPays,
  start,
  withClaim,
  withPosting,
} from './sample-credits.ts';

const guarantorId = 'G000000000001';
const otherPayers = {
  coverages: [
    { order: 'primary', payerId: 'JUNIP', memberId: 'JHM-40018', relationship: 'self' },
    { order: 'secondary', payerId: 'FEDMB', memberId: 'F-1', relationship: 'self' },
  ],
};
const bySecond = (amount: string, share: string) =>
  claimPayment(
    [
      {
        code: '99213',
        charge: '150',
        paid: amount,
        cas: share === '0' ? 'OA-23 130' : `OA-23 ${share}`,
        controlNumber: 'C000000000001-1-1',
      },
      { code: '81002', charge: '50', paid: '0', cas: 'OA-23 50', controlNumber: 'C000000000001-1-2' },
    ],
    { statusCode: '2', payerControlNumber: 'ICN-S' },
  );
/** As another payer decides, that takes itself for the first. */
const byOther = (books: Books): Books => {
  const after = receive(books, remittanceB, [again]);
  const rename = <Leg extends { readonly payerId?: unknown }>(leg: Leg): Leg =>
    leg.payerId === undefined ? leg : { ...leg, payerId: fedmb };
  return {
    ...after,
    claim: {
      ...after.claim,
      adjudications: after.claim.adjudications.map((one) =>
        one.remittanceId === remittanceB ? { ...one, payerId: fedmb } : one,
      ),
    },
    postings: after.postings.map((posting) =>
      posting.remittanceId === remittanceB ? { ...posting, legs: posting.legs.map(rename) } : posting,
    ),
  };
};
const lowered = (books: Books): Books =>
  withPosting(
    books,
    'charge-C000000000001-2',
    [
      { account: 'payer-receivable', payerId: junip, amountCents: cents(-5000) },
      { account: 'charges', amountCents: cents(5000) },
    ],
    { cause: 'charge-correction' },
  );

/** The payer left all to the patient, and the charge was lowered after that: what stands in its favor it never paid. */
const unpaidAndLowered = lowered(
  receive(start(), remittanceA, [
    claimPayment([
      { code: '99213', charge: '150', paid: '0', cas: 'PR-1 150' },
      { code: '81002', charge: '50', paid: '0', cas: 'PR-1 50' },
    ]),
  ]),
);
const parkedAt = (books: Books): Books =>
  withPosting(books, 'parked-R000000000000000B-1', [
    { account: 'cash-in-transit', payerId: junip, amountCents: cents(5000) },
    { account: 'suspense', payerId: junip, amountCents: cents(-5000) },
  ]);
const placedInOldSystem = (books: Books): Books =>
  withPosting(
    books,
    'placed-parked-R000000000000000B-1',
    [
      { account: 'suspense', payerId: junip, amountCents: cents(5000) },
      { account: 'legacy', payerId: junip, amountCents: cents(-5000) },
    ],
    { cause: 'placed' },
  );

interface Case {
  readonly name: string;
  readonly books: Books;
  readonly expected: readonly unknown[];
}

const cases: readonly Case[] = [
  { name: 'nothing was paid', books: start(), expected: [] },
  { name: 'it was paid once', books: receive(start(), remittanceA, [paid]), expected: [] },
  {
    name: 'the payer paid the same twice',
    books: paidThen(again),
    expected: [['payer', junip, 'paid-twice', 20_000, 10_000, true]],
  },
  {
    name: 'the payer decided anew and has yet to take its former decision back',
    books: paidThen(corrected),
    expected: [['payer', junip, 'reversal-pending', 20_000, 10_000, true]],
  },
  {
    name: 'the former decision was taken back',
    books: receive(paidThen(corrected), remittanceC, [reversalOf(paid)]),
    expected: [],
  },
  {
    name: 'two payers each paid as the first',
    books: byOther(receive(start(otherPayers), remittanceA, [paid])),
    expected: [['payer', fedmb, 'wrong-order-of-payers', 20_000, 10_000, true]],
  },
  {
    name: 'the charge was lowered after the payment',
    books: lowered(receive(start(), remittanceA, [paid])),
    expected: [['payer', junip, 'charge-lowered', 5000, 5000, false]],
  },
  { name: 'the payer paid nothing of it', books: unpaidAndLowered, expected: [] },
  { name: 'what it paid is parked at the claim', books: parkedAt(unpaidAndLowered), expected: [] },
  {
    name: 'what was parked at the claim belongs to the old system',
    books: placedInOldSystem(parkedAt(unpaidAndLowered)),
    expected: [],
  },
  {
    name: 'the patient paid exactly the share',
    books: patientPays(receive(start(), remittanceA, [paid]), 2000),
    expected: [],
  },
  {
    name: 'the patient paid a cent more than the share',
    books: patientPays(receive(start(), remittanceA, [paid]), 2001),
    expected: [['patient', guarantorId, 'patient-paid-more', 1, 1, false]],
  },
  {
    name: 'the patient paid, and then so did the payer after the first',
    books: receive(patientPays(receive(start(otherPayers), remittanceA, [paid]), 2000), remittanceB, [
      bySecond('20', '0'),
    ]),
    expected: [['patient', guarantorId, 'patient-paid-more', 2000, 2000, false]],
  },
  {
    name: 'the payer after the first paid more than was left',
    books: receive(receive(start(otherPayers), remittanceA, [paid]), remittanceB, [bySecond('50', '100')]),
    expected: [['payer', fedmb, 'later-payer-paid-more', 3000, 3000, false]],
  },
  {
    name: 'a payer is owed, and then nobody is told what may change for the patient',
    books: patientPays(paidThen(again), 9000),
    expected: [['payer', junip, 'paid-twice', 20_000, 10_000, true]],
  },
  {
    name: 'nothing says why',
    books: withPosting(start(), 'odd', [
      { account: 'payer-receivable', payerId: junip, amountCents: cents(-25_000) },
      { account: 'cash-in-transit', payerId: junip, amountCents: cents(25_000) },
    ]),
    expected: [['payer', junip, 'unknown', 5000, 5000, false]],
  },
  {
    name: 'the account stands in credit and no money was paid',
    books: withPosting(start(), 'odd', [
      { account: 'payer-receivable', payerId: junip, amountCents: cents(-25_000) },
      { account: 'contractual-adjustment', payerId: junip, amountCents: cents(25_000) },
    ]),
    expected: [],
  },
  {
    name: 'one payer owes what stands in favor of the other',
    books: withPosting(start(), 'odd', [
      { account: 'payer-receivable', payerId: fedmb, amountCents: cents(-20_000) },
      { account: 'cash-in-transit', payerId: fedmb, amountCents: cents(20_000) },
    ]),
    expected: [],
  },
];

describe('what stands in somebody’s favor', () => {
  it.each(cases)('when $name', ({ books, expected }) => {
    const found = creditBalancesOf(books.claim, books.postings).map(
      ({ payee, cause, creditCents, owedCents, undoes }) => [
        payee.kind,
        payeeIdOf(payee),
        cause,
        creditCents,
        owedCents,
        undoes !== undefined,
      ],
    );
    expect(found).toEqual(expected);
  });

  it('undoes the second of two payments that are the same, and the first of two that differ', () => {
    const undone = (books: Books) => creditBalancesOf(books.claim, books.postings)[0]?.undoes?.remittanceId;
    expect(undone(paidThen(again))).toBe(remittanceB);
    expect(undone(paidThen(corrected))).toBe(remittanceA);
  });

  it('waits for the payer where it announced a reversal that came too early', () => {
    const books = lowered(receive(start(), remittanceA, [paid]));
    const [parked] = books.claim.adjudications;
    const early = withClaim(books, parked === undefined ? {} : { earlyReversals: [parked] });
    expect(creditBalancesOf(early.claim, early.postings)[0]?.cause).toBe('reversal-pending');
  });

  it('is the whole payment where the claim was voided after it', () => {
    const books = withClaim(
      withPosting(receive(start(), remittanceA, [paid]), 'charge-2', [
        { account: 'payer-receivable', payerId: junip, amountCents: cents(-20_000) },
        { account: 'charges', amountCents: cents(20_000) },
      ]),
      { voidedAt: start().claim.updatedAt },
    );
    expect(creditBalancesOf(books.claim, books.postings)).toMatchObject([
      { cause: 'charge-lowered', creditCents: 20_000, owedCents: 10_000 },
    ]);
  });

  it('is known of everybody who ever had something, and of nobody where nothing ever stood in credit', () => {
    expect(payeesEver(receive(start(), remittanceA, [paid]).postings)).toEqual([]);
    expect(payeesEver(receive(paidThen(again), remittanceC, [reversalOf(again)]).postings)).toEqual([
      { kind: 'payer', payerId: junip },
      { kind: 'patient', guarantorId },
    ]);
  });
});

describe('a payment that was never applied', () => {
  const paymentBatchId = PaymentBatchId.parse('B0000000000000001');
  const holder = { paymentBatchId, claimId: undefined };
  const [posting] = withPosting(
    { claim: start().claim, postings: [] },
    'unapplied',
    [
      { account: 'cash-in-transit', amountCents: cents(2500) },
      { account: 'unapplied-payment', amountCents: cents(-2500) },
    ],
    { paymentBatchId },
  ).postings;

  it('is owed to whoever paid it, until it is applied', () => {
    const unapplied = posting === undefined ? [] : [{ ...posting, ...holder }];
    const [own] = unapplied.map(({ claimId: _claimId, ...rest }) => rest);
    expect(own === undefined ? [] : unappliedCreditsOf([own])).toMatchObject([
      {
        holder: paymentBatchId,
        payee: { kind: 'patient', guarantorId },
        cause: 'not-applied',
        owedCents: 2500,
      },
    ]);
  });
});
