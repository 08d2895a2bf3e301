import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, flag, money, rate } from './report-columns.ts';
import { cashOfClaim, countWhere, share, sumOf, sumWhere } from './sql-words.ts';

/**
 * From this age on a claim counts in the net collection rate, in days from its first day of service to the day asked for:
 * by then payers have decided and the patient has been asked for the last time. Of younger claims the money is not in.
 * Source: statements on the days 0, 30, 60 and 90, collections from day 120 on (domain rules 2.8).
 */
const countedFromDays = 120;

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
  SELECT claims.*, date_diff('day', service_date, as_of) AS age_days
  FROM claims CROSS JOIN asked
  WHERE service_date BETWEEN from_date AND to_date
)`;

const isCounted = `age_days >= ${countedFromDays}`;
const counted = (what: string): string => sumWhere(isCounted, what);

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
  formula: `payments, less what was taken back and refunded ÷ (charges − contractual adjustments), of claims with their first day of service in the period and ${countedFromDays} days or more before the day asked for, and all that came of them until that day; bad debt and other write-offs are not taken off. Younger claims are not counted: their money is not in yet`,
  source: `Domain rules 2.10; cohorts by date of service, from an age of ${countedFromDays} days on, when a patient has been asked for the last time (2.8)`,
  columns: [
    count('claims', 'Claims of the period that are old enough to count.'),
    count('young_claims', 'Claims of the period that are too young to count.'),
    money('charge_amount', 'Charges of those that count.'),
    money('contractual_amount', 'What contracts took off of these.'),
    money('payment_amount', 'Paid of these, by payers and patients, less what was given back.'),
    rate('net_collection_rate', 'Paid of what contracts let us have; empty while no claim counts.'),
    rate('rate_with_young', 'The same with claims that are too young to count.'),
  ],
  orderBy: ['claims'],
  sql: `
WITH ${cohort.trim()}
SELECT ${countWhere(isCounted)} AS claims, ${countWhere(`NOT ${isCounted}`)} AS young_claims,
  ${counted('charge_amount')} AS charge_amount, ${counted('contractual_amount')} AS contractual_amount,
  ${counted('payment_amount')} AS payment_amount,
  ${share(counted('payment_amount'), counted('charge_amount - contractual_amount'))} AS net_collection_rate,
  ${share(sumOf('payment_amount'), sumOf('charge_amount - contractual_amount'))} AS rate_with_young
FROM cohort`,
};

export const netCollectionByServiceMonth: WarehouseReport = {
  name: 'net-collection-by-service-month',
  title: 'Net collection by month of service',
  group: 'collections',
  question: 'How much was collected of each month of service so far, and how old is the month?',
  formula:
    'payments, less what was taken back and refunded ÷ (charges − contractual adjustments), of the claims of each month of service in the period, and all that came of them until the day asked for; by the age of a month you see from when on it counts',
  source: 'Domain rules 2.10; cohorts by date of service',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    date('service_month', 'The first day of the month of service.'),
    count('youngest_days', 'Days from the last day of service in it to the day asked for.'),
    count('claims', 'Its claims.'),
    money('charge_amount', 'Their charges.'),
    money('contractual_amount', 'What contracts took off.'),
    money('payment_amount', 'Paid, by payers and patients, less what was given back.'),
    rate('net_collection_rate', 'Paid of what contracts let us have.'),
    flag('is_counted', `All of it is ${countedFromDays} days old or more.`),
  ],
  orderBy: ['service_month'],
  drillsInto: { report: 'collected-claims', by: ['service_month'] },
  sql: `
WITH ${cohort.trim()}
SELECT CAST(date_trunc('month', service_date) AS DATE) AS service_month, min(age_days) AS youngest_days, count(*) AS claims,
  sum(charge_amount) AS charge_amount, sum(contractual_amount) AS contractual_amount, sum(payment_amount) AS payment_amount,
  ${share(sumOf('payment_amount'), sumOf('charge_amount - contractual_amount'))} AS net_collection_rate,
  min(age_days) >= ${countedFromDays} AS is_counted
FROM cohort
GROUP BY CAST(date_trunc('month', service_date) AS DATE)`,
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
    date('service_month', 'The first day of its month of service.'),
    flag('is_counted', `${countedFromDays} days old or more: it counts in the net collection rate.`),
  ],
  orderBy: ['service_date', 'claim_id'],
  sql: `
WITH ${cohort.trim()}
SELECT claim_id, service_date, charge_amount, contractual_amount, payment_amount,
  CAST(date_trunc('month', service_date) AS DATE) AS service_month, ${isCounted} AS is_counted
FROM cohort`,
};
