import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';

/** The attributes of a queue as the API and the template write them: strings, a policy or redrive policy as JSON text. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** A queue of the template. */
export interface QueueDefinition {
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  /** AWS's attribute names, for example VisibilityTimeout (seconds), RedrivePolicy (JSON text), KmsMasterKeyId. */
  readonly attributes: QueueAttributes;
}

/** Where messages go that were received too often. */
interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** What the attributes of a queue mean, read once. */
export interface QueueSettings {
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly maximumMessageBytes: number;
  readonly receiveWaitSeconds: number;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationPerGroup: boolean;
  readonly redrive: RedrivePolicy | undefined;
  readonly kmsKeyId: string | undefined;
  readonly kmsDataKeyReuseSeconds: number;
}

/** The largest message, and the largest batch together, that SQS takes today, in bytes. */
export const largestMessageBytes = 1_048_576;
/** The longest a message may be hidden after it was received, in seconds. */
export const longestVisibilitySeconds = 43_200;

const redrivePolicy = z.object({
  deadLetterTargetArn: z.string().min(1),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

interface IntegerAttribute {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

// Source: Amazon SQS API reference, SetQueueAttributes.
const integerAttributes = {
  VisibilityTimeout: { minimum: 0, maximum: longestVisibilitySeconds, default: 30 },
  DelaySeconds: { minimum: 0, maximum: 900, default: 0 },
  MessageRetentionPeriod: { minimum: 60, maximum: 1_209_600, default: 345_600 },
  MaximumMessageSize: { minimum: 1024, maximum: largestMessageBytes, default: largestMessageBytes },
  ReceiveMessageWaitTimeSeconds: { minimum: 0, maximum: 20, default: 0 },
  KmsDataKeyReusePeriodSeconds: { minimum: 60, maximum: 86_400, default: 300 },
} as const satisfies Record<string, IntegerAttribute>;

const flagAttributes = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled'];
const textAttributes = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

/** The names that CreateQueue and SetQueueAttributes take. */
const settableAttributeNames: ReadonlySet<string> = new Set([
  ...Object.keys(integerAttributes),
  ...flagAttributes,
  ...textAttributes,
]);

function integerOf(attributes: QueueAttributes, name: keyof typeof integerAttributes): number {
  const { minimum, maximum, default: fallback } = integerAttributes[name];
  const text = attributes[name];
  if (text === undefined || text === '') {
    return fallback;
  }
  const value = Number(text);
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new AwsError(
      'InvalidAttributeValue',
      `Invalid value for the parameter ${name}: found ${text}, expected a whole number from ${minimum} to ${maximum}.`,
    );
  }
  return value;
}

function redriveOf(attributes: QueueAttributes): RedrivePolicy | undefined {
  const text = attributes['RedrivePolicy'];
  if (text === undefined || text === '') {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter RedrivePolicy: it is not JSON.',
    );
  }
  const parsed = redrivePolicy.safeParse(value);
  if (!parsed.success) {
    throw new AwsError(
      'InvalidAttributeValue',
      `Invalid value for the parameter RedrivePolicy: ${text}; expected deadLetterTargetArn and maxReceiveCount from 1 to 1000.`,
    );
  }
  return parsed.data;
}

/** Reads and checks the attributes of the queue `name`; throws InvalidAttributeName or InvalidAttributeValue. */
export function queueSettings(name: string, attributes: QueueAttributes): QueueSettings {
  for (const attribute of Object.keys(attributes)) {
    if (!settableAttributeNames.has(attribute)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${attribute}.`);
    }
  }
  const fifo = attributes['FifoQueue'] === 'true';
  if (fifo !== name.endsWith('.fifo')) {
    throw new AwsError(
      'InvalidParameterValueException',
      `The name of a FIFO queue, and only of a FIFO queue, ends with .fifo: found ${name} with FifoQueue ${String(fifo)}.`,
    );
  }
  const kmsKeyId = attributes['KmsMasterKeyId'];
  return {
    visibilityTimeoutSeconds: integerOf(attributes, 'VisibilityTimeout'),
    delaySeconds: integerOf(attributes, 'DelaySeconds'),
    retentionSeconds: integerOf(attributes, 'MessageRetentionPeriod'),
    maximumMessageBytes: integerOf(attributes, 'MaximumMessageSize'),
    receiveWaitSeconds: integerOf(attributes, 'ReceiveMessageWaitTimeSeconds'),
    fifo,
    contentBasedDeduplication: attributes['ContentBasedDeduplication'] === 'true',
    deduplicationPerGroup: attributes['DeduplicationScope'] === 'messageGroup',
    redrive: redriveOf(attributes),
    kmsKeyId: kmsKeyId === undefined || kmsKeyId === '' ? undefined : kmsKeyId,
    kmsDataKeyReuseSeconds: integerOf(attributes, 'KmsDataKeyReusePeriodSeconds'),
  };
}

/** Every attribute with its present value, as GetQueueAttributes answers it, without the counts. */
export function shownAttributes(attributes: QueueAttributes): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, { default: fallback }] of Object.entries(integerAttributes)) {
    if (name !== 'KmsDataKeyReusePeriodSeconds' || attributes['KmsMasterKeyId'] !== undefined) {
      shown[name] = attributes[name] ?? String(fallback);
    }
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== '' && !(name === 'FifoQueue' && value !== 'true')) {
      shown[name] = value;
    }
  }
  if (attributes['KmsMasterKeyId'] === undefined) {
    shown['SqsManagedSseEnabled'] = attributes['SqsManagedSseEnabled'] ?? 'true';
  }
  return shown;
}
