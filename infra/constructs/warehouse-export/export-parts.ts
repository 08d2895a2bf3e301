import { Duration } from 'aws-cdk-lib';
import { JsonPath, Map as MapState, Timeout, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { DeadLetterQueue } from '../../defaults/claims-queue.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { functionStep } from '../../defaults/function-step.ts';
import { retryCall } from '../../defaults/retries.ts';
import { ServiceTask } from '../../defaults/service-task.ts';

export interface ExportStepFunctions {
  readonly planWarehouseExport: ClaimsFunction;
  readonly stageWarehouseDay: ClaimsFunction;
  readonly publishWarehouseMonth: ClaimsFunction;
}

export interface ExportParts {
  readonly scope: Construct;
  readonly plan: ServiceTask;
  readonly stageEveryDay: MapState;
  readonly publishEveryMonth: MapState;
  readonly tellOfRefusal: ServiceTask;
}

const machine = 'warehouse-export';
const ids = ['practiceId'];
const ofPractice = { contractVersion, 'practiceId.$': '$.practiceId' } as const;

/** Days of one practice at once: each reads a partition of its own, and a practice must not take all of the account. */
const daysAtOnce = 4;

export function exportParts(
  scope: Construct,
  foundation: Foundation,
  functions: ExportStepFunctions,
  refusals: DeadLetterQueue,
): ExportParts {
  const onDefect = defectReport(scope, { foundation, machine, ids });
  return {
    scope,
    plan: functionStep(scope, 'Plan what is missing', {
      runs: functions.planWarehouseExport,
      payload: { ...ofPractice, 'thorough.$': '$.thorough' },
      answers: ['outcome', 'days', 'months', 'more'],
      onDefect,
    }),
    stageEveryDay: eachOf(scope, 'Stage every day', {
      items: '$.step.days',
      as: 'day',
      atOnce: daysAtOnce,
      does: functionStep(scope, 'Stage a day', {
        runs: functions.stageWarehouseDay,
        payload: { ...ofPractice, 'day.$': '$.day' },
        answers: ['outcome'],
        onDefect: defectReport(scope, { foundation, machine, ids: [...ids, 'day'], name: 'a day' }),
      }),
      onDefect,
    }),
    publishEveryMonth: eachOf(scope, 'Publish every month', {
      items: '$.step.months',
      as: 'month',
      // In order: the dimensions of a practice are published whole with a month.
      atOnce: 1,
      does: functionStep(scope, 'Publish a month', {
        runs: functions.publishWarehouseMonth,
        payload: { ...ofPractice, 'month.$': '$.month' },
        answers: ['outcome'],
        onDefect: defectReport(scope, { foundation, machine, ids: [...ids, 'month'], name: 'a month' }),
      }),
      onDefect,
    }),
    tellOfRefusal: tellOfRefusal(scope, foundation, refusals),
  };
}

interface EachOf {
  /** Where the list is. */
  readonly items: string;
  /** What one of them is called in the input of its step. */
  readonly as: string;
  readonly atOnce: number;
  readonly does: ServiceTask;
  readonly onDefect: IChainable;
}

/** Does a step for each of a list; `$.refused.any` says afterwards whether one of them refused. */
function eachOf(scope: Construct, name: string, { items, as, atOnce, does, onDefect }: EachOf): MapState {
  const map = new MapState(scope, name, {
    itemsPath: items,
    itemSelector: { 'practiceId.$': '$.practiceId', [`${as}.$`]: '$$.Map.Item.Value' },
    maxConcurrency: atOnce,
    resultSelector: { 'any.$': "States.ArrayContains($[*].step.outcome, 'refused')" },
    resultPath: '$.refused',
  });
  map.itemProcessor(does);
  map.addCatch(onDefect, { resultPath: '$.defect' });
  return map;
}

/** A refusal goes to a queue whose alarm names the page of the runbook. */
function tellOfRefusal(scope: Construct, { key }: Foundation, refusals: DeadLetterQueue): ServiceTask {
  const task = new ServiceTask(scope, 'Tell of a refusal', {
    integration: 'sqs:sendMessage',
    parameters: {
      QueueUrl: refusals.queueUrl,
      MessageBody: {
        contractVersion,
        machine,
        'execution.$': '$$.Execution.Name',
        'practiceId.$': '$.practiceId',
      },
    },
    permissions: [
      { actions: ['sqs:SendMessage'], resources: [refusals.queueArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] },
    ],
    timeout: Timeout.duration(Duration.minutes(1)),
    resultPath: JsonPath.DISCARD,
  });
  return retryCall(task, 'sqs');
}
