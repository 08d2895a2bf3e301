import type { Json } from '../../../runtime/service.ts';
import { handOnResult, type DataScope } from '../data-flow.ts';
import type { MapState } from '../definition.ts';
import { batchItems } from '../item-batches.ts';
import { readItems, type RoleCall } from '../item-reader.ts';
import { limitedText } from '../json.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { itemsFromInput, iterationInput } from './map.ts';

/** Map, distributed: first it reads its items, which is a call to S3 or none. */
export function enterDistributedMap(stage: Stage): Promise<Move> {
  stage.batch.afterwards.push(() => stage.crew.readItems(stage.live, stage.thread));
  return Promise.resolve({ kind: 'park', standing: { kind: 'reading' } });
}

/** The inputs of the children, in the order of the items. */
export async function childInputs(state: MapState, scope: DataScope, call: RoleCall): Promise<Json[]> {
  const items =
    state.ItemReader === undefined
      ? await itemsFromInput(state, scope)
      : await readItems(state, state.ItemReader, scope, call);
  const inputs: Json[] = [];
  for (const [index, item] of items.entries()) {
    inputs.push(await iterationInput(state, scope, index, item));
  }
  return state.ItemBatcher === undefined ? inputs : batchItems(state, state.ItemBatcher, inputs, scope);
}

/** Goes on after a map run that succeeded, with its results or where they were written. */
export async function leaveDistributedMap(stage: Stage, state: MapState, result: Json): Promise<Move> {
  limitedText(result, `state '${state.name}'`);
  stage.batch.record(stage.thread, 'MapStateSucceeded');
  return { kind: 'leave', next: state.Next, handed: await handOnResult(state, result, scopeOf(stage)) };
}
