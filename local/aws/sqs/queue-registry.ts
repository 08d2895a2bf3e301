import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../../runtime/service.ts';
import { queueSettings } from './queue-definition.ts';
import type { QueueAttributes, QueueDefinition, QueueSettings } from './queue-definition.ts';
import type { DeadLetterTarget } from './message-store.ts';

/** A queue that exists, with its attributes read. */
export interface Queue extends QueueDefinition {
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS sqs_queue (
    arn TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    attributes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The queues that exist: rows, and the same in memory for reading. */
export function openQueueRegistry(database: DatabaseSync) {
  database.exec(schema);
  const upsert = database.prepare(
    `INSERT INTO sqs_queue (arn, url, name, attributes, created_at, modified_at) VALUES (:arn, :url, :name, :attributes, :now, :now)
     ON CONFLICT (arn) DO UPDATE SET url = :url, attributes = :attributes, modified_at = CASE WHEN attributes = :attributes THEN modified_at ELSE :now END`,
  );
  const all = database.prepare('SELECT * FROM sqs_queue');
  const byArn = new Map<string, Queue>();
  const byName = new Map<string, Queue>();
  const deadLetterArns = new Set<string>();

  const reload = (): void => {
    byArn.clear();
    byName.clear();
    deadLetterArns.clear();
    for (const row of all.all()) {
      const name = String(row['name']);
      const attributes = JSON.parse(String(row['attributes'])) as QueueAttributes;
      const queue: Queue = {
        arn: String(row['arn']),
        url: String(row['url']),
        name,
        attributes,
        settings: queueSettings(name, attributes),
        createdAt: Number(row['created_at']),
        modifiedAt: Number(row['modified_at']),
      };
      byArn.set(queue.arn, queue);
      byName.set(name, queue);
      if (queue.settings.redrive !== undefined) {
        deadLetterArns.add(queue.settings.redrive.deadLetterTargetArn);
      }
    }
  };
  reload();

  return {
    /** Writes a queue, new or changed; its messages stay. Called inside a change of the store; `reload` follows it. */
    put(definition: QueueDefinition, now: number): void {
      queueSettings(definition.name, definition.attributes);
      upsert.run({
        arn: definition.arn,
        url: definition.url,
        name: definition.name,
        attributes: JSON.stringify(definition.attributes),
        now,
      });
    },
    reload,
    list: (): Queue[] => [...byArn.values()],
    find: (arn: string): Queue | undefined => byArn.get(arn),
    findByName: (name: string): Queue | undefined => byName.get(name),

    /** The queue with this ARN; throws QueueDoesNotExist. */
    get(arn: string): Queue {
      const queue = byArn.get(arn);
      if (queue === undefined) {
        throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${arn}.`);
      }
      return queue;
    },

    /** The queue whose URL ends with its name, whatever the host; throws QueueDoesNotExist. */
    getByUrl(url: string): Queue {
      const name = url.slice(url.lastIndexOf('/') + 1);
      const queue = byName.get(name);
      if (queue === undefined) {
        throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${url}.`);
      }
      return queue;
    },

    isDeadLetterQueue: (arn: string): boolean => deadLetterArns.has(arn),
    sourcesOf: (deadLetterArn: string): Queue[] =>
      [...byArn.values()].filter(({ settings }) => settings.redrive?.deadLetterTargetArn === deadLetterArn),

    /** Where messages of `queue` go that were received too often; undefined without a policy or its queue. */
    deadLetterTarget(queue: Queue): DeadLetterTarget | undefined {
      const { redrive } = queue.settings;
      const target = redrive === undefined ? undefined : byArn.get(redrive.deadLetterTargetArn);
      return redrive === undefined || target === undefined
        ? undefined
        : { arn: target.arn, fifo: target.settings.fifo, maxReceiveCount: redrive.maxReceiveCount };
    },
  };
}

export type QueueRegistry = ReturnType<typeof openQueueRegistry>;
