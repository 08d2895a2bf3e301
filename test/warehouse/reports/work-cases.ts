import { fact, posting } from '../fact-rows.ts';
import { march, type ReportCases } from './report-case.ts';

const task = (taskId: string, day: string, changes: Parameters<typeof fact<'task_event'>>[1] = {}) =>
  fact('task_event', {
    task_id: taskId,
    posting_date: day,
    kind: 'denial',
    event: 'opened',
    due_on: '2026-04-15',
    dollars_at_stake: 10_00,
    ...changes,
  });

/** Four denials are open on March 31, one of them overdue; one was closed in April, one in March. */
const tasks = [
  task('T1', '2026-03-30'),
  task('T2', '2026-03-29'),
  task('T3', '2026-03-21', { claim_id: 'C3' }),
  task('T4', '2026-03-01', { due_on: '2026-03-30' }),
  task('T4', '2026-04-02', { event: 'worked' }),
  task('T5', '2026-03-01'),
  task('T5', '2026-03-02', { event: 'moot' }),
  task('T6', '2026-03-31', { kind: 'coding', due_on: '2026-03-31' }),
];

const worked = (taskId: string, day: string, claimId: string, outcome: string) =>
  task(taskId, day, { kind: 'appeal', event: 'worked', claim_id: claimId, outcome });

/** C1 is denied twice and appealed both times, C2 appealed; C1 is won, C2 lost, C3 withdrawn, C4 sent in April. */
const appealed = [
  task('C1-denial-1', '2026-03-01', { claim_id: 'C1' }),
  worked('C1-appeal-1', '2026-03-04', 'C1', 'sent'),
  task('C1-denial-2', '2026-03-14', { claim_id: 'C1' }),
  worked('C1-appeal-2', '2026-03-15', 'C1', 'sent'),
  task('C2-denial-1', '2026-03-10', { claim_id: 'C2' }),
  worked('C2-appeal-1', '2026-03-20', 'C2', 'sent'),
  worked('C1-appeal-3', '2026-03-25', 'C1', 'overturned'),
  worked('C2-appeal-2', '2026-03-26', 'C2', 'upheld'),
  worked('C3-appeal-1', '2026-03-27', 'C3', 'withdrawn'),
  worked('C4-appeal-1', '2026-04-01', 'C4', 'sent'),
];

const audit = (
  taskId: string,
  coder: string,
  total: number,
  errors: number,
  kind = 'procedure',
  day = '2026-03-10',
) =>
  fact('coding_audit', {
    task_id: taskId,
    claim_id: `C-${taskId}`,
    coder,
    posting_date: day,
    outcome: 'corrected',
    audited_kind: kind,
    total,
    errors,
  });
const audits = [
  audit('A1', 'maria', 8, 1),
  audit('A1', 'maria', 4, 0, 'diagnosis'),
  audit('A2', 'maria', 4, 1),
  audit('A3', 'omar', 5, 0),
  audit('A4', 'omar', 5, 5, 'procedure', '2026-04-01'),
];

const asked = (claimId: string, day: string, amount: number, number = `S-${claimId}-${day}`) =>
  fact('statement', {
    statement_number: number,
    claim_id: claimId,
    guarantor_id: 'G1',
    posting_date: day,
    balance_amount: amount,
  });
const paid = (claimId: string, day: string, amount: number, reason = 'paid by patient') =>
  posting(
    day,
    'payment',
    [
      ['cash-in-transit', amount],
      ['patient-receivable', -amount, { reason }],
    ],
    { claim_id: claimId },
  );

/** C1 is paid in two parts, of which one comes late; C2 not; C3 paid and given back; C4 was asked for in April. */
const statements = {
  statement: [
    asked('C1', '2026-03-01', 100_00),
    asked('C1', '2026-03-31', 70_00),
    asked('C2', '2026-03-05', 60_00),
    asked('C3', '2026-03-10', 40_00),
    asked('C4', '2026-04-05', 90_00),
  ],
  ledger_entry: [
    ...paid('C1', '2026-02-28', 5_00),
    ...paid('C1', '2026-03-01', 30_00),
    ...paid('C1', '2026-03-31', 10_00),
    ...paid('C1', '2026-04-01', 60_00),
    ...paid('C2', '2026-03-06', 60_00, 'decided by a later payer'),
    ...paid('C3', '2026-03-12', 40_00),
    ...paid('C3', '2026-03-14', -30_00),
    ...paid('C4', '2026-04-06', 90_00),
  ],
};

