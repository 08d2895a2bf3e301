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
/** A file of 50 MB is read, checked and written once. */
const splitTimeout = Duration.minutes(10);
const splitMemory = 1769;

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
    this.machine = new ClaimsStateMachine(this, 'EncounterIntake', {
      foundation,
      name: 'encounter-intake',
      comment: 'One upload: the first execution bears its id as name, one that continues it a number behind',
      definition: defineIntake(intakeParts(this, foundation, this.stepFunctions())),
      timeout: Duration.days(1),
      variable: 'ENCOUNTER_INTAKE_ARN',
      startsItself: true,
    });
    this.machine.letStart(this.registerUpload());
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
    const { foundation } = this;
    const { claims, practices, work } = foundation.records;
    const { uploads } = foundation.evidence;
    const documents = foundation.documents.bucket;

    const splitUpload = new ClaimsFunction(this, 'split-upload', {
      foundation,
      does: 'Splits an upload into chunks of records',
      timeout: splitTimeout,
      memorySize: splitMemory,
    });
    uploads.open(splitUpload, ['GetObject', 'GetObjectVersion'], evidencePrefixes.uploads);
    documents.open(splitUpload, ['GetObject', 'PutObject', 'AbortMultipartUpload'], documentPrefixes.chunks);
    practices.open(splitUpload, ['GetItem', 'PutItem']);

    const takeInEncounters = new ClaimsFunction(this, 'take-in-encounters', {
      foundation,
      does: 'Turns the encounters of one chunk into claims',
      timeout: Duration.minutes(2),
    });
    documents.open(takeInEncounters, ['GetObject', 'PutObject'], documentPrefixes.chunks);
    practices.open(takeInEncounters, ['GetItem']);
    // A new version of an encounter may answer the task that its claim waits for.
    claims.open(takeInEncounters, ['GetItem', 'PutItem', 'UpdateItem']);
    work.open(takeInEncounters, ['UpdateItem']);

    const writeUploadAnswer = new ClaimsFunction(this, 'write-upload-answer', {
      foundation,
      does: 'Answers every record of an upload',
      timeout: splitTimeout,
      memorySize: splitMemory,
    });
    documents.open(writeUploadAnswer, ['GetObject'], documentPrefixes.chunks);
    practices.open(writeUploadAnswer, ['GetItem', 'PutItem']);
    uploads.open(writeUploadAnswer, ['PutObject'], evidencePrefixes.answers);

    return { splitUpload, takeInEncounters, writeUploadAnswer };
  }
}
