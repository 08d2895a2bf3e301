import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import {
  claimId,
  count,
  date,
  flag,
  maybe,
  money,
  payerId,
  rate,
  serviceDate,
  text,
} from './report-columns.ts';
import {
  countWhere,
  inPeriod,
  median,
  netRevenue,
  ninetieth,
  placed,
  share,
  sumOf,
  sumWhere,
} from './sql-words.ts';

/** Write-offs that a person decided about a denial name the decision that they concern; so does what takes them back. */
const denialWriteOff = "account = 'write-off' AND concerns_posting_id IS NOT NULL";

export const denialWriteOffs: WarehouseReport = {
  name: 'denial-write-offs',
  title: 'Denial write-offs',
  group: 'denials',
  question: 'How much of the revenue was given up because a payer denied it?',
  formula:
    'write-offs of the period that a person decided about a denial, less those that were taken back ÷ net patient service revenue of the period (charges − contractual adjustments)',
  source: 'HFMA MAP Key AR-6',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    money('written_off_amount', 'Written off after a denial, net of what was taken back.'),
    count('claims', 'Claims of which something was.'),
    money('net_revenue_amount', 'Charges less contractual adjustments.'),
    rate('denial_write_off_rate', 'Written off of the net revenue.'),
  ],
  orderBy: ['written_off_amount'],
  drillsInto: { report: 'written-off-claims', by: [] },
  sql: `
SELECT
  ${sumWhere(denialWriteOff, 'amount')} AS written_off_amount,
  count(DISTINCT CASE WHEN ${denialWriteOff} THEN claim_id END) AS claims,
  ${netRevenue} AS net_revenue_amount,
  ${share(sumWhere(denialWriteOff, 'amount'), netRevenue)} AS denial_write_off_rate
FROM ledger_entry CROSS JOIN asked
WHERE ${inPeriod}`,
};

export const writtenOffClaims: WarehouseReport = {
  name: 'written-off-claims',
  title: 'Claims written off',
  group: 'denials',
  question: 'What was written off of which claim, for which reason?',
  formula: 'write-offs of the period by claim, payer and reason, net of what was taken back',
  source: 'Legs of the ledger on write-off',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    maybe(claimId),
    maybe(payerId),
    maybe(text('reason', 'Why.')),
    flag('is_denial', 'It was denied before.'),
    serviceDate,
    date('last_written_off_on', 'The last day on which something of it was moved.'),
    money('written_off_amount', 'Written off, net of what was taken back.'),
  ],
  orderBy: ['written_off_amount DESC', 'claim_id', 'payer_id', 'reason', 'is_denial'],
  sql: `
SELECT claim_id, payer_id, reason, concerns_posting_id IS NOT NULL AS is_denial,
  min(service_date) AS service_date, max(posting_date) AS last_written_off_on, sum(amount) AS written_off_amount
FROM ledger_entry CROSS JOIN asked
WHERE account = 'write-off' AND ${inPeriod}
GROUP BY claim_id, payer_id, reason, concerns_posting_id IS NOT NULL`,
};

/**
 * A denial is open from the moment at which something of a claim comes to stand as denied by a payer until nothing does.
 * What the payer has paid since then, it has overturned, as far as that was denied.
 */
const denials = `
movements AS (
  SELECT claim_id, payer_id, posting_date, known_at, sum(amount) AS moved,
    max(CASE WHEN cause = 'write-off' AND amount < 0 THEN 1 ELSE 0 END) AS by_write_off,
    max(CASE WHEN cause = 'billed-to-patient' AND amount < 0 THEN 1 ELSE 0 END) AS by_patient,
    max(CASE WHEN cause = 'denial-reopened' AND amount < 0 THEN 1 ELSE 0 END) AS by_billing,
    min(service_date) AS service_date
  FROM ledger_entry
  WHERE account = 'denial-pending'
  GROUP BY claim_id, payer_id, posting_date, known_at
  HAVING sum(amount) <> 0
),
balances AS (
  SELECT movements.*,
    sum(moved) OVER (
      PARTITION BY claim_id, payer_id ORDER BY posting_date, known_at ROWS UNBOUNDED PRECEDING
    ) AS balance
  FROM movements
),
numbered AS (
  SELECT balances.*,
    sum(CASE WHEN balance = moved THEN 1 ELSE 0 END) OVER (
      PARTITION BY claim_id, payer_id ORDER BY posting_date, known_at ROWS UNBOUNDED PRECEDING
    ) AS denial_number
  FROM balances
),
denials AS (
  SELECT claim_id, payer_id, denial_number,
    min(service_date) AS service_date,
    min(posting_date) AS denied_on,
    min(known_at) AS denied_at,
    max(balance) AS denied_amount,
    max(CASE WHEN balance = 0 THEN posting_date END) AS resolved_on,
    CASE
      WHEN max(CASE WHEN balance = 0 THEN by_write_off ELSE 0 END) = 1 THEN 'written-off'
      WHEN max(CASE WHEN balance = 0 THEN by_patient ELSE 0 END) = 1 THEN 'billed-to-patient'
      WHEN max(CASE WHEN balance = 0 THEN by_billing ELSE 0 END) = 1 THEN 'billed-again'
      WHEN max(CASE WHEN balance = 0 THEN 1 ELSE 0 END) = 1 THEN 'decided-anew'
      ELSE 'open'
    END AS ended
  FROM numbered
  GROUP BY claim_id, payer_id, denial_number
  HAVING max(balance) > 0
),
paid_since AS (
  SELECT denials.claim_id, denials.payer_id, denials.denial_number, sum(amount) AS paid_amount
  FROM denials
  JOIN ledger_entry
    ON ledger_entry.claim_id = denials.claim_id AND ledger_entry.payer_id = denials.payer_id
    AND known_at > denied_at
  WHERE account IN ('cash-in-transit', 'suspense') AND cause <> 'deposit'
  GROUP BY denials.claim_id, denials.payer_id, denials.denial_number
),
outcomes AS (
  SELECT denials.*,
    CASE
      WHEN paid_amount > denied_amount THEN denied_amount
      WHEN paid_amount > 0 THEN paid_amount
      ELSE 0
    END AS overturned_amount
  FROM denials
  LEFT JOIN paid_since
    ON paid_since.claim_id = denials.claim_id AND paid_since.payer_id = denials.payer_id
    AND paid_since.denial_number = denials.denial_number
)`;

