import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { functionStep } from '../../defaults/function-step.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';

export interface AccountParts {
  readonly scope: Construct;
  readonly produceTheStatement: ServiceTask;
  readonly onDefect: IChainable;
}

export function accountParts(
  scope: Construct,
  foundation: Foundation,
  produceStatement: ClaimsFunction,
): AccountParts {
  const onDefect = defectReport(scope, {
    foundation,
    machine: 'patient-account',
    ids: ['practiceId', 'guarantorId', 'cycle'],
  });
  return {
    scope,
    onDefect,
    produceTheStatement: functionStep(scope, 'Produce the statement', {
      runs: produceStatement,
      payload: {
        contractVersion,
        'practiceId.$': '$.practiceId',
        'guarantorId.$': '$.guarantorId',
        'cycle.$': '$.cycle',
        'statement.$': '$.step.statement',
        'holds.$': '$.step.holds',
      },
      answers: ['outcome', 'waitSeconds', 'statement', 'holds'],
      onDefect,
    }),
  };
}
