import type { Cents } from '#contracts/cents.ts';
import type { VarianceGroup } from '#contracts/variance-group.ts';
import type { InterestReceived, SeenVariance, VarianceAnswer } from '#contracts/variances.ts';
import { interestOn, openInterest, type InterestOnPayment } from '#domain/expected-payment/late-payments.ts';
import type { UnknownLines } from '#domain/expected-payment/variance-groups.ts';
import { sumCents } from '#domain/money/cents.ts';
import type { ReportColumn } from './report-columns.ts';

type LatePages = readonly Extract<VarianceAnswer, { outcome: 'late-payments' }>[];

const verdictWords: Readonly<Record<VarianceGroup['verdict'], string>> = {
  underpaid: 'Underpaid',
  overpaid: 'Overpaid',
  'charge-too-low': 'Charge too low',
  unknown: 'Not checked',
};

/** A group of lines, or below the table what they add up to. */
export type GroupRow = Partial<
  Pick<VarianceGroup, 'verdict' | 'payerId' | 'code' | 'contractId' | 'first' | 'last'>
> &
  Pick<
    VarianceGroup,
    'count' | 'chargeCents' | 'expectedCents' | 'contractCents' | 'allowedCents' | 'differenceCents'
  >;

const before = (payerName: (payerId: string) => string): readonly ReportColumn<GroupRow>[] => [
  {
    kind: 'text',
    id: 'payer',
    name: 'Payer',
    value: ({ payerId }) => (payerId === undefined ? 'Total' : payerName(payerId)),
  },
  { kind: 'text', id: 'code', name: 'Code', value: ({ code = '' }) => code },
  { kind: 'text', id: 'contract', name: 'Contract', value: ({ contractId = '' }) => contractId },
];
const after: readonly ReportColumn<GroupRow>[] = [
  { kind: 'text', id: 'first', name: 'First day', value: ({ first = '' }) => first },
  { kind: 'text', id: 'last', name: 'Last day', value: ({ last = '' }) => last },
];

export function underpaymentColumns(
  payerName: (payerId: string) => string,
): readonly ReportColumn<GroupRow>[] {
  return [
    ...before(payerName),
    {
      kind: 'text',
      id: 'found',
      name: 'Found',
      value: ({ verdict }) => (verdict === undefined ? '' : verdictWords[verdict]),
    },
    { kind: 'count', id: 'lines', name: 'Lines', value: ({ count }) => count },
    { kind: 'dollars', id: 'expected', name: 'Expected', value: ({ expectedCents }) => expectedCents },
    { kind: 'dollars', id: 'allowed', name: 'Allowed', value: ({ allowedCents }) => allowedCents },
    {
      kind: 'dollars',
      id: 'difference',
      name: 'Owed to us',
      value: ({ differenceCents }) => differenceCents,
    },
    ...after,
  ];
}

export function lowChargeColumns(payerName: (payerId: string) => string): readonly ReportColumn<GroupRow>[] {
  return [
    ...before(payerName),
    { kind: 'count', id: 'lines', name: 'Lines', value: ({ count }) => count },
    { kind: 'dollars', id: 'charged', name: 'Charged', value: ({ chargeCents }) => chargeCents },
    { kind: 'dollars', id: 'contractual', name: 'By contract', value: ({ contractCents }) => contractCents },
    { kind: 'dollars', id: 'left', name: 'Left', value: ({ differenceCents }) => differenceCents },
    ...after,
  ];
}

export function groupTotals(groups: readonly VarianceGroup[]): GroupRow {
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    chargeCents: sumCents(groups, ({ chargeCents }) => chargeCents),
    expectedCents: sumCents(groups, ({ expectedCents }) => expectedCents),
    contractCents: sumCents(groups, ({ contractCents }) => contractCents),
    allowedCents: sumCents(groups, ({ allowedCents }) => allowedCents),
    differenceCents: sumCents(groups, ({ differenceCents }) => differenceCents),
  };
}

/** How many lines nobody can check, and why, in a sentence each. */
export function notCheckedInWords(unknown: readonly UnknownLines[], payerName: (payerId: string) => string) {
  return unknown.map(
    ({ payerId, why, count, codes }) =>
      `${count} ${count === 1 ? 'line' : 'lines'} of ${payerName(payerId)}: ${why} (${codes.join(', ')}).`,
  );
}

/** What a payer owes for having paid late. */
interface LatePayer {
  readonly payerId: string;
  readonly name: string;
  readonly interest: readonly InterestOnPayment[];
  /** Of payments of which nobody can say whether they were late: why. */
  readonly unknown: readonly string[];
}

