import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, date, flag, maybe, money, payerId, rate, text } from './report-columns.ts';
import { cashIn, inPeriod, netRevenue, share, sumWhere } from './sql-words.ts';

export const cashShareOfNetRevenue: WarehouseReport = {
  name: 'cash-share-of-net-revenue',
  title: 'Cash as a share of net revenue',
  group: 'collections',
  question: 'How much of the revenue of the period came in as cash?',
  formula:
    'cash collected in the period, less what was given back ÷ net patient service revenue of the period (charges − contractual adjustments)',
  source: 'HFMA MAP Keys',
  asks: 'period',
  reads: ['payment', 'ledger_entry'],
  columns: [
    money('cash_amount', 'Cash collected.'),
    money('net_revenue_amount', 'Charges less contractual adjustments.'),
    rate('cash_share', 'Cash of the net revenue.'),
  ],
  orderBy: ['cash_amount'],
  drillsInto: { report: 'payments', by: [] },
  sql: `
WITH collected AS (
  SELECT ${sumWhere(cashIn, 'amount')} AS cash_amount FROM payment CROSS JOIN asked WHERE ${inPeriod}
),
revenue AS (
  SELECT ${netRevenue} AS net_revenue_amount FROM ledger_entry CROSS JOIN asked WHERE ${inPeriod}
)
SELECT cash_amount, net_revenue_amount, ${share('cash_amount', 'net_revenue_amount')} AS cash_share
FROM collected CROSS JOIN revenue`,
};

export const pointOfServiceCollections: WarehouseReport = {
  name: 'point-of-service-collections',
  title: 'Point-of-service collections',
  group: 'patients',
  question: 'How much of what patients pay do they pay at the desk on the day of the visit?',
  formula:
    'payments of patients at the desk on the day of the visit ÷ all payments of patients in the period, each less what was taken back of it',
  source: 'HFMA MAP Keys',
  asks: 'period',
  reads: ['payment', 'ledger_entry'],
  columns: [
    money('at_visit_amount', 'Paid at the visit.'),
    money('patient_cash_amount', 'All that patients paid.'),
    rate('point_of_service_share', 'Paid at the visit of all.'),
  ],
  orderBy: ['patient_cash_amount'],
  drillsInto: { report: 'payments', by: [] },
  sql: `
WITH at_desk AS (
  SELECT posting_id FROM payment WHERE at_visit
  UNION
  SELECT taken_back.posting_id
  FROM ledger_entry AS taken_back
  JOIN payment ON payment.posting_id = taken_back.corrects_posting_id AND payment.at_visit
),
paid AS (
  SELECT ${sumWhere('at_desk.posting_id IS NOT NULL', 'amount')} AS at_visit_amount,
    coalesce(sum(amount), 0) AS patient_cash_amount
  FROM payment
  CROSS JOIN asked
  LEFT JOIN at_desk ON at_desk.posting_id = payment.posting_id
  WHERE source = 'patient' AND ${inPeriod}
)
SELECT at_visit_amount, patient_cash_amount,
  ${share('at_visit_amount', 'patient_cash_amount')} AS point_of_service_share
FROM paid`,
};

export const payments: WarehouseReport = {
  name: 'payments',
  title: 'Payments',
  group: 'collections',
  question: 'Which money came in and went out, from whom and for which claim?',
  formula: 'one row for each payment of the period, and for each that was taken back, moved or refunded',
  source: 'Legs of the ledger on cash in transit and bank, deposits left out',
  asks: 'period',
  reads: ['payment'],
  columns: [
    date('posted_on', 'The day in whose books it is.'),
    text('posting_id', 'The posting.'),
    maybe(claimId),
    maybe(payerId),
    text('source', 'payer, patient, unapplied or legacy.'),
    text('kind', 'payment, reversal, refund, provider-adjustment or returned.'),
    text('method', 'ach, check, card, cash ... or none.'),
    flag('at_visit', 'Paid at the desk on the day of the visit.'),
    money('amount', 'Came in; went out where negative.'),
  ],
  orderBy: ['posted_on', 'posting_id', 'amount'],
  sql: `
SELECT posting_date AS posted_on, posting_id, claim_id, payer_id, source, kind, method, at_visit, amount
FROM payment CROSS JOIN asked
WHERE ${inPeriod}`,
};
