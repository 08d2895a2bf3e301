import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ReportSchedules } from '../constructs/report-mail/report-schedules.ts';
import { Warehouse } from '../constructs/warehouse/warehouse.ts';
import { WarehouseExport } from '../constructs/warehouse-export/warehouse-export.ts';
import { WarehouseAge } from '../constructs/warehouse-export/warehouse-age.ts';
import { WarehouseGrants } from '../constructs/warehouse/warehouse-grants.ts';
import { openDoors } from '../constructs/staff-api/staff-doors.ts';
import { ClaimsFunction, pascalCase } from '../defaults/claims-function.ts';
import { DeadLetterQueue } from '../defaults/claims-queue.ts';
import type { Foundation } from '../defaults/foundation.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { DataStack } from './data-stack.ts';
import type { PipelineStack } from './pipeline-stack.ts';

interface WarehouseStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
}

/** What finance reads: files, the catalogue over them and where statements run. All of it is derived from the ledger and the claims. */
export class WarehouseStack extends Stack {
  readonly warehouse: Warehouse;
  readonly grants: WarehouseGrants;
  /** What people call, on the command line and over the API. */
  readonly callable: readonly ClaimsFunction[];

  constructor(scope: Construct, id: string, { settings, data, pipeline }: WarehouseStackProps) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: the warehouse that finance reads`,
      env: { region: settings.region },
      terminationProtection: settings.deletionProtection,
      // By this the command line finds the stacks of a stage.
      tags: { 'claimwright:stage': settings.stage },
    });
    const { key, evidence } = data;
    this.warehouse = new Warehouse(this, 'Warehouse', { settings, key, accessLogs: evidence.accessLogs });
    this.grants = new WarehouseGrants(this, 'Grants', { key, warehouse: this.warehouse });

    const { alarms } = pipeline.foundation;
    const foundation: Foundation = {
      ...pipeline.foundation,
      // Its policy names the schedule of this stack: the other stack cannot, which is there before.
      failedInvocations: new DeadLetterQueue(this, 'FailedInvocations', {
        key,
        alarms,
        runbook: 'A call failed and nobody was told',
      }),
    };
    const { starter } = new WarehouseExport(this, 'Export', {
      foundation,
      warehouse: this.warehouse,
      grants: this.grants,
    });
    const { check } = new WarehouseAge(this, 'Age', { settings, foundation });
    const runReport = new ClaimsFunction(this, 'run-report', {
      foundation,
      does: 'Lists the reports on the warehouse and runs them',
      perPractice: true,
      timeout: Duration.seconds(29),
    });
    foundation.records.ledger.open(runReport, ['GetItem', 'Query']);
    this.warehouse.letAsk(runReport);
    this.grants.letFunctionRead(runReport);
    runReport.addEnvironment('WAREHOUSE_DATABASE', this.warehouse.databaseNames.reporting);
    runReport.addEnvironment('WAREHOUSE_WORK_GROUP', this.warehouse.workGroup.name);
    const keepCosts = new ClaimsFunction(this, 'keep-costs', {
      foundation,
      does: 'Keeps what collecting costs: shows it, enters it, or takes it back',
      perPractice: true,
      timeout: Duration.seconds(29),
    });
    foundation.records.practices.open(keepCosts, ['GetItem', 'Query', 'PutItem']);
    const { manager } = new ReportSchedules(this, 'ReportSchedules', { foundation });
    this.callable = [runReport, keepCosts, manager];
    openDoors(this.callable, foundation);

    // Read by the command line, on AWS and on one machine.
    const { bucket, databaseNames, workGroup } = this.warehouse;
    for (const callable of [runReport, keepCosts, manager, starter, check]) {
      new CfnOutput(this, `${pascalCase(callable.verbNoun)}FunctionName`, { value: callable.functionName });
    }
    new CfnOutput(this, 'WarehouseBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'WarehouseDatabaseName', { value: databaseNames.reporting });
    new CfnOutput(this, 'WarehouseIdentifiedDatabaseName', { value: databaseNames.identified });
    new CfnOutput(this, 'WarehouseWorkGroupName', { value: workGroup.name });
  }
}
