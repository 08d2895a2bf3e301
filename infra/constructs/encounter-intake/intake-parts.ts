import { Pass, Result, type DistributedMap, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import { chunkMap } from '../../defaults/chunk-map.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { functionStep } from '../../defaults/function-step.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';

export interface IntakeStepFunctions {
  readonly askPermit: ClaimsFunction;
  readonly splitUpload: ClaimsFunction;
  readonly takeInEncounters: ClaimsFunction;
  readonly gatherVisits: ClaimsFunction;
  readonly takeInVisits: ClaimsFunction;
  readonly writeUploadAnswer: ClaimsFunction;
}

export interface IntakeParts {
  readonly scope: Construct;
  readonly askForPermit: ServiceTask;
  readonly splitTheUpload: ServiceTask;
  readonly takeInEveryChunk: DistributedMap;
  readonly gatherTheVisits: ServiceTask;
  readonly takeInEveryVisit: DistributedMap;
  readonly writeTheAnswer: ServiceTask;
  readonly giveBackPermit: ServiceTask;
  /** Where the execution ends that was asked or called again too often. */
  readonly comesToNoEnd: IChainable;
}

const upload = { contractVersion, 'practiceId.$': '$.practiceId', 'uploadId.$': '$.uploadId' } as const;

export function intakeParts(
  scope: Construct,
  foundation: Foundation,
  functions: IntakeStepFunctions,
): IntakeParts {
  const machine = 'encounter-intake';
  const ids = ['practiceId', 'uploadId'];
  const report = defectReport(scope, { foundation, machine, ids });
  const onDefect = functionStep(scope, 'Give the permit back after a defect', {
    runs: functions.askPermit,
    payload: { ...upload, action: 'give-back' },
    answers: [],
    onDefect: report,
    // The report is about what stopped the upload, not about a permit that runs out by itself.
    caughtAt: '$.missed',
  });
  onDefect.next(report);
  const eachChunk = (name: string, runs: ClaimsFunction, reportedAs: string): ServiceTask =>
    functionStep(scope, name, {
      runs,
      payload: { ...upload, 'chunkNumber.$': '$.chunkNumber' },
      answers: [],
      onDefect: defectReport(scope, {
        foundation,
        machine,
        ids: [...ids, 'chunkNumber'],
        name: reportedAs,
      }),
    });
  const maxConcurrency = { path: '$.permit.chunksAtOnce' };
  return {
    scope,
    askForPermit: functionStep(scope, 'Ask for the permit of the practice', {
      runs: functions.askPermit,
      // Whether the execution still runs says later whether its permit is in use.
      payload: { ...upload, action: 'ask', 'execution.$': '$$.Execution.Id' },
      answers: ['outcome', 'waitSeconds', 'chunksAtOnce'],
      keptAt: '$.permit',
      onDefect,
    }),
    splitTheUpload: functionStep(scope, 'Split the upload', {
      runs: functions.splitUpload,
      payload: upload,
      answers: ['outcome', 'chunks', 'chunkIndex', 'hasParts'],
      onDefect,
    }),
    takeInEveryChunk: chunkMap(scope, 'Take in every chunk', {
      foundation,
      eachChunk: eachChunk('Take in encounters', functions.takeInEncounters, 'a chunk'),
      maxConcurrency,
      onDefect,
    }),
    gatherTheVisits: functionStep(scope, 'Gather the visits', {
      runs: functions.gatherVisits,
      payload: upload,
      answers: ['outcome', 'chunks', 'chunkIndex'],
      onDefect,
    }),
    takeInEveryVisit: chunkMap(scope, 'Take in every visit', {
      foundation,
      eachChunk: eachChunk('Take in visits', functions.takeInVisits, 'a chunk of visits'),
      maxConcurrency,
      onDefect,
    }),
    writeTheAnswer: functionStep(scope, 'Write the answer', {
      runs: functions.writeUploadAnswer,
      payload: upload,
      answers: ['outcome'],
      onDefect,
    }),
    giveBackPermit: functionStep(scope, 'Give the permit back', {
      runs: functions.askPermit,
      payload: { ...upload, action: 'give-back' },
      answers: [],
      onDefect: report,
    }),
    comesToNoEnd: new Pass(scope, 'The upload comes to no end', {
      result: Result.fromObject({ Error: 'CalledTooOften' }),
      resultPath: '$.defect',
    }).next(onDefect),
  };
}
