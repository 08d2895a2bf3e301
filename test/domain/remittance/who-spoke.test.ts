import { describe, expect, test } from 'vitest';
import { PayerId } from '#contracts/identifiers.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { awaitsNextPayer } from '#domain/remittance/passed-on.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import { followsPriorPayer, whoSpoke } from '#domain/remittance/who-spoke.ts';
import {
  at,
  day,
  postingsIn,
  remittanceA,
  remittanceB,
  sampleClaim,
  samplePractice,
} from '../ledger/sample-claim.ts';
import { claimPayment, dollars, openBooks, receive, type Books } from './sample-remittance.ts';

const [first, second, stranger] = ['JUNIP', 'STMCD', 'FEDMB'].map((id) => PayerId.parse(id));
const coverage = (order: string, payerId: string) => ({
  order,
  payerId,
  memberId: `M-${payerId}`,
  relationship: 'self',
});
const claim = sampleClaim({ coverages: [coverage('primary', 'JUNIP'), coverage('secondary', 'STMCD')] });

/** CLP02, and for who sent the remittance the place without and with amounts of earlier payers (OA-23). */
const cases: readonly (readonly [
  status: string,
  ofFirst: readonly [number, number],
  ofSecond: readonly [number, number],
  ofStranger: readonly [number, number],
])[] = [
  ['1', [1, 1], [1, 2], [1, 2]],
  ['2', [1, 2], [2, 2], [2, 2]],
  ['3', [1, 3], [2, 2], [3, 3]],
  ['4', [1, 1], [2, 2], [1, 2]],
  ['19', [1, 1], [1, 2], [1, 2]],
  ['20', [1, 2], [2, 2], [2, 2]],
  ['21', [1, 3], [2, 2], [3, 3]],
  ['22', [1, 1], [2, 2], [1, 2]],
];

const flat = cases.flatMap(([status, ofFirst, ofSecond, ofStranger]) =>
  (
    [
      ['the first payer', first, ofFirst],
      ['the second payer', second, ofSecond],
      ['a payer that the claim does not name', stranger, ofStranger],
      ['nobody known', undefined, ofStranger],
    ] as const
  ).flatMap(([sender, payerId, [without, withAmounts]]) => [
    [status, sender, 'without amounts of others', payerId, '', without] as const,
    [status, sender, 'with amounts of others', payerId, 'OA-23 180', withAmounts] as const,
  ]),
);

describe('Who spoke', () => {
  test.each(flat)('CLP02 %s of %s, %s', (statusCode, _sender, _amounts, payerId, cas, place) => {
    const clp = claimPayment([], { statusCode, chargeCents: dollars('200'), paidCents: dollars('20'), cas });
    const spoke = whoSpoke(clp, claim, payerId === undefined ? {} : { payerId });
    expect(spoke.placeInLine).toBe(place);
    const ofPlace = [first, second, payerId ?? first][place - 1];
    expect(spoke.payerId).toBe(payerId === second ? second : ofPlace);
    expect(followsPriorPayer({ statusCode, placeInLine: place })).toBe(place > 1);
  });

  test('of a claim that names one payer only, a first status is not doubted for amounts of others', () => {
    const clp = claimPayment([], { statusCode: '1', chargeCents: dollars('200'), cas: 'OA-23 200' });
    expect(whoSpoke(clp, sampleClaim(), {}).placeInLine).toBe(1);
  });

  test('a payer that stands in two places of the claim is told by what it says', () => {
    const twice = sampleClaim({ coverages: [coverage('primary', 'JUNIP'), coverage('secondary', 'JUNIP')] });
    const said = (statusCode: string) =>
      whoSpoke(claimPayment([], { statusCode }), twice, first === undefined ? {} : { payerId: first });
    expect(said('1')).toEqual({ payerId: 'JUNIP', placeInLine: 1 });
    expect(said('2')).toEqual({ payerId: 'JUNIP', placeInLine: 2 });
  });

  test('a payer that was billed first and is covered by no more still decides what it was sent', () => {
    const changed = sampleClaim({
      coverages: [coverage('primary', 'STMCD'), coverage('secondary', 'JUNIP')],
    });
    const clp = claimPayment([], { statusCode: '4', cas: 'CO-27 200' });
    expect(whoSpoke(clp, changed, first === undefined ? {} : { payerId: first })).toEqual({
      payerId: 'JUNIP',
      placeInLine: 1,
    });
  });
});

describe("A later payer's denial under CLP02 4", () => {
  const primary = claimPayment([], {
    statusCode: '19',
    chargeCents: dollars('200'),
    paidCents: dollars('160'),
    cas: 'CO-45 20, PR-2 20',
  });
  const denial = claimPayment([], {
    statusCode: '4',
    chargeCents: dollars('200'),
    payerControlNumber: 'ICN-S',
    cas: 'OA-23 180, CO-22 20',
  });

  const knowingOfNobody = claimPayment([], {
    statusCode: '4',
    chargeCents: dollars('200'),
    payerControlNumber: 'ICN-S',
    cas: 'CO-22 200',
  });

  test.each([
    ['known by who sent it', second, denial],
    ['known by the amounts of others', undefined, denial],
    ['known by who sent it alone', second, knowingOfNobody],
  ] as const)('%s is set against what the first left to the patient', (_, payerId, clp) => {
    const before = receive(openBooks(claim), remittanceA, [primary]);
    expect(awaitsNextPayer(before.claim)).toBeDefined();
    const books = from(before, clp, payerId);
    expect(books.claim.adjudications.at(-1)).toMatchObject({ payerId: 'STMCD', placeInLine: 2 });
    expect(balancesOf(books.postings)['payer-receivable']).toBe(0);
    expect(awaitsNextPayer(books.claim)).toBeUndefined();
    expect(books.claim.state).toBe('awaiting-denial-work');
  });
});

/** Receives one CLP of the payer that sent it. */
function from(
  books: Books,
  clp: Parameters<typeof postClaimPayment>[3],
  payerId: PayerId | undefined,
): Books {
  const facts = {
    remittanceId: remittanceB,
    traceNumber: 'EFT2',
    ...(payerId === undefined ? {} : { payerId }),
  };
  const posted = postClaimPayment(books.claim, samplePractice(), facts, clp, 1, {
    at,
    postingDate: day,
    postings: books.postings,
  });
  return posted.outcome === 'posted'
    ? { claim: posted.claim, postings: [...books.postings, ...postingsIn(posted.writes)], last: posted }
    : books;
}
