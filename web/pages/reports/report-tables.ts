import type { Cents } from '#contracts/cents.ts';
import type { ClaimState } from '#contracts/claim.ts';
import { auditedKinds, type AuditedKind, type CoderAccuracy } from '#contracts/coding-audit.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { AgingEntry, DaySheet, PaymentTotal, UnbilledEntry } from '#contracts/reports.ts';
import { daysBetween } from '#domain/calendar/plain-date.ts';
import { chartOfAccounts } from '#domain/ledger/chart-of-accounts.ts';
import { addCents, sumCents } from '#domain/money/cents.ts';
import { addToAge, ageNames, noAges, type Ages } from '#domain/reports/age.ts';
import type { AgingReport, AgingRow } from '#domain/reports/aging.ts';
import type { HolderRow } from '#domain/reports/holder-movements.ts';
import type { MonthEnd, MonthEndRow } from '#domain/reports/month-end.ts';
import { percentText } from '#domain/reports/percent-text.ts';
import type { UnbilledRow } from '#domain/reports/unbilled.ts';
import { personName } from '../../words/people.ts';
import type { ReportColumn } from './report-columns.ts';

const ageColumns = <Row extends { readonly ages: Ages }>(): readonly ReportColumn<Row>[] =>
  ageNames.map((age) => ({ kind: 'dollars', id: age, name: `${age} days`, value: ({ ages }) => ages[age] }));

export function agingColumns(by: 'payer' | 'patient'): readonly ReportColumn<AgingRow>[] {
  return [
    { kind: 'text', id: 'name', name: by === 'payer' ? 'Payer' : 'Patient', value: ({ name }) => name },
    ...(by === 'patient'
      ? [{ kind: 'text', id: 'account', name: 'Account', value: ({ key }: AgingRow) => key } as const]
      : []),
    { kind: 'count', id: 'claims', name: 'Claims', value: ({ claims }) => claims },
    ...ageColumns<AgingRow>(),
    { kind: 'dollars', id: 'credits', name: 'Credits', value: ({ creditCents }) => creditCents },
    { kind: 'dollars', id: 'total', name: 'Total', value: ({ totalCents }) => totalCents },
  ];
}

export function agingTotals({ total }: AgingReport): AgingRow {
  return { key: '', name: 'Total', ...total };
}

/** The part of what is owed that is older than ninety days, in percent; undefined where nothing is owed. */
export function over90Percent({ ages }: { readonly ages: Ages }): number | undefined {
  const owed = sumCents(ageNames, (age) => ages[age]);
  return owed === 0 ? undefined : Math.round((100 * (ages['91-120'] + ages['over 120'])) / owed);
}

const receivableWords: Readonly<Record<AgingEntry['account'], string>> = {
  'payer-receivable': 'Payer owes',
  'denial-pending': 'Denied, open',
  'patient-receivable': 'Patient owes',
};

/** The claims behind a row of the aging report. */
export function agedClaimColumns(
  since: 'service' | 'due',
  on: PlainDate,
): readonly ReportColumn<AgingEntry>[] {
  return [
    { kind: 'text', id: 'claim', name: 'Claim', value: ({ claimId }) => claimId },
    { kind: 'text', id: 'patient', name: 'Patient', value: ({ patientName }) => patientName },
    { kind: 'text', id: 'account', name: 'Stands as', value: ({ account }) => receivableWords[account] },
    { kind: 'text', id: 'service', name: 'Service', value: ({ serviceDate }) => serviceDate },
    { kind: 'text', id: 'due', name: 'Owed since', value: ({ dueSince }) => dueSince },
    {
      kind: 'count',
      id: 'days',
      name: 'Days',
      value: ({ serviceDate, dueSince }) => daysBetween(since === 'service' ? serviceDate : dueSince, on),
    },
    { kind: 'dollars', id: 'amount', name: 'Amount', value: ({ amountCents }) => amountCents },
  ];
}

export interface ShownUnbilledRow extends Omit<UnbilledRow, 'state'> {
  readonly state: ClaimState | 'total';
}

export function unbilledColumns(
  wordsOf: (state: ClaimState) => string,
): readonly ReportColumn<ShownUnbilledRow>[] {
  return [
    {
      kind: 'text',
      id: 'state',
      name: 'Where the claim waits',
      value: ({ state }) => (state === 'total' ? 'Total' : wordsOf(state)),
    },
    { kind: 'count', id: 'claims', name: 'Claims', value: ({ claims }) => claims },
    ...ageColumns<ShownUnbilledRow>(),
    { kind: 'dollars', id: 'total', name: 'Charges', value: ({ totalCents }) => totalCents },
  ];
}

