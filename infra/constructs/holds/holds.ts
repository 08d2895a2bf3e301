import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { indexes } from '../practice-records/practice-records.ts';

interface HoldsProps {
  readonly foundation: Foundation;
}

/** Claims that wait before they are submitted: how people hold and release them, and what sees to it that none is forgotten. */
export class Holds extends Construct {
  readonly manager: ClaimsFunction;

  constructor(scope: Construct, id: string, { foundation }: HoldsProps) {
    super(scope, id);
    this.manager = new ClaimsFunction(this, 'manage-holds', {
      foundation,
      does: 'Places, lists and releases holds on claims',
      timeout: Duration.seconds(29),
      perPractice: true,
    });
    const review = new ClaimsFunction(this, 'review-holds', {
      foundation,
      does: 'Asks the owners of holds, and lets claims go on that no hold stops',
      timeout: Duration.minutes(10),
    });
    const { claims, practices, work } = foundation.records;
    for (const lambda of [this.manager, review]) {
      claims.open(lambda, ['GetItem', 'PutItem', 'UpdateItem', 'Query'], [indexes.work]);
      practices.open(lambda, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
      work.open(lambda, ['GetItem', 'PutItem', 'UpdateItem']);
    }
    foundation.alarms.watchHolds(review);
    runEvery(this, 'EveryHour', review, {
      foundation,
      every: Duration.hours(1),
      does: 'Asks the owners of holds',
    });
  }
}
