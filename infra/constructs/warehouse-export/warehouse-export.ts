import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Environment } from '#contracts/environment.ts';
import { ClaimsFunction, type ClaimsFunctionProps } from '../../defaults/claims-function.ts';
import { DeadLetterQueue } from '../../defaults/claims-queue.ts';
import { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { indexes } from '../practice-records/practice-records.ts';
import { warehousePrefixes, type Warehouse } from '../warehouse/warehouse.ts';
import type { WarehouseGrants } from '../warehouse/warehouse-grants.ts';
import { defineExport } from './definition.ts';
import { exportParts, type ExportStepFunctions } from './export-parts.ts';

interface WarehouseExportProps {
  readonly foundation: Foundation;
  readonly warehouse: Warehouse;
  readonly grants: WarehouseGrants;
}

type Means = Pick<ClaimsFunctionProps, 'timeout' | 'memorySize'>;

/** A posting day is totalled in the first hours of the next one; an alarm is up before the day's work begins. */
const everyNight = Schedule.cron({ hour: '7', minute: '15' });
const oneDay: Means = { timeout: Duration.minutes(10), memorySize: 1769 };
/** A month is held whole while it is checked and written; the most memory buys the most of a core, too. */
const oneMonth: Means = { timeout: Duration.minutes(14), memorySize: 4096 };

/** Brings the books of every practice into the warehouse, every night and on demand. */
export class WarehouseExport extends Construct {
  readonly machine: ClaimsStateMachine;
  /** Starts exports: by schedule those of all practices, on demand one. */
  readonly starter: ClaimsFunction;
  private readonly foundation: Foundation;
  private readonly warehouse: Warehouse;
  private readonly grants: WarehouseGrants;

  constructor(scope: Construct, id: string, { foundation, warehouse, grants }: WarehouseExportProps) {
    super(scope, id);
    this.foundation = foundation;
    this.warehouse = warehouse;
    this.grants = grants;
    const { key, alarms } = foundation;
    const refusals = new DeadLetterQueue(this, 'Refusals', {
      key,
      alarms,
      runbook: 'The warehouse refuses to publish',
    });
    this.machine = new ClaimsStateMachine(this, 'WarehouseExport', {
      foundation,
      name: 'warehouse-export',
      comment: 'The export of one practice; the first of a day bears the practice and the day as its name',
      definition: defineExport(exportParts(this, foundation, this.stepFunctions(), refusals)),
      timeout: Duration.hours(12),
      variable: 'WAREHOUSE_EXPORT_ARN',
    });
    this.starter = new ClaimsFunction(this, 'start-warehouse-exports', {
      foundation,
      does: 'Starts the export of every practice, or of one',
      timeout: Duration.minutes(5),
    });
    foundation.records.practices.open(this.starter, ['Query']);
    this.machine.letStart(this.starter);
    alarms.watchWarehouseExports(this.starter);
    new Rule(this, 'EveryNight', {
      description: 'Exports every practice to the warehouse',
      schedule: everyNight,
    }).addTarget(
      new LambdaFunction(this.starter, {
        event: RuleTargetInput.fromObject({}),
        deadLetterQueue: foundation.failedInvocations,
        // An export that is started twice on a day is one.
        retryAttempts: 3,
        maxEventAge: Duration.hours(6),
      }),
    );
  }

  private stepFunctions(): ExportStepFunctions {
    const { documents } = this.foundation;
    const { claims, ledger, practices, work } = this.foundation.records;
    const { bucket } = this.warehouse;

    const planWarehouseExport = this.step(
      'plan-warehouse-export',
      'Finds the days and months that the warehouse lacks',
      oneDay,
    );
    practices.open(planWarehouseExport, ['GetItem', 'Query']);
    claims.open(planWarehouseExport, ['Query'], [indexes.journalDay]);
    work.open(planWarehouseExport, ['Query'], [indexes.tasksOpened, indexes.tasksClosed]);
    ledger.open(planWarehouseExport, ['GetItem', 'Query']);
    this.warehouse.letSeePartitions(planWarehouseExport);

    const stageWarehouseDay = this.step(
      'stage-warehouse-day',
      'Derives the facts of a posting day and holds them to its totals',
      oneDay,
    );
    claims.open(stageWarehouseDay, ['GetItem', 'Query'], [indexes.journalDay]);
    ledger.open(stageWarehouseDay, ['GetItem', 'Query', 'PutItem'], [indexes.postingDay]);
    practices.open(stageWarehouseDay, ['GetItem', 'Query']);
    work.open(stageWarehouseDay, ['Query'], [indexes.tasksOpened, indexes.tasksClosed]);
    documents.bucket.open(stageWarehouseDay, ['GetObject'], documentPrefixes.codeSets);
    bucket.open(stageWarehouseDay, ['GetObject', 'PutObject'], warehousePrefixes.staged);
    // What charges say of patients.
    bucket.open(stageWarehouseDay, ['PutObject'], warehousePrefixes.identified);

    const publishWarehouseMonth = this.step(
      'publish-warehouse-month',
      'Checks a month, writes its files and points the catalogue at them',
      oneMonth,
    );
    ledger.open(publishWarehouseMonth, ['GetItem', 'Query', 'PutItem']);
    practices.open(publishWarehouseMonth, ['GetItem', 'Query']);
    bucket.open(publishWarehouseMonth, ['GetObject', 'PutObject'], warehousePrefixes.staged);
    for (const prefix of ['facts', 'dimensions', 'identified'] as const) {
      bucket.open(publishWarehouseMonth, ['GetObject', 'PutObject'], warehousePrefixes[prefix]);
    }
    this.warehouse.letMovePartitions(publishWarehouseMonth);

    this.grants.letFunctionRead(planWarehouseExport);
    this.grants.letFunctionPublish(publishWarehouseMonth);
    return { planWarehouseExport, stageWarehouseDay, publishWarehouseMonth };
  }

  private step(name: string, does: string, means: Means): ClaimsFunction {
    const step = new ClaimsFunction(this, name, { foundation: this.foundation, does, ...means });
    const { bucket, databaseNames } = this.warehouse;
    const names: Partial<Record<keyof Environment, string>> = {
      WAREHOUSE_BUCKET: bucket.bucketName,
      WAREHOUSE_DATABASE: databaseNames.reporting,
      WAREHOUSE_IDENTIFIED_DATABASE: databaseNames.identified,
    };
    for (const [variable, value] of Object.entries(names)) {
      step.addEnvironment(variable, value);
    }
    return step;
  }
}
