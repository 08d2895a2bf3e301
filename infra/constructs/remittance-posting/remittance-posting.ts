import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction, type ClaimsFunctionProps } from '../../defaults/claims-function.ts';
import { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import { indexes } from '../practice-records/practice-records.ts';
import { definePosting } from './definition.ts';
import { postingParts, type PostingStepFunctions } from './posting-parts.ts';

interface RemittancePostingProps {
  readonly foundation: Foundation;
}

type Means = Pick<ClaimsFunctionProps, 'timeout' | 'memorySize'>;

/**
 * For ten claims, or for what is left when all are posted. Ten take two or three milliseconds of a core each, and wait for
 * the tables at the same time; a whole core would wait as long. In the chunk's Express execution of five minutes there is
 * room for a second try.
 */
const oneChunk: Means = { timeout: Duration.minutes(2), memorySize: 1024 };
/**
 * For a remittance of any length: 50 MB, a hundred thousand claims, took half a minute of one core in less than 200 MB,
 * measured with `npm run bench -- --posting`, and S3 takes some of the time of ten thousand chunks. The memory buys the
 * core; what a call cannot do in its time is some hundreds of megabytes in one transaction.
 */
const wholeFile: Means = { timeout: Duration.minutes(10), memorySize: 1769 };

/** Posts one remittance (835): whole, or not at all and to a person. */
export class RemittancePosting extends Construct {
  readonly machine: ClaimsStateMachine;
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, { foundation }: RemittancePostingProps) {
    super(scope, id);
    this.foundation = foundation;
    this.machine = new ClaimsStateMachine(this, 'RemittancePosting', {
      foundation,
      name: 'remittance-posting',
      comment:
        'One remittance: the first execution bears its id as name, one that continues it a number behind',
      definition: definePosting(postingParts(this, foundation, this.stepFunctions())),
      timeout: Duration.days(2),
      variable: 'REMITTANCE_POSTING_ARN',
      startsItself: true,
    });
  }

  private stepFunctions(): PostingStepFunctions {
    const { claims, ledger, practices, work } = this.foundation.records;
    const { exchange } = this.foundation.evidence;
    const documents = this.foundation.documents.bucket;

    const validateRemittance = this.step(
      'validate-remittance',
      'Checks that a remittance balances and splits it into chunks',
      wholeFile,
    );
    exchange.open(validateRemittance, ['GetObject', 'GetObjectVersion'], evidencePrefixes.inbound);
    exchange.open(validateRemittance, ['GetObject', 'GetObjectVersion'], evidencePrefixes.trainingInbound);
    exchange.open(validateRemittance, ['GetObject', 'GetObjectVersion'], evidencePrefixes.payments);
    documents.open(validateRemittance, ['PutObject'], documentPrefixes.chunks);
    practices.open(validateRemittance, ['GetItem', 'PutItem']);
    // The day that a remittance on paper is posted into is totalled once more.
    ledger.open(validateRemittance, ['GetItem', 'PutItem']);
    work.open(validateRemittance, ['PutItem']);

    const postClaimPayments = this.step(
      'post-claim-payments',
      'Posts the payments of one chunk, one transaction a claim',
    );
    documents.open(postClaimPayments, ['GetObject'], documentPrefixes.chunks);
    claims.open(postClaimPayments, ['GetItem', 'PutItem', 'UpdateItem']);
    ledger.open(postClaimPayments, ['Query', 'PutItem']);
    practices.open(postClaimPayments, ['GetItem', 'Query', 'PutItem']);
    work.open(postClaimPayments, ['PutItem', 'UpdateItem']);

    const closeRemittance = this.step(
      'close-remittance',
      'Posts what belongs to no claim and closes the run',
    );
    documents.open(closeRemittance, ['GetObject'], documentPrefixes.chunks);
    // Takebacks stand in the history of their claims, and are held against what payers had announced.
    claims.open(closeRemittance, ['GetItem', 'PutItem']);
    ledger.open(closeRemittance, ['GetItem', 'Query', 'PutItem'], [indexes.takebacks]);
    work.open(closeRemittance, ['GetItem', 'PutItem', 'UpdateItem']);
    // Its money may be in the bank already: what is explained whole leaves the list of what is open.
    practices.open(closeRemittance, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);

    return { validateRemittance, postClaimPayments, closeRemittance };
  }

  private step(name: string, does: string, means: Means = oneChunk): ClaimsFunction {
    return new ClaimsFunction(this, name, { foundation: this.foundation, does, ...means });
  }
}
