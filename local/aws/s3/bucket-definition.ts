import { AwsError } from '../../runtime/service.ts';

export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

/** A rule of a bucket's lifecycle, as far as it removes something; ages are whole days. */
export interface LifecycleRule {
  readonly prefix?: string;
  readonly expirationDays?: number;
  readonly noncurrentExpirationDays?: number;
  readonly abortIncompleteUploadDays?: number;
}

/** A bucket of the template. Its policy is the authorizer's business. */
export interface BucketDefinition {
  readonly name: string;
  readonly arn: string;
  readonly versioned: boolean;
  /** The default retention of new versions; needs versioning. */
  readonly objectLock?: { readonly mode: LockMode; readonly days: number };
  readonly eventBridgeEnabled: boolean;
  /** The key of default encryption; without one S3's own keys are used. */
  readonly kmsKeyArn?: string;
  readonly bucketKeyEnabled?: boolean;
  readonly lifecycle?: readonly LifecycleRule[];
}

/** The buckets of the template by name. A bucket lives in the template; only its objects are rows. */
export function createBucketRegistry() {
  const buckets = new Map<string, BucketDefinition>();
  return {
    replace(definitions: readonly BucketDefinition[]): void {
      buckets.clear();
      for (const definition of definitions) {
        if (definition.objectLock !== undefined && !definition.versioned) {
          throw new Error(
            `Bucket ${definition.name} has Object Lock without versioning; S3 refuses that. Turn versioning on.`,
          );
        }
        buckets.set(definition.name, definition);
      }
    },
    list: (): BucketDefinition[] =>
      [...buckets.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    /** The bucket; throws NoSuchBucket. */
    get(name: string): BucketDefinition {
      const bucket = buckets.get(name);
      if (bucket === undefined) {
        throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
      }
      return bucket;
    },
  };
}

/** The ARN of an object, which its policies name. */
export function objectArn(bucket: BucketDefinition, key: string): string {
  return `${bucket.arn}/${key}`;
}
