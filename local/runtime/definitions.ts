import * as z from 'zod';
import type { TableDefinition } from '../aws/dynamodb/table-definition.ts';
import type { KeyDefinition } from '../aws/kms/kms.ts';
import type { BucketDefinition, LifecycleRule } from '../aws/s3/bucket-definition.ts';
import type { QueueDefinition } from '../aws/sqs/queue-definition.ts';
import type { StateMachineDefinition } from '../aws/step-functions/definition.ts';
import type { Resource } from './identity.ts';

/** The properties of a resource as `schema` reads them; throws with the place of what is not served. */
export function parseProperties<Schema extends z.ZodType>(
  resource: Resource,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(
      `${resource.path} (${resource.type}) has something that is not served here: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

/** The ARN of a resource of a type that has one. */
export function arnOf({ identity, path }: Resource): string {
  if (identity.arn === undefined) {
    throw new Error(`${path} has no ARN.`);
  }
  return identity.arn;
}

/** Members of the template that say nothing about how the resource behaves. */
const queueNames = new Set(['QueueName', 'Tags']);

/** An AWS::SQS::Queue: its properties are the API's attributes, whose values are text. */
export function queueDefinition(resource: Resource): QueueDefinition {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(resource.properties)) {
    if (!queueNames.has(name) && value !== null) {
      attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }
  // On the API a queue that is not FIFO does not say so.
  if (attributes['FifoQueue'] === 'false') {
    delete attributes['FifoQueue'];
  }
  return { arn: arnOf(resource), url: resource.identity.ref, name: resource.identity.name, attributes };
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexes = z
  .array(
    z.object({
      IndexName: z.string(),
      KeySchema: keySchema,
      Projection: z.object({
        ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
        NonKeyAttributes: z.array(z.string()).optional(),
      }),
    }),
  )
  .default([]);
const flag = z.union([z.boolean(), z.stringbool()]);

const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: indexes,
  LocalSecondaryIndexes: indexes,
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: flag }).optional(),
  SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional(),
  DeletionProtectionEnabled: flag.optional(),
});

/** An AWS::DynamoDB::Table. */
export function tableDefinition(resource: Resource): TableDefinition {
  const table = parseProperties(resource, tableSchema);
  const timeToLive = table.TimeToLiveSpecification;
  return {
    arn: arnOf(resource),
    name: resource.identity.name,
    keySchema: table.KeySchema,
    attributeDefinitions: table.AttributeDefinitions,
    globalSecondaryIndexes: table.GlobalSecondaryIndexes,
    localSecondaryIndexes: table.LocalSecondaryIndexes,
    streamViewType: table.StreamSpecification?.StreamViewType,
    streamArn:
      table.StreamSpecification === undefined ? undefined : resource.identity.attributes['StreamArn'],
    timeToLiveAttribute: timeToLive?.Enabled === true ? timeToLive.AttributeName : undefined,
    kmsKeyArn: table.SSESpecification?.KMSMasterKeyId,
    deletionProtection: table.DeletionProtectionEnabled,
  };
}

const bucketSchema = z.object({
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  ObjectLockEnabled: flag.optional(),
  ObjectLockConfiguration: z
    .object({
      Rule: z
        .object({
          DefaultRetention: z.object({
            Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
            Days: z.coerce.number().int().optional(),
            Years: z.coerce.number().int().optional(),
          }),
        })
        .optional(),
    })
    .optional(),
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z.array(
        z.object({
          BucketKeyEnabled: flag.optional(),
          ServerSideEncryptionByDefault: z
            .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
            .optional(),
        }),
      ),
    })
    .optional(),
  NotificationConfiguration: z
    .strictObject({
      EventBridgeConfiguration: z.object({ EventBridgeEnabled: flag.default(true) }).optional(),
    })
    .optional(),
  LifecycleConfiguration: z
    .object({
      Rules: z.array(
        z.object({
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z.string().optional(),
          ExpirationInDays: z.coerce.number().optional(),
          NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.coerce.number() }).optional(),
          AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.coerce.number() }).optional(),
        }),
      ),
    })
    .optional(),
});

const daysOfYear = 365;

type WrittenRule = NonNullable<z.infer<typeof bucketSchema>['LifecycleConfiguration']>['Rules'][number];

function lifecycleRule(rule: WrittenRule): LifecycleRule {
  const { Prefix, ExpirationInDays, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  return {
    ...(Prefix !== undefined && { prefix: Prefix }),
    ...(ExpirationInDays !== undefined && { expirationDays: ExpirationInDays }),
    ...(NoncurrentVersionExpiration !== undefined && {
      noncurrentExpirationDays: NoncurrentVersionExpiration.NoncurrentDays,
    }),
    ...(AbortIncompleteMultipartUpload !== undefined && {
      abortIncompleteUploadDays: AbortIncompleteMultipartUpload.DaysAfterInitiation,
    }),
  };
}

/**
 * An AWS::S3::Bucket. `eventBridge` holds the names of buckets whose notifications the CDK sets by its own
 * resource instead of in the bucket. Transitions between storage classes change nothing here and are left out.
 */
export function bucketDefinition(resource: Resource, eventBridge: ReadonlySet<string>): BucketDefinition {
  const bucket = parseProperties(resource, bucketSchema);
  const { name } = resource.identity;
  const retention = bucket.ObjectLockConfiguration?.Rule?.DefaultRetention;
  const [encryption] = bucket.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const key = encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
  const rules = bucket.LifecycleConfiguration?.Rules.filter((rule) => rule.Status === 'Enabled');
  return {
    name,
    arn: arnOf(resource),
    versioned: bucket.VersioningConfiguration?.Status === 'Enabled' || bucket.ObjectLockEnabled === true,
    ...(retention === undefined
      ? {}
      : {
          objectLock: {
            mode: retention.Mode,
            days: retention.Days ?? (retention.Years ?? 0) * daysOfYear,
          },
        }),
    eventBridgeEnabled:
      eventBridge.has(name) ||
      bucket.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled === true,
    ...(key === undefined ? {} : { kmsKeyArn: key }),
    ...(encryption?.BucketKeyEnabled === undefined ? {} : { bucketKeyEnabled: encryption.BucketKeyEnabled }),
    ...(rules === undefined
      ? {}
      : {
          lifecycle: rules.map(lifecycleRule),
        }),
  };
}

const notificationsSchema = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.strictObject({ EventBridgeConfiguration: z.object({}).optional() }),
});

/** The AWS::KMS::Key resources, each with the names by which it can also be called. */
export function keyDefinitions(resources: readonly Resource[]): KeyDefinition[] {
  const aliases = resources
    .filter((resource) => resource.type === 'AWS::KMS::Alias')
    .map((resource) => ({
      name: resource.identity.name,
      target: parseProperties(resource, z.object({ TargetKeyId: z.string() })).TargetKeyId,
    }));
  return resources
    .filter((resource) => resource.type === 'AWS::KMS::Key')
    .map((resource) => {
      const { Description } = parseProperties(resource, z.object({ Description: z.string().optional() }));
      const arn = arnOf(resource);
      return {
        arn,
        ...(Description !== undefined && { description: Description }),
        aliases: aliases
          .filter(({ target }) => target === arn || target === resource.identity.ref)
          .map(({ name }) => name),
      };
    });
}

/** The buckets that tell EventBridge of new objects by the CDK's Custom::S3BucketNotifications. */
export function bucketsWithEventBridge(resources: readonly Resource[]): Set<string> {
  return new Set(
    resources
      .filter((resource) => resource.type === 'Custom::S3BucketNotifications')
      .map((resource) => parseProperties(resource, notificationsSchema).BucketName),
  );
}

const stateMachineSchema = z.object({
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  RoleArn: z.string(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});

/** An AWS::StepFunctions::StateMachine. */
export function stateMachineDefinition(resource: Resource): StateMachineDefinition {
  const machine = parseProperties(resource, stateMachineSchema);
  const written = machine.DefinitionString ?? JSON.stringify(machine.Definition);
  if (written === undefined) {
    throw new Error(
      `${resource.path}: a definition that lies in S3 is not read here; put it into the template.`,
    );
  }
  const definition = written.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => {
    const value = machine.DefinitionSubstitutions?.[name];
    return value === undefined ? whole : String(value);
  });
  return {
    arn: arnOf(resource),
    name: resource.identity.name,
    definition,
    roleArn: machine.RoleArn,
    type: machine.StateMachineType,
    ...(machine.Tags === undefined
      ? {}
      : { tags: Object.fromEntries(machine.Tags.map((tag) => [tag.Key, tag.Value])) }),
  };
}
