import { Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Construct } from 'constructs';
import type { ClaimsBucket } from '../../defaults/claims-bucket.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

interface WarehouseWorkGroupProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly bucket: ClaimsBucket;
  /** Of letters, digits and dashes. */
  readonly name: string;
  readonly description: string;
  /** Where its results go, and those of no other. */
  readonly results: string;
}

/** Where statements run. Where results go, how they are encrypted and how much is read is not for the caller to say. */
export class WarehouseWorkGroup extends CfnWorkGroup {
  constructor(scope: Construct, id: string, props: WarehouseWorkGroupProps) {
    const { settings, key, bucket, name, description, results } = props;
    super(scope, id, {
      name,
      description,
      state: 'ENABLED',
      recursiveDeleteOption: settings.removal === 'destroy',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: settings.warehouse.scannedBytesLimit,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(results),
          expectedBucketOwner: Stack.of(scope).account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
  }
}
