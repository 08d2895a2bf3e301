import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { accountParts } from './account-parts.ts';
import { defineAccountCycle } from './definition.ts';

interface PatientAccountProps {
  readonly foundation: Foundation;
}

/** One execution a guarantor's cycle, named `<guarantorId>-<cycle>`. No claim ever waits for it. */
export class PatientAccount extends Construct {
  readonly machine: ClaimsStateMachine;

  constructor(scope: Construct, id: string, { foundation }: PatientAccountProps) {
    super(scope, id);
    const { claims, ledger, practices } = foundation.records;
    const produceStatement = new ClaimsFunction(this, 'produce-statement', {
      foundation,
      does: 'Produces a statement (PDF) of what a guarantor owes',
      timeout: Duration.minutes(1),
      memorySize: 1024,
    });
    claims.open(produceStatement, ['GetItem', 'PutItem']);
    ledger.open(produceStatement, ['Query']);
    practices.open(produceStatement, ['GetItem', 'Query', 'PutItem']);
    foundation.documents.bucket.open(produceStatement, ['PutObject'], documentPrefixes.statements);
    this.machine = new ClaimsStateMachine(this, 'PatientAccount', {
      foundation,
      name: 'patient-account',
      comment: 'One cycle of statements: executions are named <guarantorId>-<cycle>',
      definition: defineAccountCycle(accountParts(this, foundation, produceStatement)),
      timeout: Duration.days(360),
      variable: 'PATIENT_ACCOUNT_ARN',
    });
  }
}
