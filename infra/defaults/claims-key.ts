import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings.ts';
import { allow } from './claims-role.ts';

/** The customer's key: everything at rest is encrypted with it, and taking it away takes the data away. */
export class ClaimsKey extends Key {
  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: tables, buckets, queues, logs and alarms`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.letLogsEncrypt(settings.region);
    // EventBridge puts file events on queues, CloudWatch puts alarms on the topic; both for this account only.
    this.letServiceSend('events.amazonaws.com');
    this.letServiceSend('cloudwatch.amazonaws.com');
  }

  allowDecrypt(grantee: IGrantable): void {
    allow(grantee, ['kms:Decrypt'], [this.keyArn]);
  }

  allowEncryptAndDecrypt(grantee: IGrantable): void {
    allow(grantee, ['kms:Decrypt', 'kms:GenerateDataKey'], [this.keyArn]);
  }

  private letLogsEncrypt(region: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogGroupsOfThisAccount',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${region}:${Aws.ACCOUNT_ID}:log-group:*`,
          },
        },
      }),
    );
  }

  private letServiceSend(service: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