/** Who paid late, of every payer for which the practice knows until when it must pay. */
export function latePayers(pages: LatePages): readonly LatePayer[] {
  const [first] = pages;
  const payments = pages.flatMap((page) => page.payments);
  // A remittance whose claims are on two pages gives its interest with both.
  const interest: readonly InterestReceived[] = [
    ...new Map(
      pages.flatMap((page) => [...Map.groupBy(page.interest, ({ remittanceId }) => remittanceId)]),
    ).values(),
  ].flat();
  return (first?.payers ?? []).map(({ payerId, name, promptPay }) => {
    const late = payments.filter((payment) => payment.payerId === payerId);
    return {
      payerId,
      name,
      interest: interestOn(late, interest, promptPay),
      unknown: late.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
    };
  });
}

export interface LatePayerRow {
  readonly payerId?: string;
  readonly name: string;
  readonly claims: number;
  readonly interestCents: Cents;
  readonly receivedCents: Cents;
  readonly openCents: Cents;
  readonly unknown: number;
}

export function latePayerRows(payers: readonly LatePayer[]): readonly LatePayerRow[] {
  return payers.map(({ payerId, name, interest, unknown }) => ({
    payerId,
    name,
    claims: interest.length,
    interestCents: sumCents(interest, ({ owed }) => owed.interestCents),
    receivedCents: sumCents(interest, ({ receivedCents }) => receivedCents),
    openCents: openInterest(interest),
    unknown: unknown.length,
  }));
}

export function latePayerTotals(rows: readonly LatePayerRow[]): LatePayerRow {
  return {
    name: 'Total',
    claims: rows.reduce((sum, { claims }) => sum + claims, 0),
    interestCents: sumCents(rows, ({ interestCents }) => interestCents),
    receivedCents: sumCents(rows, ({ receivedCents }) => receivedCents),
    openCents: sumCents(rows, ({ openCents }) => openCents),
    unknown: rows.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

export const latePayerColumns: readonly ReportColumn<LatePayerRow>[] = [
  { kind: 'text', id: 'payer', name: 'Payer', value: ({ name }) => name },
  { kind: 'count', id: 'claims', name: 'Late claims', value: ({ claims }) => claims },
  { kind: 'dollars', id: 'interest', name: 'Interest owed', value: ({ interestCents }) => interestCents },
  { kind: 'dollars', id: 'received', name: 'Interest received', value: ({ receivedCents }) => receivedCents },
  { kind: 'dollars', id: 'open', name: 'Still open', value: ({ openCents }) => openCents },
  { kind: 'count', id: 'unknown', name: 'Not known', value: ({ unknown }) => unknown },
];

export const lateClaimColumns: readonly ReportColumn<InterestOnPayment>[] = [
  { kind: 'text', id: 'claim', name: 'Claim', value: ({ payment }) => payment.claimId },
  { kind: 'text', id: 'received-on', name: 'Received', value: ({ payment }) => payment.receivedOn },
  { kind: 'text', id: 'paid-on', name: 'Paid on', value: ({ payment }) => payment.paidOn },
  { kind: 'text', id: 'why', name: 'Why', value: ({ owed }) => owed.sentence },
  { kind: 'dollars', id: 'paid', name: 'Paid', value: ({ payment }) => payment.paidCents },
  { kind: 'dollars', id: 'interest', name: 'Interest owed', value: ({ owed }) => owed.interestCents },
  { kind: 'dollars', id: 'received', name: 'Interest received', value: ({ receivedCents }) => receivedCents },
  { kind: 'dollars', id: 'open', name: 'Still open', value: ({ owed }) => owed.openCents },
];

export const varianceLineColumns: readonly ReportColumn<SeenVariance>[] = [
  { kind: 'text', id: 'claim', name: 'Claim', value: ({ claimId }) => claimId },
  {
    kind: 'text',
    id: 'line',
    name: 'Line',
    value: ({ lineNumber }) => (lineNumber === 0 ? 'Claim' : String(lineNumber)),
  },
  { kind: 'text', id: 'service', name: 'Date of service', value: ({ serviceDate }) => serviceDate },
  { kind: 'text', id: 'posted', name: 'Posted', value: ({ postingDate }) => postingDate },
  { kind: 'text', id: 'because', name: 'Because', value: ({ because }) => because.join('; ') },
  { kind: 'dollars', id: 'charge', name: 'Charged', value: ({ chargeCents }) => chargeCents },
  { kind: 'dollars', id: 'expected', name: 'Expected', value: ({ expectedCents }) => expectedCents },
  { kind: 'dollars', id: 'allowed', name: 'Allowed', value: ({ allowedCents }) => allowedCents },
  { kind: 'dollars', id: 'difference', name: 'Owed to us', value: ({ differenceCents }) => differenceCents },
];
