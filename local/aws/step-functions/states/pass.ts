import { handOnInput, handOnResult, workingInput } from '../data-flow.ts';
import type { PassState } from '../definition.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';

/** Pass: hands on its input, a fixed Result or filled Parameters. */
export async function enterPass(stage: Stage, state: PassState): Promise<Move> {
  const scope = scopeOf(stage);
  if (state.language === 'JSONata') {
    return { kind: 'leave', next: state.Next, handed: await handOnInput(state, scope) };
  }
  const result = state.Result ?? (await workingInput(state, state.Parameters, undefined, scope));
  return { kind: 'leave', next: state.Next, handed: await handOnResult(state, result, scope) };
}
