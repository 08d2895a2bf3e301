import { AwsError } from '../../runtime/service.ts';
import type { JsonService, Principal, ServiceWorld } from '../../runtime/service.ts';
import { messageOperations } from './message-operations.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { queueOperations } from './queue-operations.ts';
import { eventSourceMessage } from './received-message.ts';
import type { EventSourceMessage } from './received-message.ts';
import { createSqsCore } from './sqs-core.ts';

/** Amazon SQS, served, and what the event source mappings of functions use beside the API. */
export interface Sqs extends JsonService {
  /** Makes the queues of the template exist with its attributes; messages of queues that exist stay. */
  provision(queues: readonly QueueDefinition[]): Promise<void>;
  /** Names a queue that an event source mapping consumes: its visible messages are work to do. */
  setConsumed(queueArn: string): void;
  /** Receives as the poller of an event source mapping does, at once; hidden for the queue's visibility timeout. */
  receiveForEventSource(
    queueArn: string,
    maximumMessages: number,
    principal?: Principal,
  ): Promise<{ messages: EventSourceMessage[]; receiptHandles: string[] }>;
  /** Deletes what a function has processed. */
  deleteFromEventSource(
    queueArn: string,
    receiptHandles: readonly string[],
    principal?: Principal,
  ): Promise<void>;
  /**
   * Gives messages back that a function failed to process: as on AWS they come again when their visibility
   * timeout ends, or after `visibleInSeconds` where the mapping decides otherwise.
   */
  releaseFromEventSource(
    queueArn: string,
    receiptHandles: readonly string[],
    visibleInSeconds?: number,
  ): Promise<void>;
  /** Calls `listener` with the queue's ARN whenever a message of it may have become visible. */
  onMessage(listener: (queueArn: string) => void): void;
  /** How many messages of the queue could be received now. */
  visibleCount(queueArn: string): number;
}

const operator: Principal = { kind: 'operator' };
/** The most that one request of a Lambda poller receives or deletes. */
const pollerBatch = 10;

/** Serves Amazon SQS for one account and region, durable in `world.store`. */
export function createSqs(world: ServiceWorld): Sqs {
  const { store, clock } = world;
  const core = createSqsCore(world);
  const { queues, messages, receivers } = core;
  const operations = { ...queueOperations(core), ...messageOperations(core) };
  const consumed = new Set<string>();

  const watchedQueues = (): Set<string> => new Set([...consumed, ...receivers.queues()]);

  return {
    name: 'sqs',
    targetPrefixes: ['AmazonSQS'],
    call: async (operation, input, principal) => {
      const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handle === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Amazon SQS on this machine does not serve ${operation}.`,
          501,
        );
      }
      return handle(input, principal);
    },

    // What nobody waits for (a dead-letter queue, the end of a retention) is no reason to move the clock.
    nextDueAt: () => {
      const now = clock.now();
      let next: number | undefined;
      for (const arn of watchedQueues()) {
        const time = messages.nextVisibleAt(arn, now);
        next = time === undefined ? next : Math.min(next ?? time, time);
      }
      return next;
    },
    runDue: () => {
      for (const arn of watchedQueues()) {
        if (core.isDeliverable(arn)) {
          core.announce(arn);
        }
      }
    },
    busy: () => {
      for (const arn of consumed) {
        if (!queues.isDeadLetterQueue(arn) && core.isDeliverable(arn)) {
          return `a message of ${arn.slice(arn.lastIndexOf(':') + 1)} waits for its function`;
        }
      }
      return undefined;
    },

    provision: (definitions) => core.putQueues(definitions),
    setConsumed: (arn) => {
      consumed.add(arn);
      world.wake();
    },

    receiveForEventSource: async (arn, maximumMessages, principal = operator) => {
      const queue = queues.get(arn);
      core.authorizeReceive(principal, queue);
      const taken = await core.take(queue, maximumMessages, queue.settings.visibilityTimeoutSeconds);
      for (let first = 0; first < taken.length; first += pollerBatch) {
        core.billReceive(principal, queue, taken.slice(first, first + pollerBatch));
      }
      const records = taken.map((row) => eventSourceMessage(row, queue.settings.fifo, arn, world.region));
      return { messages: records, receiptHandles: records.map(({ receiptHandle }) => receiptHandle) };
    },
    deleteFromEventSource: async (arn, receiptHandles, principal = operator) => {
      const queue = queues.get(arn);
      core.authorize(principal, 'DeleteMessage', queue);
      if (receiptHandles.length === 0) {
        return;
      }
      world.count('sqs', 'DeleteMessageBatch', Math.ceil(receiptHandles.length / pollerBatch));
      await store.write(() => {
        for (const handle of receiptHandles) {
          core.deleteByHandle(queue, handle);
        }
      });
      core.announce(arn);
    },
    releaseFromEventSource: async (arn, receiptHandles, visibleInSeconds) => {
      const queue = queues.get(arn);
      if (visibleInSeconds !== undefined) {
        // A message that is visible again already, or gone, needs nothing: each handle is its own change.
        await Promise.allSettled(
          receiptHandles.map((handle) =>
            store.write(() => core.changeVisibility(queue, handle, visibleInSeconds)),
          ),
        );
      }
      core.announce(arn);
    },
    onMessage: (listener) => {
      core.listeners.push(listener);
    },
    visibleCount: (arn) => {
      const queue = queues.get(arn);
      return messages.countVisible(arn, queue.settings, clock.now());
    },
  };
}