export const workCases: ReportCases = {
  appeals: [
    {
      title: 'counts from the denial that was appealed, and what was withdrawn as no answer',
      rows: { task_event: appealed },
      ...march,
      expected: [
        {
          sent_appeals: 3,
          median_days: 3,
          ninetieth_days: 10,
          overturned_appeals: 1,
          upheld_appeals: 1,
          overturned_amount: 10_00,
          overturned_share: 0.5,
        },
      ],
    },
    {
      title: 'has no days and no share without appeals',
      rows: { task_event: appealed.slice(0, 1) },
      ...march,
      expected: [
        {
          sent_appeals: 0,
          median_days: null,
          ninetieth_days: null,
          overturned_appeals: 0,
          upheld_appeals: 0,
          overturned_amount: 0,
          overturned_share: null,
        },
      ],
    },
  ],
  'appeals-sent': [
    {
      title: 'shows the days from the denial, where there was one here',
      rows: { task_event: [...appealed.slice(0, 2), worked('C9-appeal-1', '2026-03-05', 'C9', 'sent')] },
      ...march,
      expected: [
        ['C1', 'C1-appeal-1', '2026-03-01', '2026-03-04', 3] as const,
        ['C9', 'C9-appeal-1', null, '2026-03-05', null] as const,
      ].map(([claimId, taskId, deniedOn, sentOn, days]) => ({
        claim_id: claimId,
        task_id: taskId,
        denied_on: deniedOn,
        sent_on: sentOn,
        appeal_days: days,
        dollars_at_stake: 10_00,
      })),
    },
  ],
  'coder-accuracy': [
    {
      title: 'adds up the codes of all audits of a coder',
      rows: { coding_audit: audits },
      ...march,
      expected: [
        { coder: 'maria', audits: 2, audited_codes: 16, errors: 2, accuracy: 0.875 },
        { coder: 'omar', audits: 1, audited_codes: 5, errors: 0, accuracy: 1 },
      ],
    },
    {
      title: 'has no accuracy where nothing was coded',
      rows: { coding_audit: [audit('A1', 'maria', 0, 0)] },
      ...march,
      expected: [{ coder: 'maria', audits: 1, audited_codes: 0, errors: 0, accuracy: null }],
    },
  ],
  'audited-claims': [
    {
      title: 'shows what each audit found',
      rows: { coding_audit: audits.slice(2, 3) },
      ...march,
      expected: [
        {
          claim_id: 'C-A2',
          task_id: 'A2',
          coder: 'maria',
          closed_on: '2026-03-10',
          outcome: 'corrected',
          audited_kind: 'procedure',
          audited_codes: 4,
          errors: 1,
        },
      ],
    },
  ],
  'queue-age': [
    {
      title: 'counts what was open on the day, by kind',
      rows: { task_event: tasks },
      asOf: '2026-03-31',
      expected: [
        {
          kind: 'coding',
          tasks: 1,
          dollars_at_stake: 10_00,
          median_days: 0,
          ninetieth_days: 0,
          oldest_days: 0,
          overdue_tasks: 0,
        },
        {
          kind: 'denial',
          tasks: 4,
          dollars_at_stake: 40_00,
          median_days: 2,
          ninetieth_days: 30,
          oldest_days: 30,
          overdue_tasks: 1,
        },
      ],
    },
    { title: 'has no rows without work', rows: {}, asOf: '2026-03-31', expected: [] },
  ],
  'open-tasks': [
    {
      title: 'shows the oldest first',
      rows: { task_event: tasks.slice(2, 7) },
      asOf: '2026-03-31',
      expected: [
        {
          task_id: 'T4',
          kind: 'denial',
          claim_id: null,
          opened_on: '2026-03-01',
          due_on: '2026-03-30',
          age_days: 30,
          is_overdue: true,
          dollars_at_stake: 10_00,
        },
        {
          task_id: 'T3',
          kind: 'denial',
          claim_id: 'C3',
          opened_on: '2026-03-21',
          due_on: '2026-04-15',
          age_days: 10,
          is_overdue: false,
          dollars_at_stake: 10_00,
        },
      ],
    },
  ],
  'statement-yield': [
    {
      title: 'counts what patients paid within thirty days of the first statement',
      rows: statements,
      ...march,
      // C1 30 + 10 of 100, C2 nothing of 60, C3 10 of 40.
      expected: [{ visits: 3, asked_amount: 200_00, paid_amount: 50_00, statement_yield: 0.25 }],
    },
    {
      title: 'has no yield without statements',
      rows: { ledger_entry: statements.ledger_entry },
      ...march,
      expected: [{ visits: 0, asked_amount: 0, paid_amount: 0, statement_yield: null }],
    },
  ],
  'statements-and-payments': [
    {
      title: 'shows each visit once',
      rows: statements,
      ...march,
      expected: [
        ['C1', '2026-03-01', 100_00, 40_00] as const,
        ['C2', '2026-03-05', 60_00, 0] as const,
        ['C3', '2026-03-10', 40_00, 10_00] as const,
      ].map(([claimId, day, balance, amount]) => ({
        claim_id: claimId,
        guarantor_id: 'G1',
        sent_on: day,
        balance_amount: balance,
        paid_amount: amount,
      })),
    },
  ],
};
