import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, maybe, money, payerId, rate, serviceDate, text } from './report-columns.ts';
import { cashIn, countWhere, forEach, inPeriod, share, sumOf, sumWhere } from './sql-words.ts';

export const underpaymentRate: WarehouseReport = {
  name: 'underpayment-rate',
  title: 'Underpayment rate',
  group: 'payers',
  question: 'How often, and by how much, do payers allow less than their contracts say?',
  formula:
    'lines of the period that a contract prices and of which the payer allowed less ÷ all lines that a contract prices; in dollars what is missing ÷ what contracts allow',
  source: 'Domain rules 2.10; contracts of the practice',
  asks: 'period',
  reads: ['variance'],
  columns: [
    payerId,
    count('priced_lines', 'Lines that a contract prices.'),
    count('underpaid_lines', 'Of these: allowed too little.'),
    money('expected_amount', 'What contracts allow of all lines.'),
    money('underpaid_amount', 'What is missing of the underpaid ones.'),
    count('overpaid_lines', 'Of all: allowed too much.'),
    money('overpaid_amount', 'What is too much of these.'),
    rate('underpayment_rate', 'Underpaid of all lines.'),
    rate('underpaid_share', 'Missing of what contracts allow.'),
  ],
  orderBy: ['underpaid_amount DESC', 'payer_id'],
  drillsInto: { report: 'underpaid-lines', by: ['payer_id'] },
  sql: `
SELECT payer_id,
  count(*) AS priced_lines,
  ${countWhere("kind = 'underpaid'")} AS underpaid_lines,
  sum(expected_amount) AS expected_amount,
  ${sumWhere("kind = 'underpaid'", 'expected_amount - allowed_amount')} AS underpaid_amount,
  ${countWhere("kind = 'overpaid'")} AS overpaid_lines,
  ${sumWhere("kind = 'overpaid'", 'allowed_amount - expected_amount')} AS overpaid_amount,
  ${share(countWhere("kind = 'underpaid'"), 'count(*)')} AS underpayment_rate,
  ${share(sumWhere("kind = 'underpaid'", 'expected_amount - allowed_amount'), 'sum(expected_amount)')} AS underpaid_share
FROM variance CROSS JOIN asked
WHERE ${inPeriod}
GROUP BY payer_id`,
};

export const underpaidLines: WarehouseReport = {
  name: 'underpaid-lines',
  title: 'Underpaid lines',
  group: 'payers',
  question: 'Of which lines did the payer allow less than its contract says?',
  formula: 'one row for each line of the period of which the payer allowed less than its contract',
  source: 'Contracts of the practice',
  asks: 'period',
  reads: ['variance'],
  columns: [
    claimId,
    payerId,
    date('decided_on', 'The day in whose books it was decided.'),
    serviceDate,
    text('procedure_code', 'The code.'),
    text('contract', 'The contract.'),
    money('expected_amount', 'What the contract allows.'),
    money('allowed_amount', 'What the payer allowed.'),
    money('underpaid_amount', 'What is missing.'),
  ],
  orderBy: ['underpaid_amount DESC', 'claim_id', 'procedure_code', 'decided_on'],
  sql: `
SELECT claim_id, payer_id, posting_date AS decided_on, service_date, procedure_code, contract,
  expected_amount, allowed_amount, expected_amount - allowed_amount AS underpaid_amount
FROM variance CROSS JOIN asked
WHERE kind = 'underpaid' AND ${inPeriod}`,
};

/**
 * What payers paid of a claim on a day, less what they took back of it on the same: a reversal that comes with a better
 * decision takes nothing back. What is parked cancels out until a person has placed it.
 */
const claimDays = `
claim_days AS (
  SELECT claim_id, payer_id, posting_date, min(service_date) AS service_date, sum(amount) AS amount
  FROM ledger_entry CROSS JOIN asked
  WHERE claim_id IS NOT NULL AND payer_id IS NOT NULL AND account IN ('cash-in-transit', 'suspense')
    AND cause <> 'deposit' AND ${inPeriod}
  GROUP BY claim_id, payer_id, posting_date
)`;

export const takebackRate: WarehouseReport = {
  name: 'takeback-rate',
  title: 'Takeback rate',
  group: 'payers',
  question: 'How much of what payers pay do they take back?',
  formula:
    'what payers took back of claims in the period ÷ what they paid of claims in it; each claim counts by its days, so that a reversal with a better decision on the same day takes nothing back',
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    payerId,
    money('paid_amount', 'What it paid.'),
    money('taken_back_amount', 'What it took back.'),
    count('claims', 'Claims of which it took something back.'),
    rate('takeback_rate', 'Taken back of what was paid.'),
  ],
  orderBy: ['taken_back_amount DESC', 'payer_id'],
  drillsInto: { report: 'takebacks', by: ['payer_id'] },
  sql: `
WITH ${claimDays.trim()}
SELECT payer_id,
  ${sumWhere('amount > 0', 'amount')} AS paid_amount,
  ${sumWhere('amount < 0', '-amount')} AS taken_back_amount,
  count(DISTINCT CASE WHEN amount < 0 THEN claim_id END) AS claims,
  ${share(sumWhere('amount < 0', '-amount'), sumWhere('amount > 0', 'amount'))} AS takeback_rate
FROM claim_days
GROUP BY payer_id`,
};

