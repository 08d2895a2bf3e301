import { AwsError } from '../../runtime/service.ts';
import type { Principal, ServiceWorld } from '../../runtime/service.ts';
import { authorizeKeyUse, createDataKeyCounter, principalName } from '../kms/key-use.ts';
import type { KeyOperation } from '../kms/key-use.ts';
import { openMessageStore } from './message-store.ts';
import type { MessageRow } from './message-store.ts';
import { longestVisibilitySeconds } from './queue-definition.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { openQueueRegistry } from './queue-registry.ts';
import type { Queue } from './queue-registry.ts';
import { readReceiptHandle } from './received-message.ts';
import { createWaitingReceivers } from './waiting-receivers.ts';

const billedChunkBytes = 65_536;

function requireHandle(handle: string): { sequence: number; receipt: string } {
  const read = readReceiptHandle(handle);
  if (read === undefined) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return read;
}

/** What the operations of SQS and its event sources share: rows, permissions, keys, bills, and who waits. */
export function createSqsCore(world: ServiceWorld) {
  const { store, clock } = world;
  const queues = openQueueRegistry(store.database);
  const messages = openMessageStore(store.database);
  const receivers = createWaitingReceivers();
  const dataKeys = createDataKeyCounter(world);
  const listeners: ((queueArn: string) => void)[] = [];

  /** Tells long polls, event sources and the scheduler that messages of the queue may be visible now. */
  const announce = (queueArn: string): void => {
    receivers.announce(queueArn);
    for (const listener of listeners) {
      listener(queueArn);
    }
    world.wake();
  };

  const authorize = (principal: Principal, action: string, queue: Queue): void => {
    world.authorizer.authorize(principal, `sqs:${action}`, queue.arn);
  };

  const authorizeKey = (principal: Principal, queue: Queue, operations: readonly KeyOperation[]): void => {
    const keyId = queue.settings.kmsKeyId;
    if (keyId !== undefined) {
      const encryptionContext = { 'aws:sqs:arn': queue.arn };
      authorizeKeyUse(
        world,
        { principal, operations, keyId, viaService: 'sqs', encryptionContext },
        (message) => new AwsError('KmsAccessDenied', message),
      );
    }
  };

  // SQS keeps a data key for each queue and requester for the queue's reuse period.
  const countKey = (principal: Principal, queue: Queue, operations: readonly KeyOperation[]): void => {
    if (queue.settings.kmsKeyId !== undefined) {
      const holder = `${operations.join('+')} ${queue.arn} ${principalName(principal)}`;
      dataKeys.count(holder, operations, queue.settings.kmsDataKeyReuseSeconds * 1000);
    }
  };

  const bill = (operation: string, bytes = 0): void => {
    world.count('sqs', operation, Math.max(1, Math.ceil(bytes / billedChunkBytes)));
  };

  return {
    world,
    queues,
    messages,
    receivers,
    listeners,
    announce,
    authorize,
    bill,

    authorizeSend(principal: Principal, queue: Queue): void {
      authorize(principal, 'SendMessage', queue);
      authorizeKey(principal, queue, ['GenerateDataKey', 'Decrypt']);
      countKey(principal, queue, ['GenerateDataKey', 'Decrypt']);
    },

    authorizeReceive(principal: Principal, queue: Queue): void {
      authorize(principal, 'ReceiveMessage', queue);
      authorizeKey(principal, queue, ['Decrypt']);
    },

    /** Counts what a receive costs: the request in chunks of 64 KB, and the key when something came. */
    billReceive(principal: Principal, queue: Queue, taken: readonly MessageRow[]): void {
      bill(
        'ReceiveMessage',
        taken.reduce((sum, { body, attributes }) => sum + body.length + attributes.length, 0),
      );
      if (taken.length > 0) {
        countKey(principal, queue, ['Decrypt']);
      }
    },

    /** Takes what is visible; looks first without a transaction, since most looks find nothing. */
    async take(queue: Queue, maximum: number, visibilitySeconds: number): Promise<MessageRow[]> {
      if (!messages.hasDeliverable(queue.arn, queue.settings, clock.now())) {
        return [];
      }
      const { taken, movedTo } = await store.write(() => {
        const now = clock.now();
        const visibleAt = now + visibilitySeconds * 1000;
        return messages.take(
          queue.arn,
          queue.settings,
          maximum,
          now,
          visibleAt,
          queues.deadLetterTarget(queue),
        );
      });
      if (movedTo !== undefined) {
        announce(movedTo);
      }
      // The visibility timeouts of what was taken are new dates for the scheduler.
      world.wake();
      return taken;
    },

    /** Deletes inside a change; a handle of an earlier receive, or of a deleted message, changes nothing. */
    deleteByHandle(queue: Queue, handle: string): void {
      const { sequence, receipt } = requireHandle(handle);
      const row = messages.find(sequence);
      if (row?.queue === queue.arn && row.receipt === receipt) {
        messages.delete(sequence);
      }
    },

    /** Hides a message in flight for `seconds` from now, inside a change; 0 shows it at once. */
    changeVisibility(queue: Queue, handle: string, seconds: number): void {
      const { sequence, receipt } = requireHandle(handle);
      const now = clock.now();
      const row = messages.find(sequence);
      if (row === undefined || row.queue !== queue.arn || row.receipt !== receipt) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
        );
      }
      if (row.visible_at <= now) {
        throw new AwsError('MessageNotInflight', `The message of receipt handle ${handle} is not in flight.`);
      }
      if (now + seconds * 1000 > (row.received_at ?? now) + longestVisibilitySeconds * 1000) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${longestVisibilitySeconds} seconds].`,
        );
      }
      messages.hideUntil(sequence, now + seconds * 1000);
    },

    /** Makes queues exist with these attributes; their messages stay. */
    async putQueues(definitions: readonly QueueDefinition[]): Promise<void> {
      await store.write(() => {
        for (const definition of definitions) {
          queues.put(definition, clock.now());
        }
      });
      queues.reload();
      world.wake();
    },

    isDeliverable(arn: string): boolean {
      const queue = queues.find(arn);
      return queue !== undefined && messages.hasDeliverable(arn, queue.settings, clock.now());
    },
  };
}

export type SqsCore = ReturnType<typeof createSqsCore>;
