import type { OutboxRow } from '#ports/outbox.ts';
import { sendOutboxRow, type RelayWorld } from '#ports/send-outbox-row.ts';

/** Sends what the stream of the claims table announces, in its order. */
export async function relayOutboxStep(
  rows: readonly (OutboxRow | undefined)[],
  world: RelayWorld,
): Promise<{ outcome: 'relayed' }> {
  for (const row of rows) {
    if (row !== undefined) {
      await sendOutboxRow(row, world);
    }
  }
  return { outcome: 'relayed' };
}
