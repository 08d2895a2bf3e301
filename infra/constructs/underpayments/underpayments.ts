import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { runEvery } from '../../defaults/run-every.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { indexes, platformKeys } from '../practice-records/practice-records.ts';

interface UnderpaymentsProps {
  readonly foundation: Foundation;
}

/** For tables of codes, of which 192 MB are kept at most. */
const tablesMemory = 1024;

/** Compares what payers decided on each posting day with their contracts, and tells staff the same of any month. */
export class Underpayments extends Construct {
  /** What the command line asks. */
  readonly reader: ClaimsFunction;

  constructor(scope: Construct, id: string, { foundation }: UnderpaymentsProps) {
    super(scope, id);
    const { practices, ledger, work } = foundation.records;
    const find = new ClaimsFunction(this, 'find-underpayments', {
      foundation,
      does: 'Opens tasks for what payers allowed beside their contracts or paid late',
      timeout: Duration.minutes(10),
      memorySize: tablesMemory,
    });
    this.reader = new ClaimsFunction(this, 'read-variances', {
      foundation,
      does: 'Tells what payers allowed beside their contracts or paid late',
      timeout: Duration.seconds(29),
      memorySize: tablesMemory,
      perPractice: true,
    });
    for (const compares of [find, this.reader]) {
      practices.open(compares, ['GetItem', 'Query']);
      foundation.records.claims.open(compares, ['GetItem']);
      foundation.documents.bucket.open(compares, ['GetObject'], documentPrefixes.codeSets);
    }
    practices.openKeys(this.reader, ['GetItem', 'Query'], [platformKeys.codeSets]);
    ledger.open(this.reader, ['Query'], [indexes.postingDay]);
    // A day that was looked at is marked.
    ledger.open(find, ['Query', 'PutItem'], [indexes.postingDay]);
    // A task that says something else by now is closed, and asked anew.
    work.open(find, ['GetItem', 'PutItem', 'UpdateItem']);
    foundation.alarms.watchUnderpayments(find);
    runEvery(this, 'EveryHour', find, {
      foundation,
      every: Duration.hours(1),
      does: 'Looks for underpayments on posting days that are over',
    });
  }
}
