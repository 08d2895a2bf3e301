import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, maybe, money, rate, text } from './report-columns.ts';
import { countWhere, inPeriod, median, ninetieth, placed, share, sumWhere } from './sql-words.ts';

/** Appeals sent in the period, each with the last time its claim was given to somebody as denied before that. */
const appealed = `
denied AS (
  SELECT claim_id, posting_date AS denied_on, known_at AS denied_at
  FROM task_event
  WHERE kind = 'denial' AND event = 'opened'
),
sent AS (
  SELECT task_event.task_id, task_event.claim_id, posting_date AS sent_on, known_at AS sent_at, dollars_at_stake
  FROM task_event CROSS JOIN asked
  WHERE kind = 'appeal' AND event = 'worked' AND outcome = 'sent' AND ${inPeriod}
),
appealed AS (
  SELECT task_id, sent.claim_id, sent_on, dollars_at_stake, max(denied_on) AS denied_on,
    date_diff('day', max(denied_on), sent_on) AS appeal_days
  FROM sent
  LEFT JOIN denied ON denied.claim_id = sent.claim_id AND denied_at <= sent_at
  GROUP BY task_id, sent.claim_id, sent_on, dollars_at_stake
)`;

export const appeals: WarehouseReport = {
  name: 'appeals',
  title: 'Appeals',
  group: 'denials',
  question: 'How soon are denials appealed, and how many appeals do payers give way to?',
  formula:
    'days from the denial task to the appeal that was sent, of appeals sent in the period; of appeals that were answered in the period those that the payer gave way to ÷ all of them',
  source: 'Domain rules 2.10: denial to appeal; the tasks',
  asks: 'period',
  reads: ['task_event'],
  columns: [
    count('sent_appeals', 'Appeals that were sent.'),
    maybe(count('median_days', 'Median of the days from the denial to the appeal.')),
    maybe(count('ninetieth_days', 'Nine of ten took no longer.')),
    count('overturned_appeals', 'Answered: the payer gave way.'),
    count('upheld_appeals', 'Answered: the payer did not.'),
    money('overturned_amount', 'What hung on those to which it gave way.'),
    rate('overturned_share', 'Gave way of all answered.'),
  ],
  orderBy: ['sent_appeals'],
  drillsInto: { report: 'appeals-sent', by: [] },
  sql: `
WITH ${appealed.trim()},
in_order AS (
  SELECT appeal_days, ${placed('appeal_days')} FROM appealed WHERE appeal_days IS NOT NULL
),
waits AS (
  SELECT ${median('appeal_days')} AS median_days, ${ninetieth('appeal_days')} AS ninetieth_days FROM in_order
),
totals AS (
  SELECT count(*) AS sent_appeals FROM appealed
),
answered AS (
  SELECT ${countWhere("outcome = 'overturned'")} AS overturned_appeals, ${countWhere("outcome = 'upheld'")} AS upheld_appeals,
    ${sumWhere("outcome = 'overturned'", 'dollars_at_stake')} AS overturned_amount
  FROM task_event CROSS JOIN asked
  WHERE kind = 'appeal' AND event = 'worked' AND ${inPeriod}
)
SELECT sent_appeals, median_days, ninetieth_days, overturned_appeals, upheld_appeals, overturned_amount,
  ${share('overturned_appeals', 'overturned_appeals + upheld_appeals')} AS overturned_share
FROM totals CROSS JOIN waits CROSS JOIN answered`,
};

export const appealsSent: WarehouseReport = {
  name: 'appeals-sent',
  title: 'Appeals that were sent',
  group: 'denials',
  question: 'Which claims were appealed, and how long after their denial?',
  formula: 'one row for each appeal sent in the period',
  source: 'The tasks',
  asks: 'period',
  reads: ['task_event'],
  columns: [
    maybe(claimId),
    text('task_id', 'The task of the appeal.'),
    maybe(date('denied_on', 'When the claim was last given to somebody as denied.')),
    date('sent_on', 'When the appeal was sent.'),
    maybe(count('appeal_days', 'The days between.')),
    money('dollars_at_stake', 'What hangs on it.'),
  ],
  orderBy: ['sent_on', 'task_id'],
  sql: `
WITH ${appealed.trim()}
SELECT claim_id, task_id, denied_on, sent_on, appeal_days, dollars_at_stake FROM appealed`,
};
