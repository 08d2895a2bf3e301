import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, money, rate } from './report-columns.ts';
import { cashOfClaim, countWhere, share, sumOf, sumWhere } from './sql-words.ts';

/**
 * Claims charged here whose first day of service lies in the period, with all that came of them since. A claim that was taken
 * over was charged elsewhere, whatever was corrected of it here.
 */
const cohort = `
claims AS (
  SELECT claim_id,
    min(service_date) AS service_date,
    ${sumWhere("account = 'charges'", '-amount')} AS charge_amount,
    ${sumWhere("account = 'contractual-adjustment'", 'amount')} AS contractual_amount,
    ${sumWhere(cashOfClaim, 'amount')} AS payment_amount
  FROM ledger_entry
  WHERE claim_id IS NOT NULL
  GROUP BY claim_id
  HAVING ${countWhere("cause = 'charge'")} > 0 AND ${countWhere("cause = 'opening-balance'")} = 0
),
cohort AS (
  SELECT claims.* FROM claims CROSS JOIN asked WHERE service_date BETWEEN from_date AND to_date
)`;

const cohortBasis = {
  group: 'collections',
  asks: 'period',
  reads: ['ledger_entry'],
  drillsInto: { report: 'collected-claims', by: [] },
} as const;

export const netCollectionRate: WarehouseReport = {
  ...cohortBasis,
  name: 'net-collection-rate',
  title: 'Net collection rate',
  question: 'How much of what contracts let us have did we collect?',
  formula:
    'payments, less what was taken back and refunded ÷ (charges − contractual adjustments), of claims with their first day of service in the period and all that came of them until the day asked for; bad debt and other write-offs are not taken off',
  source: 'Domain rules 2.10; cohorts by date of service',
  columns: [
    count('claims', 'Claims of the period.'),
    money('charge_amount', 'Their charges.'),
    money('contractual_amount', 'What contracts took off.'),
    money('payment_amount', 'Paid, by payers and patients, less what was given back.'),
    rate('net_collection_rate', 'Paid of what contracts let us have.'),
  ],
  orderBy: ['claims'],
  sql: `
WITH ${cohort.trim()}
SELECT count(*) AS claims, ${sumOf('charge_amount')} AS charge_amount,
  ${sumOf('contractual_amount')} AS contractual_amount, ${sumOf('payment_amount')} AS payment_amount,
  ${share(sumOf('payment_amount'), sumOf('charge_amount - contractual_amount'))} AS net_collection_rate
FROM cohort`,
};

export const grossCollectionRate: WarehouseReport = {
  ...cohortBasis,
  name: 'gross-collection-rate',
  title: 'Gross collection rate',
  question: 'How much of what was charged did we collect?',
  formula:
    'payments, less what was taken back and refunded ÷ charges, of claims with their first day of service in the period and all that came of them until the day asked for',
  source: 'Domain rules 2.10; cohorts by date of service',
  columns: [
    count('claims', 'Claims of the period.'),
    money('charge_amount', 'Their charges.'),
    money('payment_amount', 'Paid, by payers and patients, less what was given back.'),
    rate('gross_collection_rate', 'Paid of what was charged.'),
  ],
  orderBy: ['claims'],
  sql: `
WITH ${cohort.trim()}
SELECT count(*) AS claims, ${sumOf('charge_amount')} AS charge_amount, ${sumOf('payment_amount')} AS payment_amount,
  ${share(sumOf('payment_amount'), sumOf('charge_amount'))} AS gross_collection_rate
FROM cohort`,
};

export const collectedClaims: WarehouseReport = {
  name: 'collected-claims',
  title: 'Claims and what they brought',
  group: 'collections',
  question: 'What did each claim of the period bring?',
  formula: 'one row for each claim charged here with its first day of service in the period',
  source: 'Legs of the ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    claimId,
    date('service_date', 'The first day of service.'),
    money('charge_amount', 'Charged.'),
    money('contractual_amount', 'Taken off by contracts.'),
    money('payment_amount', 'Paid, less what was given back.'),
  ],
  orderBy: ['service_date', 'claim_id'],
  sql: `
WITH ${cohort.trim()}
SELECT claim_id, service_date, charge_amount, contractual_amount, payment_amount FROM cohort`,
};
