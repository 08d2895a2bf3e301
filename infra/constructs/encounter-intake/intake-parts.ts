import type { DistributedMap } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import { chunkMap } from '../../defaults/chunk-map.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { functionStep } from '../../defaults/function-step.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';

export interface IntakeStepFunctions {
  readonly splitUpload: ClaimsFunction;
  readonly takeInEncounters: ClaimsFunction;
  readonly writeUploadAnswer: ClaimsFunction;
}

export interface IntakeParts {
  readonly scope: Construct;
  readonly splitTheUpload: ServiceTask;
  readonly takeInEveryChunk: DistributedMap;
  readonly writeTheAnswer: ServiceTask;
}

const upload = { contractVersion, 'practiceId.$': '$.practiceId', 'uploadId.$': '$.uploadId' } as const;

export function intakeParts(
  scope: Construct,
  foundation: Foundation,
  functions: IntakeStepFunctions,
): IntakeParts {
  const machine = 'encounter-intake';
  const ids = ['practiceId', 'uploadId'];
  const onDefect = defectReport(scope, { foundation, machine, ids });
  return {
    scope,
    splitTheUpload: functionStep(scope, 'Split the upload', {
      runs: functions.splitUpload,
      payload: upload,
      answers: ['outcome', 'chunks', 'chunkIndex'],
      onDefect,
    }),
    takeInEveryChunk: chunkMap(scope, 'Take in every chunk', {
      foundation,
      eachChunk: functionStep(scope, 'Take in encounters', {
        runs: functions.takeInEncounters,
        payload: { ...upload, 'chunkNumber.$': '$.chunkNumber' },
        answers: [],
        onDefect: defectReport(scope, {
          foundation,
          machine,
          ids: [...ids, 'chunkNumber'],
          name: 'a chunk',
        }),
      }),
      maxConcurrency: foundation.settings.concurrency.intakeChunks,
      onDefect,
    }),
    writeTheAnswer: functionStep(scope, 'Write the answer', {
      runs: functions.writeUploadAnswer,
      payload: upload,
      answers: [],
      onDefect,
    }),
  };
}
