import type { OutboxRow } from '#ports/outbox.ts';
import { sendOutboxRow, type RelayWorld } from '#ports/send-outbox-row.ts';

/** Claims that are told of something at the same time. */
const atOnce = 8;

/**
 * Sends what the stream of the claims table announces: in its order for each claim, several claims at the same time.
 */
export async function relayOutboxStep(
  rows: readonly (OutboxRow | undefined)[],
  world: RelayWorld,
): Promise<{ outcome: 'relayed' }> {
  const byHolder = Map.groupBy(
    rows.filter((row) => row !== undefined),
    (row) => `${row.practiceId} ${row.kind === 'start-account-cycle' ? row.guarantorId : row.claimId}`,
  );
  const queues = [...byHolder.values()];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, queues.length) }, async () => {
      for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) {
        for (const row of queue) {
          await sendOutboxRow(row, world);
        }
      }
    }),
  );
  return { outcome: 'relayed' };
}