export function unbilledTotals(rows: readonly UnbilledRow[]): ShownUnbilledRow {
  const ages = noAges();
  for (const row of rows) {
    for (const age of ageNames) {
      addToAge(ages, age, row.ages[age]);
    }
  }
  return {
    state: 'total',
    claims: rows.reduce((sum, { claims }) => sum + claims, 0),
    ages,
    totalCents: sumCents(rows, ({ totalCents }) => totalCents),
  };
}

/** The claims behind a row of the report of what is unbilled. */
export function unbilledClaimColumns(on: PlainDate): readonly ReportColumn<UnbilledEntry>[] {
  return [
    { kind: 'text', id: 'claim', name: 'Claim', value: ({ claimId }) => claimId },
    { kind: 'text', id: 'service', name: 'Service', value: ({ serviceDate }) => serviceDate },
    { kind: 'count', id: 'days', name: 'Days', value: ({ serviceDate }) => daysBetween(serviceDate, on) },
    { kind: 'dollars', id: 'charges', name: 'Charges', value: ({ chargeCents }) => chargeCents },
  ];
}

export type MoneyRow = Pick<HolderRow, 'cameCents' | 'depositedCents' | 'openCents'> &
  Partial<Pick<HolderRow, 'holder' | 'label' | 'account' | 'since' | 'age'>>;

const cameWith: readonly ReportColumn<MoneyRow>[] = [
  { kind: 'text', id: 'label', name: 'Came with', value: ({ label = 'Total' }) => label },
  {
    kind: 'text',
    id: 'holder',
    name: 'Number',
    value: ({ holder = '', label }) => (holder === label ? '' : holder),
  },
  { kind: 'text', id: 'since', name: 'Since', value: ({ since = '' }) => since },
  {
    kind: 'text',
    id: 'age',
    name: 'Days',
    value: ({ age = '' }) => age,
    sortBy: ({ since = '' }) => since,
  },
];

export const unappliedColumns: readonly ReportColumn<MoneyRow>[] = [
  ...cameWith,
  {
    kind: 'text',
    id: 'account',
    name: 'Stands on',
    value: ({ account }) => (account === undefined ? '' : chartOfAccounts[account].name),
  },
  // Money that is held stands on the credit side; a person thinks of it as so much that is there.
  { kind: 'dollars', id: 'open', name: 'To be applied', value: ({ openCents }) => (0 - openCents) as Cents },
];

export const depositColumns: readonly ReportColumn<MoneyRow>[] = [
  ...cameWith,
  { kind: 'dollars', id: 'came', name: 'Announced', value: ({ cameCents }) => cameCents },
  { kind: 'dollars', id: 'bank', name: 'In the bank', value: ({ depositedCents }) => depositedCents },
  { kind: 'dollars', id: 'open', name: 'In transit', value: ({ openCents }) => openCents },
];

export function moneyTotals(rows: readonly HolderRow[]): MoneyRow {
  return {
    cameCents: sumCents(rows, ({ cameCents }) => cameCents),
    depositedCents: sumCents(rows, ({ depositedCents }) => depositedCents),
    openCents: sumCents(rows, ({ openCents }) => openCents),
  };
}

export interface DaySheetRow {
  readonly part: string;
  readonly what: string;
  readonly count?: number;
  readonly amountCents: Cents;
}

const sourceWords: Readonly<Record<PaymentTotal['source'], string>> = {
  payer: 'Paid by payers',
  patient: 'Paid by patients',
  unapplied: 'Not applied yet',
};
const methodWords: Readonly<Record<PaymentTotal['method'], string>> = {
  cash: 'cash',
  check: 'checks',
  card: 'cards',
  eft: 'electronic transfers',
  none: 'no money moved',
};

