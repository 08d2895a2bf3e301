import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import { fileArrival } from '../../defaults/file-arrival.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import { platformKeys } from '../practice-records/practice-records.ts';

/** A table of two and a half million pairs is read in some seconds; a quarter's files come together. */
const loadTimeout = Duration.minutes(10);
/** The pairs as they are sorted, and the packed table beside them. */
const loadMemory = 3008;
/** Two tables of pairs to compare. */
const readMemory = 1769;

interface CodeSetsProps {
  readonly foundation: Foundation;
}

/** Code sets as files under `reference/` of the upload bucket: loaded, answered, and read by whoever asks. */
export class CodeSets extends Construct {
  /** What people call to see them. */
  readonly reader: ClaimsFunction;

  constructor(scope: Construct, id: string, { foundation }: CodeSetsProps) {
    super(scope, id);
    const { evidence, records, documents } = foundation;
    const arrived = new ClaimsQueue(this, 'Files', {
      ...foundation,
      runbook: 'A code set could not be loaded',
      consumerTimeout: loadTimeout,
    });
    arrived.receiveFrom(
      fileArrival(this, 'CodeSetUploaded', {
        bucket: evidence.uploads,
        prefix: evidencePrefixes.reference,
        description: 'A file of codes, or an order to load some, was uploaded',
      }),
    );
    const load = new ClaimsFunction(this, 'load-code-set', {
      foundation,
      does: 'Loads the files of codes that were uploaded',
      timeout: loadTimeout,
      memorySize: loadMemory,
    });
    evidence.uploads.open(load, ['GetObject', 'GetObjectVersion'], evidencePrefixes.reference);
    evidence.uploads.open(load, ['GetObject', 'GetObjectVersion'], evidencePrefixes.referenceFiles);
    evidence.uploads.open(load, ['PutObject'], evidencePrefixes.referenceAnswers);
    records.practices.open(load, ['Query', 'PutItem']);
    documents.bucket.open(load, ['PutObject'], documentPrefixes.codeSets);
    load.addEventSource(
      // One after another: each load looks at the editions that are there.
      new SqsEventSource(arrived.queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 2 }),
    );

    this.reader = new ClaimsFunction(this, 'read-code-sets', {
      foundation,
      does: 'Lists the editions of code sets, shows a code, compares two editions',
      timeout: Duration.minutes(1),
      memorySize: readMemory,
      perPractice: true,
    });
    records.practices.openKeys(this.reader, ['Query', 'GetItem'], [platformKeys.codeSets]);
    documents.bucket.open(this.reader, ['GetObject'], documentPrefixes.codeSets);
  }
}
