import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, money, payerId, rate, serviceDate } from './report-columns.ts';
import { countWhere, inPeriod, share, sumOf, sumWhere } from './sql-words.ts';

const decisions = `
decisions AS (
  SELECT claim_id, payer_id, remittance_id, claim_index, decision_number, place_in_line, posting_date, service_date,
    sum(charge_amount) AS charge_amount, sum(paid_amount) AS paid_amount, sum(denied_amount) AS denied_amount
  FROM adjudication_line
  WHERE NOT is_reversal
  GROUP BY claim_id, payer_id, remittance_id, claim_index, decision_number, place_in_line, posting_date, service_date
)`;

const initialDenials = `${decisions.trim()},
initial_denials AS (
  SELECT decisions.*
  FROM decisions CROSS JOIN asked
  WHERE decision_number = 1 AND place_in_line = 1 AND denied_amount > 0 AND ${inPeriod}
)`;

export const initialDenialRate: WarehouseReport = {
  name: 'initial-denial-rate',
  title: 'Initial denial rate',
  group: 'denials',
  question: 'How much of what is sent do first payers deny at first, in claims and in dollars?',
  formula:
    'claims of whose first decision by the first payer something was denied in the period ÷ (claims sent the first time in the three calendar months before it ÷ 3 × months of the period); in dollars the gross charges of both',
  source: 'HFMA task force on denials; published by volume and by dollars',
  asks: 'period',
  reads: ['adjudication_line', 'submission'],
  columns: [
    count('denied_claims', 'Claims denied at first.'),
    money('denied_charge_amount', 'The gross charges of these claims.'),
    money('denied_amount', 'What of them was denied.'),
    count('submitted_claims', 'Claims sent the first time in the three months before.'),
    money('submitted_charge_amount', 'Their gross charges.'),
    count('months', 'Calendar months that the period touches.'),
    rate('denial_rate', 'By volume.'),
    rate('denial_rate_by_charges', 'By dollars.'),
  ],
  orderBy: ['denied_claims'],
  drillsInto: { report: 'denied-claims', by: [] },
  sql: `
WITH ${initialDenials},
denied AS (
  SELECT count(*) AS denied_claims, ${sumOf('charge_amount')} AS denied_charge_amount,
    ${sumOf('denied_amount')} AS denied_amount
  FROM initial_denials
),
submitted AS (
  SELECT count(*) AS submitted_claims, ${sumOf('charge_amount')} AS submitted_charge_amount
  FROM submission CROSS JOIN asked
  WHERE submission_sequence = 1
    AND date_diff('month', date_trunc('month', posting_date), date_trunc('month', from_date)) BETWEEN 1 AND 3
),
period AS (
  SELECT date_diff('month', date_trunc('month', from_date), date_trunc('month', to_date)) + 1 AS months FROM asked
)
SELECT denied_claims, denied_charge_amount, denied_amount, submitted_claims, submitted_charge_amount, months,
  ${share('3 * denied_claims', '(submitted_claims * months)')} AS denial_rate,
  ${share('3 * denied_charge_amount', '(submitted_charge_amount * months)')} AS denial_rate_by_charges
FROM denied CROSS JOIN submitted CROSS JOIN period`,
};

export const primaryDenialRate: WarehouseReport = {
  name: 'primary-denial-rate',
  title: 'Primary denial rate',
  group: 'denials',
  question: 'Of what first payers decided in the past four weeks, on how much did they pay nothing?',
  formula:
    'decisions of first payers of the 28 days up to the day asked for that paid nothing ÷ all of them; reversals and denials as a duplicate (reason 18) are left out of both',
  source: 'Domain rules 2.10: zero remits of primary payers, past four weeks, no duplicates',
  asks: 'as-of',
  reads: ['adjudication_line', 'adjustment'],
  columns: [
    count('decisions', 'Decisions of first payers.'),
    count('zero_decisions', 'Of these: nothing was paid.'),
    rate('primary_denial_rate', 'Unpaid of all.'),
  ],
  orderBy: ['decisions'],
  sql: `
WITH ${decisions.trim()},
duplicates AS (
  SELECT DISTINCT remittance_id, claim_index FROM adjustment WHERE reason_code = '18'
),
recent AS (
  SELECT paid_amount
  FROM decisions
  CROSS JOIN asked
  LEFT JOIN duplicates
    ON duplicates.remittance_id = decisions.remittance_id AND duplicates.claim_index = decisions.claim_index
  WHERE duplicates.remittance_id IS NULL AND place_in_line = 1 AND date_diff('day', posting_date, as_of) < 28
)
SELECT count(*) AS decisions, ${countWhere('paid_amount = 0')} AS zero_decisions,
  ${share(countWhere('paid_amount = 0'), 'count(*)')} AS primary_denial_rate
FROM recent`,
};

export const deniedClaims: WarehouseReport = {
  name: 'denied-claims',
  title: 'Claims denied at first',
  group: 'denials',
  question: 'Which claims did the first payer deny at first?',
  formula: 'one row for each claim of whose first decision something was denied in the period',
  source: 'Decisions of remittances',
  asks: 'period',
  reads: ['adjudication_line'],
  columns: [
    claimId,
    payerId,
    date('denied_on', 'The day in whose books it was denied.'),
    serviceDate,
    money('charge_amount', 'What was charged.'),
    money('paid_amount', 'What was paid.'),
    money('denied_amount', 'What was denied.'),
  ],
  orderBy: ['denied_amount DESC', 'claim_id'],
  sql: `
WITH ${initialDenials}
SELECT claim_id, payer_id, posting_date AS denied_on, service_date, charge_amount, paid_amount, denied_amount
FROM initial_denials`,
};

