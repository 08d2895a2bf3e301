import { describe, expect, test } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import { closedInWords } from '../../web/words/closed-task.ts';
import { dueInWords, timeAgo, urgencyOf } from '../../web/words/days.ts';
import { dollars, dollarText, roundDollars } from '../../web/words/dollars.ts';
import { personName } from '../../web/words/people.ts';
import { suggestedIn } from '../../web/words/suggestion.ts';

const today = '2026-11-22' as PlainDate;
const now = new Date('2026-11-22T12:00:00Z');

describe('The words of the screens', () => {
  test.each([
    ['2026-11-19', '3 days overdue', 'overdue'],
    ['2026-11-21', '1 day overdue', 'overdue'],
    ['2026-11-22', 'Today', 'today'],
    ['2026-11-23', 'Tomorrow', 'soon'],
    ['2026-11-29', 'In 7 days', 'soon'],
    ['2026-12-01', 'In 9 days', 'later'],
    ['2026-12-24', 'Dec 24', 'later'],
    ['2027-01-02', 'Jan 2, 2027', 'later'],
  ])('say of %s that it is due: %s', (day, words, urgency) => {
    expect([dueInWords(day as PlainDate, today), urgencyOf(day as PlainDate, today)]).toEqual([
      words,
      urgency,
    ]);
  });

  test.each([
    ['2026-11-22T11:59:40Z', 'just now'],
    ['2026-11-22T11:58:00Z', '2 minutes ago'],
    ['2026-11-22T11:00:00Z', '1 hour ago'],
    ['2026-11-20T11:00:00Z', '2 days ago'],
  ])('say of %s that it was %s', (at, words) => {
    expect(timeAgo(at as Instant, now)).toBe(words);
  });

  test.each([
    [123_456, '$1,234.56', '1234.56', '$1,235'],
    [5, '$0.05', '0.05', '$0'],
    [-321, '−$3.21', '-3.21', '−$3'],
    [-5, '−$0.05', '-0.05', '$0'],
  ])('write %i cents', (cents, shown, typed, round) => {
    expect([dollars(cents as Cents), dollarText(cents as Cents), roundDollars(cents)]).toEqual([
      shown,
      typed,
      round,
    ]);
  });

  test.each([
    ['maria', 'Maria'],
    ['ann.sorrel', 'Ann Sorrel'],
    ['277CA inbound/x', '277CA inbound/x'],
  ])('call %s %s', (user, name) => {
    expect(personName(user)).toBe(name);
  });

  test.each([
    ['Suggested: correct-and-resubmit.', 'correct-and-resubmit'],
    ['An appeal must reach the payer by 2027-05-31.', undefined],
    ['Suggested: ask the payer.', undefined],
  ])('know whether "%s" suggests a decision', (sentence, outcome) => {
    expect(suggestedIn(sentence)).toBe(outcome);
  });

  test.each<[string, Partial<Task>, string | undefined]>([
    ['open', { status: 'open' }, undefined],
    [
      'worked',
      {
        status: 'worked',
        closedBy: 'maria',
        closedAt: '2026-11-22T11:58:00Z' as Instant,
        outcome: 'corrected',
      },
      'Maria worked this task 2 minutes ago: Correct the claim.',
    ],
    [
      'moot',
      { status: 'moot', closedAt: '2026-11-22T09:00:00Z' as Instant, outcome: 'charge-came' },
      'This task closed by itself 3 hours ago: the charge has come.',
    ],
  ])('say what became of a task that is %s', (_, task, words) => {
    expect(closedInWords({ kind: 'correction', ...task } as Task, now)).toBe(words);
  });
});
