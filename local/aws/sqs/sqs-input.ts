import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, Principal } from '../../runtime/service.ts';

const messageAttribute = z.object({
  DataType: z.string().regex(/^(?:String|Number|Binary)(?:\..+)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const messageAttributes = z.record(z.string(), messageAttribute).default({});
const queueUrl = z.string().min(1);
const seconds = z.number().int().min(0);

const outgoingMessage = {
  MessageBody: z.string(),
  DelaySeconds: seconds.max(900).optional(),
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: messageAttributes,
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
  MessageGroupId: z.string().min(1).max(128).optional(),
};

const attributes = z.record(z.string(), z.string());
const batchId = z.string();

/** The input of each operation, as the SDK sends it. Source: Amazon SQS API reference. */
export const sqsInputs = {
  CreateQueue: z.object({
    QueueName: z.string(),
    Attributes: attributes.default({}),
    tags: attributes.default({}),
  }),
  GetQueueUrl: z.object({ QueueName: z.string() }),
  ListQueues: z.object({
    QueueNamePrefix: z.string().default(''),
    MaxResults: z.number().int().min(1).max(1000).default(1000),
    NextToken: z.string().optional(),
  }),
  GetQueueAttributes: z.object({ QueueUrl: queueUrl, AttributeNames: z.array(z.string()).default([]) }),
  SetQueueAttributes: z.object({ QueueUrl: queueUrl, Attributes: attributes }),
  PurgeQueue: z.object({ QueueUrl: queueUrl }),
  SendMessage: z.object({ QueueUrl: queueUrl, ...outgoingMessage }),
  SendMessageBatch: z.object({
    QueueUrl: queueUrl,
    Entries: z.array(z.object({ Id: batchId, ...outgoingMessage })),
  }),
  ReceiveMessage: z.object({
    QueueUrl: queueUrl,
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
    MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
    VisibilityTimeout: seconds.max(43_200).optional(),
    WaitTimeSeconds: seconds.max(20).optional(),
  }),
  DeleteMessage: z.object({ QueueUrl: queueUrl, ReceiptHandle: z.string().min(1) }),
  DeleteMessageBatch: z.object({
    QueueUrl: queueUrl,
    Entries: z.array(z.object({ Id: batchId, ReceiptHandle: z.string().min(1) })),
  }),
  ChangeMessageVisibility: z.object({
    QueueUrl: queueUrl,
    ReceiptHandle: z.string().min(1),
    VisibilityTimeout: seconds.max(43_200),
  }),
  ChangeMessageVisibilityBatch: z.object({
    QueueUrl: queueUrl,
    Entries: z.array(
      z.object({
        Id: batchId,
        ReceiptHandle: z.string().min(1),
        VisibilityTimeout: seconds.max(43_200).default(0),
      }),
    ),
  }),
  ListDeadLetterSourceQueues: z.object({ QueueUrl: queueUrl }),
  StartMessageMoveTask: z.object({
    SourceArn: z.string().min(1),
    DestinationArn: z.string().min(1).optional(),
    MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
  }),
  ListMessageMoveTasks: z.object({
    SourceArn: z.string().min(1),
    MaxResults: z.number().int().min(1).max(10).default(1),
  }),
} as const;

export type OutgoingMessage = Omit<z.infer<typeof sqsInputs.SendMessage>, 'QueueUrl'>;

/** Operations by name, each reading its own input. */
export type Operations = Readonly<
  Record<string, (input: JsonObject, principal: Principal) => Promise<JsonObject>>
>;

/** An operation whose input is read by `schema`. */
export function served<Schema extends z.ZodType>(
  schema: Schema,
  handle: (input: z.infer<Schema>, principal: Principal) => Promise<JsonObject> | JsonObject,
): Operations[string] {
  return async (input, principal) => handle(readInput(schema, input), principal);
}

/** Reads the input of an operation; throws the error that SQS answers for a missing or wrong parameter. */
function readInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  const parameter = issue?.path.join('.') ?? 'the request';
  if (issue?.code === 'invalid_type' && input[String(issue.path[0])] === undefined) {
    throw new AwsError(
      'MissingRequiredParameterException',
      `The request must contain the parameter ${parameter}.`,
    );
  }
  throw new AwsError(
    'InvalidParameterValueException',
    `The value for parameter ${parameter} is invalid. Reason: ${issue?.message ?? 'unreadable'}.`,
  );
}

/** Checks the entries of a batch: one to ten, with distinct ids of the allowed characters. */
export function checkBatch(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        `A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80: found ${JSON.stringify(Id)}.`,
      );
    }
    if (seen.has(Id)) {
      throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    }
    seen.add(Id);
  }
}
