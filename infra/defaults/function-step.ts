import { Duration } from 'aws-cdk-lib';
import { JsonPath, Timeout, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ClaimsFunction } from './claims-function.ts';
import { retryStep } from './retries.ts';
import { ServiceTask } from './service-task.ts';

/** Beyond the function's own limit: its start and the way there and back. */
const margin = Duration.seconds(30);

interface FunctionStepProps {
  readonly runs: ClaimsFunction;
  /** What the function is given: ids, by path. */
  readonly payload: Readonly<Record<string, string | number>>;
  /** Members of its answer that the machine keeps; without any the answer is thrown away. */
  readonly answers: readonly string[];
  /** Where it keeps them: `$.step`, when nothing is said. */
  readonly keptAt?: string;
  /** Where a defect goes. */
  readonly onDefect: IChainable;
  /** Where the defect is set beside the ids: `$.defect`, when nothing is said. */
  readonly caughtAt?: string;
  readonly comment?: string;
}

/** A step that a function does: retried by the name of the error, and reported when nothing helps. */
export function functionStep(scope: Construct, name: string, props: FunctionStepProps): ServiceTask {
  const { runs, payload, answers, keptAt = '$.step', onDefect, caughtAt, comment } = props;
  const seconds = (runs.timeout ?? Duration.seconds(3)).plus(margin);
  const task = new ServiceTask(scope, name, {
    integration: 'lambda:invoke',
    parameters: { FunctionName: runs.functionArn, Payload: payload },
    permissions: [{ actions: ['lambda:InvokeFunction'], resources: [runs.functionArn] }],
    timeout: Timeout.duration(seconds),
    ...(comment !== undefined && { comment }),
    ...(answers.length === 0
      ? { resultPath: JsonPath.DISCARD }
      : {
          resultPath: keptAt,
          resultSelector: Object.fromEntries(answers.map((answer) => [`${answer}.$`, `$.Payload.${answer}`])),
        }),
  });
  return catchDefect(retryStep(task), onDefect, caughtAt);
}

/** Keeps the ids and sets what went wrong beside them. */
export function catchDefect(
  task: ServiceTask,
  onDefect: IChainable,
  resultPath: string = '$.defect',
): ServiceTask {
  task.addCatch(onDefect, { resultPath });
  return task;
}