export const takebacks: WarehouseReport = {
  name: 'takebacks',
  title: 'Takebacks',
  group: 'payers',
  question: 'Of which claims did payers take money back?',
  formula: 'one row for each claim and day of the period on which a payer took back more of it than it paid',
  source: 'Legs of the ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    claimId,
    payerId,
    date('taken_back_on', 'The day in whose books it was.'),
    serviceDate,
    money('taken_back_amount', 'What was taken back.'),
  ],
  orderBy: ['taken_back_amount DESC', 'claim_id', 'taken_back_on', 'payer_id'],
  sql: `
WITH ${claimDays.trim()}
SELECT claim_id, payer_id, posting_date AS taken_back_on, service_date, -amount AS taken_back_amount
FROM claim_days
WHERE amount < 0`,
};

export const cashByPayer: WarehouseReport = {
  name: 'cash-by-payer',
  title: 'Cash by payer',
  group: 'payers',
  question: 'How much money came in from each payer, and from patients?',
  formula:
    'payments of the period from each payer, less what was taken back, refunded, or moved outside claims (provider adjustments); patients stand together, and so does what is nobody’s claim yet. All rows are the cash of the period. What payers decided is another thing: see the scorecard',
  source: 'Legs of the ledger on cash in transit and bank, deposits left out',
  asks: 'period',
  reads: ['payment', 'dim_payer'],
  columns: [
    text('source', 'payer, patient or unapplied.'),
    maybe(payerId),
    maybe(text('payer_name', 'Its name.')),
    money('paid_amount', 'Paid.'),
    money('taken_back_amount', 'Taken back, or returned by a bank; negative.'),
    money('refunded_amount', 'Refunded; negative.'),
    money(
      'provider_adjustment_amount',
      'Moved outside claims: withheld where negative, interest where positive.',
    ),
    money('cash_amount', 'All of it.'),
    rate('share_of_cash', 'Of all cash of the period.'),
  ],
  orderBy: ['cash_amount DESC', 'source', 'payer_id'],
  drillsInto: { report: 'payments', by: ['source', 'payer_id'] },
  sql: `
WITH sums AS (
  SELECT source, payer_id,
    ${sumWhere("kind = 'payment'", 'amount')} AS paid_amount,
    ${sumWhere("kind IN ('reversal', 'returned')", 'amount')} AS taken_back_amount,
    ${sumWhere("kind = 'refund'", 'amount')} AS refunded_amount,
    ${sumWhere("kind = 'provider-adjustment'", 'amount')} AS provider_adjustment_amount,
    sum(amount) AS cash_amount
  FROM payment CROSS JOIN asked
  WHERE ${cashIn} AND ${inPeriod}
  GROUP BY source, payer_id
),
every_payment AS (
  SELECT ${sumOf('cash_amount')} AS all_amount FROM sums
)
SELECT source, sums.payer_id, dim_payer.name AS payer_name, paid_amount, taken_back_amount, refunded_amount,
  provider_adjustment_amount, cash_amount, ${share('cash_amount', 'all_amount')} AS share_of_cash
FROM sums
CROSS JOIN every_payment
LEFT JOIN dim_payer ON dim_payer.payer_id = sums.payer_id`,
};

export const remittanceMatchRate: WarehouseReport = {
  name: 'remittance-match-rate',
  title: 'ERA match rate',
  group: 'payers',
  question: 'How much of what remittances decide was posted to its claim by itself?',
  formula:
    'claim payments (CLP) of remittances of the period that no person had to place ÷ all of them, those that still wait for a person included',
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['adjudication_line', 'task_event'],
  columns: [
    count('claim_payments', 'Claim payments of remittances.'),
    count('parked', 'Of these: a person had, or has, to place them.'),
    rate('match_rate', 'Posted by themselves of all.'),
  ],
  orderBy: ['claim_payments'],
  sql: `
WITH posted AS (
  SELECT DISTINCT concat(remittance_id, '-claim-', CAST(claim_index AS VARCHAR)) AS claim_payment
  FROM adjudication_line CROSS JOIN asked
  WHERE ${inPeriod}
),
parked AS (
  SELECT DISTINCT task_id AS claim_payment
  FROM task_event CROSS JOIN asked
  WHERE kind = 'unmatched-remittance' AND event = 'opened' AND task_id LIKE '%-claim-%' AND ${inPeriod}
),
every_payment AS (
  SELECT claim_payment FROM posted UNION SELECT claim_payment FROM parked
)
SELECT count(*) AS claim_payments, count(parked.claim_payment) AS parked,
  ${share('(count(*) - count(parked.claim_payment))', 'count(*)')} AS match_rate
FROM every_payment
LEFT JOIN parked ON parked.claim_payment = every_payment.claim_payment`,
};

