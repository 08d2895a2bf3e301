import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { indexes } from '../practice-records/practice-records.ts';

interface LedgerDaysProps {
  readonly foundation: Foundation;
}

/** Totals each posting day once it is over, and holds the days that were totalled to their totals. */
export class LedgerDays extends Construct {
  constructor(scope: Construct, id: string, { foundation }: LedgerDaysProps) {
    super(scope, id);
    const { practices, ledger } = foundation.records;
    const total = new ClaimsFunction(this, 'total-ledger-days', {
      foundation,
      does: 'Totals the posting days that are over, and verifies those before',
      timeout: Duration.minutes(10),
    });
    practices.open(total, ['Query']);
    ledger.open(total, ['Query', 'PutItem'], [indexes.postingDay]);
    foundation.alarms.watchLedgerDays(total);
    runEvery(this, 'EveryHour', total, {
      foundation,
      every: Duration.hours(1),
      does: 'Totals posting days that are over',
    });
  }
}
