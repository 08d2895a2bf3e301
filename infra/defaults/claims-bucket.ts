import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
  type IBucket,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { ClaimsKey } from './claims-key.ts';
import { allow } from './claims-role.ts';

/** What a function may do with the objects under a prefix. */
export type ObjectRight =
  | 'GetObject'
  | 'GetObjectVersion'
  | 'PutObject'
  | 'AbortMultipartUpload'
  | 'PutObjectTagging'
  | 'PutObjectVersionTagging';

interface ClaimsBucketProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly accessLogs: IBucket;
  /** Evidence cannot be changed or deleted for the days that the stage sets. */
  readonly evidence: boolean;
  /** Whether EventBridge is told of every new object. */
  readonly announcesObjects: boolean;
  readonly lifecycleRules?: LifecycleRule[];
}

/** A private bucket: versioned, encrypted with the customer's key, over TLS only, every access logged. */
export class ClaimsBucket extends Bucket {
  private readonly customerKey: ClaimsKey;

  constructor(scope: Construct, id: string, props: ClaimsBucketProps) {
    const { settings, key, accessLogs } = props;
    super(scope, id, {
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: `${id}/`,
      lifecycleRules: [
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(props.lifecycleRules ?? []),
      ],
      ...(props.evidence && { objectLockDefaultRetention: lockOf(settings) }),
    });
    this.customerKey = key;
    if (props.announcesObjects) {
      // Said in the bucket itself: the construct's own way deploys a function that edits the bucket afterwards.
      const bucket = this.node.defaultChild;
      if (bucket instanceof CfnBucket) {
        bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
      }
    }
  }

  /**
   * Gives these rights on the objects under a prefix. A reader may also ask what is in the bucket: S3 answers
   * "forbidden" for a missing object to whoever may not.
   */
  open(to: IGrantable, rights: readonly ObjectRight[], prefix: string): void {
    allow(
      to,
      rights.map((right) => `s3:${right}`),
      [this.arnForObjects(`${prefix}*`)],
    );
    if (rights.includes('GetObject')) {
      allow(to, ['s3:ListBucket'], [this.bucketArn]);
    }
    if (rights.includes('PutObject')) {
      this.customerKey.allowEncryptAndDecrypt(to);
    } else {
      this.customerKey.allowDecrypt(to);
    }
  }
}

function lockOf({ evidence }: StageSettings): ObjectLockRetention {
  const duration = Duration.days(evidence.lockDays);
  return evidence.lockMode === 'compliance'
    ? ObjectLockRetention.compliance(duration)
    : ObjectLockRetention.governance(duration);
}
