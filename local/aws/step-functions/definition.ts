import * as z from 'zod';
import type { Json, JsonObject } from '../../runtime/service.ts';
import {
  type anyState,
  type choice,
  type fail,
  json,
  jsonObject,
  type map,
  type parallel,
  type pass,
  programDocument,
  type QueryLanguage,
  type succeed,
  type task,
  type wait,
} from './definition-schema.ts';
import { type ChoiceTest, parseChoiceTest } from './choice-rules.ts';
import { type Integration, parseResource } from './integrations/resource.ts';
import { parseJson } from './json.ts';

/** A state machine as the template declares it. */
export interface StateMachineDefinition {
  readonly arn: string;
  readonly name: string;
  /** The Amazon States Language text, references resolved. */
  readonly definition: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly tags?: Readonly<Record<string, string>>;
}

interface Named {
  readonly name: string;
  readonly language: QueryLanguage;
}

export interface ChoiceRule {
  readonly next: string;
  /** The test of a JSONPath rule. */
  readonly test: ChoiceTest | undefined;
  /** The expression of a JSONata rule. */
  readonly condition: Json | undefined;
  readonly assign: JsonObject | undefined;
  readonly output: Json | undefined;
}

export type PassState = z.output<typeof pass> & Named;
export type TaskState = z.output<typeof task> & Named & { readonly integration: Integration };
export type ChoiceState = z.output<typeof choice> & Named & { readonly rules: readonly ChoiceRule[] };
export type WaitState = z.output<typeof wait> & Named;
export type SucceedState = z.output<typeof succeed> & Named;
export type FailState = z.output<typeof fail> & Named;
export type ParallelState = z.output<typeof parallel> & Named & { readonly branches: readonly Program[] };
export type MapState = z.output<typeof map> &
  Named & {
    readonly processor: Program;
    readonly distributed: boolean;
    readonly executionType: 'STANDARD' | 'EXPRESS';
  };
export type WorkingState = TaskState | ParallelState | MapState;
export type State = WorkingState | PassState | ChoiceState | WaitState | SucceedState | FailState;

/** A state machine or the inside of a Parallel branch or a Map, ready to be walked. */
export interface Program {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  readonly timeoutSeconds: number | undefined;
}

/** Where in a definition a program lies: through which state and, of a Parallel, which branch. */
export interface ProgramStep {
  readonly state: string;
  readonly branch: number;
}

/**
 * Parses an Amazon States Language text and checks that every reference between states holds.
 *
 * @throws Error that names the state and what is wrong with it.
 */
export function parseDefinition(text: string): Program {
  return parseProgram(parseJson(text), 'JSONPath', 'The state machine');
}

function parseProgram(source: unknown, inherited: QueryLanguage, where: string): Program {
  const result = programDocument.safeParse(source);
  if (!result.success) {
    throw new Error(`${where} is not valid Amazon States Language: ${z.prettifyError(result.error)}`);
  }
  const { StartAt, States, QueryLanguage, TimeoutSeconds } = result.data;
  const language = QueryLanguage ?? inherited;
  const states = new Map<string, State>();
  for (const [name, raw] of Object.entries(States)) {
    states.set(name, completeState(name, raw, raw.QueryLanguage ?? language));
  }
  const check = (target: string | undefined, from: string): void => {
    if (target !== undefined && !states.has(target)) {
      throw new Error(`${where}: ${from} leads to '${target}', but there is no such state.`);
    }
  };
  check(StartAt, 'StartAt');
  for (const state of states.values()) {
    for (const target of targets(state)) {
      check(target, `state '${state.name}'`);
    }
  }
  return { startAt: StartAt, states, timeoutSeconds: TimeoutSeconds };
}

function targets(state: State): (string | undefined)[] {
  switch (state.Type) {
    case 'Choice':
      return [state.Default, ...state.rules.map((rule) => rule.next)];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [nextOf(state), ...(state.Catch ?? []).map((each) => each.Next)];
    case 'Pass':
    case 'Wait':
      return [nextOf(state)];
    case 'Succeed':
    case 'Fail':
      return [];
  }
}

function nextOf(state: PassState | WaitState | WorkingState): string | undefined {
  if (state.Next === undefined && state.End !== true) {
    throw new Error(`State '${state.name}' has neither Next nor End.`);
  }
  return state.Next;
}

function completeState(name: string, raw: z.output<typeof anyState>, language: QueryLanguage): State {
  const named = { name, language };
  switch (raw.Type) {
    case 'Task':
      return { ...raw, ...named, integration: parseResource(raw.Resource, name) };
    case 'Choice':
      return { ...raw, ...named, rules: raw.Choices.map((rule) => parseRule(rule, language, name)) };
    case 'Parallel':
      return {
        ...raw,
        ...named,
        branches: raw.Branches.map((branch, index) =>
          parseProgram(branch, language, `Branch ${String(index)} of state '${name}'`),
        ),
      };
    case 'Map': {
      const config = raw.ItemProcessor?.ProcessorConfig;
      return {
        ...raw,
        ...named,
        processor: parseProgram(
          raw.ItemProcessor ?? raw.Iterator,
          language,
          `The processor of state '${name}'`,
        ),
        distributed: config?.Mode === 'DISTRIBUTED',
        executionType: config?.ExecutionType ?? 'STANDARD',
      };
    }
    case 'Pass':
    case 'Wait':
    case 'Succeed':
    case 'Fail':
      return { ...raw, ...named };
  }
}

const ruleFields = z.object({ Next: z.string(), Assign: jsonObject.optional(), Output: json.optional() });

function parseRule(rule: JsonObject, language: QueryLanguage, state: string): ChoiceRule {
  const fields = ruleFields.safeParse(rule);
  if (!fields.success) {
    throw new Error(`State '${state}' has a choice rule without Next: ${JSON.stringify(rule)}.`);
  }
  return {
    next: fields.data.Next,
    test: language === 'JSONPath' ? parseChoiceTest(rule) : undefined,
    condition: rule['Condition'],
    assign: fields.data.Assign,
    output: fields.data.Output,
  };
}

/**
 * The program that a path leads to from the outermost one.
 *
 * @throws Error when the definition has no such state; it can only come from a damaged record.
 */
export function findProgram(outermost: Program, steps: readonly ProgramStep[]): Program {
  let found = outermost;
  for (const step of steps) {
    const state = found.states.get(step.state);
    const inner = state?.Type === 'Map' ? state.processor : undefined;
    const branch = state?.Type === 'Parallel' ? state.branches[step.branch] : inner;
    if (branch === undefined) {
      throw new Error(`The definition has no inner program at state '${step.state}'.`);
    }
    found = branch;
  }
  return found;
}
