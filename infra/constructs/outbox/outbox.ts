import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { DeadLetterQueue } from '../../defaults/claims-queue.ts';
import type { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { indexes } from '../practice-records/practice-records.ts';

interface OutboxProps {
  readonly foundation: Foundation;
  readonly claimPipeline: ClaimsStateMachine;
  readonly patientAccount: ClaimsStateMachine;
}

/**
 * Sends what a transaction announced: answers to waits, and legs and cycles to start. The relay follows the table's
 * stream and is fast; the sweeper comes every five minutes and misses nothing.
 */
export class Outbox extends Construct {
  private readonly props: OutboxProps;

  constructor(scope: Construct, id: string, props: OutboxProps) {
    super(scope, id);
    this.props = props;
    this.relay();
    this.sweeper();
  }

  private relay(): void {
    const { foundation } = this.props;
    const relay = this.sender('relay-outbox', 'Sends what the stream of the claims table announces');
    const failures = new DeadLetterQueue(this, 'Unrelayed', {
      ...foundation,
      runbook: 'The outbox could not be relayed',
    });
    failures.allowSend(relay);
    relay.addEventSource(
      new DynamoEventSource(foundation.records.claims as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 25,
        maxBatchingWindow: Duration.seconds(0),
        parallelizationFactor: foundation.settings.concurrency.outboxBatches,
        bisectBatchOnError: true,
        retryAttempts: 3,
        // The library's own destination would add wildcard actions on the key.
        onFailure: { bind: () => ({ destination: failures.queueArn }) },
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.or('INSERT', 'MODIFY'),
            dynamodb: { NewImage: { unsent: { S: FilterRule.exists() } } },
          }),
        ],
      }),
    );
    foundation.alarms.watchOutboxAge(relay);
  }

  private sweeper(): void {
    const { foundation } = this.props;
    const sweeper = this.sender('sweep-outbox', 'Sends what the relay did not', [indexes.unsent]);
    foundation.alarms.watchSweeper(sweeper);
    runEvery(this, 'EveryFiveMinutes', sweeper, {
      foundation,
      every: Duration.minutes(5),
      does: 'Sweeps the outbox',
      retryAttempts: 2,
    });
  }

  private sender(name: string, does: string, queries: readonly string[] = []): ClaimsFunction {
    const { foundation, claimPipeline, patientAccount } = this.props;
    const sender = new ClaimsFunction(this, name, { foundation, does, timeout: Duration.minutes(1) });
    foundation.records.claims.open(sender, ['GetItem', 'PutItem', 'UpdateItem'], queries);
    claimPipeline.letStart(sender);
    claimPipeline.letAnswer(sender);
    patientAccount.letStart(sender);
    return sender;
  }
}
