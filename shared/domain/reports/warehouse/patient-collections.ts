import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, money, rate, text } from './report-columns.ts';
import { inPeriod, share, sumOf, sumWhere } from './sql-words.ts';

/** What patients paid of a visit within thirty days of its first statement of the period, on the day itself too. */
const yields = `
first_statements AS (
  SELECT claim_id, guarantor_id, posting_date AS sent_on, balance_amount,
    row_number() OVER (PARTITION BY claim_id ORDER BY posting_date, statement_number) AS place
  FROM statement CROSS JOIN asked
  WHERE ${inPeriod}
),
visits AS (
  SELECT claim_id, guarantor_id, sent_on, balance_amount FROM first_statements WHERE place = 1
),
yields AS (
  SELECT visits.claim_id, visits.guarantor_id, sent_on, balance_amount,
    ${sumOf('-amount')} AS paid_amount
  FROM visits
  LEFT JOIN ledger_entry
    ON ledger_entry.claim_id = visits.claim_id AND account = 'patient-receivable' AND reason = 'paid by patient'
    AND date_diff('day', sent_on, posting_date) BETWEEN 0 AND 30
  GROUP BY visits.claim_id, visits.guarantor_id, sent_on, balance_amount
)`;

export const statementYield: WarehouseReport = {
  name: 'statement-yield',
  title: 'Statement yield',
  group: 'patients',
  question: 'How much of what statements ask for do patients pay within thirty days?',
  formula:
    'what patients paid of visits within 30 days of their first statement of the period, less what was given back ÷ what these statements asked for',
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['statement', 'ledger_entry'],
  columns: [
    count('visits', 'Visits on statements.'),
    money('asked_amount', 'What was asked for.'),
    money('paid_amount', 'What was paid within thirty days.'),
    rate('statement_yield', 'Paid of what was asked for.'),
  ],
  orderBy: ['visits'],
  drillsInto: { report: 'statements-and-payments', by: [] },
  sql: `
WITH ${yields.trim()}
SELECT count(*) AS visits, ${sumOf('balance_amount')} AS asked_amount, ${sumOf('paid_amount')} AS paid_amount,
  ${share(sumOf('paid_amount'), sumOf('balance_amount'))} AS statement_yield
FROM yields`,
};

export const statementsAndPayments: WarehouseReport = {
  name: 'statements-and-payments',
  title: 'Statements and what they brought',
  group: 'patients',
  question: 'What did the first statement about each visit bring within thirty days?',
  formula: 'one row for each visit on a statement of the period, its first',
  source: 'Statements, and payments of patients in the ledger',
  asks: 'period',
  reads: ['statement', 'ledger_entry'],
  columns: [
    claimId,
    text('guarantor_id', 'Who was asked.'),
    date('sent_on', 'When.'),
    money('balance_amount', 'What was asked for.'),
    money('paid_amount', 'What was paid within thirty days.'),
  ],
  orderBy: ['sent_on', 'claim_id'],
  sql: `
WITH ${yields.trim()}
SELECT claim_id, guarantor_id, sent_on, balance_amount, paid_amount FROM yields`,
};

/** Write-offs of what no payer owed; a cover for what a later payer decided on is none. */
const badDebt =
  "account = 'write-off' AND (reason = 'bad-debt' OR (payer_id IS NULL AND coalesce(reason, '') <> 'given up, for a later payer decided'))";

export const badDebtRate: WarehouseReport = {
  name: 'bad-debt-rate',
  title: 'Bad debt',
  group: 'patients',
  question: 'How much of what was charged was given up because the patient did not pay?',
  formula:
    'write-offs of the period of what patients owed, less those that were taken back ÷ gross charges of the period',
  source: 'Domain rules 2.10; charity is none of it, and no stage grants any yet',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    money('bad_debt_amount', 'Written off of what patients owed.'),
    money('charge_amount', 'Gross charges.'),
    rate('bad_debt_rate', 'Written off of what was charged.'),
  ],
  orderBy: ['charge_amount'],
  drillsInto: { report: 'written-off-claims', by: [] },
  sql: `
WITH sums AS (
  SELECT ${sumWhere(badDebt, 'amount')} AS bad_debt_amount,
    ${sumWhere("account = 'charges'", '-amount')} AS charge_amount
  FROM ledger_entry CROSS JOIN asked
  WHERE ${inPeriod}
)
SELECT bad_debt_amount, charge_amount, ${share('bad_debt_amount', 'charge_amount')} AS bad_debt_rate
FROM sums`,
};
