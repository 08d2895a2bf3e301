import { describe, expect, it } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { ClaimId, PostingId } from '#contracts/identifiers.ts';
import { acknowledgedRefund } from '#domain/credit-balances/refund-takebacks.ts';
import { refundsOf, type Refund } from '#domain/credit-balances/refunds.ts';
import { cents } from '#domain/money/cents.ts';
import { fedmb, junip, start, withPosting } from './sample-credits.ts';

const claimId = ClaimId.parse('C000000000001');
const refundId = 'refund-C000000000001-1';

const approved = withPosting(
  start(),
  refundId,
  [
    { account: 'payer-receivable', payerId: junip, amountCents: cents(7000) },
    { account: 'refund-payable', payerId: junip, amountCents: cents(-7000) },
  ],
  { cause: 'refund-approved' },
);
const paid = withPosting(
  approved,
  `paid-${refundId}`,
  [
    { account: 'refund-payable', payerId: junip, amountCents: cents(7000) },
    { account: 'bank', payerId: junip, amountCents: cents(-7000) },
  ],
  { cause: 'refund-paid', concerns: PostingId.parse(refundId), reference: '001042' },
);
const [refund] = refundsOf(paid.postings);

interface Given {
  readonly code: string;
  readonly amountCents: number;
  readonly reference?: string;
  readonly payer?: typeof junip;
  readonly claimIds?: readonly ClaimId[];
  readonly refunds?: readonly Refund[];
}

function match({ code, amountCents, reference, payer = junip, claimIds = [], refunds }: Given) {
  return acknowledgedRefund(
    {
      providerId: '2000000010',
      fiscalPeriodEnd: PlainDate.parse('2026-12-31'),
      reasonCode: code,
      amountCents: cents(amountCents),
      ...(reference === undefined ? {} : { reference }),
    },
    payer,
    claimIds,
    refunds ?? refundsOf(paid.postings),
  )?.refundId;
}

const other: readonly Refund[] =
  refund === undefined ? [] : [refund, { ...refund, refundId: PostingId.parse('refund-2') }];

describe('the acknowledgement of a refund', () => {
  it.each<[string, Given, string | undefined]>([
    ['the number of its check', { code: '72', amountCents: -7000, reference: '001042' }, refundId],
    ['that number without its zeros', { code: '72', amountCents: -7000, reference: 'CK 1042' }, refundId],
    ['the refund', { code: '72', amountCents: -7000, reference: refundId }, refundId],
    ['the claim', { code: '72', amountCents: -7000, claimIds: [claimId] }, refundId],
    ['nothing', { code: '72', amountCents: -7000 }, undefined],
    ['another check', { code: '72', amountCents: -7000, reference: '11042' }, undefined],
    ['another amount', { code: '72', amountCents: -7001, reference: '1042' }, undefined],
    ['what is taken back again', { code: '72', amountCents: 7000, reference: '1042' }, undefined],
    ['another code', { code: 'WO', amountCents: -7000, reference: '1042' }, undefined],
    [
      'a refund to another payer',
      { code: '72', amountCents: -7000, reference: '1042', payer: fedmb },
      undefined,
    ],
    ['what fits two', { code: '72', amountCents: -7000, reference: '1042', refunds: other }, undefined],
    [
      'what is approved alone',
      { code: '72', amountCents: -7000, claimIds: [claimId], refunds: refundsOf(approved.postings) },
      refundId,
    ],
  ])('that names %s', (_name, given, expected) => {
    expect(match(given)).toBe(expected);
  });
});
