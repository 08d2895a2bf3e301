import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  Pass,
  Result,
  Succeed,
  Wait,
  WaitTime,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { AccountParts } from './account-parts.ts';

/** Visits of a few days go onto one statement. */
const collectingTime = Duration.days(5);
/** Statements of one cycle, the final notice included, and how often one may be held, before somebody must look. */
const statementLimit = 4;
const holdLimit = 12;

/** One cycle of a guarantor's account: statements at the practice's interval until nothing is due. */
export function defineAccountCycle({ scope, produceTheStatement, onDefect }: AccountParts): IChainable {
  const cycleOver = new Succeed(scope, 'Cycle over');
  const tooMany = new Pass(scope, 'The cycle does not end', {
    result: Result.fromObject({ Error: 'CycleTooLong' }),
    resultPath: '$.defect',
  }).next(onDefect);
  const waitForTheNext = new Wait(scope, 'Wait for the next statement', {
    time: WaitTime.secondsPath('$.step.waitSeconds'),
  }).next(produceTheStatement);
  produceTheStatement.next(
    new Choice(scope, 'What became of the statement?')
      .when(
        Condition.or(
          Condition.stringEquals('$.step.outcome', 'nothing-due'),
          Condition.stringEquals('$.step.outcome', 'limit-reached'),
        ),
        cycleOver,
      )
      .when(
        Condition.or(
          // `statement` already names the next one.
          Condition.numberGreaterThan('$.step.statement', statementLimit + 1),
          Condition.numberGreaterThan('$.step.holds', holdLimit),
        ),
        tooMany,
      )
      .otherwise(waitForTheNext),
  );
  return new Pass(scope, 'Open the cycle', {
    parameters: { 'statement.$': '$.statement', holds: 0 },
    resultPath: '$.step',
  })
    .next(new Wait(scope, 'Wait for the statement day', { time: WaitTime.duration(collectingTime) }))
    .next(produceTheStatement);
}
