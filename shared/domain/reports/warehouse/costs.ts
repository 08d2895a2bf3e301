import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { count, date, flag, maybe, money, rate, text } from './report-columns.ts';
import { cashIn, forEach, inPeriod, share, sumWhere } from './sql-words.ts';

/**
 * Costs for the months whose first day lies in the period, in millionths of a dollar. Of the cloud the bill counts where one
 * is in the book of costs, and the estimate where none is.
 */
const costs = `
known_costs AS (
  SELECT cost_month, kind, coalesce(service, 'not said') AS service, basis, entry_number, takes_back_entry, posting_date,
    coalesce(CAST(microdollars AS BIGINT), CAST(1000000 * amount AS BIGINT)) AS microdollars
  FROM cost CROSS JOIN asked
  WHERE cost_month BETWEEN from_date AND to_date
),
billed_months AS (
  SELECT cost_month AS billed_month
  FROM known_costs
  WHERE basis = 'billed'
  GROUP BY cost_month
  HAVING sum(CASE WHEN takes_back_entry IS NULL THEN 1 ELSE -1 END) > 0
),
costs AS (
  SELECT known_costs.*, CASE WHEN basis = 'estimated' AND billed_month IS NOT NULL THEN 0 ELSE 1 END AS counts
  FROM known_costs LEFT JOIN billed_months ON billed_month = cost_month
)`;

const dollars = (microdollars: string): string => `CAST(${microdollars} AS DOUBLE) / 1000000`;
const costOf = (condition: string): string =>
  dollars(sumWhere(`counts = 1${condition === '' ? '' : ` AND ${condition}`}`, 'microdollars'));

export const costToCollect: WarehouseReport = {
  name: 'cost-to-collect',
  title: 'Cost to collect',
  group: 'cost',
  question: 'What does it cost to collect a dollar?',
  formula:
    'costs for the months whose first day lies in the period, those of cloud and clearinghouse included ÷ cash collected in the period, less what was given back; of the cloud what was billed, and an estimate while no bill is entered; empty while nothing is known. Costs are mostly entered after their month: ask as of a later day to have them in',
  source: 'HFMA MAP Keys; with cloud and clearinghouse (domain rules 2.10)',
  asks: 'period',
  reads: ['cost', 'payment'],
  columns: [
    flag('costs_are_known', 'Whether any cost of the period is known.'),
    text(
      'basis',
      'none, estimated (only the estimate of the cloud is known), partly (some of the cost is estimated) or entered.',
    ),
    money('cost_amount', 'All costs.'),
    money('estimated_amount', 'Of these: only estimated.'),
    money('cloud_amount', 'Of all: cloud.'),
    money('clearinghouse_amount', 'Of all: clearinghouse.'),
    money('staff_amount', 'Of all: staff.'),
    money('other_amount', 'Of all: other.'),
    money('cash_amount', 'Cash collected.'),
    rate('cost_to_collect', 'Cost of a dollar collected.'),
  ],
  orderBy: ['cost_amount'],
  drillsInto: { report: 'costs', by: [] },
  sql: `
WITH ${costs.trim()},
sums AS (
  SELECT count(CASE WHEN counts = 1 THEN 1 END) AS known,
    count(CASE WHEN counts = 1 AND basis = 'estimated' THEN 1 END) AS estimated,
    ${costOf('')} AS cost_amount,
    ${costOf("basis = 'estimated'")} AS estimated_amount,
    ${costOf("kind = 'cloud'")} AS cloud_amount,
    ${costOf("kind = 'clearinghouse'")} AS clearinghouse_amount,
    ${costOf("kind = 'staff'")} AS staff_amount,
    ${costOf("kind = 'other'")} AS other_amount
  FROM costs
),
collected AS (
  SELECT ${sumWhere(cashIn, 'amount')} AS cash_amount FROM payment CROSS JOIN asked WHERE ${inPeriod}
)
SELECT known > 0 AS costs_are_known,
  CASE WHEN known = 0 THEN 'none' WHEN estimated = 0 THEN 'entered' WHEN estimated = known THEN 'estimated' ELSE 'partly' END AS basis,
  cost_amount, estimated_amount, cloud_amount, clearinghouse_amount, staff_amount, other_amount, cash_amount,
  CASE WHEN known > 0 THEN ${share('cost_amount', 'cash_amount')} END AS cost_to_collect
FROM sums CROSS JOIN collected`,
};

export const cloudCostPerClaim: WarehouseReport = {
  name: 'cloud-cost-per-claim',
  title: 'Cloud cost per claim',
  group: 'cost',
  question: 'What does the cloud cost for each claim that is sent, service by service?',
  formula:
    'cost of the cloud for the months whose first day lies in the period ÷ claims sent in the period, each claim once; given for a thousand claims. What was billed, or, while no bill of a month is entered, the estimate: moves of claims × what a move uses by measurement × list prices',
  source: 'Bills of the cloud; estimates by docs/measurements.md where the basis says so',
  asks: 'period',
  reads: ['cost', 'submission'],
  columns: [
    text('service', 'The service of the cloud.'),
    text('basis', 'billed or estimated.'),
    money('cost_amount', 'What it cost.'),
    count('claims', 'Claims sent.'),
    maybe(money('amount_per_thousand_claims', 'What a thousand claims cost; empty where none was sent.')),
  ],
  orderBy: ['cost_amount DESC', 'service', 'basis'],
  drillsInto: { report: 'costs', by: ['service', 'basis'] },
  sql: `
WITH ${costs.trim()},
services AS (
  SELECT service, basis, sum(microdollars) AS microdollars
  FROM costs
  WHERE kind = 'cloud' AND counts = 1
  GROUP BY service, basis
),
sent AS (
  SELECT count(DISTINCT claim_id) AS claims FROM submission CROSS JOIN asked WHERE ${inPeriod}
)
SELECT service, basis, ${dollars('microdollars')} AS cost_amount, claims,
  ${forEach('microdollars', '1000 * claims')} AS amount_per_thousand_claims
FROM services CROSS JOIN sent`,
};

export const costList: WarehouseReport = {
  name: 'costs',
  title: 'Costs',
  group: 'cost',
  question: 'What is known of the costs of each month, and from where?',
  formula:
    'one row for each entry in the book of costs for the months whose first day lies in the period, and one for what it took back; one for the estimate of each service of the cloud and month, which counts while no bill of the month is entered',
  source: 'The book of costs; estimates of what the cloud cost',
  asks: 'period',
  reads: ['cost'],
  columns: [
    date('cost_month', 'The first day of the month that it is for.'),
    text('kind', 'cloud, clearinghouse, staff or other.'),
    text('service', 'Of the cloud: which service.'),
    text('basis', 'billed, entered or estimated.'),
    maybe(count('entry_number', 'The entry in the book; empty where it is an estimate.')),
    maybe(count('takes_back_entry', 'The entry that it takes back.')),
    date('known_on', 'The day in whose books it is; of an estimate the last one.'),
    money('amount', 'What it cost; negative where taken back.'),
    flag('counts', 'Whether it counts.'),
  ],
  orderBy: ['cost_month', 'kind', 'service', 'basis', 'known_on', 'entry_number', 'takes_back_entry'],
  sql: `
WITH ${costs.trim()}
SELECT cost_month, kind, service, basis, entry_number, takes_back_entry, max(posting_date) AS known_on,
  ${dollars('sum(microdollars)')} AS amount, max(counts) = 1 AS counts
FROM costs
GROUP BY cost_month, kind, service, basis, entry_number, takes_back_entry`,
};
