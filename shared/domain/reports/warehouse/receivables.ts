import type { ReportColumn, WarehouseReport } from '#contracts/warehouse/report.ts';
import {
  claimId,
  count,
  date,
  days,
  maybe,
  money,
  payerId,
  rate,
  serviceDate,
  text,
} from './report-columns.ts';
import { ages, countWhere, netRevenue, receivable, share, sumsByAge, sumWhere } from './sql-words.ts';

export const netDaysInReceivables: WarehouseReport = {
  name: 'net-days-in-receivables',
  title: 'Net days in accounts receivable',
  group: 'receivables',
  question: 'For how many days of revenue is the practice waiting?',
  formula:
    'accounts receivable on the day (what payers owe, what is denied and not decided, what patients owe, less what is owed back) ÷ (net patient service revenue of the 90 days up to it ÷ 90)',
  source: 'HFMA MAP Keys',
  asks: 'as-of',
  reads: ['ledger_entry'],
  columns: [
    money('receivable_amount', 'All that is owed, less credits.'),
    money('net_revenue_amount', 'Charges less contractual adjustments of 90 days.'),
    days('net_days', 'Days of revenue that are owed.'),
  ],
  orderBy: ['receivable_amount'],
  drillsInto: { report: 'open-receivables', by: [] },
  sql: `
WITH owed AS (
  SELECT ${sumWhere(receivable, 'amount')} AS receivable_amount FROM ledger_entry
),
revenue AS (
  SELECT ${netRevenue} AS net_revenue_amount
  FROM ledger_entry CROSS JOIN asked
  WHERE date_diff('day', posting_date, as_of) < 90
)
SELECT receivable_amount, net_revenue_amount, ${share('90 * receivable_amount', 'net_revenue_amount')} AS net_days
FROM owed CROSS JOIN revenue`,
};

/**
 * What is owed of each claim on each receivable account, by each payer. It is billed since the claim was first sent to that
 * payer, or to any where it never was to that one; of a patient, since the first statement about it.
 */
const openBalances = `
owed AS (
  SELECT claim_id, account,
    CASE WHEN account = 'patient-receivable' THEN NULL ELSE payer_id END AS payer_id,
    coalesce(min(service_date), min(posting_date)) AS service_date,
    sum(amount) AS amount
  FROM ledger_entry
  WHERE ${receivable}
  GROUP BY claim_id, account, CASE WHEN account = 'patient-receivable' THEN NULL ELSE payer_id END
  HAVING sum(amount) <> 0
),
sent_to_payer AS (
  SELECT claim_id, payer_id, min(posting_date) AS billed_on FROM submission GROUP BY claim_id, payer_id
),
sent AS (
  SELECT claim_id, min(posting_date) AS billed_on FROM submission GROUP BY claim_id
),
asked_of_patient AS (
  SELECT claim_id, min(posting_date) AS billed_on FROM statement GROUP BY claim_id
),
balances AS (
  SELECT owed.claim_id, owed.account, owed.payer_id, owed.service_date, owed.amount,
    CASE
      WHEN account = 'patient-receivable' THEN asked_of_patient.billed_on
      ELSE coalesce(sent_to_payer.billed_on, sent.billed_on)
    END AS billed_on,
    CASE WHEN account = 'patient-receivable' THEN 'patient' ELSE coalesce(payer_group, 'other') END AS payer_group
  FROM owed
  LEFT JOIN sent_to_payer ON sent_to_payer.claim_id = owed.claim_id AND sent_to_payer.payer_id = owed.payer_id
  LEFT JOIN sent ON sent.claim_id = owed.claim_id
  LEFT JOIN asked_of_patient ON asked_of_patient.claim_id = owed.claim_id
  LEFT JOIN dim_payer ON dim_payer.payer_id = owed.payer_id
),
aged AS (
  SELECT balances.*,
    date_diff('day', service_date, as_of) AS age_days,
    date_diff('day', billed_on, as_of) AS billed_days
  FROM balances CROSS JOIN asked
)`;

const openBalanceFacts = ['ledger_entry', 'submission', 'statement', 'dim_payer'] as const;

const payerGroup = text('payer_group', 'medicare, medicaid, commercial or other, by payer; or patient.');

