import { AwsError } from '../../runtime/service.ts';
import type { JsonObject } from '../../runtime/service.ts';
import { checkOutgoing, outgoingBytes, storeOutgoing } from './outgoing-message.ts';
import { largestMessageBytes } from './queue-definition.ts';
import type { Queue } from './queue-registry.ts';
import { wireMessage } from './received-message.ts';
import type { SqsCore } from './sqs-core.ts';
import { checkBatch, served, sqsInputs } from './sqs-input.ts';
import type { Operations } from './sqs-input.ts';

/** The operations on messages: send, receive, delete, change visibility, each also in batches. */
export function messageOperations(core: SqsCore): Operations {
  const { world, queues, messages, receivers } = core;
  const { store, clock } = world;

  /** Does each entry of a batch in one transaction; an entry that fails is reported and undoes only itself. */
  const batch = async <Entry extends { readonly Id: string }>(
    entries: readonly Entry[],
    each: (entry: Entry) => JsonObject,
  ): Promise<JsonObject> => {
    checkBatch(entries);
    const outcomes = await Promise.allSettled(entries.map((entry) => store.write(() => each(entry))));
    const Successful: JsonObject[] = [];
    const Failed: JsonObject[] = [];
    for (const [index, { Id }] of entries.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'fulfilled') {
        Successful.push({ Id, ...outcome.value });
      } else if (outcome?.reason instanceof AwsError) {
        Failed.push({ Id, Code: outcome.reason.name, Message: outcome.reason.message, SenderFault: true });
      } else {
        throw outcome?.reason;
      }
    }
    return { Successful, ...(Failed.length > 0 && { Failed }) };
  };

  /** After a delete: the next message of a FIFO group may come, and a date is gone for the scheduler. */
  const afterDelete = (queue: Queue): void => {
    if (queue.settings.fifo) {
      core.announce(queue.arn);
    } else {
      world.wake();
    }
  };

  return {
    SendMessage: served(sqsInputs.SendMessage, async (message, principal) => {
      const queue = queues.getByUrl(message.QueueUrl);
      core.authorizeSend(principal, queue);
      checkOutgoing(queue, message);
      const sent = await store.write(() => storeOutgoing(messages, queue, message, principal, clock.now()));
      core.bill('SendMessage', outgoingBytes(message));
      core.announce(queue.arn);
      return sent;
    }),

    SendMessageBatch: served(sqsInputs.SendMessageBatch, async ({ QueueUrl, Entries }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.authorizeSend(principal, queue);
      checkBatch(Entries);
      const bytes = Entries.reduce((sum, entry) => sum + outgoingBytes(entry), 0);
      if (bytes > largestMessageBytes) {
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${largestMessageBytes} bytes. You have sent ${bytes} bytes.`,
        );
      }
      const answer = await batch(Entries, (entry) => {
        checkOutgoing(queue, entry);
        return storeOutgoing(messages, queue, entry, principal, clock.now());
      });
      core.bill('SendMessageBatch', bytes);
      core.announce(queue.arn);
      return answer;
    }),

    // The wait is in real time, since a caller holds a socket open; what it waits for is visible by the virtual clock.
    ReceiveMessage: served(sqsInputs.ReceiveMessage, async (input, principal) => {
      const queue = queues.getByUrl(input.QueueUrl);
      core.authorizeReceive(principal, queue);
      const deadline =
        performance.now() + (input.WaitTimeSeconds ?? queue.settings.receiveWaitSeconds) * 1000;
      const hiddenSeconds = input.VisibilityTimeout ?? queue.settings.visibilityTimeoutSeconds;
      let taken = await core.take(queue, input.MaxNumberOfMessages, hiddenSeconds);
      let leftMilliseconds = deadline - performance.now();
      while (taken.length === 0 && leftMilliseconds > 0) {
        const arrival = receivers.wait(queue.arn, leftMilliseconds);
        // A message that came between the look and the wait was announced to nobody.
        if (core.isDeliverable(queue.arn)) {
          receivers.announce(queue.arn);
        }
        world.wake();
        await arrival;
        taken = await core.take(queue, input.MaxNumberOfMessages, hiddenSeconds);
        leftMilliseconds = deadline - performance.now();
      }
      core.billReceive(principal, queue, taken);
      if (taken.length === 0) {
        return {};
      }
      const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      return {
        Messages: taken.map((row) =>
          wireMessage(row, queue.settings.fifo, systemNames, input.MessageAttributeNames),
        ),
      };
    }),

    DeleteMessage: served(sqsInputs.DeleteMessage, async ({ QueueUrl, ReceiptHandle }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.bill('DeleteMessage');
      core.authorize(principal, 'DeleteMessage', queue);
      await store.write(() => core.deleteByHandle(queue, ReceiptHandle));
      afterDelete(queue);
      return {};
    }),

    DeleteMessageBatch: served(sqsInputs.DeleteMessageBatch, async ({ QueueUrl, Entries }, principal) => {
      const queue = queues.getByUrl(QueueUrl);
      core.bill('DeleteMessageBatch');
      core.authorize(principal, 'DeleteMessage', queue);
      const answer = await batch(Entries, ({ ReceiptHandle }) => {
        core.deleteByHandle(queue, ReceiptHandle);
        return {};
      });
      afterDelete(queue);
      return answer;
    }),

    ChangeMessageVisibility: served(
      sqsInputs.ChangeMessageVisibility,
      async ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, principal) => {
        const queue = queues.getByUrl(QueueUrl);
        core.bill('ChangeMessageVisibility');
        core.authorize(principal, 'ChangeMessageVisibility', queue);
        await store.write(() => core.changeVisibility(queue, ReceiptHandle, VisibilityTimeout));
        core.announce(queue.arn);
        return {};
      },
    ),

    ChangeMessageVisibilityBatch: served(
      sqsInputs.ChangeMessageVisibilityBatch,
      async ({ QueueUrl, Entries }, principal) => {
        const queue = queues.getByUrl(QueueUrl);
        core.bill('ChangeMessageVisibilityBatch');
        core.authorize(principal, 'ChangeMessageVisibility', queue);
        const answer = await batch(Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
          core.changeVisibility(queue, ReceiptHandle, VisibilityTimeout);
          return {};
        });
        core.announce(queue.arn);
        return answer;
      },
    ),
  };
}
