import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import type { TaskQueue } from '../task-queue/task-queue.ts';
import { claimParts } from './claim-parts.ts';
import { definePipeline } from './definition.ts';
import type { ClaimStepFunctions } from './steps.ts';

/** For tables of codes, of which 192 MB are kept at most, and a processor quick enough to open them. */
const tablesMemory = 1024;

/** An execution may live a year; a leg ends before that, and the next goes on. */
const longestLeg = Duration.days(360);

interface ClaimPipelineProps {
  readonly foundation: Foundation;
  readonly taskQueue: TaskQueue;
}

/** One execution a claim and leg, named `<claimId>-<leg>`: from the received encounter to the patient's account. */
export class ClaimPipeline extends Construct {
  readonly machine: ClaimsStateMachine;
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, { foundation, taskQueue }: ClaimPipelineProps) {
    super(scope, id);
    this.foundation = foundation;
    const functions = this.stepFunctions();
    this.machine = new ClaimsStateMachine(this, 'ClaimPipeline', {
      foundation,
      name: 'claim-pipeline',
      comment: 'One leg of a claim: executions are named <claimId>-<leg>',
      definition: definePipeline(claimParts(this, { foundation, taskQueue, functions })),
      timeout: longestLeg,
      variable: 'CLAIM_PIPELINE_ARN',
    });
  }

  private stepFunctions(): ClaimStepFunctions {
    const { claims, ledger, practices, work } = this.foundation.records;
    const { documents, evidence } = this.foundation;
    const { exchange } = evidence;

    const requestEligibility = this.step(
      'request-eligibility',
      'Sends an eligibility inquiry (270) to the payer',
    );
    claims.open(requestEligibility, ['GetItem', 'PutItem']);
    work.open(requestEligibility, ['PutItem']);
    practices.open(requestEligibility, ['GetItem', 'PutItem', 'UpdateItem']);
    exchange.open(requestEligibility, ['PutObject', 'GetObject'], evidencePrefixes.outbound);
    exchange.open(requestEligibility, ['PutObject', 'GetObject'], evidencePrefixes.trainingOutbound);

    const scrubClaim = this.step('scrub-claim', 'Scrubs a claim and posts its charges', tablesMemory);
    claims.open(scrubClaim, ['GetItem', 'PutItem', 'Query']);
    ledger.open(scrubClaim, ['Query', 'PutItem']);
    work.open(scrubClaim, ['PutItem']);
    practices.open(scrubClaim, ['GetItem', 'Query']);
    documents.bucket.open(scrubClaim, ['GetObject'], documentPrefixes.codeSets);

    const submitClaim = this.step(
      'submit-claim',
      'Sends a claim (837P) to the payer, unless a hold stops it',
    );
    claims.open(submitClaim, ['GetItem', 'PutItem']);
    // The holds that stand, and who is who where one is on a patient.
    practices.open(submitClaim, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);
    work.open(submitClaim, ['PutItem']);
    // What is sent may be drawn for an audit of its coding, which opens a task.
    exchange.open(submitClaim, ['PutObject', 'GetObject'], evidencePrefixes.outbound);
    exchange.open(submitClaim, ['PutObject', 'GetObject'], evidencePrefixes.trainingOutbound);

    const recordMissedDeadline = this.step(
      'record-missed-deadline',
      'Turns an answer that did not come into a task',
    );
    claims.open(recordMissedDeadline, ['GetItem', 'PutItem']);
    ledger.open(recordMissedDeadline, ['Query']);
    work.open(recordMissedDeadline, ['PutItem']);
    practices.open(recordMissedDeadline, ['GetItem']);

    const continueOnNextLeg = this.step(
      'continue-on-next-leg',
      'Starts the next leg of a claim whose task nobody worked',
    );
    claims.open(continueOnNextLeg, ['GetItem', 'PutItem']);

    const handOverBalance = this.step(
      'hand-over-balance',
      "Hands what the patient owes to the patient's account",
    );
    claims.open(handOverBalance, ['GetItem', 'PutItem']);
    ledger.open(handOverBalance, ['Query', 'PutItem']);
    practices.open(handOverBalance, ['Query', 'PutItem']);
    // What was given up of a decision that fell is asked about again.
    work.open(handOverBalance, ['PutItem']);

    return {
      requestEligibility,
      scrubClaim,
      submitClaim,
      recordMissedDeadline,
      continueOnNextLeg,
      handOverBalance,
    };
  }

  private step(name: string, does: string, memorySize?: number): ClaimsFunction {
    return new ClaimsFunction(this, name, {
      foundation: this.foundation,
      does,
      timeout: Duration.seconds(30),
      ...(memorySize !== undefined && { memorySize }),
    });
  }
}
