import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, flag, maybe, money, rate, text } from './report-columns.ts';
import { countWhere, inPeriod, median, ninetieth, placed, share, sumOf } from './sql-words.ts';

export const coderAccuracy: WarehouseReport = {
  name: 'coder-accuracy',
  title: 'Coder accuracy',
  group: 'work',
  question: 'How much of what each coder coded did audits find right?',
  formula: '(codes audited − codes found wrong or missing) ÷ codes audited, of audits closed in the period',
  source: 'Domain rules 2.10; audits of codings',
  asks: 'period',
  reads: ['coding_audit'],
  columns: [
    text('coder', 'Whose coding it is.'),
    count('audits', 'Audits that were closed.'),
    count('audited_codes', 'Codes that were coded or should have been.'),
    count('errors', 'Of these: wrong or missing.'),
    rate('accuracy', 'Right of all.'),
  ],
  orderBy: ['coder'],
  drillsInto: { report: 'audited-claims', by: ['coder'] },
  sql: `
SELECT coder, count(DISTINCT task_id) AS audits, ${sumOf('total')} AS audited_codes, ${sumOf('errors')} AS errors,
  ${share('sum(total - errors)', 'sum(total)')} AS accuracy
FROM coding_audit CROSS JOIN asked
WHERE ${inPeriod}
GROUP BY coder`,
};

export const auditedClaims: WarehouseReport = {
  name: 'audited-claims',
  title: 'Audited claims',
  group: 'work',
  question: 'What did each audit find?',
  formula: 'one row for each audit closed in the period and each kind of code',
  source: 'Audits of codings',
  asks: 'period',
  reads: ['coding_audit'],
  columns: [
    claimId,
    text('task_id', 'The audit.'),
    text('coder', 'Whose coding it is.'),
    date('closed_on', 'When it was closed.'),
    text('outcome', 'What became of it.'),
    text('audited_kind', 'The kind of code.'),
    count('audited_codes', 'Codes that were coded or should have been.'),
    count('errors', 'Of these: wrong or missing.'),
  ],
  orderBy: ['closed_on', 'task_id', 'audited_kind'],
  sql: `
SELECT claim_id, task_id, coder, posting_date AS closed_on, outcome, audited_kind, total AS audited_codes, errors
FROM coding_audit CROSS JOIN asked
WHERE ${inPeriod}`,
};

/** Tasks that were opened and not yet closed on the day asked for. */
const openTasksSql = `
closed AS (
  SELECT DISTINCT task_id FROM task_event WHERE event <> 'opened'
),
open_tasks AS (
  SELECT task_event.task_id, kind, claim_id, dollars_at_stake, posting_date AS opened_on, due_on,
    date_diff('day', posting_date, as_of) AS age_days,
    due_on < as_of AS is_overdue
  FROM task_event
  CROSS JOIN asked
  LEFT JOIN closed ON closed.task_id = task_event.task_id
  WHERE event = 'opened' AND closed.task_id IS NULL
)`;

export const queueAge: WarehouseReport = {
  name: 'queue-age',
  title: 'Age of the work queues',
  group: 'work',
  question: 'How much work waits in each queue, and for how long?',
  formula:
    'days since each task was opened, of tasks open at the end of the day asked for; the median is the lower of the two in the middle',
  source: 'Domain rules 2.10; the tasks',
  asks: 'as-of',
  reads: ['task_event'],
  columns: [
    text('kind', 'The kind of task.'),
    count('tasks', 'Open tasks.'),
    money('dollars_at_stake', 'What hangs on them.'),
    count('median_days', 'The median of their age.'),
    count('ninetieth_days', 'Nine of ten are no older.'),
    count('oldest_days', 'The oldest.'),
    count('overdue_tasks', 'Past the day on which they were due.'),
  ],
  orderBy: ['kind'],
  drillsInto: { report: 'open-tasks', by: ['kind'] },
  sql: `
WITH ${openTasksSql.trim()},
in_order AS (
  SELECT open_tasks.*, ${placed('age_days', 'kind')} FROM open_tasks
)
SELECT kind, count(*) AS tasks, sum(dollars_at_stake) AS dollars_at_stake,
  ${median('age_days')} AS median_days, ${ninetieth('age_days')} AS ninetieth_days, max(age_days) AS oldest_days,
  ${countWhere('is_overdue')} AS overdue_tasks
FROM in_order
GROUP BY kind`,
};

export const openTasks: WarehouseReport = {
  name: 'open-tasks',
  title: 'Open tasks',
  group: 'work',
  question: 'Which tasks wait, since when, and what hangs on each?',
  formula: 'one row for each task that was open at the end of the day asked for',
  source: 'The tasks',
  asks: 'as-of',
  reads: ['task_event'],
  columns: [
    text('task_id', 'The task.'),
    text('kind', 'The kind of task.'),
    maybe(claimId),
    date('opened_on', 'Since when.'),
    date('due_on', 'When it is due.'),
    count('age_days', 'Days since it was opened.'),
    flag('is_overdue', 'It was due before.'),
    money('dollars_at_stake', 'What hangs on it.'),
  ],
  orderBy: ['age_days DESC', 'task_id'],
  sql: `
WITH ${openTasksSql.trim()}
SELECT task_id, kind, claim_id, opened_on, due_on, age_days, is_overdue, dollars_at_stake FROM open_tasks`,
};
