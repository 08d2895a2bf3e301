import { Choice, Condition, Fail, Pass, Succeed, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { ExportParts } from './export-parts.ts';

/** After so many rounds the rest is left to the next export: a first one of years may take several nights. */
const mostRounds = 40;

/**
 * The export of one practice: what is missing is planned, its days are derived, its months are published, and so on until
 * nothing is missing. A day or month that does not add up stops it, told by an alarm; what was published before stays.
 */
export function defineExport(parts: ExportParts): IChainable {
  const { scope, plan, stageEveryDay, publishEveryMonth, tellOfRefusal } = parts;
  const exported = new Succeed(scope, 'Exported');
  const refused = new Fail(scope, 'Refused to publish', {
    error: 'Refused',
    cause: 'A check failed; the log of the step says which, docs/runbook.md what to do',
  });
  tellOfRefusal.addCatch(refused, { resultPath: '$.defect' });
  const tell = tellOfRefusal.next(refused);

  const countRound = new Pass(scope, 'Count the round', {
    parameters: { 'number.$': 'States.MathAdd($.round.number, 1)' },
    resultPath: '$.round',
  });
  const goOn = new Choice(scope, 'Is there more?')
    .when(
      Condition.and(
        Condition.booleanEquals('$.step.more', true),
        Condition.numberLessThan('$.round.number', mostRounds),
      ),
      countRound.next(plan),
    )
    .otherwise(exported);
  const publish = publishEveryMonth.next(
    new Choice(scope, 'Did every month add up?').when(isTrue('$.refused.any'), tell).otherwise(goOn),
  );
  const stage = stageEveryDay.next(
    new Choice(scope, 'Did every day add up?').when(isTrue('$.refused.any'), tell).otherwise(publish),
  );
  plan.next(
    new Choice(scope, 'Is anything missing?')
      .when(Condition.stringEquals('$.step.outcome', 'planned'), stage)
      .otherwise(exported),
  );
  return new Pass(scope, 'Begin with round 1', {
    parameters: { number: 1 },
    resultPath: '$.round',
  }).next(plan);
}

function isTrue(path: string): Condition {
  return Condition.booleanEquals(path, true);
}
