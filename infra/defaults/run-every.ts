import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { ClaimsFunction } from './claims-function.ts';
import type { Foundation } from './foundation.ts';

const longestWait = Duration.hours(1);

interface Rounds {
  readonly foundation: Pick<Foundation, 'failedInvocations'>;
  readonly every: Duration;
  /** What a round is for, for whoever meets the rule in the console. */
  readonly does: string;
  /** Of a round that failed; a round that is done twice must change nothing. */
  readonly retryAttempts?: number;
}

/**
 * Calls a function again and again. A call that cannot be delivered is given up before the next one is due, for that
 * one makes up for it, and ends in the queue of failed invocations.
 * @param id of the rule, which says how often.
 */
export function runEvery(
  scope: Construct,
  id: string,
  run: ClaimsFunction,
  { foundation, every, does, retryAttempts = 1 }: Rounds,
): void {
  new Rule(scope, id, { description: does, schedule: Schedule.rate(every) }).addTarget(
    new LambdaFunction(run, {
      deadLetterQueue: foundation.failedInvocations,
      retryAttempts,
      maxEventAge: every.toSeconds() < longestWait.toSeconds() ? every : longestWait,
    }),
  );
}
