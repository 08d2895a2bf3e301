import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { indexes } from '../practice-records/practice-records.ts';

interface CreditBalancesProps {
  readonly foundation: Foundation;
}

/** Looks every six hours for money that is owed back to payers and patients. */
export class CreditBalances extends Construct {
  constructor(scope: Construct, id: string, { foundation }: CreditBalancesProps) {
    super(scope, id);
    const { practices, claims, ledger, work } = foundation.records;
    const find = new ClaimsFunction(this, 'find-credit-balances', {
      foundation,
      does: 'Opens a task for each credit balance, and settles refunds that payers took as well',
      timeout: Duration.minutes(10),
    });
    practices.open(find, ['GetItem', 'Query', 'PutItem']);
    claims.open(find, ['GetItem', 'PutItem']);
    ledger.open(find, ['Query', 'PutItem'], [indexes.postingDay, indexes.takebacks]);
    work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    foundation.alarms.watchCreditBalances(find);
    runEvery(this, 'EverySixHours', find, {
      foundation,
      every: Duration.hours(6),
      does: 'Looks for credit balances',
    });
  }
}
