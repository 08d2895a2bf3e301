import { createHash } from 'node:crypto';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, Principal } from '../../runtime/service.ts';
import { principalName } from '../kms/key-use.ts';
import { attributesDigest, bodyDigest, messageBytes } from './message-digest.ts';
import type { MessageStore } from './message-store.ts';
import type { Queue } from './queue-registry.ts';
import { sequenceNumber } from './received-message.ts';
import type { OutgoingMessage } from './sqs-input.ts';

// Source: Amazon SQS API reference, SendMessage, "Valid characters".
const allowedCharacters = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

function invalid(parameter: string, reason: string): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `The value for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

/** What a message counts against the size limit, in bytes. */
export function outgoingBytes(message: OutgoingMessage): number {
  return messageBytes(message.MessageBody, message.MessageAttributes);
}

/** Checks a message against the limits of its queue; throws the error that SQS answers. */
export function checkOutgoing(queue: Queue, message: OutgoingMessage): void {
  const { settings } = queue;
  if (message.MessageBody === '') {
    throw new AwsError(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageBody.',
    );
  }
  if (!allowedCharacters.test(message.MessageBody)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  if (Object.keys(message.MessageAttributes).length > 10) {
    throw invalid(
      'MessageAttributes',
      `a message has at most 10 attributes; found ${Object.keys(message.MessageAttributes).length}.`,
    );
  }
  for (const [name, { StringValue, BinaryValue }] of Object.entries(message.MessageAttributes)) {
    if ((StringValue ?? BinaryValue ?? '') === '') {
      throw invalid(`MessageAttributes.${name}`, 'the attribute must contain a non-empty value.');
    }
  }
  const bytes = outgoingBytes(message);
  if (bytes > settings.maximumMessageBytes) {
    throw new AwsError(
      'InvalidParameterValueException',
      `One or more parameters are invalid. Reason: Message must be shorter than ${settings.maximumMessageBytes} bytes; found ${bytes}.`,
    );
  }
  if (!settings.fifo) {
    if (message.MessageDeduplicationId !== undefined) {
      throw invalid('MessageDeduplicationId', 'the queue is not a FIFO queue.');
    }
    return;
  }
  if (message.MessageGroupId === undefined) {
    throw new AwsError(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageGroupId.',
    );
  }
  if (message.MessageDeduplicationId === undefined && !settings.contentBasedDeduplication) {
    throw invalid(
      'MessageDeduplicationId',
      'the queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly.',
    );
  }
  if (message.DelaySeconds !== undefined && message.DelaySeconds !== 0) {
    throw invalid('DelaySeconds', 'a FIFO queue delays all its messages alike; the request must not.');
  }
}

/** Stores a checked message, inside a change of the store, and gives what SendMessage answers. */
export function storeOutgoing(
  messages: MessageStore,
  queue: Queue,
  message: OutgoingMessage,
  principal: Principal,
  now: number,
): JsonObject {
  const { settings } = queue;
  const delaySeconds = message.DelaySeconds ?? settings.delaySeconds;
  const deduplicationId =
    message.MessageDeduplicationId ??
    (settings.contentBasedDeduplication
      ? createHash('sha256').update(message.MessageBody, 'utf8').digest('hex')
      : undefined);
  const row = {
    queue: queue.arn,
    body: message.MessageBody,
    attributes: JSON.stringify(message.MessageAttributes),
    systemAttributes: JSON.stringify(message.MessageSystemAttributes),
    senderId: principalName(principal),
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
    groupId: message.MessageGroupId,
    deduplicationId,
  };
  const scope = settings.deduplicationPerGroup ? (message.MessageGroupId ?? '') : '';
  const stored =
    settings.fifo && deduplicationId !== undefined
      ? messages.addOnce(row, deduplicationId, scope)
      : messages.add(row);
  const digest = attributesDigest(message.MessageAttributes);
  const systemDigest = attributesDigest(message.MessageSystemAttributes);
  return {
    MessageId: stored.messageId,
    MD5OfMessageBody: bodyDigest(message.MessageBody),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    ...(systemDigest !== undefined && { MD5OfMessageSystemAttributes: systemDigest }),
    ...(settings.fifo && { SequenceNumber: sequenceNumber(stored.sequence) }),
  };
}
