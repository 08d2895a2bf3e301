import { describe, expect, test } from 'vitest';
import { TaskAction } from '#contracts/task-handling.ts';
import {
  actionOf,
  bulkActions,
  countInWords,
  missingIn,
  refusedFirst,
} from '../../web/pages/tasks/bulk-actions.ts';
import {
  allOrNone,
  chosenOf,
  extended,
  mostTasks,
  nothingChosen,
  toggled,
} from '../../web/pages/tasks/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

describe('Choosing tasks of the list', () => {
  test('x chooses a task, and lets it go again', () => {
    const once = toggled(nothingChosen, 'b');
    expect(chosenOf(once, order)).toEqual(['b']);
    expect(chosenOf(toggled(once, 'b'), order)).toEqual([]);
  });

  test.each([
    ['down', 'b', 'd', ['b', 'c', 'd']],
    ['up', 'd', 'b', ['b', 'c', 'd']],
    ['to itself', 'c', 'c', ['c']],
  ])('shift and x choose a range %s', (_, from, to, chosen) => {
    expect(chosenOf(extended(toggled(nothingChosen, from), order, to), order)).toEqual(chosen);
  });

  test('a second range begins where the first began', () => {
    const first = extended(toggled(nothingChosen, 'c'), order, 'd');
    expect(chosenOf(extended(first, order, 'a'), order)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a range whose beginning is not shown any more is the one task', () => {
    const before = toggled(nothingChosen, 'gone');
    expect(chosenOf(extended(before, order, 'd'), order)).toEqual(['d']);
  });

  test('all are chosen, then none', () => {
    const all = allOrNone(toggled(nothingChosen, 'a'), order);
    expect(chosenOf(all, order)).toEqual(order);
    expect(chosenOf(allOrNone(all, order), order)).toEqual([]);
  });

  test('what is not shown any more is not handled', () => {
    expect(chosenOf(allOrNone(nothingChosen, order), ['c', 'z'])).toEqual(['c']);
  });

  test('no more are chosen than are handled at once', () => {
    const many = Array.from({ length: mostTasks + 20 }, (_, index) => `task-${index}`);
    const all = allOrNone(nothingChosen, many);
    expect(all.taskIds.size).toBe(mostTasks);
    expect(toggled(all, 'one more').taskIds.size).toBe(mostTasks);
    expect(allOrNone(all, many).taskIds.size).toBe(0);
  });
});

describe('What is done with the chosen tasks', () => {
  const fields = { to: ' Bea.Tolland ', until: '2026-12-01', reason: ' waiting for the payer ' };

  test.each(bulkActions)('$action is a request that the API understands', ({ action }) => {
    const request = actionOf(action, fields);
    expect(TaskAction.parse(request)).toEqual(request);
    expect(request.action).toBe(action);
  });

  test('assigns to nobody where no name is given', () => {
    expect(actionOf('assign', { ...fields, to: '' })).toEqual({
      action: 'assign',
      reason: 'waiting for the payer',
    });
  });

  test.each([
    ['take', { to: '', until: '', reason: '' }, undefined],
    ['wake', { to: '', until: '', reason: 'no' }, 'Give a reason of three letters or more.'],
    ['snooze', { to: '', until: '', reason: 'later' }, 'Say until which day.'],
    ['snooze', { to: '', until: '2026-12-01', reason: 'later' }, undefined],
  ] as const)('%s with %o lacks: %s', (action, typed, missing) => {
    expect(missingIn(action, typed)).toBe(missing);
  });

  const told = [
    { taskId: 'a', done: true, words: 'in hand' },
    { taskId: 'b', done: false, words: 'It is assigned to bea' },
  ];

  test('says how many, and shows first what is not done', () => {
    expect(countInWords(told, true)).toBe('This would be done with 1 of 2 tasks');
    expect(countInWords(told, false)).toBe('Done with 1 of 2 tasks');
    expect(countInWords(told.slice(0, 1), true)).toBe('This would be done with the task');
    expect(refusedFirst(told).map(({ taskId }) => taskId)).toEqual(['b', 'a']);
  });
});
