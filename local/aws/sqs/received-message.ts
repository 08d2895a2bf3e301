import type { JsonObject } from '../../runtime/service.ts';
import { attributesDigest, bodyDigest } from './message-digest.ts';
import type { MessageAttributes } from './message-digest.ts';
import type { MessageRow } from './message-store.ts';

/** One message as a function with an SQS event source gets it. Source: Lambda developer guide, "Using Lambda with Amazon SQS". */
export interface EventSourceMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, JsonObject>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** The handle of one receive of a message; another receive has another. */
function receiptHandleOf(message: MessageRow): string {
  return Buffer.from(`${message.sequence} ${message.receipt ?? ''}`, 'utf8').toString('base64url');
}

/** Reads a receipt handle; undefined when it is none of ours. */
export function readReceiptHandle(handle: string): { sequence: number; receipt: string } | undefined {
  const [, sequence, receipt] =
    /^(\d+) ([0-9a-f-]{36})$/.exec(Buffer.from(handle, 'base64url').toString('utf8')) ?? [];
  return sequence === undefined || receipt === undefined
    ? undefined
    : { sequence: Number(sequence), receipt };
}

/** The sequence number of a FIFO message: 20 digits, rising. */
export function sequenceNumber(sequence: number): string {
  return `188${String(sequence).padStart(17, '0')}`;
}

function attributesOf(message: MessageRow): MessageAttributes {
  return JSON.parse(message.attributes) as MessageAttributes;
}

/** All system attributes of a received message; times are milliseconds as text. */
function systemAttributesOf(message: MessageRow, fifo: boolean): Record<string, string> {
  const shown: Record<string, string> = {
    SenderId: message.sender_id,
    SentTimestamp: String(message.sent_at),
    ApproximateReceiveCount: String(message.total_receive_count),
    ApproximateFirstReceiveTimestamp: String(message.first_received_at ?? message.sent_at),
  };
  for (const [name, { StringValue }] of Object.entries(
    JSON.parse(message.system_attributes) as MessageAttributes,
  )) {
    shown[name] = StringValue ?? '';
  }
  if (fifo) {
    shown['SequenceNumber'] = sequenceNumber(message.sequence);
  }
  if (message.group_id !== null) {
    shown['MessageGroupId'] = message.group_id;
  }
  if (message.deduplication_id !== null) {
    shown['MessageDeduplicationId'] = message.deduplication_id;
  }
  if (message.dead_letter_source !== null) {
    shown['DeadLetterQueueSourceArn'] = message.dead_letter_source;
  }
  return shown;
}

function isAsked(name: string, patterns: readonly string[]): boolean {
  return patterns.some(
    (pattern) =>
      pattern === 'All' ||
      pattern === '.*' ||
      pattern === name ||
      (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
  );
}

function only<Value>(
  values: Readonly<Record<string, Value>>,
  patterns: readonly string[],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isAsked(name, patterns)));
}

/** A message as ReceiveMessage answers it, with the attributes that were asked for. */
export function wireMessage(
  message: MessageRow,
  fifo: boolean,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): JsonObject {
  const system = only(systemAttributesOf(message, fifo), systemNames);
  const attributes = only(attributesOf(message), attributeNames);
  const digest = attributesDigest(attributes);
  return {
    MessageId: message.message_id,
    ReceiptHandle: receiptHandleOf(message),
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(digest !== undefined && {
      MessageAttributes: attributes as unknown as JsonObject,
      MD5OfMessageAttributes: digest,
    }),
  };
}

/** A message as one record of a Lambda event. */
export function eventSourceMessage(
  message: MessageRow,
  fifo: boolean,
  queueArn: string,
  region: string,
): EventSourceMessage {
  const messageAttributes: Record<string, JsonObject> = {};
  const attributes = attributesOf(message);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    messageAttributes[name] = {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    };
  }
  const digest = attributesDigest(attributes);
  return {
    messageId: message.message_id,
    receiptHandle: receiptHandleOf(message),
    body: message.body,
    attributes: systemAttributesOf(message, fifo),
    messageAttributes,
    md5OfBody: bodyDigest(message.body),
    ...(digest !== undefined && { md5OfMessageAttributes: digest }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