export const payByCode: WarehouseReport = {
  name: 'pay-by-code-by-payer',
  title: 'Pay by code by payer',
  group: 'payers',
  question: 'What does each payer pay for each code?',
  formula:
    'lines of decisions of the period by code and payer; a reversal takes its line off again, unless it turns out to mean another. Allowed is what was paid and what was left to the patient',
  source: 'Decisions of remittances',
  asks: 'period',
  reads: ['adjudication_line'],
  columns: [
    text('procedure_code', 'As the payer decided it.'),
    payerId,
    count('lines', 'Lines that were decided and not taken back.'),
    money('charge_amount', 'Charged.'),
    money('allowed_amount', 'Paid, or left to the patient.'),
    money('paid_amount', 'Paid.'),
    money('patient_amount', 'Left to the patient.'),
    money('contractual_amount', 'Taken off by contract.'),
    money('denied_amount', 'Denied.'),
    maybe(money('paid_per_line_amount', 'Paid for a line on average; empty where all were taken back.')),
  ],
  orderBy: ['procedure_code', 'payer_id'],
  sql: `
WITH sums AS (
  SELECT procedure_code, payer_id,
    sum(CASE WHEN is_reversal AND NOT coalesce(stands_again, false) THEN -1 ELSE 1 END) AS lines,
    sum(charge_amount) AS charge_amount, sum(paid_amount) AS paid_amount, sum(patient_amount) AS patient_amount,
    sum(contractual_amount) AS contractual_amount, sum(denied_amount) AS denied_amount
  FROM adjudication_line CROSS JOIN asked
  WHERE procedure_code IS NOT NULL AND ${inPeriod}
  GROUP BY procedure_code, payer_id
)
SELECT procedure_code, payer_id, lines, charge_amount, paid_amount + patient_amount AS allowed_amount, paid_amount,
  patient_amount, contractual_amount, denied_amount, ${forEach('paid_amount', 'lines')} AS paid_per_line_amount
FROM sums`,
};

export const unpostedCash: WarehouseReport = {
  name: 'unposted-cash',
  title: 'Unposted cash',
  group: 'collections',
  question: 'How much money is in hand of which nobody has said whose it is?',
  formula:
    'balance, in its favor, of suspense and of unapplied payments on the day asked for; each by what holds it: a bank entry, a remittance, a batch or a claim',
  source: 'Domain rules 2.10; balances of the ledger',
  asks: 'as-of',
  reads: ['ledger_entry'],
  columns: [
    text('account', 'suspense or unapplied-payment.'),
    count('items', 'What holds any of it.'),
    money('amount', 'All of it; negative where more was taken out than came in.'),
    count('oldest_days', 'Days since the oldest of it was posted.'),
  ],
  orderBy: ['account'],
  drillsInto: { report: 'unposted-money', by: ['account'] },
  sql: `
WITH ${unposted()}
SELECT account, count(*) AS items, sum(amount) AS amount, max(age_days) AS oldest_days
FROM unposted
GROUP BY account`,
};

function unposted(): string {
  const holder = 'coalesce(bank_entry_id, remittance_id, payment_batch_id, claim_id)';
  return `held AS (
  SELECT account, ${holder} AS holder, max(payer_id) AS payer_id, max(claim_id) AS claim_id,
    min(posting_date) AS since, ${sumOf('-amount')} AS amount
  FROM ledger_entry
  WHERE account IN ('suspense', 'unapplied-payment')
  GROUP BY account, ${holder}
  HAVING sum(amount) <> 0
),
unposted AS (
  SELECT held.*, date_diff('day', since, as_of) AS age_days FROM held CROSS JOIN asked
)`;
}

export const unpostedMoney: WarehouseReport = {
  name: 'unposted-money',
  title: 'Money that nobody has placed',
  group: 'collections',
  question: 'Which money waits to be placed, where, and since when?',
  formula:
    'one row for each bank entry, remittance, batch or claim with money in suspense or in unapplied payments',
  source: 'Balances of the ledger',
  asks: 'as-of',
  reads: ['ledger_entry'],
  columns: [
    text('account', 'suspense or unapplied-payment.'),
    text('holder', 'The bank entry, remittance, batch or claim.'),
    maybe(payerId),
    maybe(claimId),
    date('since', 'When the first of it was posted.'),
    count('age_days', 'Days since then.'),
    money('amount', 'Not placed; negative where more was taken out than came in.'),
  ],
  orderBy: ['age_days DESC', 'account', 'holder'],
  sql: `
WITH ${unposted()}
SELECT account, holder, payer_id, claim_id, since, age_days, amount FROM unposted`,
};
