import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  Pass,
  Result,
  Succeed,
  Timeout,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Foundation } from '../../defaults/foundation.ts';
import { catchDefect } from '../../defaults/function-step.ts';
import { retryCall } from '../../defaults/retries.ts';
import { ServiceTask } from '../../defaults/service-task.ts';

/** A claim that another writer moves again and again: after so many looks at the row somebody must look at the claim. */
const resumeLimit = 20;

export interface Resume {
  /** Reads the claim's row: the first state of every leg. */
  readonly first: ServiceTask;
  /** Reads the row again, a bounded number of times: where the machine has no answer of its own. */
  readonly again: Choice;
  /** The claim is on a later leg, which another execution works. */
  readonly legIsOver: Succeed;
}

/**
 * "Resume where the claim stands": the row decides, never the execution. It writes the same `$.step` as a step's answer,
 * so that the states that follow need not know where they were entered from.
 */
export function resume(scope: Construct, foundation: Foundation, onDefect: IChainable): Resume {
  const first = readRow(scope, foundation, onDefect);
  const legIsOver = new Succeed(scope, 'This leg is over');
  const count = (name: string, parameters: Record<string, unknown>) =>
    new Pass(scope, name, { parameters, resultPath: '$.resumes' }).next(first);
  const tooOften = new Pass(scope, 'The claim does not settle', {
    result: Result.fromObject({ Error: 'ResumedTooOften' }),
    resultPath: '$.defect',
  }).next(onDefect);
  const again = new Choice(scope, 'How often was the claim resumed?')
    .when(Condition.isNotPresent('$.resumes'), count('Resume once', { count: 1 }))
    .when(Condition.numberGreaterThanEquals('$.resumes.count', resumeLimit), tooOften)
    .otherwise(count('Resume once more', { 'count.$': 'States.MathAdd($.resumes.count, 1)' }));
  return { first, again, legIsOver };
}

function readRow(scope: Construct, { records, key }: Foundation, onDefect: IChainable): ServiceTask {
  const { claims } = records;
  const task = new ServiceTask(scope, 'Resume where the claim stands', {
    integration: 'dynamodb:getItem',
    parameters: {
      TableName: claims.tableName,
      Key: {
        pk: { 'S.$': "States.Format('{}#claim#{}', $.practiceId, $.claimId)" },
        sk: { S: 'claim' },
      },
      ConsistentRead: true,
      ProjectionExpression: '#state, #leg, #waitKey, #deadlineSeconds',
      ExpressionAttributeNames: {
        '#state': 'state',
        '#leg': 'leg',
        '#waitKey': 'waitKey',
        '#deadlineSeconds': 'deadlineSeconds',
      },
    },
    permissions: [
      { actions: ['dynamodb:GetItem'], resources: [claims.tableArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] },
    ],
    timeout: Timeout.duration(Duration.minutes(1)),
    resultSelector: {
      'state.$': '$.Item.state.S',
      'leg.$': 'States.StringToJson($.Item.leg.N)',
      'waitKey.$': '$.Item.waitKey.S',
      'deadlineSeconds.$': 'States.StringToJson($.Item.deadlineSeconds.N)',
    },
    resultPath: '$.step',
  });
  return catchDefect(retryCall(task, 'dynamodb'), onDefect);
}
