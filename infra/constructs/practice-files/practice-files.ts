import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import { fileArrival } from '../../defaults/file-arrival.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import { indexes } from '../practice-records/practice-records.ts';

/** YAML of 5 MB takes some seconds to read. */
const receiveTimeout = Duration.minutes(2);

interface PracticeFilesProps {
  readonly foundation: Foundation;
}

/** A practice's master data as a file under `practice/` of the upload bucket: imported, and answered under `answer/`. */
export class PracticeFiles extends Construct {
  constructor(scope: Construct, id: string, { foundation }: PracticeFilesProps) {
    super(scope, id);
    const { settings, evidence, records, documents } = foundation;
    const arrived = new ClaimsQueue(this, 'Documents', {
      ...foundation,
      runbook: 'A practice document could not be taken in',
      consumerTimeout: receiveTimeout,
    });
    arrived.receiveFrom(
      fileArrival(this, 'PracticeFileUploaded', {
        bucket: evidence.uploads,
        prefix: evidencePrefixes.practices,
        description: 'A practice document was uploaded',
      }),
    );
    const receive = new ClaimsFunction(this, 'receive-practice-file', {
      foundation,
      does: 'Imports a practice document that was uploaded',
      timeout: receiveTimeout,
      memorySize: 1769,
    });
    evidence.uploads.open(receive, ['GetObject', 'GetObjectVersion'], evidencePrefixes.practices);
    evidence.uploads.open(receive, ['PutObject'], evidencePrefixes.answers);
    records.practices.open(receive, ['GetItem', 'PutItem', 'Query']);
    records.claims.open(receive, ['Query'], [indexes.work]);
    documents.bucket.open(receive, ['PutObject'], documentPrefixes.practices);
    // Which localities of Medicare's fee schedule were loaded, for the contracts that name one.
    documents.bucket.open(receive, ['GetObject'], documentPrefixes.codeSets);
    receive.addEventSource(
      new SqsEventSource(arrived.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: settings.concurrency.queueConsumers,
      }),
    );
  }
}
