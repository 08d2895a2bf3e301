import { describe, expect, test } from 'vitest';
import { decideRetry, findCatcher } from '../../../local/aws/step-functions/retries.ts';
import { matchesError, StateError } from '../../../local/aws/step-functions/state-error.ts';

describe('An ErrorEquals name', () => {
  test.each<[string, string, boolean]>([
    ['States.ALL', 'AnyError', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.Runtime', 'States.Runtime', false],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.TaskFailed', 'AnyError', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.HeartbeatTimeout', false],
    ['States.Timeout', 'States.HeartbeatTimeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
    ['AnyError', 'AnyError', true],
    ['anyerror', 'AnyError', false],
    ['Lambda.Unknown', 'AnyError', false],
  ])('%s against %s: %s', (pattern, error, expected) => {
    expect(matchesError(pattern, error)).toBe(expected);
  });
});

const passing = new StateError('Throttled', '');

test('Each attempt waits longer by the backoff rate, up to the maximum delay.', () => {
  const retriers = [
    { ErrorEquals: ['Throttled'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 30 },
  ];
  const delays = [0, 1, 2, 3, 4].map((used) => decideRetry(retriers, passing, [used], 0)?.delayMilliseconds);
  expect(delays).toEqual([2000, 6000, 18_000, 30_000, undefined]);
});

test('Without settings a retrier makes three attempts, one, two and four seconds apart.', () => {
  const retriers = [{ ErrorEquals: ['States.ALL'] }];
  const delays = [0, 1, 2, 3].map((used) => decideRetry(retriers, passing, [used], 0)?.delayMilliseconds);
  expect(delays).toEqual([1000, 2000, 4000, undefined]);
});

test('Full jitter waits any part of the delay.', () => {
  const retriers = [{ ErrorEquals: ['Throttled'], IntervalSeconds: 8, JitterStrategy: 'FULL' as const }];
  expect(decideRetry(retriers, passing, [], 0.25)).toEqual({ retrier: 0, delayMilliseconds: 2000 });
});

test('The first retrier that matches decides, and counts its own attempts.', () => {
  const retriers = [
    { ErrorEquals: ['Other'], MaxAttempts: 9 },
    { ErrorEquals: ['Throttled'], MaxAttempts: 1, IntervalSeconds: 5 },
    { ErrorEquals: ['States.ALL'], MaxAttempts: 9 },
  ];
  expect(decideRetry(retriers, passing, [3, 0], 0)).toEqual({ retrier: 1, delayMilliseconds: 5000 });
  expect(decideRetry(retriers, passing, [0, 1], 0)).toBeUndefined();
});

test('A retrier of no attempts lets nothing be retried.', () => {
  expect(decideRetry([{ ErrorEquals: ['Throttled'], MaxAttempts: 0 }], passing, [], 0)).toBeUndefined();
});

test('The first catcher that matches takes the error.', () => {
  const catchers = [
    { ErrorEquals: ['Other'], Next: 'A' },
    { ErrorEquals: ['States.TaskFailed'], Next: 'B' },
    { ErrorEquals: ['States.ALL'], Next: 'C' },
  ];
  expect(findCatcher(catchers, passing)?.Next).toBe('B');
  expect(findCatcher(catchers, new StateError('States.Timeout', ''))?.Next).toBe('C');
  expect(findCatcher(catchers, new StateError('States.Runtime', ''))).toBeUndefined();
});
