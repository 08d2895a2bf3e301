import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Backups } from '../constructs/backups/backups.ts';
import { Documents } from '../constructs/documents/documents.ts';
import { Evidence } from '../constructs/evidence/evidence.ts';
import { PracticeRecords } from '../constructs/practice-records/practice-records.ts';
import { StaffAccounts } from '../constructs/staff-accounts/staff-accounts.ts';
import { ClaimsKey } from '../defaults/claims-key.ts';
import type { StageSettings } from '../stages/stage-settings.ts';

/** Everything that must outlive a deployment: the key, the tables, the buckets, the backups, the accounts of staff. */
export class DataStack extends Stack {
  readonly key: ClaimsKey;
  readonly records: PracticeRecords;
  readonly evidence: Evidence;
  readonly documents: Documents;
  readonly accounts: StaffAccounts;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: records, files and the key they are encrypted with`,
      env: { region: settings.region },
      terminationProtection: settings.deletionProtection,
      // By this the command line finds the stacks of a stage.
      tags: { 'claimwright:stage': settings.stage },
    });
    const key = new ClaimsKey(this, 'Key', settings);
    this.key = key;
    this.evidence = new Evidence(this, 'Evidence', { settings, key });
    this.documents = new Documents(this, 'Documents', {
      settings,
      key,
      accessLogs: this.evidence.accessLogs,
    });
    this.records = new PracticeRecords(this, 'Records', { settings, key, documents: this.documents.bucket });
    this.accounts = new StaffAccounts(this, 'StaffAccounts', settings);
    new Backups(this, 'Backups', { settings, key, tables: this.records.all });

    // Read by the command line, on AWS and on one machine.
    new CfnOutput(this, 'StaffPoolId', { value: this.accounts.pool.userPoolId });
    new CfnOutput(this, 'ClaimsTableName', { value: this.records.claims.tableName });
    new CfnOutput(this, 'UploadBucketName', { value: this.evidence.uploads.bucketName });
    new CfnOutput(this, 'ExchangeBucketName', { value: this.evidence.exchange.bucketName });
    new CfnOutput(this, 'DocumentBucketName', { value: this.documents.bucket.bucketName });
  }
}
