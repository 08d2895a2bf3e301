import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { QueueSettings } from './queue-definition.ts';

/** A message as its row holds it. Times are milliseconds of the virtual clock. */
export interface MessageRow {
  readonly sequence: number;
  readonly queue: string;
  readonly message_id: string;
  readonly body: string;
  /** Message attributes as JSON text. */
  readonly attributes: string;
  /** Message system attributes that the sender gave, as JSON text. */
  readonly system_attributes: string;
  readonly sender_id: string;
  readonly sent_at: number;
  readonly visible_at: number;
  readonly first_received_at: number | null;
  readonly received_at: number | null;
  /** Receives in this queue, which the redrive policy counts. */
  readonly receive_count: number;
  /** Receives in all queues, which ApproximateReceiveCount shows. */
  readonly total_receive_count: number;
  readonly receipt: string | null;
  readonly group_id: string | null;
  readonly deduplication_id: string | null;
  readonly dead_letter_source: string | null;
}

export interface NewMessage {
  readonly queue: string;
  readonly body: string;
  readonly attributes: string;
  readonly systemAttributes: string;
  readonly senderId: string;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

export interface StoredMessage {
  readonly messageId: string;
  readonly sequence: number;
}

/** Where a message that was received too often goes, if its dead-letter queue exists. */
export interface DeadLetterTarget {
  readonly arn: string;
  readonly fifo: boolean;
  readonly maxReceiveCount: number;
}

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** How long SQS remembers a deduplication id, in milliseconds. */
const deduplicationMilliseconds = 300_000;
const sweepMilliseconds = 3_600_000;

const schema = `
  CREATE TABLE IF NOT EXISTS sqs_message (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    message_id TEXT NOT NULL,
    body TEXT NOT NULL,
    attributes TEXT NOT NULL,
    system_attributes TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    first_received_at INTEGER,
    received_at INTEGER,
    receive_count INTEGER NOT NULL DEFAULT 0,
    total_receive_count INTEGER NOT NULL DEFAULT 0,
    receipt TEXT,
    group_id TEXT,
    deduplication_id TEXT,
    dead_letter_source TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sqs_message_visible ON sqs_message (queue, visible_at, sequence);
  CREATE INDEX IF NOT EXISTS sqs_message_group ON sqs_message (queue, group_id, sequence) WHERE group_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sqs_deduplication (
    queue TEXT NOT NULL,
    scope TEXT NOT NULL,
    deduplication_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (queue, scope, deduplication_id)
  ) STRICT, WITHOUT ROWID;
`;

// A FIFO message waits while an earlier one of its group is hidden: in flight, delayed or failed.
const groupIsFree = `NOT EXISTS (
  SELECT 1 FROM sqs_message AS earlier
  WHERE earlier.queue = sqs_message.queue AND earlier.group_id = sqs_message.group_id
    AND earlier.sequence < sqs_message.sequence AND earlier.visible_at > :now)`;

/** A message sent at this time or before is past its queue's retention. */
function oldestKept(settings: QueueSettings, now: number): number {
  return now - settings.retentionSeconds * 1000;
}

/**
 * The rows of all messages. Every method is synchronous; those that change something are called inside a
 * change of the store.
 */
export function openMessageStore(database: DatabaseSync) {
  database.exec(schema);
  const insert = database.prepare(
    `INSERT INTO sqs_message (queue, message_id, body, attributes, system_attributes, sender_id, sent_at, visible_at, group_id, deduplication_id)
     VALUES (:queue, :messageId, :body, :attributes, :systemAttributes, :senderId, :sentAt, :visibleAt, :groupId, :deduplicationId)`,
  );
  const selectStandard = database.prepare(
    'SELECT * FROM sqs_message WHERE queue = :queue AND visible_at <= :now AND sent_at > :oldest ORDER BY visible_at, sequence LIMIT :limit',
  );
  const selectFifo = database.prepare(
    `SELECT * FROM sqs_message WHERE queue = :queue AND visible_at <= :now AND sent_at > :oldest AND ${groupIsFree} ORDER BY sequence LIMIT :limit`,
  );
  const deliverableStandard = database.prepare(
    'SELECT 1 FROM sqs_message WHERE queue = :queue AND visible_at <= :now AND sent_at > :oldest LIMIT 1',
  );
  const deliverableFifo = database.prepare(
    `SELECT 1 FROM sqs_message WHERE queue = :queue AND visible_at <= :now AND sent_at > :oldest AND ${groupIsFree} LIMIT 1`,
  );
  const markReceived = database.prepare(
    `UPDATE sqs_message SET visible_at = :visibleAt, received_at = :now, first_received_at = coalesce(first_received_at, :now),
       receive_count = receive_count + 1, total_receive_count = total_receive_count + 1, receipt = :receipt
     WHERE sequence = :sequence`,
  );
  const moveToQueue = database.prepare(
    `INSERT INTO sqs_message (queue, message_id, body, attributes, system_attributes, sender_id, sent_at, visible_at,
       first_received_at, total_receive_count, group_id, deduplication_id, dead_letter_source)
     SELECT :queue, message_id, body, attributes, system_attributes, sender_id, :sentAt, :visibleAt,
       first_received_at, total_receive_count, group_id, deduplication_id, :source
     FROM sqs_message WHERE sequence = :sequence`,
  );
  const bySequence = database.prepare('SELECT * FROM sqs_message WHERE sequence = ?');
  const remove = database.prepare('DELETE FROM sqs_message WHERE sequence = ?');
  const removeExpired = database.prepare('DELETE FROM sqs_message WHERE queue = ? AND sent_at <= ?');
  const removeAll = database.prepare('DELETE FROM sqs_message WHERE queue = ?');
  const hide = database.prepare('UPDATE sqs_message SET visible_at = ? WHERE sequence = ?');
  const nextVisible = database.prepare(
    'SELECT min(visible_at) AS time FROM sqs_message WHERE queue = ? AND visible_at > ?',
  );
  const counting = database.prepare(
    `SELECT coalesce(sum(visible_at <= :now), 0) AS visible,
       coalesce(sum(visible_at > :now AND receive_count > 0), 0) AS in_flight,
       coalesce(sum(visible_at > :now AND receive_count = 0), 0) AS delayed
     FROM sqs_message WHERE queue = :queue AND sent_at > :oldest`,
  );
  const countingVisible = database.prepare(
    'SELECT count(*) AS visible FROM sqs_message WHERE queue = :queue AND visible_at <= :now AND sent_at > :oldest',
  );
  const findDuplicate = database.prepare(
    'SELECT message_id, sequence FROM sqs_deduplication WHERE queue = ? AND scope = ? AND deduplication_id = ? AND expires_at > ?',
  );
  const rememberDuplicate = database.prepare(
    'INSERT OR REPLACE INTO sqs_deduplication (queue, scope, deduplication_id, message_id, sequence, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const forgetDuplicates = database.prepare(
    'DELETE FROM sqs_deduplication WHERE queue = ? AND expires_at <= ?',
  );
  const movable = database.prepare(
    'SELECT * FROM sqs_message WHERE queue = ? AND visible_at <= ? AND sent_at > ? ORDER BY sequence',
  );

  const add = (message: NewMessage): StoredMessage => {
    const messageId = randomUUID();
    const { lastInsertRowid } = insert.run({
      queue: message.queue,
      messageId,
      body: message.body,
      attributes: message.attributes,
      systemAttributes: message.systemAttributes,
      senderId: message.senderId,
      sentAt: message.sentAt,
      visibleAt: message.visibleAt,
      groupId: message.groupId ?? null,
      deduplicationId: message.deduplicationId ?? null,
    });
    return { messageId, sequence: Number(lastInsertRowid) };
  };

  // Expired rows are never given out; removing them looks at the whole queue and so happens at most once an hour.
  const sweptAt = new Map<string, number>();
  const removeExpiredNowAndThen = (queue: string, settings: QueueSettings, now: number): void => {
    if (now - (sweptAt.get(queue) ?? Number.NEGATIVE_INFINITY) >= sweepMilliseconds) {
      sweptAt.set(queue, now);
      removeExpired.run(queue, oldestKept(settings, now));
    }
  };

  const moveToDeadLetterQueue = (message: MessageRow, target: DeadLetterTarget, now: number): void => {
    moveToQueue.run({
      queue: target.arn,
      // A standard queue keeps the age of a moved message; a FIFO queue begins it again.
      sentAt: target.fifo ? now : message.sent_at,
      visibleAt: now,
      source: message.queue,
      sequence: message.sequence,
    });
    remove.run(message.sequence);
  };

  return {
    add,

    /** Adds a FIFO message, or gives the one sent before with the same deduplication id in the last five minutes. */
    addOnce(
      message: NewMessage,
      deduplicationId: string,
      scope: string,
    ): StoredMessage & { duplicate: boolean } {
      const found = findDuplicate.get(message.queue, scope, deduplicationId, message.sentAt);
      if (found !== undefined) {
        return {
          messageId: String(found['message_id']),
          sequence: Number(found['sequence']),
          duplicate: true,
        };
      }
      forgetDuplicates.run(message.queue, message.sentAt);
      const stored = add(message);
      rememberDuplicate.run(
        message.queue,
        scope,
        deduplicationId,
        stored.messageId,
        stored.sequence,
        message.sentAt + deduplicationMilliseconds,
      );
      return { ...stored, duplicate: false };
    },

    /**
     * Receives up to `maximum` messages and hides them until `visibleAt`; removes what is past its retention and
     * moves to `deadLetter` what was received often enough.
     */
    take(
      queue: string,
      settings: QueueSettings,
      maximum: number,
      now: number,
      visibleAt: number,
      deadLetter: DeadLetterTarget | undefined,
    ): { taken: MessageRow[]; movedTo: string | undefined } {
      removeExpiredNowAndThen(queue, settings, now);
      const oldest = oldestKept(settings, now);
      const select = settings.fifo ? selectFifo : selectStandard;
      const taken: MessageRow[] = [];
      let movedTo: string | undefined;
      let looking = true;
      while (looking && taken.length < maximum) {
        const rows = select.all({
          queue,
          now,
          oldest,
          limit: maximum - taken.length,
        }) as unknown as MessageRow[];
        let moved = 0;
        for (const row of rows) {
          if (deadLetter !== undefined && row.receive_count >= deadLetter.maxReceiveCount) {
            moveToDeadLetterQueue(row, deadLetter, now);
            movedTo = deadLetter.arn;
            moved += 1;
            continue;
          }
          const receipt = randomUUID();
          markReceived.run({ visibleAt, now, receipt, sequence: row.sequence });
          taken.push({
            ...row,
            receipt,
            visible_at: visibleAt,
            received_at: now,
            first_received_at: row.first_received_at ?? now,
            receive_count: row.receive_count + 1,
            total_receive_count: row.total_receive_count + 1,
          });
        }
        // With a visibility timeout of 0 what was taken is still visible: one look is enough then.
        looking = moved > 0 && visibleAt > now;
      }
      return { taken, movedTo };
    },

    /** Whether a receive now would find something to give or to move. */
    hasDeliverable(queue: string, settings: QueueSettings, now: number): boolean {
      const statement = settings.fifo ? deliverableFifo : deliverableStandard;
      return statement.get({ queue, now, oldest: oldestKept(settings, now) }) !== undefined;
    },

    find: (sequence: number): MessageRow | undefined =>
      bySequence.get(sequence) as unknown as MessageRow | undefined,
    delete: (sequence: number): void => {
      remove.run(sequence);
    },
    deleteAll: (queue: string): void => {
      removeAll.run(queue);
    },
    hideUntil: (sequence: number, visibleAt: number): void => {
      hide.run(visibleAt, sequence);
    },

    /** When the next hidden message of `queue` becomes visible. */
    nextVisibleAt(queue: string, now: number): number | undefined {
      const time = nextVisible.get(queue, now)?.['time'];
      return typeof time === 'number' ? time : undefined;
    },

    countVisible(queue: string, settings: QueueSettings, now: number): number {
      return Number(countingVisible.get({ queue, now, oldest: oldestKept(settings, now) })?.['visible']);
    },

    count(queue: string, settings: QueueSettings, now: number): MessageCounts {
      const row = counting.get({ queue, now, oldest: oldestKept(settings, now) });
      return {
        visible: Number(row?.['visible']),
        inFlight: Number(row?.['in_flight']),
        delayed: Number(row?.['delayed']),
      };
    },

    /** The messages of a dead-letter queue that a move task may take: visible and not past their retention. */
    movable: (queue: string, settings: QueueSettings, now: number): MessageRow[] =>
      movable.all(queue, now, oldestKept(settings, now)) as unknown as MessageRow[],
  };
}

export type MessageStore = ReturnType<typeof openMessageStore>;
