import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { documentPrefixes } from '../documents/documents.ts';

interface StuckIntakeProps {
  readonly foundation: Foundation;
}

/** Looks every hour at what came in and is not done with: visits that lack something become tasks. */
export class StuckIntake extends Construct {
  constructor(scope: Construct, id: string, { foundation }: StuckIntakeProps) {
    super(scope, id);
    const { claims, practices, work } = foundation.records;
    const find = new ClaimsFunction(this, 'find-stuck-intake', {
      foundation,
      does: 'Opens tasks for visits that lack something, unsigned notes and lost documents',
      timeout: Duration.minutes(10),
    });
    // A visit that turns out to lack nothing is taken in.
    practices.open(find, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    claims.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    foundation.documents.bucket.open(find, ['GetObject', 'PutObject'], documentPrefixes.visits);
    foundation.alarms.watchStuckIntake(find);
    runEvery(this, 'EveryHour', find, {
      foundation,
      every: Duration.hours(1),
      does: 'Looks at what came in and is not done with',
    });
  }
}
