import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';

interface MissingChargesProps {
  readonly foundation: Foundation;
}

/** Looks every hour whether the appointments whose charges should have come have them; those without become tasks. */
export class MissingCharges extends Construct {
  constructor(scope: Construct, id: string, { foundation }: MissingChargesProps) {
    super(scope, id);
    const { practices, work } = foundation.records;
    const find = new ClaimsFunction(this, 'find-missing-charges', {
      foundation,
      does: 'Opens a task for each kept appointment without a charge',
      timeout: Duration.minutes(10),
    });
    practices.open(find, ['GetItem', 'Query', 'DeleteItem']);
    work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    foundation.alarms.watchMissingCharges(find);
    runEvery(this, 'EveryHour', find, {
      foundation,
      every: Duration.hours(1),
      does: 'Looks for missing charges',
    });
  }
}
