import { Errors, Timeout, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { catchDefect } from '../../defaults/function-step.ts';
import { retryCall } from '../../defaults/retries.ts';
import { ServiceTask } from '../../defaults/service-task.ts';
import type { TaskQueue } from '../task-queue/task-queue.ts';
import type { ClaimSteps } from './steps.ts';

/** Every place where a claim waits, for an answer from outside or for a person. */
export interface ClaimWaits {
  readonly forEligibilityAnswer: ServiceTask;
  readonly forFrontDesk: ServiceTask;
  readonly forCoding: ServiceTask;
  readonly forAudit: ServiceTask;
  readonly forCorrection: ServiceTask;
  readonly forHold: ServiceTask;
  readonly forAcknowledgement: ServiceTask;
  readonly forRejectionWork: ServiceTask;
  readonly forRemittance: ServiceTask;
  readonly forFollowUp: ServiceTask;
  readonly forDenialWork: ServiceTask;
}

interface ClaimWaitsProps {
  readonly foundation: Foundation;
  readonly taskQueue: TaskQueue;
  readonly steps: ClaimSteps;
  readonly onDefect: IChainable;
}

/** The lifecycle says how long each wait lasts, and the claim carries it: the machine only counts. */
const deadline = Timeout.at('$.step.deadlineSeconds');
const result = { resultPath: '$.step' } as const;

export function claimWaits(scope: Construct, props: ClaimWaitsProps): ClaimWaits {
  const { steps } = props;
  const answer = (name: string, waitName: string, overdue: ServiceTask) =>
    withWaysOut(
      retryCall(waitForAnswer(scope, name, waitName, props.foundation), 'aws-sdk:dynamodb'),
      overdue,
      props.onDefect,
    );
  const person = (name: string, waitName: string) =>
    withWaysOut(
      retryCall(waitForPerson(scope, name, waitName, props), 'sqs'),
      steps.continueOnNextLeg,
      props.onDefect,
    );
  return {
    forEligibilityAnswer: answer('Wait for eligibility answer', 'eligibility', steps.eligibilityOverdue),
    forFrontDesk: person('Ask the front desk about coverage', 'coverage'),
    forCoding: person('Queue for coding', 'coding'),
    forAudit: person('Wait for the audit of the codes', 'coding-audit'),
    forCorrection: person('Ask for a correction', 'correction'),
    forHold: person('Wait until the hold is released', 'hold'),
    forAcknowledgement: answer('Wait for acknowledgement', 'acknowledgement', steps.acknowledgementOverdue),
    forRejectionWork: person('Work the rejection', 'rejection'),
    forRemittance: answer('Wait for remittance', 'remittance', steps.remittanceOverdue),
    forFollowUp: person('Follow up with the payer', 'follow-up'),
    forDenialWork: person('Work the denial', 'denial'),
  };
}

/** A wait that is not answered in time has a way on; whatever else happens to it is a defect. */
function withWaysOut(wait: ServiceTask, whenOverdue: IChainable, onDefect: IChainable): ServiceTask {
  wait.addCatch(whenOverdue, { errors: [Errors.TIMEOUT], resultPath: '$.missed' });
  return catchDefect(wait, onDefect);
}

/** Files the token on the item on which the answer arrives too; the relay sends it as soon as both are there. */
function waitForAnswer(
  scope: Construct,
  name: string,
  waitName: string,
  foundation: Foundation,
): ServiceTask {
  const { claims } = foundation.records;
  return new ServiceTask(scope, name, {
    integration: 'aws-sdk:dynamodb:updateItem.waitForTaskToken',
    parameters: {
      TableName: claims.tableName,
      Key: {
        pk: { 'S.$': "States.Format('{}#claim#{}', $.practiceId, $.claimId)" },
        sk: { 'S.$': `States.Format('signal#${waitName}#{}', $.step.waitKey)` },
      },
      UpdateExpression: 'SET taskToken = :token, tokenLeg = :leg, tokenFiledAt = :now',
      ExpressionAttributeValues: {
        ':token': { 'S.$': '$$.Task.Token' },
        ':leg': { 'N.$': "States.Format('{}', $.leg)" },
        ':now': { 'S.$': '$$.State.EnteredTime' },
      },
    },
    permissions: [
      { actions: ['dynamodb:UpdateItem'], resources: [claims.tableArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [foundation.key.keyArn] },
    ],
    timeout: deadline,
    ...result,
  });
}

/** Sends the token to the function that files it; the task itself was opened with the move that led here. */
function waitForPerson(
  scope: Construct,
  name: string,
  waitName: string,
  { foundation, taskQueue }: ClaimWaitsProps,
): ServiceTask {
  const { queue } = taskQueue.tasks;
  return new ServiceTask(scope, name, {
    integration: 'sqs:sendMessage.waitForTaskToken',
    parameters: {
      QueueUrl: queue.queueUrl,
      MessageBody: {
        contractVersion,
        'practiceId.$': '$.practiceId',
        'claimId.$': '$.claimId',
        'leg.$': '$.leg',
        waitName,
        'waitKey.$': '$.step.waitKey',
        'taskToken.$': '$$.Task.Token',
      },
    },
    permissions: [
      { actions: ['sqs:SendMessage'], resources: [queue.queueArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [foundation.key.keyArn] },
    ],
    timeout: deadline,
    ...result,
  });
}
