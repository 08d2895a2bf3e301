import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Warehouse } from '../constructs/warehouse/warehouse.ts';
import { WarehouseGrants } from '../constructs/warehouse/warehouse-grants.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { DataStack } from './data-stack.ts';

interface WarehouseStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
}

/** What finance reads: files, the catalogue over them and where statements run. All of it is derived from the ledger and the claims. */
export class WarehouseStack extends Stack {
  readonly warehouse: Warehouse;
  readonly grants: WarehouseGrants;

  constructor(scope: Construct, id: string, { settings, data }: WarehouseStackProps) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: the warehouse that finance reads`,
      env: { region: settings.region },
      terminationProtection: settings.deletionProtection,
      // By this the command line finds the stacks of a stage.
      tags: { 'claimwright:stage': settings.stage },
    });
    const { key, evidence } = data;
    this.warehouse = new Warehouse(this, 'Warehouse', { settings, key, accessLogs: evidence.accessLogs });
    this.grants = new WarehouseGrants(this, 'Grants', { settings, key, warehouse: this.warehouse });

    // Read by the command line, on AWS and on one machine.
    const { bucket, databaseNames, workGroup } = this.warehouse;
    new CfnOutput(this, 'WarehouseBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'WarehouseDatabaseName', { value: databaseNames.reporting });
    new CfnOutput(this, 'WarehouseIdentifiedDatabaseName', { value: databaseNames.identified });
    new CfnOutput(this, 'WarehouseWorkGroupName', { value: workGroup.name });
    new CfnOutput(this, 'WarehouseReaderPolicyArn', { value: this.grants.readerPolicy.managedPolicyArn });
  }
}
