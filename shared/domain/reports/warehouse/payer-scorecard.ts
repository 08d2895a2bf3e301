import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { count, maybe, money, payerId, rate, text } from './report-columns.ts';
import { countWhere, inPeriod, median, placed, share, sumOf, sumWhere } from './sql-words.ts';

export const payerScorecard: WarehouseReport = {
  name: 'payer-scorecard',
  title: 'Payer scorecard',
  group: 'payers',
  question: 'How does each payer treat the practice?',
  formula:
    'each figure as in the report of its own, for one payer: sent and accepted, decided and denied at first, days from the first bill to the first payment, allowed too little, taken back',
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['submission', 'acknowledgement', 'adjudication_line', 'variance', 'ledger_entry', 'dim_payer'],
  columns: [
    payerId,
    maybe(text('payer_name', 'Its name.')),
    text('payer_group', 'medicare, medicaid, commercial or other.'),
    count('submissions', 'Claims sent to it, each as often as it was sent.'),
    rate('acceptance_rate', 'Accepted of all sent.'),
    count(
      'decided_claims',
      'Claims that it decided the first time, whether as first, second or third payer.',
    ),
    count('denied_claims', 'Of these: something was denied.'),
    rate('denied_share', 'Denied at first of all decided.'),
    money('charge_amount', 'Charges of what it decided, less reversals.'),
    money('paid_amount', 'What it paid, less reversals.'),
    rate('paid_share', 'Paid of what was charged.'),
    maybe(count('median_payment_days', 'Median days from the first bill to the first payment.')),
    money('underpaid_amount', 'Allowed less than its contract.'),
    money('taken_back_amount', 'Taken back.'),
  ],
  orderBy: ['payer_id'],
  drillsInto: { report: 'submitted-claims', by: ['payer_id'] },
  sql: `
WITH answers AS (
  SELECT claim_id, submission_sequence, max(CASE WHEN status_category = 'A2' THEN 1 ELSE 0 END) AS accepted
  FROM acknowledgement
  GROUP BY claim_id, submission_sequence
),
sent AS (
  SELECT submission.payer_id, count(*) AS submissions, sum(coalesce(accepted, 0)) AS accepted
  FROM submission
  CROSS JOIN asked
  LEFT JOIN answers
    ON answers.claim_id = submission.claim_id AND answers.submission_sequence = submission.submission_sequence
  WHERE ${inPeriod}
  GROUP BY submission.payer_id
),
decisions AS (
  SELECT claim_id, payer_id, remittance_id, claim_index, decision_number, is_reversal, posting_date,
    min(submitted_at) AS submitted_at, sum(charge_amount) AS charge_amount, sum(paid_amount) AS paid_amount,
    sum(denied_amount) AS denied_amount
  FROM adjudication_line
  GROUP BY claim_id, payer_id, remittance_id, claim_index, decision_number, is_reversal, posting_date
),
decided AS (
  SELECT payer_id,
    ${countWhere('decision_number = 1')} AS decided_claims,
    ${countWhere('decision_number = 1 AND denied_amount > 0')} AS denied_claims,
    ${sumOf('charge_amount')} AS charge_amount,
    ${sumOf('paid_amount')} AS paid_amount
  FROM decisions CROSS JOIN asked
  WHERE ${inPeriod}
  GROUP BY payer_id
),
first_payments AS (
  SELECT claim_id, payer_id, date_diff('day', CAST(min(submitted_at) AS DATE), min(posting_date)) AS payment_days,
    min(posting_date) AS paid_on
  FROM decisions
  WHERE NOT is_reversal AND paid_amount > 0 AND submitted_at IS NOT NULL
  GROUP BY claim_id, payer_id
),
payments_in_order AS (
  SELECT payer_id, payment_days, ${placed('payment_days', 'payer_id')}
  FROM first_payments CROSS JOIN asked
  WHERE paid_on BETWEEN from_date AND to_date
),
payment_lags AS (
  SELECT payer_id, ${median('payment_days')} AS median_payment_days FROM payments_in_order GROUP BY payer_id
),
underpaid AS (
  SELECT payer_id, sum(expected_amount - allowed_amount) AS underpaid_amount
  FROM variance CROSS JOIN asked
  WHERE kind = 'underpaid' AND ${inPeriod}
  GROUP BY payer_id
),
claim_days AS (
  SELECT claim_id, payer_id, posting_date, sum(amount) AS amount
  FROM ledger_entry CROSS JOIN asked
  WHERE claim_id IS NOT NULL AND payer_id IS NOT NULL AND account IN ('cash-in-transit', 'suspense')
    AND cause <> 'deposit' AND ${inPeriod}
  GROUP BY claim_id, payer_id, posting_date
),
taken_back AS (
  SELECT payer_id, ${sumWhere('amount < 0', '-amount')} AS taken_back_amount FROM claim_days GROUP BY payer_id
),
payers AS (
  SELECT payer_id FROM sent
  UNION SELECT payer_id FROM decided
  UNION SELECT payer_id FROM underpaid
  UNION SELECT payer_id FROM taken_back
)
SELECT payers.payer_id, dim_payer.name AS payer_name, coalesce(payer_group, 'other') AS payer_group,
  coalesce(submissions, 0) AS submissions,
  ${share('accepted', 'submissions')} AS acceptance_rate,
  coalesce(decided_claims, 0) AS decided_claims,
  coalesce(denied_claims, 0) AS denied_claims,
  ${share('denied_claims', 'decided_claims')} AS denied_share,
  coalesce(charge_amount, 0) AS charge_amount,
  coalesce(paid_amount, 0) AS paid_amount,
  ${share('paid_amount', 'charge_amount')} AS paid_share,
  median_payment_days,
  coalesce(underpaid_amount, 0) AS underpaid_amount,
  coalesce(taken_back_amount, 0) AS taken_back_amount
FROM payers
LEFT JOIN dim_payer ON dim_payer.payer_id = payers.payer_id
LEFT JOIN sent ON sent.payer_id = payers.payer_id
LEFT JOIN decided ON decided.payer_id = payers.payer_id
LEFT JOIN payment_lags ON payment_lags.payer_id = payers.payer_id
LEFT JOIN underpaid ON underpaid.payer_id = payers.payer_id
LEFT JOIN taken_back ON taken_back.payer_id = payers.payer_id`,
};