function agingColumns(notBilled: readonly ReportColumn[]): ReportColumn[] {
  return [
    payerGroup,
    count('claims', 'Claims of which something is owed or owed back.'),
    ...ages.map(({ name, words }) => money(name, `Owed, ${words}.`)),
    ...notBilled,
    money('credit_amount', 'Owed back, negative.'),
    money('total_amount', 'All of it.'),
    rate('over_90_share', 'Older than 90 days, of what is owed in all ages.'),
  ];
}

function agingSql(age: string, notBilled?: string): string {
  const owed = `amount > 0${notBilled === undefined ? '' : ` AND NOT ${notBilled}`}`;
  return `
WITH ${openBalances.trim()}
SELECT payer_group,
  count(DISTINCT claim_id) AS claims,
  ${sumsByAge('amount', age, 'amount > 0')},${
    notBilled === undefined
      ? ''
      : `
  ${sumWhere(`amount > 0 AND ${notBilled}`, 'amount')} AS not_billed_amount,`
  }
  ${sumWhere('amount < 0', 'amount')} AS credit_amount,
  sum(amount) AS total_amount,
  ${share(sumWhere(`amount > 0 AND ${age} > 90`, 'amount'), sumWhere(owed, 'amount'))} AS over_90_share
FROM aged
GROUP BY payer_group`;
}

export const agingByServiceDate: WarehouseReport = {
  name: 'aging-by-service-date',
  title: 'Aging by date of service',
  group: 'receivables',
  question: 'How old is what is owed, counted from the day of service?',
  formula:
    'what is owed of each claim by each payer and by the patient, by days from the first day of service to the day asked for; what is owed back stands in no age',
  source: 'HFMA MAP Keys AR-1 and AR-2, from the day of service',
  asks: 'as-of',
  reads: openBalanceFacts,
  columns: agingColumns([]),
  orderBy: ['payer_group'],
  drillsInto: { report: 'open-receivables', by: ['payer_group'] },
  sql: agingSql('age_days'),
};

export const agingByBillDate: WarehouseReport = {
  name: 'aging-by-bill-date',
  title: 'Aging by bill date',
  group: 'receivables',
  question: 'How old is what is owed, counted from the day it was first billed?',
  formula:
    'what is owed of each claim by each payer and by the patient, by days from the day it was first sent to that payer, or on a statement, to the day asked for; what was never billed stands apart',
  source: 'HFMA MAP Keys AR-1 and AR-2, from the bill date',
  asks: 'as-of',
  reads: openBalanceFacts,
  columns: agingColumns([money('not_billed_amount', 'Owed, and not billed yet.')]),
  orderBy: ['payer_group'],
  drillsInto: { report: 'open-receivables', by: ['payer_group'] },
  sql: agingSql('billed_days', 'billed_on IS NULL'),
};

export const openReceivables: WarehouseReport = {
  name: 'open-receivables',
  title: 'Open receivables',
  group: 'receivables',
  question: 'Who owes what of which claim, and since when?',
  formula: 'one row for each claim, account and payer of which something is owed, or owed back',
  source: 'Balances of the ledger',
  asks: 'as-of',
  reads: openBalanceFacts,
  columns: [
    maybe(claimId),
    text('account', 'payer-receivable, denial-pending or patient-receivable.'),
    maybe(payerId),
    payerGroup,
    serviceDate,
    maybe(date('billed_on', 'When it was first billed to whom it is owed by.')),
    count('age_days', 'Days since the day of service.'),
    maybe(count('billed_days', 'Days since it was billed.')),
    money('amount', 'Owed; owed back where negative.'),
  ],
  orderBy: ['amount DESC', 'claim_id', 'account', 'payer_id'],
  sql: `
WITH ${openBalances.trim()}
SELECT claim_id, account, payer_id, payer_group, service_date, billed_on, age_days, billed_days, amount
FROM aged`,
};

/** States in which no payer has the claim and it is not yet as it will be sent; and those in which it only has to be sent. */
const notBilledStates = [
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
];
const notSentStates = ['ready-to-submit', 'on-hold', 'awaiting-rejection-work'];

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