export const denialResolution: WarehouseReport = {
  name: 'denial-resolution',
  title: 'Denials resolved and overturned',
  group: 'denials',
  question: 'How long do denials stay open, how do they end, and how much do payers pay of them after all?',
  formula:
    'days from the day something of a claim stands as denied by a payer until nothing does, of denials that ended in the period; overturned is what that payer has paid of the claim since, at most what was denied',
  source: 'Domain rules 2.10; the balance of denial-pending in the ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    count('resolved_denials', 'Denials that ended.'),
    maybe(count('median_days', 'Median of the days that they were open.')),
    maybe(count('ninetieth_days', 'Nine of ten were open no longer.')),
    money('denied_amount', 'What had been denied.'),
    count('overturned_denials', 'Denials of which the payer has paid something since.'),
    money('overturned_amount', 'What it has paid.'),
    rate('overturned_share', 'Overturned denials of all that ended.'),
    rate('overturned_amount_share', 'Overturned dollars of all that were denied.'),
    count('written_off', 'Ended by a write-off.'),
    count('billed_to_patient', 'Ended by a bill to the patient.'),
    count('billed_again', 'Ended by a new bill to the payer.'),
    count('decided_anew', 'Ended by the payer, that decided anew or took its decision back.'),
  ],
  orderBy: ['resolved_denials'],
  drillsInto: { report: 'denials-and-their-end', by: [] },
  sql: `
WITH ${denials.trim()},
resolved AS (
  SELECT outcomes.*, date_diff('day', denied_on, resolved_on) AS open_days
  FROM outcomes CROSS JOIN asked
  WHERE resolved_on BETWEEN from_date AND to_date
),
in_order AS (
  SELECT resolved.*, ${placed('open_days')} FROM resolved
)
SELECT
  count(*) AS resolved_denials,
  ${median('open_days')} AS median_days,
  ${ninetieth('open_days')} AS ninetieth_days,
  ${sumOf('denied_amount')} AS denied_amount,
  ${countWhere('overturned_amount > 0')} AS overturned_denials,
  ${sumOf('overturned_amount')} AS overturned_amount,
  ${share(countWhere('overturned_amount > 0'), 'count(*)')} AS overturned_share,
  ${share(sumOf('overturned_amount'), sumOf('denied_amount'))} AS overturned_amount_share,
  ${countWhere("ended = 'written-off'")} AS written_off,
  ${countWhere("ended = 'billed-to-patient'")} AS billed_to_patient,
  ${countWhere("ended = 'billed-again'")} AS billed_again,
  ${countWhere("ended = 'decided-anew'")} AS decided_anew
FROM in_order`,
};

export const denialsAndTheirEnd: WarehouseReport = {
  name: 'denials-and-their-end',
  title: 'Denials and how they ended',
  group: 'denials',
  question: 'Which denials ended, when and how, and which of those of the period are open?',
  formula: 'one row for each denial that ended in the period, or arose in it and is still open',
  source: 'The balance of denial-pending in the ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    maybe(claimId),
    maybe(payerId),
    serviceDate,
    date('denied_on', 'Since when.'),
    maybe(date('resolved_on', 'Until when; empty while it is open.')),
    text('ended', 'written-off, billed-to-patient, billed-again, decided-anew or open.'),
    money('denied_amount', 'What was denied at the most.'),
    money('overturned_amount', 'What the payer has paid of it since.'),
  ],
  orderBy: ['denied_on', 'claim_id', 'payer_id'],
  sql: `
WITH ${denials.trim()}
SELECT claim_id, payer_id, service_date, denied_on, resolved_on, ended, denied_amount, overturned_amount
FROM outcomes CROSS JOIN asked
WHERE resolved_on BETWEEN from_date AND to_date
  OR (resolved_on IS NULL AND denied_on BETWEEN from_date AND to_date)`,
};
