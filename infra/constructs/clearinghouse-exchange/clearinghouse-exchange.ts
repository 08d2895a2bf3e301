import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import { fileArrival } from '../../defaults/file-arrival.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import type { RemittancePosting } from '../remittance-posting/remittance-posting.ts';

const receiveTimeout = Duration.minutes(5);

interface ClearinghouseExchangeProps {
  readonly foundation: Foundation;
  readonly remittancePosting: RemittancePosting;
}

/**
 * Files from the clearinghouse: acknowledgements and answers go to their claims, remittances to their posting, and a
 * TA1 or 999 back to the sender.
 */
export class ClearinghouseExchange extends Construct {
  constructor(scope: Construct, id: string, { foundation, remittancePosting }: ClearinghouseExchangeProps) {
    super(scope, id);
    const { settings, evidence, records } = foundation;
    const arrived = new ClaimsQueue(this, 'Inbound', {
      ...foundation,
      runbook: 'A file from the clearinghouse could not be taken in',
      consumerTimeout: receiveTimeout,
    });
    arrived.receiveFrom(
      fileArrival(this, 'FileArrived', {
        bucket: evidence.exchange,
        prefix: evidencePrefixes.inbound,
        description: 'The clearinghouse delivered a file',
      }),
    );
    arrived.receiveFrom(
      fileArrival(this, 'TrainingFileArrived', {
        bucket: evidence.exchange,
        prefix: evidencePrefixes.trainingInbound,
        description: 'The synthetic payer answered a training practice',
      }),
    );
    const receive = new ClaimsFunction(this, 'receive-exchange-file', {
      foundation,
      does: 'Takes in a file of the clearinghouse (TA1, 999, 271, 277CA, 835) and acknowledges it',
      timeout: receiveTimeout,
      // A whole core: a remittance of 50 MB is read twice and hashed, which takes one half a minute, and five files may come
      // in one batch. Of the memory it needs less than 200 MB, whatever its length.
      memorySize: 1769,
    });
    evidence.exchange.open(receive, ['GetObject', 'GetObjectVersion'], evidencePrefixes.inbound);
    evidence.exchange.open(receive, ['PutObject', 'GetObject'], evidencePrefixes.outbound);
    evidence.exchange.open(receive, ['GetObject', 'GetObjectVersion'], evidencePrefixes.trainingInbound);
    evidence.exchange.open(receive, ['PutObject', 'GetObject'], evidencePrefixes.trainingOutbound);
    records.claims.open(receive, ['GetItem', 'PutItem', 'UpdateItem']);
    records.work.open(receive, ['PutItem', 'UpdateItem']);
    records.practices.open(receive, ['GetItem', 'PutItem', 'UpdateItem']);
    remittancePosting.machine.letStart(receive);
    receive.addEventSource(
      new SqsEventSource(arrived.queue, {
        batchSize: 5,
        reportBatchItemFailures: true,
        maxConcurrency: settings.concurrency.queueConsumers,
      }),
    );
  }
}
