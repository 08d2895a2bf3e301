import { describe, expect, test } from 'vitest';
import type { Task } from '#contracts/task.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { filterRemittances, tasksOfRemittance } from '../../web/pages/remittances/remittance-filter.ts';
import { payerMethodInWords } from '../../web/words/remittance-words.ts';

function run(remittanceId: string, changes: Partial<RemittanceRun> = {}): RemittanceRun {
  return RemittanceRun.parse({
    practiceId: 'cedar-hill',
    remittanceId,
    fileKey: 'inbound/one.835',
    interchangeIndex: 0,
    transactionIndex: 0,
    traceNumber: '0044817',
    payerName: 'Juniper Health',
    paymentCents: 123_456,
    paymentDate: '2026-11-20',
    claims: 3,
    receivedAt: '2026-11-20T15:04:05.000Z',
    state: 'posted',
    ...changes,
  });
}

const posted = run('R0000000000000001');
const parked = run('R0000000000000002', { suspended: 1, payerName: 'Larch Mutual' });
const held = run('R0000000000000003', { state: 'duplicate', taskId: 'held-3' as RemittanceRun['taskId'] });
const aside = run('R0000000000000004', { state: 'set-aside' });
const all = [posted, parked, held, aside];

describe('The list of remittances', () => {
  test.each([
    ['all', all],
    ['to-work', [parked, held]],
    ['held', [held]],
    ['parked', [parked]],
    ['posted', [posted, parked]],
    ['set-aside', [aside]],
  ] as const)('shows of the selection %s what belongs to it', (selection, expected) => {
    expect(filterRemittances(all, selection, '')).toEqual(expected);
  });

  test.each([
    ['larch', [parked]],
    ['$1,234.56 juniper', [posted, held, aside]],
    ['0044817 2026-11-20', all],
    ['larch juniper', []],
  ])('finds "%s" where every word is', (typed, expected) => {
    expect(filterRemittances(all, 'all', typed)).toEqual(expected);
  });

  test('says how a payer paid, and leaves a code alone that it does not know', () => {
    expect(['ACH', 'CHK', 'XYZ', undefined].map(payerMethodInWords)).toEqual([
      'EFT',
      'Check',
      'XYZ',
      'Not said',
    ]);
  });
});

describe('The tasks of a remittance', () => {
  const task = (taskId: string, remittanceId?: string) => ({ taskId, remittanceId }) as Task;
  const tasks = [
    task('one', posted.remittanceId),
    task('held-3'),
    task('two', parked.remittanceId),
    task('three'),
  ];

  test('are those that name it', () => {
    expect(tasksOfRemittance(tasks, posted)).toEqual([tasks[0]]);
  });

  test('are the one that decides it, too, and nothing else where there is none', () => {
    expect(tasksOfRemittance(tasks, held)).toEqual([tasks[1]]);
    expect(tasksOfRemittance(tasks, aside)).toEqual([]);
  });
});
