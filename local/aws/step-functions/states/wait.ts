import { isTimestamp } from '../choice-rules.ts';
import { type DataScope, handOnInput, readField, readNumber } from '../data-flow.ts';
import type { WaitState } from '../definition.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { StateError } from '../state-error.ts';

async function waitsUntil(state: WaitState, scope: DataScope, now: number): Promise<number> {
  const seconds = await readNumber(state, 'Seconds', state.Seconds, state.SecondsPath, scope);
  if (seconds !== undefined) {
    return now + seconds * 1000;
  }
  const timestamp = await readField(state, 'Timestamp', state.Timestamp, state.TimestampPath, scope);
  if (!isTimestamp(timestamp)) {
    throw new StateError(
      'States.Runtime',
      `State '${state.name}' waits for a timestamp such as 2026-03-14T01:59:00Z, found ${JSON.stringify(timestamp)}`,
    );
  }
  return Date.parse(timestamp);
}

/** Wait: stands until its time on the clock; a time that has passed is no wait. */
export async function enterWait(stage: Stage, state: WaitState): Promise<Move> {
  const scope = scopeOf(stage);
  const until = await waitsUntil(state, scope, stage.batch.now);
  const handed = await handOnInput(state, scope);
  if (until <= stage.batch.now) {
    return { kind: 'leave', next: state.Next, handed };
  }
  return {
    kind: 'park',
    standing: { kind: 'waiting', until, output: handed.output, assigned: handed.assigned },
  };
}
