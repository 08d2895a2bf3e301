import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, maybe, money, payerId, rate, text } from './report-columns.ts';
import { inPeriod, median, ninetieth, placed, share, sumOf, sumWhere } from './sql-words.ts';

/** Claims that an old system had charged: what is charged of them here corrects that. */
const takenOver = "SELECT claim_id FROM claim_event WHERE event = 'taken-over'";

/** Days from one thing that happens to a claim to the next, each counted in the period in which the later one happened. */
const lags = `
charged AS (
  SELECT claim_id, min(service_date) AS service_date, min(posting_date) AS charged_on
  FROM charge
  WHERE claim_id NOT IN (${takenOver})
  GROUP BY claim_id
),
sent AS (
  SELECT claim_id, min(payer_id) AS payer_id, min(posting_date) AS sent_on
  FROM submission
  WHERE submission_sequence = 1
  GROUP BY claim_id
),
decisions AS (
  SELECT claim_id, payer_id, remittance_id, claim_index, posting_date, min(submitted_at) AS submitted_at,
    sum(paid_amount) AS paid_amount, sum(denied_amount) AS denied_amount
  FROM adjudication_line
  WHERE NOT is_reversal
  GROUP BY claim_id, payer_id, remittance_id, claim_index, posting_date
),
every_lag AS (
  SELECT 'charge' AS lag, claim_id, CAST(NULL AS VARCHAR) AS payer_id, service_date AS from_day, charged_on AS to_day
  FROM charged
  UNION ALL
  SELECT 'submission', sent.claim_id, payer_id, charged_on, sent_on
  FROM sent JOIN charged ON charged.claim_id = sent.claim_id
  UNION ALL
  SELECT 'payment', claim_id, payer_id, CAST(min(submitted_at) AS DATE), min(posting_date)
  FROM decisions
  WHERE paid_amount > 0 AND submitted_at IS NOT NULL
  GROUP BY claim_id, payer_id
  UNION ALL
  SELECT 'denial', claim_id, payer_id, CAST(min(submitted_at) AS DATE), min(posting_date)
  FROM decisions
  WHERE denied_amount > 0 AND submitted_at IS NOT NULL
  GROUP BY claim_id, payer_id
),
lags AS (
  SELECT every_lag.*, date_diff('day', from_day, to_day) AS lag_days
  FROM every_lag CROSS JOIN asked
  WHERE from_day IS NOT NULL AND to_day BETWEEN from_date AND to_date
)`;

const lagFormula =
  'charge: first day of service to first charge posted; submission: first charge posted to first sent; both without claims that an old system had charged; payment and denial: first sent to a payer to its first decision that paid, or denied, something';

export const lagReport: WarehouseReport = {
  name: 'lags',
  title: 'Charge, submission, payment and denial lag',
  group: 'claims',
  question: 'How many days pass between the visit, its charge, its claim and the payer’s decision?',
  formula: `days, of what came to its end in the period: ${lagFormula}; the median is the lower of the two in the middle`,
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['charge', 'claim_event', 'submission', 'adjudication_line'],
  columns: [
    text('lag', 'charge, submission, payment or denial.'),
    count('claims', 'How many there are.'),
    count('median_days', 'The median.'),
    count('ninetieth_days', 'Nine of ten took no longer.'),
    count('longest_days', 'The longest.'),
  ],
  orderBy: ['lag'],
  drillsInto: { report: 'claims-behind-lags', by: ['lag'] },
  sql: `
WITH ${lags.trim()},
in_order AS (
  SELECT lag, lag_days, ${placed('lag_days', 'lag')} FROM lags
)
SELECT lag, count(*) AS claims, ${median('lag_days')} AS median_days, ${ninetieth('lag_days')} AS ninetieth_days,
  max(lag_days) AS longest_days
FROM in_order
GROUP BY lag`,
};

export const claimsBehindLags: WarehouseReport = {
  name: 'claims-behind-lags',
  title: 'Claims behind the lags',
  group: 'claims',
  question: 'Which claim took how long, from which day to which?',
  formula: lagFormula,
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['charge', 'claim_event', 'submission', 'adjudication_line'],
  columns: [
    text('lag', 'charge, submission, payment or denial.'),
    claimId,
    maybe(payerId),
    date('from_day', 'From when it is counted.'),
    date('to_day', 'To when.'),
    count('lag_days', 'The days between.'),
  ],
  orderBy: ['lag_days DESC', 'lag', 'claim_id', 'payer_id'],
  sql: `
WITH ${lags.trim()}
SELECT lag, claim_id, payer_id, from_day, to_day, lag_days FROM lags`,
};

const late = "date_diff('day', service_date, posting_date) > 3";

export const lateCharges: WarehouseReport = {
  name: 'late-charge-rate',
  title: 'Late charges',
  group: 'claims',
  question: 'How much of what was charged came later than three days after the service?',
  formula:
    'charges of the period that were posted more than three days after the day of service ÷ all charges of the period; what a correction takes back is taken off both, and claims that an old system had charged are in neither',
  source: 'HFMA MAP Key CL-2; three days',
  asks: 'period',
  reads: ['charge', 'claim_event'],
  columns: [
    money('charge_amount', 'All charges.'),
    money('late_amount', 'Of these: late.'),
    rate('late_charge_rate', 'Late of all.'),
  ],
  orderBy: ['charge_amount'],
  drillsInto: { report: 'charges', by: [] },
  sql: `
SELECT ${sumOf('amount')} AS charge_amount, ${sumWhere(late, 'amount')} AS late_amount,
  ${share(sumWhere(late, 'amount'), 'sum(amount)')} AS late_charge_rate
FROM charge CROSS JOIN asked
WHERE ${inPeriod} AND claim_id NOT IN (${takenOver})`,
};

export const charges: WarehouseReport = {
  name: 'charges',
  title: 'Charges',
  group: 'claims',
  question: 'What was charged of which claim, and how long after the service?',
  formula: 'one row for each line that was charged in the period, or taken back',
  source: 'Charges as they were posted',
  asks: 'period',
  reads: ['charge'],
  columns: [
    date('charged_on', 'The day in whose books it is.'),
    claimId,
    maybe(count('line_number', 'The line.')),
    maybe(text('procedure_code', 'The code.')),
    maybe(date('service_date', 'The first day of service.')),
    maybe(count('late_days', 'Days after the service.')),
    maybe(payerId),
    count('units', 'Units; negative where taken back.'),
    money('amount', 'Charged; negative where taken back.'),
  ],
  orderBy: ['charged_on', 'claim_id', 'line_number', 'amount'],
  sql: `
SELECT posting_date AS charged_on, claim_id, line_number, procedure_code, service_date,
  date_diff('day', service_date, posting_date) AS late_days, payer_id, units, amount
FROM charge CROSS JOIN asked
WHERE ${inPeriod}`,
};