const breakdownColumns = [
  count('claims', 'Claims of which something was denied so.'),
  count('denials', 'Amounts that were denied so.'),
  money('denied_amount', 'What was denied.'),
  money('taken_back_amount', 'What of it, or of earlier denials, payers took back with their decisions.'),
  rate('share_of_denied', 'Of all that was denied in the period.'),
] as const;

/** Denied amounts of the period by whatever the report asks. */
function breakdown(by: readonly string[]): string {
  return `
WITH denied AS (
  SELECT adjustment.*
  FROM adjustment CROSS JOIN asked
  WHERE kind = 'denied' AND ${inPeriod}
),
every_denial AS (
  SELECT ${sumWhere('NOT is_reversal', 'amount')} AS all_denied_amount FROM denied
),
sums AS (
  SELECT ${by.join(', ')},
    count(DISTINCT CASE WHEN NOT is_reversal THEN claim_id END) AS claims,
    ${countWhere('NOT is_reversal')} AS denials,
    ${sumWhere('NOT is_reversal', 'amount')} AS denied_amount,
    ${sumWhere('is_reversal', '-amount')} AS taken_back_amount
  FROM denied
  GROUP BY ${by.join(', ')}
)
SELECT ${by.join(', ')}, claims, denials, denied_amount, taken_back_amount,
  ${share('denied_amount', 'all_denied_amount')} AS share_of_denied
FROM sums CROSS JOIN every_denial`;
}

const breakdownBasis = {
  group: 'denials',
  formula:
    'amounts that payers denied in the period, as their reasons were read when they were posted; what they took back stands beside it',
  source: 'Adjustments (CAS) of remittances',
  asks: 'period',
  reads: ['adjustment'],
} as const;

const cause = { name: 'denial_cause', type: 'text', mayBeEmpty: true, meaning: 'The cause.' } as const;
const stage = {
  name: 'denial_stage',
  type: 'text',
  mayBeEmpty: true,
  meaning: 'Whose work prevents it.',
} as const;
const groupCode = { name: 'group_code', type: 'text', meaning: 'CO, PR, OA, PI or CR.' } as const;
const reasonCode = { name: 'reason_code', type: 'text', meaning: 'CARC.' } as const;

export const denialsByCause: WarehouseReport = {
  ...breakdownBasis,
  name: 'denials-by-cause',
  title: 'Denials by cause',
  question: 'For which causes do payers deny?',
  columns: [cause, ...breakdownColumns],
  orderBy: ['denied_amount DESC', 'denial_cause'],
  drillsInto: { report: 'denied-adjustments', by: ['denial_cause'] },
  sql: breakdown(['denial_cause']),
};

export const denialsByStage: WarehouseReport = {
  ...breakdownBasis,
  name: 'denials-by-stage',
  title: 'Denials by stage',
  question: 'Whose work would have prevented the denials?',
  columns: [stage, ...breakdownColumns],
  orderBy: ['denied_amount DESC', 'denial_stage'],
  drillsInto: { report: 'denied-adjustments', by: ['denial_stage'] },
  sql: breakdown(['denial_stage']),
};

export const denialsByPayerAndCode: WarehouseReport = {
  ...breakdownBasis,
  name: 'denials-by-payer-and-code',
  title: 'Denials by payer and reason',
  question: 'Which payer denies for which reason?',
  columns: [payerId, groupCode, reasonCode, cause, ...breakdownColumns],
  orderBy: ['denied_amount DESC', 'payer_id', 'group_code', 'reason_code', 'denial_cause'],
  drillsInto: {
    report: 'denied-adjustments',
    by: ['payer_id', 'group_code', 'reason_code', 'denial_cause'],
  },
  sql: breakdown(['payer_id', 'group_code', 'reason_code', 'denial_cause']),
};

export const deniedAdjustments: WarehouseReport = {
  ...breakdownBasis,
  name: 'denied-adjustments',
  title: 'Denied amounts',
  question: 'Which amount of which claim was denied, and why?',
  formula: 'one row for each amount that a payer denied in the period, or took back with its decision',
  columns: [
    claimId,
    payerId,
    date('denied_on', 'The day in whose books it counts.'),
    serviceDate,
    { name: 'line_index', type: 'count', meaning: 'The line in the decision; 0 for the whole claim.' },
    groupCode,
    reasonCode,
    cause,
    stage,
    money('amount', 'Denied; negative where it was taken back.'),
  ],
  orderBy: ['denied_on', 'claim_id', 'line_index', 'group_code', 'reason_code', 'amount'],
  sql: `
SELECT claim_id, payer_id, posting_date AS denied_on, service_date, line_index, group_code, reason_code,
  denial_cause, denial_stage, amount
FROM adjustment CROSS JOIN asked
WHERE kind = 'denied' AND ${inPeriod}`,
};
