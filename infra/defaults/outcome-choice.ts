import {
  Choice,
  Condition,
  type IChainable,
  type State,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** Where each outcome leads. */
export type Routes = Readonly<Record<string, IChainable>>;

/**
 * Asks after a task which outcome it had, and goes where that leads. An outcome that is not listed, or whose answer lacks
 * what the next state needs, goes to `otherwise`.
 */
export function routeByOutcome(
  scope: Construct,
  task: TaskStateBase,
  question: string,
  routes: Routes,
  otherwise: IChainable,
  isUsable: (next: State) => Condition | undefined = () => undefined,
): void {
  const choice = new Choice(scope, question);
  for (const [next, outcomes] of outcomesByNext(routes)) {
    const isOne = outcomes.map((outcome) => Condition.stringEquals('$.step.outcome', outcome));
    const [first, ...others] = isOne;
    if (first === undefined) {
      continue;
    }
    const isListed = others.length === 0 ? first : Condition.or(first, ...others);
    const usable = isUsable(next.startState);
    choice.when(usable === undefined ? isListed : Condition.and(isListed, usable), next);
  }
  task.next(choice.otherwise(otherwise));
}

function outcomesByNext(routes: Routes): Map<IChainable, string[]> {
  const byNext = new Map<IChainable, string[]>();
  for (const [outcome, next] of Object.entries(routes)) {
    byNext.set(next, [...(byNext.get(next) ?? []), outcome]);
  }
  return byNext;
}
