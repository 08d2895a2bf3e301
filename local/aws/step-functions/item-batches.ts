import type { Json, JsonObject } from '../../runtime/service.ts';
import { type DataScope, fillForState, readNumber } from './data-flow.ts';
import type { MapState } from './definition.ts';
import type { ItemBatcher } from './definition-schema.ts';
import { payloadLimitBytes } from './state-error.ts';

/**
 * Gathers items into the inputs of a Distributed Map's children: so many, or so many bytes, at a time,
 * under `Items` beside the BatchInput.
 */
export async function batchItems(
  state: MapState,
  batcher: ItemBatcher,
  items: readonly Json[],
  scope: DataScope,
): Promise<Json[]> {
  const count = await readNumber(
    state,
    'MaxItemsPerBatch',
    batcher.MaxItemsPerBatch,
    batcher.MaxItemsPerBatchPath,
    scope,
  );
  const bytes = await readNumber(
    state,
    'MaxInputBytesPerBatch',
    batcher.MaxInputBytesPerBatch,
    batcher.MaxInputBytesPerBatchPath,
    scope,
  );
  const shared =
    batcher.BatchInput === undefined
      ? {}
      : { BatchInput: await fillForState(state, batcher.BatchInput, scope, 'BatchInput') };
  const maximumCount = count === undefined || count === 0 ? Number.POSITIVE_INFINITY : count;
  const maximumBytes = Math.min(
    bytes === undefined || bytes === 0 ? payloadLimitBytes : bytes,
    payloadLimitBytes,
  );
  const envelope = Buffer.byteLength(JSON.stringify({ ...shared, Items: [] }));

  const batches: JsonObject[] = [];
  let gathered: Json[] = [];
  let size = envelope;
  for (const item of items) {
    const itemBytes = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (gathered.length > 0 && (gathered.length >= maximumCount || size + itemBytes > maximumBytes)) {
      batches.push({ ...shared, Items: gathered });
      gathered = [];
      size = envelope;
    }
    gathered.push(item);
    size += itemBytes;
  }
  if (gathered.length > 0) {
    batches.push({ ...shared, Items: gathered });
  }
  return batches;
}
