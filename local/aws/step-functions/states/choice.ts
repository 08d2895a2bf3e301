import { evaluateChoiceTest } from '../choice-rules.ts';
import { type DataScope, effectiveInput, fillForState, handOnInput } from '../data-flow.ts';
import type { ChoiceRule, ChoiceState } from '../definition.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { StateError } from '../state-error.ts';

async function holds(state: ChoiceState, rule: ChoiceRule, scope: DataScope): Promise<boolean> {
  if (rule.test !== undefined) {
    return evaluateChoiceTest(rule.test, { ...scope, input: effectiveInput(state, scope) });
  }
  const condition = await fillForState(state, rule.condition ?? false, scope, 'Condition');
  if (typeof condition !== 'boolean') {
    throw new StateError(
      'States.QueryEvaluationError',
      `The Condition of a choice rule of state '${state.name}' must answer a boolean, found ${JSON.stringify(condition)}`,
    );
  }
  return condition;
}

/** Choice: goes where the first rule that holds says, else to the default. */
export async function enterChoice(stage: Stage, state: ChoiceState): Promise<Move> {
  const scope = scopeOf(stage);
  for (const rule of state.rules) {
    if (await holds(state, rule, scope)) {
      const handed = await handOnInput(state, scope, { output: rule.output, assign: rule.assign });
      return { kind: 'leave', next: rule.next, handed };
    }
  }
  if (state.Default === undefined) {
    throw new StateError(
      'States.NoChoiceMatched',
      `No choice of state '${state.name}' matched and it has no Default.`,
    );
  }
  return { kind: 'leave', next: state.Default, handed: await handOnInput(state, scope) };
}
