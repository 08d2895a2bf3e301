import { handOnInput } from '../data-flow.ts';
import type { SucceedState } from '../definition.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';

/** Succeed: ends its program with its input. */
export async function enterSucceed(stage: Stage, state: SucceedState): Promise<Move> {
  return { kind: 'leave', next: undefined, handed: await handOnInput(state, scopeOf(stage)) };
}
