import * as z from 'zod';
import type { Json, JsonObject } from '../../runtime/service.ts';
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

export type QueryLanguage = 'JSONPath' | 'JSONata';

const json = z.json() as unknown as z.ZodType<Json>;
const jsonObject = z.record(z.string(), json) as unknown as z.ZodType<JsonObject>;
const path = z.string().nullable().optional();
/** A number, or in a JSONata state an expression that answers one. */
const quantity = z.union([z.number(), z.string()]).optional();

const retrier = z.object({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.number().min(1).optional(),
  MaxAttempts: z.number().int().min(0).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.output<typeof retrier>;

const catcher = z.object({
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: path,
  Output: json.optional(),
  Assign: jsonObject.optional(),
});
export type Catcher = z.output<typeof catcher>;

const base = z.object({
  QueryLanguage: z.enum(['JSONPath', 'JSONata']).optional(),
  InputPath: path,
  OutputPath: path,
  Output: json.optional(),
  Assign: jsonObject.optional(),
});
const following = base.extend({ Next: z.string().optional(), End: z.boolean().optional() });
const working = following.extend({
  ResultSelector: jsonObject.optional(),
  ResultPath: path,
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
});

const pass = following.extend({
  Type: z.literal('Pass'),
  Parameters: json.optional(),
  Result: json.optional(),
  ResultPath: path,
});
const task = working.extend({
  Type: z.literal('Task'),
  Resource: z.string(),
  Parameters: json.optional(),
  Arguments: json.optional(),
  Credentials: jsonObject.optional(),
  TimeoutSeconds: quantity,
  TimeoutSecondsPath: z.string().optional(),
  HeartbeatSeconds: quantity,
  HeartbeatSecondsPath: z.string().optional(),
});
const choice = base.extend({
  Type: z.literal('Choice'),
  Choices: z.array(jsonObject).min(1),
  Default: z.string().optional(),
});
const wait = following.extend({
  Type: z.literal('Wait'),
  Seconds: quantity,
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
});
const succeed = base.extend({ Type: z.literal('Succeed') });
const fail = base.extend({
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  ErrorPath: z.string().optional(),
  Cause: z.string().optional(),
  CausePath: z.string().optional(),
});
const parallel = working.extend({
  Type: z.literal('Parallel'),
  Parameters: json.optional(),
  Arguments: json.optional(),
  Branches: z.array(z.unknown()).min(1),
});
const readerConfig = z.object({
  InputType: z.enum(['CSV', 'JSON', 'JSONL']).optional(),
  CSVHeaderLocation: z.enum(['FIRST_ROW', 'GIVEN']).optional(),
  CSVHeaders: z.array(z.string()).optional(),
  CSVDelimiter: z.enum(['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB']).optional(),
  MaxItems: quantity,
  MaxItemsPath: z.string().optional(),
  ItemsPointer: z.string().optional(),
});
const itemReader = z.object({
  Resource: z.string(),
  ReaderConfig: readerConfig.optional(),
  Parameters: json.optional(),
  Arguments: json.optional(),
});
const itemBatcher = z.object({
  MaxItemsPerBatch: quantity,
  MaxItemsPerBatchPath: z.string().optional(),
  MaxInputBytesPerBatch: quantity,
  MaxInputBytesPerBatchPath: z.string().optional(),
  BatchInput: jsonObject.optional(),
});
const resultWriter = z.object({
  Resource: z.string().optional(),
  Parameters: json.optional(),
  Arguments: json.optional(),
  WriterConfig: z
    .object({
      OutputType: z.enum(['JSON', 'JSONL']).optional(),
      Transformation: z.enum(['NONE', 'COMPACT', 'FLATTEN']).optional(),
    })
    .optional(),
});
export type ItemReader = z.output<typeof itemReader>;
export type ItemBatcher = z.output<typeof itemBatcher>;
export type ResultWriter = z.output<typeof resultWriter>;
const processorConfig = z.object({
  Mode: z.enum(['INLINE', 'DISTRIBUTED']).optional(),
  ExecutionType: z.enum(['STANDARD', 'EXPRESS']).optional(),
});
const map = working.extend({
  Type: z.literal('Map'),
  ItemsPath: z.string().optional(),
  Items: json.optional(),
  ItemSelector: jsonObject.optional(),
  Parameters: jsonObject.optional(),
  MaxConcurrency: quantity,
  MaxConcurrencyPath: z.string().optional(),
  ItemProcessor: z.looseObject({ ProcessorConfig: processorConfig.optional() }).optional(),
  Iterator: z.unknown().optional(),
  Label: z.string().optional(),
  ItemReader: itemReader.optional(),
  ItemBatcher: itemBatcher.optional(),
  ResultWriter: resultWriter.optional(),
  ToleratedFailureCount: quantity,
  ToleratedFailureCountPath: z.string().optional(),
  ToleratedFailurePercentage: quantity,
  ToleratedFailurePercentagePath: z.string().optional(),
});

const anyState = z.discriminatedUnion('Type', [pass, task, choice, wait, succeed, fail, parallel, map]);

const program = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), anyState),
  QueryLanguage: z.enum(['JSONPath', 'JSONata']).optional(),
  TimeoutSeconds: z.number().int().positive().optional(),
});

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
  const result = program.safeParse(source);
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
