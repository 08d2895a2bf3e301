import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

interface WarehouseAgeProps {
  readonly settings: StageSettings;
  readonly foundation: Foundation;
}

/** Looks every hour how old the last published day of each practice is. */
export class WarehouseAge extends Construct {
  readonly check: ClaimsFunction;

  constructor(scope: Construct, id: string, { settings, foundation }: WarehouseAgeProps) {
    super(scope, id);
    const { ledger, practices } = foundation.records;
    this.check = new ClaimsFunction(this, 'check-warehouse-age', {
      foundation,
      does: 'Says how old the last published day of each practice is',
      timeout: Duration.minutes(5),
    });
    ledger.open(this.check, ['GetItem', 'Query']);
    practices.open(this.check, ['Query']);
    this.check.addEnvironment('WAREHOUSE_LATE_AFTER_DAYS', String(settings.warehouse.lateAfterDays));
    foundation.alarms.watchWarehouseAge(this.check);
    runEvery(this, 'EveryHour', this.check, {
      foundation,
      every: Duration.hours(1),
      does: 'Looks how old the warehouse is',
      // It is late all the same a minute later.
      retryAttempts: 0,
    });
  }
}
