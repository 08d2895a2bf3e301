import { Duration } from 'aws-cdk-lib';
import { Fail, JsonPath, Timeout, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import type { Foundation } from './foundation.ts';
import { retryCall } from './retries.ts';
import { ServiceTask } from './service-task.ts';

interface DefectReportProps {
  readonly foundation: Pick<Foundation, 'defects' | 'key'>;
  readonly machine: string;
  /** Members of the state's data that say what it was about: ids, never more. */
  readonly ids: readonly string[];
  /** Names the report where a machine has more than one. */
  readonly name?: string;
}

/**
 * Tells the defect queue which execution stopped, on what ids and by which error's name, then fails. The error's text
 * stays in the execution: a queue is read by more people. Since the execution ends by this report, to redrive it would
 * only fail again: another execution goes on, a claim's next leg or what `resume-run` starts.
 */
export function defectReport(
  scope: Construct,
  { foundation, machine, ids, name }: DefectReportProps,
): IChainable {
  const { defects, key } = foundation;
  const stopped = new Fail(scope, `Stopped by a defect${name === undefined ? '' : ` in ${name}`}`, {
    error: 'Defect',
    cause: 'The defect queue says what happened; docs/runbook.md says what to do',
  });
  const report = new ServiceTask(scope, `Report a defect${name === undefined ? '' : ` in ${name}`}`, {
    integration: 'sqs:sendMessage',
    parameters: {
      QueueUrl: defects.queueUrl,
      MessageBody: {
        contractVersion,
        machine,
        'execution.$': '$$.Execution.Name',
        'error.$': '$.defect.Error',
        ...Object.fromEntries(ids.map((id) => [`${id}.$`, `$.${id}`])),
      },
    },
    permissions: [
      { actions: ['sqs:SendMessage'], resources: [defects.queueArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] },
    ],
    timeout: Timeout.duration(Duration.minutes(1)),
    resultPath: JsonPath.DISCARD,
  });
  retryCall(report, 'sqs').addCatch(stopped, { resultPath: '$.defect' });
  return report.next(stopped);
}
