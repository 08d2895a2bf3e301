import { readField } from '../data-flow.ts';
import type { FailState } from '../definition.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { StateError } from '../state-error.ts';

/** Fail: ends its program with an error that no Retry or Catch of its own can take. */
export async function enterFail(stage: Stage, state: FailState): Promise<Move> {
  const scope = scopeOf(stage);
  const error = await readField(state, 'Error', state.Error, state.ErrorPath, scope);
  const cause = await readField(state, 'Cause', state.Cause, state.CausePath, scope);
  for (const [field, value] of Object.entries({ Error: error, Cause: cause })) {
    if (value !== undefined && typeof value !== 'string') {
      throw new StateError(
        'States.Runtime',
        `The ${field} of state '${state.name}' must be a string, found ${JSON.stringify(value)}`,
      );
    }
  }
  return {
    kind: 'fail',
    error: new StateError(typeof error === 'string' ? error : '', typeof cause === 'string' ? cause : ''),
  };
}
