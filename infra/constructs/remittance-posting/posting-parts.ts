import type { DistributedMap } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import { chunkMap } from '../../defaults/chunk-map.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { functionStep } from '../../defaults/function-step.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';

export interface PostingStepFunctions {
  readonly validateRemittance: ClaimsFunction;
  readonly postClaimPayments: ClaimsFunction;
  readonly closeRemittance: ClaimsFunction;
}

export interface PostingParts {
  readonly scope: Construct;
  readonly checkThatItBalances: ServiceTask;
  readonly postEveryClaim: DistributedMap;
  readonly postProviderAdjustments: ServiceTask;
}

const remittance = {
  contractVersion,
  'practiceId.$': '$.practiceId',
  'remittanceId.$': '$.remittanceId',
} as const;

export function postingParts(
  scope: Construct,
  foundation: Foundation,
  functions: PostingStepFunctions,
): PostingParts {
  const machine = 'remittance-posting';
  const ids = ['practiceId', 'remittanceId'];
  const onDefect = defectReport(scope, { foundation, machine, ids });
  return {
    scope,
    checkThatItBalances: functionStep(scope, 'Check that it balances', {
      runs: functions.validateRemittance,
      payload: remittance,
      answers: ['outcome', 'claims', 'chunkIndex'],
      onDefect,
    }),
    postEveryClaim: chunkMap(scope, 'Post every claim', {
      foundation,
      eachChunk: functionStep(scope, 'Post the payments of a chunk', {
        runs: functions.postClaimPayments,
        payload: { ...remittance, 'chunkNumber.$': '$.chunkNumber' },
        answers: [],
        onDefect: defectReport(scope, { foundation, machine, ids: [...ids, 'chunkNumber'], name: 'a chunk' }),
      }),
      maxConcurrency: foundation.settings.concurrency.postingChunks,
      onDefect,
    }),
    postProviderAdjustments: functionStep(scope, 'Post provider adjustments', {
      runs: functions.closeRemittance,
      payload: remittance,
      answers: [],
      onDefect,
    }),
  };
}
