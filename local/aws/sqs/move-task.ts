import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject } from '../../runtime/service.ts';
import type { MessageStore } from './message-store.ts';
import type { Queue, QueueRegistry } from './queue-registry.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS sqs_move_task (
    handle TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    destination TEXT,
    started_at INTEGER NOT NULL,
    moved INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Moves messages out of a dead-letter queue: one change of the store does a whole task. */
export function openMoveTasks(database: DatabaseSync, queues: QueueRegistry, messages: MessageStore) {
  database.exec(schema);
  const record = database.prepare(
    'INSERT INTO sqs_move_task (handle, source, destination, started_at, moved) VALUES (?, ?, ?, ?, ?)',
  );
  const bySource = database.prepare(
    'SELECT * FROM sqs_move_task WHERE source = ? ORDER BY started_at DESC LIMIT ?',
  );

  return {
    /** The queues that a task from `source` may send to; throws when `source` is no dead-letter queue. */
    destinations(source: Queue, destinationArn: string | undefined): Queue[] {
      const sources = queues.sourcesOf(source.arn);
      if (sources.length === 0) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Source queue must be configured as a Dead Letter Queue: ${source.arn} is the target of no redrive policy.`,
        );
      }
      return destinationArn === undefined ? sources : [queues.get(destinationArn)];
    },

    /**
     * Moves every visible message, inside a change of the store. A moved message is a new one, with a new id and
     * age; without a destination it goes back to the queue that it came from.
     */
    run(source: Queue, destination: Queue | undefined, now: number): { handle: string; reached: string[] } {
      const reached = new Set<string>();
      let moved = 0;
      for (const row of messages.movable(source.arn, source.settings, now)) {
        const target = destination ?? queues.find(row.dead_letter_source ?? '');
        if (target === undefined) {
          continue;
        }
        messages.add({
          queue: target.arn,
          body: row.body,
          attributes: row.attributes,
          systemAttributes: row.system_attributes,
          senderId: row.sender_id,
          sentAt: now,
          visibleAt: now + target.settings.delaySeconds * 1000,
          groupId: row.group_id ?? undefined,
          deduplicationId: row.deduplication_id ?? undefined,
        });
        messages.delete(row.sequence);
        reached.add(target.arn);
        moved += 1;
      }
      const handle = randomUUID();
      record.run(handle, source.arn, destination?.arn ?? null, now, moved);
      return { handle, reached: [...reached] };
    },

    list(sourceArn: string, limit: number): JsonObject[] {
      return bySource.all(sourceArn, limit).map((row) => {
        const task: JsonObject = {
          Status: 'COMPLETED',
          SourceArn: String(row['source']),
          ApproximateNumberOfMessagesMoved: Number(row['moved']),
          ApproximateNumberOfMessagesToMove: Number(row['moved']),
          StartedTimestamp: Number(row['started_at']),
        };
        if (row['destination'] !== null) {
          task['DestinationArn'] = String(row['destination']);
        }
        return task;
      });
    },
  };
}
