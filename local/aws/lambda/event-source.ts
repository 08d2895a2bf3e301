import * as z from 'zod';
import type { Resource } from '../../runtime/identity.ts';
import type { Json } from '../../runtime/service.ts';
import type { Outcome } from './sandbox.ts';

/** What feeds a function from a queue or a stream. */
export interface EventSource {
  /** Looks for work, now and whenever the source says that there may be some. */
  start(): void;
  nextDueAt(): number | undefined;
  runDue(now: number): void;
  busy(): string | undefined;
  /** Takes no more; what was taken is finished. */
  stop(): void;
}

/** Runs a function of the mapping with an event, as the Lambda service itself. */
export type InvokeForSource = (event: Json) => Promise<Outcome>;

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.union([z.boolean(), z.stringbool()]).default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  ScalingConfig: z
    .object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).max(604_800).default(-1),
  BisectBatchOnFunctionError: z.union([z.boolean(), z.stringbool()]).default(false),
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).default(1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** An event source mapping of the template. */
export interface MappingDefinition {
  /** Its UUID: what its position in a stream is kept under. */
  readonly id: string;
  readonly path: string;
  readonly sourceArn: string;
  readonly functionReference: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportsItemFailures: boolean;
  /** EventBridge patterns, JSON; a record that matches none is dropped. Empty: every record is taken. */
  readonly filters: readonly string[];
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** -1: as long as the record lives. */
  readonly maximumRetries: number;
  readonly maximumAgeSeconds: number;
  readonly bisects: boolean;
  readonly onFailureArn: string | undefined;
}

const defaultQueueBatch = 10;
const defaultStreamBatch = 100;

/** Reads an AWS::Lambda::EventSourceMapping of the template. */
export function readMapping(resource: Resource): MappingDefinition {
  const parsed = mappingSchema.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(`${resource.path} (${resource.type}): ${z.prettifyError(parsed.error)}`);
  }
  const mapping = parsed.data;
  const isQueue = mapping.EventSourceArn.split(':')[2] === 'sqs';
  return {
    id: resource.identity.name,
    path: resource.path,
    sourceArn: mapping.EventSourceArn,
    functionReference: mapping.FunctionName,
    enabled: mapping.Enabled,
    batchSize: mapping.BatchSize ?? (isQueue ? defaultQueueBatch : defaultStreamBatch),
    windowSeconds: mapping.MaximumBatchingWindowInSeconds,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
    reportsItemFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: mapping.FilterCriteria.Filters.map((filter) => filter.Pattern),
    startingPosition: mapping.StartingPosition ?? 'LATEST',
    maximumRetries: mapping.MaximumRetryAttempts,
    maximumAgeSeconds: mapping.MaximumRecordAgeInSeconds,
    bisects: mapping.BisectBatchOnFunctionError,
    onFailureArn: mapping.DestinationConfig?.OnFailure?.Destination,
  };
}

const responseSchema = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullish();

/**
 * Which records of a batch failed, by identifier, from the function's answer. `all` when the function failed, or
 * answered something that is no partial batch response: AWS then takes the whole batch as failed.
 */
export function failedItems(
  outcome: Outcome,
  reportsItemFailures: boolean,
  identifiers: readonly string[],
): ReadonlySet<string> | 'all' {
  if (outcome.functionError !== undefined) {
    return 'all';
  }
  if (!reportsItemFailures) {
    return new Set();
  }
  let answer: unknown;
  try {
    answer = JSON.parse(outcome.payload);
  } catch {
    return 'all';
  }
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) {
    return 'all';
  }
  const failures = new Set((parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  for (const failure of failures) {
    if (!identifiers.includes(failure)) {
      return 'all';
    }
  }
  return failures;
}
