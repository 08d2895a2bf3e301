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
import type { ServiceTask } from '../../defaults/service-task.ts';
import type { IntakeParts } from './intake-parts.ts';

/** An execution may have 25,000 events; to ask and to wait makes about thirteen, to call a step again about nine. */
const mostAsks = 1_000;
const mostCalls = 500;

/**
 * One upload: when the practice has a permit for it, it is split into chunks, each taken in on its own; visits that come
 * in parts are put together when all parts are kept; then comes one answer for all records. A step that has used up its
 * time says `more`, is called again and goes on where it was.
 */
export function defineIntake(parts: IntakeParts): IChainable {
  const { scope, askForPermit, splitTheUpload, takeInEveryChunk, gatherTheVisits, takeInEveryVisit } = parts;
  const { writeTheAnswer, giveBackPermit, comesToNoEnd } = parts;
  const outcomeIs = (outcome: string) => Condition.stringEquals('$.step.outcome', outcome);
  const again = (name: string, step: ServiceTask): [Condition, IChainable] => [
    Condition.and(outcomeIs('more'), Condition.numberLessThan('$.calls.more', mostCalls)),
    new Pass(scope, name, {
      parameters: { 'asks.$': '$.calls.asks', 'more.$': 'States.MathAdd($.calls.more, 1)' },
      resultPath: '$.calls',
    }).next(step),
  ];

  const begin = new Pass(scope, 'Count the calls from none', {
    result: Result.fromObject({ asks: 0, more: 0 }),
    resultPath: '$.calls',
  });
  const waitForPermit = new Wait(scope, 'Wait for a permit', {
    time: WaitTime.secondsPath('$.permit.waitSeconds'),
  });
  begin.next(askForPermit);
  askForPermit.next(
    new Choice(scope, 'May the upload be worked now?')
      .when(Condition.stringEquals('$.permit.outcome', 'granted'), splitTheUpload)
      .when(
        Condition.and(
          Condition.stringEquals('$.permit.outcome', 'wait'),
          Condition.numberLessThan('$.calls.asks', mostAsks),
        ),
        new Pass(scope, 'Count the question', {
          parameters: { 'asks.$': 'States.MathAdd($.calls.asks, 1)', 'more.$': '$.calls.more' },
          resultPath: '$.calls',
        }).next(waitForPermit),
      )
      .otherwise(comesToNoEnd),
  );
  waitForPermit.next(askForPermit);

  splitTheUpload.next(
    new Choice(scope, 'Can the upload be read?')
      .when(outcomeIs('split'), takeInEveryChunk)
      .when(Condition.or(outcomeIs('refused'), outcomeIs('quarantined')), writeTheAnswer)
      .when(...again('Split the rest', splitTheUpload))
      .otherwise(comesToNoEnd),
  );
  takeInEveryChunk.next(
    new Choice(scope, 'May there be parts of visits?')
      .when(Condition.booleanEquals('$.step.hasParts', true), gatherTheVisits)
      .otherwise(writeTheAnswer),
  );
  gatherTheVisits.next(
    new Choice(scope, 'Are all visits gathered?')
      .when(outcomeIs('gathered'), takeInEveryVisit)
      .when(...again('Gather the rest', gatherTheVisits))
      .otherwise(comesToNoEnd),
  );
  takeInEveryVisit.next(writeTheAnswer);
  writeTheAnswer.next(
    new Choice(scope, 'Is the answer written?')
      .when(outcomeIs('answered'), giveBackPermit)
      .when(...again('Write the rest of the answer', writeTheAnswer))
      .otherwise(comesToNoEnd),
  );
  giveBackPermit.next(new Succeed(scope, 'The practice has its answer'));
  return begin;
}
