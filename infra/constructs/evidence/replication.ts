import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import { allow, ClaimsRole } from '../../defaults/claims-role.ts';

interface ReplicationOptions {
  /** Under which every object of the buckets lies. */
  readonly prefixes: readonly string[];
  readonly key: ClaimsKey;
  readonly to: { readonly bucketArn: string; readonly keyArn: string };
}

/** Copies every object of the buckets to the stage's replica, which lies in another region under a key of its own. */
export function replicate(
  scope: Construct,
  buckets: readonly Bucket[],
  { key, to, prefixes }: ReplicationOptions,
): void {
  const role = new ClaimsRole(scope, 'ReplicationRole', {
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    description: 'What replication of evidence may do',
  });
  allow(
    role,
    ['s3:GetReplicationConfiguration', 's3:ListBucket'],
    buckets.map((bucket) => bucket.bucketArn),
  );
  allow(
    role,
    [
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
    ],
    buckets.flatMap((bucket) => prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`))),
  );
  allow(
    role,
    ['s3:ReplicateObject', 's3:ReplicateTags'],
    prefixes.map((prefix) => `${to.bucketArn}/${prefix}*`),
  );
  allow(role, ['kms:Decrypt'], [key.keyArn]);
  allow(role, ['kms:Encrypt', 'kms:GenerateDataKey'], [to.keyArn]);
  for (const bucket of buckets) {
    const resource = bucket.node.defaultChild;
    if (resource instanceof CfnBucket) {
      resource.replicationConfiguration = {
        role: role.roleArn,
        rules: [
          {
            id: 'evidence',
            status: 'Enabled',
            priority: 1,
            filter: { prefix: '' },
            // A deletion stays here: the replica outlives a mistake.
            deleteMarkerReplication: { status: 'Disabled' },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
            destination: {
              bucket: to.bucketArn,
              encryptionConfiguration: { replicaKmsKeyId: to.keyArn },
            },
          },
        ],
      };
    }
  }
}