/** The lines of a day sheet, from the receivables before the day to those after it. */
export function daySheetRows(sheet: DaySheet): readonly DaySheetRow[] {
  return [
    { part: 'Receivables', what: 'Before the day', amountCents: sheet.openingReceivableCents },
    { part: 'Charges', what: 'Charges posted', amountCents: sheet.chargesCents },
    ...sheet.payments.map(({ source, method, byHand, count, amountCents }) => ({
      part: 'Payments',
      what: `${sourceWords[source]}, ${methodWords[method]}${byHand ? ', entered by hand' : ''}`,
      count,
      amountCents,
    })),
    ...sheet.adjustments.map(({ account, amountCents }) => ({
      part: 'Adjustments',
      what: chartOfAccounts[account].name,
      amountCents,
    })),
    { part: 'Refunds', what: 'Paid back', amountCents: sheet.refundsCents },
    { part: 'Bank', what: 'Found in the bank', amountCents: sheet.depositedCents },
    ...sheet.forDeposit.map(({ method, count, amountCents }) => ({
      part: 'Deposit slip',
      what: `Must lie on it: ${methodWords[method]}`,
      count,
      amountCents,
    })),
    { part: 'Receivables', what: 'After the day', amountCents: sheet.closingReceivableCents },
    { part: 'Proof', what: 'Debits less credits', amountCents: sheet.differenceCents },
  ];
}

export const daySheetColumns: readonly ReportColumn<DaySheetRow>[] = [
  { kind: 'text', id: 'part', name: 'Part', value: ({ part }) => part },
  { kind: 'text', id: 'what', name: 'What', value: ({ what }) => what },
  { kind: 'count', id: 'count', name: 'Payments', value: ({ count }) => count },
  { kind: 'dollars', id: 'amount', name: 'Amount', value: ({ amountCents }) => amountCents },
];

export type TrialRow = Omit<MonthEndRow, 'account'>;

export const monthEndColumns: readonly ReportColumn<TrialRow>[] = [
  { kind: 'text', id: 'account', name: 'Account', value: ({ name }) => name },
  { kind: 'dollars', id: 'opening', name: 'Opening', value: ({ openingCents }) => openingCents },
  { kind: 'dollars', id: 'debits', name: 'Debits', value: ({ debitCents }) => debitCents },
  { kind: 'dollars', id: 'credits', name: 'Credits', value: ({ creditCents }) => creditCents },
  { kind: 'dollars', id: 'closing', name: 'Closing', value: ({ closingCents }) => closingCents },
];

export function monthEndTotals({ rows }: Pick<MonthEnd, 'rows'>): TrialRow {
  return {
    name: 'Total',
    openingCents: sumCents(rows, ({ openingCents }) => openingCents),
    debitCents: sumCents(rows, ({ debitCents }) => debitCents),
    creditCents: sumCents(rows, ({ creditCents }) => creditCents),
    closingCents: sumCents(rows, ({ closingCents }) => closingCents),
  };
}

const kindWords: Readonly<Record<AuditedKind, string>> = {
  diagnosis: 'Diagnoses',
  procedure: 'Procedures',
  'visit-level': 'Visit levels',
  modifier: 'Modifiers',
  units: 'Units',
  pointer: 'Pointers',
};

export const accuracyColumns: readonly ReportColumn<CoderAccuracy>[] = [
  { kind: 'text', id: 'coder', name: 'Coder', value: ({ coder }) => personName(coder) },
  { kind: 'count', id: 'audits', name: 'Audits', value: ({ audits }) => audits },
  {
    kind: 'text',
    id: 'right',
    name: 'Right',
    value: ({ accuracyMillis }) => percentText(accuracyMillis),
    sortBy: ({ accuracyMillis }) => accuracyMillis,
  },
  ...auditedKinds.map((kind): ReportColumn<CoderAccuracy> => ({
    kind: 'text',
    id: kind,
    name: kindWords[kind],
    value: ({ kinds }) => {
      const { total = 0, errors = 0 } = kinds.find((one) => one.kind === kind) ?? {};
      return total === 0 ? '' : `${total - errors} of ${total}`;
    },
  })),
  { kind: 'dollars', id: 'over', name: 'Coded too high', value: ({ overCodedCents }) => overCodedCents },
  { kind: 'dollars', id: 'under', name: 'Coded too low', value: ({ underCodedCents }) => underCodedCents },
];

/** What all coders' errors were worth, set off against each other. */
export function accuracyNetCents(coders: readonly CoderAccuracy[]): Cents {
  return coders.reduce(
    (sum, { overCodedCents, underCodedCents }) => addCents(sum, (overCodedCents - underCodedCents) as Cents),
    0 as Cents,
  );
}
