import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import { fileArrival } from '../../defaults/file-arrival.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';

/** A statement of some thousand entries, each by a transaction of its own. */
const receiveTimeout = Duration.minutes(5);

interface BankFilesProps {
  readonly foundation: Foundation;
}

/**
 * Statements of practices' banks as files under `bank/` of the upload bucket: taken in, matched with what was announced
 * and answered under `answer/`. Every day it is looked for payments without remittances, and remittances without payments.
 */
export class BankFiles extends Construct {
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, { foundation }: BankFilesProps) {
    super(scope, id);
    this.foundation = foundation;
    this.receive();
    this.findMissingHalves();
  }

  private receive(): void {
    const { settings, evidence, records } = this.foundation;
    const arrived = new ClaimsQueue(this, 'Statements', {
      ...this.foundation,
      runbook: 'A file of the bank could not be taken in',
      consumerTimeout: receiveTimeout,
    });
    arrived.receiveFrom(
      fileArrival(this, 'BankFileUploaded', {
        bucket: evidence.uploads,
        prefix: evidencePrefixes.bank,
        description: 'A statement of a bank was uploaded',
      }),
    );
    const receive = new ClaimsFunction(this, 'receive-bank-file', {
      foundation: this.foundation,
      does: 'Takes in a statement of a bank and matches it',
      timeout: receiveTimeout,
      memorySize: 1769,
    });
    evidence.uploads.open(receive, ['GetObject', 'GetObjectVersion'], evidencePrefixes.bank);
    evidence.uploads.open(receive, ['PutObject'], evidencePrefixes.answers);
    // What is explained whole leaves the list of what is open.
    records.practices.open(receive, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
    records.ledger.open(receive, ['Query', 'PutItem']);
    records.work.open(receive, ['GetItem', 'PutItem', 'UpdateItem']);
    receive.addEventSource(
      new SqsEventSource(arrived.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: settings.concurrency.queueConsumers,
      }),
    );
  }

  private findMissingHalves(): void {
    const { alarms, records } = this.foundation;
    const find = new ClaimsFunction(this, 'find-missing-halves', {
      foundation: this.foundation,
      does: 'Opens tasks for payments and remittances that are late',
      timeout: Duration.minutes(10),
    });
    records.practices.open(find, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
    records.ledger.open(find, ['Query', 'PutItem']);
    records.work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    alarms.watchMissingHalves(find);
    runEvery(this, 'EveryDay', find, {
      foundation: this.foundation,
      every: Duration.days(1),
      does: 'Looks for missing payments and remittances',
    });
  }
}
