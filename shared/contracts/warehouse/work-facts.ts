import { stamp, type WarehouseTable } from './column.ts';

export const taskEvent = {
  name: 'task_event',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One task opened, or closed.',
  version: 1,
  columns: [
    ...stamp,
    { name: 'task_id', type: 'text', meaning: 'The task.' },
    { name: 'kind', type: 'text', meaning: 'The kind of task, for example denial.' },
    { name: 'event', type: 'text', meaning: 'opened, worked or moot (closed by an event).' },
    { name: 'claim_id', type: 'text', mayBeEmpty: true, meaning: 'The claim that it is about.' },
    { name: 'dollars_at_stake', type: 'money', meaning: 'What hangs on it.' },
    { name: 'opened_at', type: 'instant', meaning: 'When it was opened.' },
    { name: 'due_on', type: 'date', meaning: 'When it is due.' },
    { name: 'outcome', type: 'text', mayBeEmpty: true, meaning: 'What was decided, once closed.' },
    { name: 'worked_by', type: 'text', mayBeEmpty: true, meaning: 'Who closed it.' },
    {
      name: 'worked_seconds',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'How long people had it in hand, where they took it.',
    },
  ],
} as const satisfies WarehouseTable;

export const statement = {
  name: 'statement',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One visit on one statement sent to a guarantor.',
  version: 1,
  columns: [
    ...stamp,
    { name: 'statement_number', type: 'text', meaning: 'Names the statement.' },
    { name: 'guarantor_id', type: 'text', meaning: 'The account.' },
    { name: 'cycle', type: 'count', meaning: 'The run of statements, from 1.' },
    { name: 'statement_in_cycle', type: 'count', meaning: 'Which of its run, from 1.' },
    { name: 'claim_id', type: 'text', meaning: 'The visit.' },
    { name: 'balance_amount', type: 'money', meaning: 'What it asked for of the visit.' },
    { name: 'due_on', type: 'date', meaning: 'Until when.' },
  ],
} as const satisfies WarehouseTable;

export const codingAudit = {
  name: 'coding_audit',
  sort: 'fact',
  mart: 'reporting',
  grain: 'What an audit that was closed found of one kind of code.',
  version: 1,
  columns: [
    ...stamp,
    { name: 'task_id', type: 'text', meaning: 'The audit.' },
    { name: 'claim_id', type: 'text', meaning: 'The claim.' },
    { name: 'coder', type: 'text', meaning: 'Whose coding it is.' },
    { name: 'outcome', type: 'text', meaning: 'no-change, corrected, replacement-needed or released.' },
    { name: 'audited_kind', type: 'text', meaning: 'diagnosis, procedure, visit-level, modifier ...' },
    { name: 'total', type: 'count', meaning: 'Codes that were coded or should have been.' },
    { name: 'errors', type: 'count', meaning: 'Of these: wrong or missing.' },
  ],
} as const satisfies WarehouseTable;

export const cost = {
  name: 'cost',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One entry in the book of costs, what an entry took back (a negative amount), or the estimate of what one service of the cloud cost on one day. Where a bill of the cloud is entered for a month, the estimates of that month do not count.',
  version: 2,
  columns: [
    ...stamp,
    { name: 'kind', type: 'text', meaning: 'cloud, clearinghouse, staff or other.' },
    { name: 'service', type: 'text', mayBeEmpty: true, meaning: 'Of the cloud: which service.' },
    {
      name: 'amount',
      type: 'money',
      meaning: 'What it cost; negative where taken back. Of an estimate rounded to the cent, often 0.00.',
    },
    { name: 'basis', type: 'text', meaning: 'billed (cloud), entered (all else) or estimated.' },
    {
      name: 'cost_month',
      type: 'date',
      mayBeEmpty: true,
      meaning: 'The first day of the month that it is for, whenever it was entered.',
    },
    {
      name: 'microdollars',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'Of an estimate: what it is in millionths of a dollar; take it in the place of the amount.',
    },
    { name: 'entry_number', type: 'count', mayBeEmpty: true, meaning: 'The entry in the book of costs.' },
    {
      name: 'takes_back_entry',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'The entry that this one takes back, on the row that does so.',
    },
  ],
} as const satisfies WarehouseTable;
