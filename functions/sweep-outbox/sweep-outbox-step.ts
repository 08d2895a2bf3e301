import { Instant } from '#contracts/dates.ts';
import type { Outbox, OutboxRow } from '#ports/outbox.ts';
import { sendOutboxRow, type RelayWorld } from '#ports/send-outbox-row.ts';

/** A row younger than this is still on its way through the stream. */
const relayMinutes = 2;
/** Bounds one sweep; the next goes on. */
const rowsLimit = 200;

/** Sends the outbox rows that the stream's relay did not: after an outage, or past its retries. */
export async function sweepOutboxStep(
  world: RelayWorld & { readonly outbox: Pick<Outbox, 'unsent' | 'markSent'> },
): Promise<{ outcome: 'swept'; sent: number; failed: number }> {
  const before = Instant.parse(new Date(Date.parse(world.clock.now()) - relayMinutes * 60_000).toISOString());
  const rows = await world.outbox.unsent(before, rowsLimit);
  let failed = 0;
  let sent = 0;
  for (const row of rows) {
    if (await isSent(row, world)) {
      sent += 1;
    } else {
      failed += 1;
    }
  }
  if (failed > 0 && sent === 0) {
    throw new Error(`None of ${failed} outbox rows could be sent; see the errors of relay-outbox`);
  }
  return { outcome: 'swept', sent, failed };
}

/** One row that can not be sent must not hold up those behind it. */
async function isSent(row: OutboxRow, world: RelayWorld): Promise<boolean> {
  try {
    await sendOutboxRow(row, world);
    return true;
  } catch {
    return false;
  }
}
