import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
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
    const everySixHours = new Rule(this, 'EverySixHours', {
      description: 'Looks for credit balances',
      schedule: Schedule.rate(Duration.hours(6)),
    });
    everySixHours.addTarget(
      new LambdaFunction(find, {
        deadLetterQueue: foundation.failedInvocations,
        retryAttempts: 1,
        maxEventAge: Duration.hours(1),
      }),
    );
  }
}
