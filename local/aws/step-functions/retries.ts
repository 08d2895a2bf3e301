import type { Catcher, Retrier } from './definition-schema.ts';
import { matchesError, type StateError } from './state-error.ts';

/** The first retrier or catcher whose ErrorEquals matches, with its place in the list. */
function firstMatch<Rule extends { readonly ErrorEquals: readonly string[] }>(
  rules: readonly Rule[] | undefined,
  error: StateError,
): { rule: Rule; index: number } | undefined {
  for (const [index, rule] of (rules ?? []).entries()) {
    if (rule.ErrorEquals.some((pattern) => matchesError(pattern, error.error))) {
      return { rule, index };
    }
  }
  return undefined;
}

export interface RetryDecision {
  /** Which retrier of the state's list it is: each counts its own attempts. */
  readonly retrier: number;
  readonly delayMilliseconds: number;
}

/**
 * Decides whether an error is retried, and after how long.
 *
 * @param used how many attempts each retrier has used in this visit of the state.
 * @param chance a number in [0, 1) for the jitter.
 */
export function decideRetry(
  retriers: readonly Retrier[] | undefined,
  error: StateError,
  used: readonly number[],
  chance: number,
): RetryDecision | undefined {
  const match = firstMatch(retriers, error);
  if (match === undefined) {
    return undefined;
  }
  const { rule, index } = match;
  const attempt = used[index] ?? 0;
  if (attempt >= (rule.MaxAttempts ?? 3)) {
    return undefined;
  }
  const unlimitedSeconds = (rule.IntervalSeconds ?? 1) * (rule.BackoffRate ?? 2) ** attempt;
  const seconds = Math.min(unlimitedSeconds, rule.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  const jittered = rule.JitterStrategy === 'FULL' ? seconds * chance : seconds;
  return { retrier: index, delayMilliseconds: Math.round(jittered * 1000) };
}

/** The catcher that takes an error, if any does. */
export function findCatcher(
  catchers: readonly Catcher[] | undefined,
  error: StateError,
): Catcher | undefined {
  return firstMatch(catchers, error)?.rule;
}
