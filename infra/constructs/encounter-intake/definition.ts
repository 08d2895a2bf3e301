import { Choice, Condition, Succeed, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { IntakeParts } from './intake-parts.ts';

/** One upload: split into chunks, each taken in on its own, then one answer for all of its records. */
export function defineIntake({
  scope,
  splitTheUpload,
  takeInEveryChunk,
  writeTheAnswer,
}: IntakeParts): IChainable {
  const answered = new Succeed(scope, 'The practice has its answer');
  return splitTheUpload.next(
    new Choice(scope, 'Can the upload be read?')
      .when(
        Condition.stringEquals('$.step.outcome', 'split'),
        takeInEveryChunk.next(writeTheAnswer.next(answered)),
      )
      .otherwise(writeTheAnswer),
  );
}
