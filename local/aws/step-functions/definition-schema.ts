import * as z from 'zod';
import type { Json, JsonObject } from '../../runtime/service.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

export const json = z.json() as unknown as z.ZodType<Json>;
export const jsonObject = z.record(z.string(), json) as unknown as z.ZodType<JsonObject>;
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

export const pass = following.extend({
  Type: z.literal('Pass'),
  Parameters: json.optional(),
  Result: json.optional(),
  ResultPath: path,
});
export const task = working.extend({
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
export const choice = base.extend({
  Type: z.literal('Choice'),
  Choices: z.array(jsonObject).min(1),
  Default: z.string().optional(),
});
export const wait = following.extend({
  Type: z.literal('Wait'),
  Seconds: quantity,
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
});
export const succeed = base.extend({ Type: z.literal('Succeed') });
export const fail = base.extend({
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  ErrorPath: z.string().optional(),
  Cause: z.string().optional(),
  CausePath: z.string().optional(),
});
export const parallel = working.extend({
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
export const map = working.extend({
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

/** A state as it is written. */
export const anyState = z.discriminatedUnion('Type', [
  pass,
  task,
  choice,
  wait,
  succeed,
  fail,
  parallel,
  map,
]);

/** A state machine's document, or that of a branch or a processor; what lies inside it is parsed by itself. */
export const programDocument = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), anyState),
  QueryLanguage: z.enum(['JSONPath', 'JSONata']).optional(),
  TimeoutSeconds: z.number().int().positive().optional(),
});
