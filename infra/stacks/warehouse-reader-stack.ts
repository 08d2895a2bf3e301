import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WarehouseReader } from '../constructs/warehouse/warehouse-reader.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { DataStack } from './data-stack.ts';
import type { WarehouseStack } from './warehouse-stack.ts';

interface WarehouseReaderStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly warehouse: WarehouseStack;
  readonly reader: StageSettings['warehouse']['readers'][number];
}

/**
 * One reader of the warehouse: added and taken away by itself. Each has some hundred resources, of which one stack could
 * not hold those of many readers.
 */
export class WarehouseReaderStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, data, warehouse, reader }: WarehouseReaderStackProps,
  ) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: what ${reader.name} reads of the warehouse`,
      env: { region: settings.region },
      tags: { 'claimwright:stage': settings.stage },
    });
    // Grants name tables and an administration of the lake that must be there before.
    this.addDependency(warehouse);
    const { policy, workGroup } = new WarehouseReader(this, 'Reader', {
      settings,
      key: data.key,
      warehouse: warehouse.warehouse,
      reader,
    });
    new CfnOutput(this, 'WarehouseReaderPolicyArn', { value: policy.managedPolicyArn });
    new CfnOutput(this, 'WarehouseReaderWorkGroupName', { value: workGroup.name });
  }
}
