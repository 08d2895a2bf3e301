import type { Json, JsonObject } from '../../../runtime/service.ts';
import { type DataScope, fillForState, handOnResult, readField, readNumber } from '../data-flow.ts';
import type { MapState } from '../definition.ts';
import type { Thread } from '../execution.ts';
import { collectOutputs, forkThread } from '../forks.ts';
import { limitedText } from '../json.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { StateError } from '../state-error.ts';

/** How many iterations of an inline Map go on at the same time at most (the service's quota). */
const inlineConcurrency = 40;

/** What `$$.Map` answers for an item. */
function mapContextOf(index: number, value: Json): JsonObject {
  return { Item: { Index: index, Value: value } };
}

/**
 * The items that a Map runs over when they come from its input.
 *
 * @throws StateError `States.Runtime` when they are no array.
 */
export async function itemsFromInput(state: MapState, scope: DataScope): Promise<Json[]> {
  const items =
    state.language === 'JSONata'
      ? await fillForState(state, state.Items ?? scope.input, scope, 'Items')
      : await readField(state, 'Items', undefined, state.ItemsPath ?? '$', scope);
  if (!Array.isArray(items)) {
    throw new StateError(
      'States.Runtime',
      `The items of Map state '${state.name}' must be an array, found ${JSON.stringify(items)}`,
    );
  }
  return items;
}

/** The input of an iteration: the item, or what the ItemSelector makes of it. */
export async function iterationInput(
  state: MapState,
  scope: DataScope,
  index: number,
  item: Json,
): Promise<Json> {
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) {
    return item;
  }
  const context = { ...scope.context, Map: mapContextOf(index, item) };
  return fillForState(state, selector, { ...scope, context }, 'ItemSelector');
}

/** Map, inline: walks its processor once an item, a limited number at the same time. */
export async function enterMap(stage: Stage, state: MapState): Promise<Move> {
  const { thread, batch } = stage;
  const scope = scopeOf(stage);
  const items = await itemsFromInput(state, scope);
  const asked = await readNumber(
    state,
    'MaxConcurrency',
    state.MaxConcurrency,
    state.MaxConcurrencyPath,
    scope,
  );
  const limit = asked === undefined || asked === 0 ? inlineConcurrency : Math.min(asked, inlineConcurrency);
  batch.record(thread, 'MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  if (items.length === 0) {
    return leaveMap(stage, state, []);
  }
  thread.items = items;
  thread.nextBranch = 0;
  batch.withItems.add(thread);
  for (let index = 0; index < Math.min(limit, items.length); index += 1) {
    await startIteration(stage, thread, state);
  }
  return { kind: 'park', standing: { kind: 'forked', limit } };
}

/** Begins the next iteration of a Map, if one is left. Its place is taken before its input is worked out. */
export async function startIteration(stage: Stage, parent: Thread, state: MapState): Promise<void> {
  const index = parent.nextBranch;
  const item = parent.items?.[index];
  if (item === undefined) {
    return;
  }
  parent.nextBranch += 1;
  const thread = forkThread(stage, parent, index, state.processor, mapContextOf(index, item));
  stage.batch.record(thread, 'MapIterationStarted', 'mapIterationStartedEventDetails', {
    name: state.name,
    index,
  });
  const scope = scopeOf({ live: stage.live, thread: parent });
  thread.input = await iterationInput(state, scope, index, item);
}

/** Goes on after the last iteration. */
export async function joinMap(stage: Stage, state: MapState): Promise<Move> {
  const outputs = collectOutputs(stage, stage.thread);
  stage.thread.items = undefined;
  return leaveMap(stage, state, outputs);
}

async function leaveMap(stage: Stage, state: MapState, outputs: Json[]): Promise<Move> {
  limitedText(outputs, `state '${state.name}'`);
  stage.batch.record(stage.thread, 'MapStateSucceeded');
  return { kind: 'leave', next: state.Next, handed: await handOnResult(state, outputs, scopeOf(stage)) };
}
