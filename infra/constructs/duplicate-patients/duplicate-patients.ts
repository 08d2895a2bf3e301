import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';

interface DuplicatePatientsProps {
  readonly foundation: Foundation;
}

/** Looks every hour at the patients of whom something new was said; two who may be one person become a task. */
export class DuplicatePatients extends Construct {
  constructor(scope: Construct, id: string, { foundation }: DuplicatePatientsProps) {
    super(scope, id);
    const { claims, ledger, practices, work } = foundation.records;
    const find = new ClaimsFunction(this, 'find-duplicate-patients', {
      foundation,
      does: 'Works out which patients are one person, and asks where it is not sure',
      timeout: Duration.minutes(10),
    });
    claims.open(find, ['GetItem']);
    ledger.open(find, ['Query']);
    practices.open(find, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
    work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    foundation.alarms.watchDuplicatePatients(find);
    runEvery(this, 'EveryHour', find, {
      foundation,
      every: Duration.hours(1),
      does: 'Looks for duplicate patients',
    });
  }
}