const unbilled = `
in_order AS (
  SELECT claim_event.*, row_number() OVER (PARTITION BY claim_id ORDER BY claim_version DESC) AS from_last
  FROM claim_event
),
charges AS (
  SELECT claim_id, sum(amount) AS posted_amount FROM charge GROUP BY claim_id
),
waiting AS (
  SELECT in_order.claim_id, to_state AS state, service_date,
    coalesce(charge_amount, posted_amount, 0) AS charge_amount,
    CASE WHEN to_state IN (${quoted(notBilledStates)}) THEN 'not-billed' ELSE 'not-sent' END AS stage
  FROM in_order
  LEFT JOIN charges ON charges.claim_id = in_order.claim_id
  WHERE from_last = 1 AND to_state IN (${quoted([...notBilledStates, ...notSentStates])})
)`;

export const unbilledDays: WarehouseReport = {
  name: 'unbilled-days',
  title: 'Unbilled days: DNFB, FBNS and DNSP',
  group: 'receivables',
  question: 'For how many days of revenue has nothing been sent to a payer?',
  formula:
    'gross charges of visits that are not billed (DNFB: before the scrubber passed them), billed and not sent (FBNS: clean, held or rejected), and of both (DNSP) ÷ (gross charges of the 90 days up to the day asked for ÷ 90)',
  source: 'HFMA MAP Keys',
  asks: 'as-of',
  reads: ['claim_event', 'charge'],
  columns: [
    count('not_billed_claims', 'Visits not billed.'),
    money('not_billed_amount', 'Their gross charges.'),
    count('not_sent_claims', 'Visits billed and not sent.'),
    money('not_sent_amount', 'Their gross charges.'),
    money('gross_revenue_amount', 'Gross charges of 90 days.'),
    days('not_billed_days', 'DNFB.'),
    days('not_sent_days', 'FBNS.'),
    days('unbilled_days', 'DNSP, both together.'),
  ],
  orderBy: ['not_billed_claims'],
  drillsInto: { report: 'unbilled-claims', by: [] },
  sql: `
WITH ${unbilled.trim()},
sums AS (
  SELECT
    ${countWhere("stage = 'not-billed'")} AS not_billed_claims,
    ${sumWhere("stage = 'not-billed'", 'charge_amount')} AS not_billed_amount,
    ${countWhere("stage = 'not-sent'")} AS not_sent_claims,
    ${sumWhere("stage = 'not-sent'", 'charge_amount')} AS not_sent_amount
  FROM waiting
),
revenue AS (
  SELECT coalesce(sum(amount), 0) AS gross_revenue_amount
  FROM charge CROSS JOIN asked
  WHERE date_diff('day', posting_date, as_of) < 90
)
SELECT not_billed_claims, not_billed_amount, not_sent_claims, not_sent_amount, gross_revenue_amount,
  ${share('90 * not_billed_amount', 'gross_revenue_amount')} AS not_billed_days,
  ${share('90 * not_sent_amount', 'gross_revenue_amount')} AS not_sent_days,
  ${share('90 * (not_billed_amount + not_sent_amount)', 'gross_revenue_amount')} AS unbilled_days
FROM sums CROSS JOIN revenue`,
};

export const unbilledClaims: WarehouseReport = {
  name: 'unbilled-claims',
  title: 'Visits that no payer has',
  group: 'receivables',
  question: 'Which visits wait before they are sent, in which state and for how long?',
  formula: 'one row for each visit whose last state of the day is one before it is sent, or is rejected',
  source: 'History of claims',
  asks: 'as-of',
  reads: ['claim_event', 'charge'],
  columns: [
    claimId,
    text('stage', 'not-billed (DNFB) or not-sent (FBNS).'),
    text('state', 'Where the claim stands.'),
    serviceDate,
    maybe(count('age_days', 'Days since the day of service.')),
    money('charge_amount', 'Its gross charges.'),
  ],
  orderBy: ['charge_amount DESC', 'claim_id'],
  sql: `
WITH ${unbilled.trim()}
SELECT claim_id, stage, state, service_date, date_diff('day', service_date, as_of) AS age_days, charge_amount
FROM waiting CROSS JOIN asked`,
};
