import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsQueue } from '../../defaults/claims-queue.ts';
import { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import { fileArrival } from '../../defaults/file-arrival.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import { defineIntake } from './definition.ts';
import { intakeParts, type IntakeStepFunctions } from './intake-parts.ts';

const registerTimeout = Duration.seconds(30);
/** These steps stop by themselves after four minutes and are called again; what they began may take a while to end. */
const longTimeout = Duration.minutes(10);
/** One whole processor. */
const longMemory = 1769;
/** A chunk is an Express execution of at most five minutes, a retry included. */
const chunkTimeout = Duration.minutes(2);

/** Objects are versioned, and the event names the version: S3 has a right of its own for each. */
const tagging = ['PutObjectTagging', 'PutObjectVersionTagging'] as const;

interface EncounterIntakeProps {
  readonly foundation: Foundation;
}

/** From a file of encounters in the upload bucket to claims, and an answer for each of its records. */
export class EncounterIntake extends Construct {
  readonly machine: ClaimsStateMachine;
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, { foundation }: EncounterIntakeProps) {
    super(scope, id);
    this.foundation = foundation;
    const functions = this.stepFunctions();
    this.machine = new ClaimsStateMachine(this, 'EncounterIntake', {
      foundation,
      name: 'encounter-intake',
      comment: 'One upload: the first execution bears its id as name, one that continues it a number behind',
      definition: defineIntake(intakeParts(this, foundation, functions)),
      timeout: Duration.days(3),
      variable: 'ENCOUNTER_INTAKE_ARN',
      startsItself: true,
    });
    this.machine.letStart(this.registerUpload());
    this.machine.letLookUp(functions.askPermit);
  }

  private registerUpload(): ClaimsFunction {
    const { settings, evidence, records } = this.foundation;
    const arrived = new ClaimsQueue(this, 'Uploads', {
      ...this.foundation,
      runbook: 'An upload could not be registered',
      consumerTimeout: registerTimeout,
    });
    arrived.receiveFrom(
      fileArrival(this, 'FileUploaded', {
        bucket: evidence.uploads,
        prefix: evidencePrefixes.uploads,
        description: 'A practice uploaded encounters',
      }),
    );
    const registerUpload = new ClaimsFunction(this, 'register-upload', {
      foundation: this.foundation,
      does: 'Registers an upload and starts its intake',
      timeout: registerTimeout,
    });
    records.practices.open(registerUpload, ['GetItem', 'PutItem']);
    // What is put aside is marked, and becomes a task.
    records.work.open(registerUpload, ['PutItem']);
    evidence.uploads.open(registerUpload, tagging, evidencePrefixes.uploads);
    evidence.uploads.open(registerUpload, ['PutObject'], evidencePrefixes.answers);
    registerUpload.addEventSource(
      new SqsEventSource(arrived.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: settings.concurrency.queueConsumers,
      }),
    );
    return registerUpload;
  }

  private stepFunctions(): IntakeStepFunctions {
    return {
      askPermit: this.askPermit(),
      splitUpload: this.splitUpload(),
      takeInEncounters: this.takeInEncounters(),
      gatherVisits: this.gatherVisits(),
      takeInVisits: this.takeInVisits(),
      writeUploadAnswer: this.writeUploadAnswer(),
    };
  }

  private askPermit(): ClaimsFunction {
    const askPermit = new ClaimsFunction(this, 'ask-permit', {
      foundation: this.foundation,
      does: 'Shares out when the uploads of a practice are worked',
      timeout: Duration.seconds(30),
    });
    askPermit.addEnvironment(
      'INTAKE_CHUNKS_AT_ONCE',
      String(this.foundation.settings.concurrency.intakeChunks),
    );
    this.foundation.records.practices.open(askPermit, ['GetItem', 'PutItem']);
    return askPermit;
  }

  private splitUpload(): ClaimsFunction {
    const { evidence, records, documents } = this.foundation;
    const splitUpload = new ClaimsFunction(this, 'split-upload', {
      foundation: this.foundation,
      does: 'Splits an upload into chunks of records',
      timeout: longTimeout,
      memorySize: longMemory,
    });
    evidence.uploads.open(
      splitUpload,
      ['GetObject', 'GetObjectVersion', ...tagging],
      evidencePrefixes.uploads,
    );
    records.work.open(splitUpload, ['PutItem']);
    documents.bucket.open(
      splitUpload,
      ['GetObject', 'PutObject', 'AbortMultipartUpload'],
      documentPrefixes.chunks,
    );
    records.practices.open(splitUpload, ['GetItem', 'PutItem']);
    return splitUpload;
  }

  private takeInEncounters(): ClaimsFunction {
    const { claims, ledger, practices, work } = this.foundation.records;
    const { bucket: documents } = this.foundation.documents;
    const takeInEncounters = new ClaimsFunction(this, 'take-in-encounters', {
      foundation: this.foundation,
      does: 'Turns the encounters of one chunk into claims, and keeps parts of visits',
      timeout: chunkTimeout,
    });
    documents.open(takeInEncounters, ['GetObject', 'PutObject'], documentPrefixes.chunks);
    documents.open(takeInEncounters, ['GetObject', 'PutObject'], documentPrefixes.visits);
    documents.open(takeInEncounters, ['PutObject'], documentPrefixes.visitDocuments);
    practices.open(takeInEncounters, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    // A new version of an encounter may answer the task that its claim waits for, or open one.
    claims.open(takeInEncounters, ['GetItem', 'PutItem', 'UpdateItem']);
    work.open(takeInEncounters, ['GetItem', 'PutItem', 'UpdateItem']);
    // A claim that its first payer has decided elsewhere enters with what is left open.
    ledger.open(takeInEncounters, ['PutItem']);
    return takeInEncounters;
  }

  private gatherVisits(): ClaimsFunction {
    const { records, documents } = this.foundation;
    const gatherVisits = new ClaimsFunction(this, 'gather-visits', {
      foundation: this.foundation,
      does: 'Lists the visits that an upload brought something of',
      timeout: longTimeout,
      memorySize: longMemory,
    });
    documents.bucket.open(
      gatherVisits,
      ['GetObject', 'PutObject', 'AbortMultipartUpload'],
      documentPrefixes.chunks,
    );
    records.practices.open(gatherVisits, ['GetItem', 'Query', 'DeleteItem']);
    return gatherVisits;
  }

  private takeInVisits(): ClaimsFunction {
    const { claims, practices, work } = this.foundation.records;
    const { bucket: documents } = this.foundation.documents;
    const takeInVisits = new ClaimsFunction(this, 'take-in-visits', {
      foundation: this.foundation,
      does: 'Puts the visits of one chunk together from their parts and turns them into claims',
      timeout: chunkTimeout,
    });
    documents.open(takeInVisits, ['GetObject', 'PutObject'], documentPrefixes.chunks);
    documents.open(takeInVisits, ['GetObject'], documentPrefixes.visits);
    practices.open(takeInVisits, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    claims.open(takeInVisits, ['GetItem', 'PutItem', 'UpdateItem']);
    work.open(takeInVisits, ['GetItem', 'PutItem', 'UpdateItem']);
    return takeInVisits;
  }

  private writeUploadAnswer(): ClaimsFunction {
    const { evidence, records, documents } = this.foundation;
    const writeUploadAnswer = new ClaimsFunction(this, 'write-upload-answer', {
      foundation: this.foundation,
      does: 'Answers every record of an upload',
      timeout: longTimeout,
      memorySize: longMemory,
    });
    documents.bucket.open(writeUploadAnswer, ['GetObject'], documentPrefixes.chunks);
    records.practices.open(writeUploadAnswer, ['GetItem', 'Query', 'PutItem']);
    evidence.uploads.open(writeUploadAnswer, ['PutObject', 'AbortMultipartUpload'], evidencePrefixes.answers);
    return writeUploadAnswer;
  }
}
