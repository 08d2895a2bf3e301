import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, JsonService, Principal, ServiceWorld } from '../../runtime/service.ts';
import type { Glue } from '../glue/glue.ts';
import type { S3 } from '../s3/s3.ts';
import { openObjectFiles } from './object-files.ts';
import { QueryFailed, runQuery, tablesOf, usualLimits, type QueryLimits } from './query-engine.ts';
import { openQueryStore, type QueryExecution } from './query-store.ts';
import { readResultFile, writeResultFile } from './result-file.ts';
import { createSavedStatements } from './saved-statements.ts';
import { findSources } from './source-tables.ts';
import type { AthenaDefinition, WorkGroupDefinition } from './workgroup-definition.ts';

/** Amazon Athena, served by an engine in the process over the files that the catalogue points at. */
export interface Athena extends JsonService {
  /** Takes the workgroups, named queries and prepared statements of the template. */
  provision(definition: AthenaDefinition): Promise<void>;
  /** Breaks off what runs, and takes nothing more. */
  stop(): Promise<void>;
}

interface AthenaParts {
  readonly glue: Pick<Glue, 'findTable' | 'partitionLocations'>;
  readonly s3: Pick<S3, 'getObject' | 'putObject' | 'listKeys'>;
  /** For copies of objects while the engine reads them. */
  readonly folder: string;
  readonly limits?: QueryLimits;
}

/** Statements that may wait at once. */
const longestQueue = 100;
const largestPage = 1000;

const id = z.string().min(1).max(128);
const inputs = {
  StartQueryExecution: z.object({
    QueryString: z.string().min(1).max(262_144),
    ExecutionParameters: z.array(z.string().min(1).max(1024)).min(1).optional(),
    ClientRequestToken: z.string().min(32).max(128).optional(),
    QueryExecutionContext: z.object({ Database: z.string().optional() }).default({}),
    WorkGroup: z.string().default('primary'),
    ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).default({}),
  }),
  OfExecution: z.object({ QueryExecutionId: id }),
  GetQueryResults: z.object({
    QueryExecutionId: id,
    MaxResults: z.int().min(1).max(largestPage).default(largestPage),
    NextToken: z.string().optional(),
  }),
  GetWorkGroup: z.object({ WorkGroup: z.string() }),
};

function invalid(message: string, code = 'INVALID_INPUT'): AwsError {
  return new AwsError('InvalidRequestException', message, 400, { AthenaErrorCode: code });
}

function readInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'unreadable'}`);
  }
  return parsed.data;
}

function placeOfResult(location: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  return { bucket, key };
}

/** Serves Amazon Athena for one account and region: one statement at a time, what was asked kept in `world.store`. */
export function createAthena(world: ServiceWorld, parts: AthenaParts): Athena {
  const { store, clock } = world;
  const { glue, s3, limits = usualLimits } = parts;
  const queries = openQueryStore(store.database);
  const files = openObjectFiles(s3, parts.folder);
  const workGroups = new Map<string, WorkGroupDefinition>();
  let registeredLocations: readonly string[] = [];
  /** What waits or runs, with the way to break it off. */
  const open = new Map<string, AbortController>();
  let last: Promise<void> = Promise.resolve();
  let stopped = false;

  const requireWorkGroup = (name: string): WorkGroupDefinition => {
    const found = workGroups.get(name);
    if (found === undefined) {
      throw invalid(`WorkGroup ${name} is not found.`, 'WORKGROUP_NOT_FOUND');
    }
    return found;
  };
  const authorize = (principal: Principal, operation: string, workGroup: string): void => {
    world.count('athena', operation);
    world.authorizer.authorize(
      principal,
      `athena:${operation}`,
      `arn:aws:athena:${world.region}:${world.account}:workgroup/${workGroup}`,
    );
  };
  const requireExecution = (queryId: string): QueryExecution => {
    const found = queries.find(queryId);
    if (found === undefined) {
      throw invalid(`QueryExecution ${queryId} was not found`);
    }
    return found;
  };

  const saved = createSavedStatements({
    readInput,
    invalid,
    authorize: (principal, operation, workGroup) =>
      authorize(principal, operation, requireWorkGroup(workGroup).name),
  });

  /** Changes what is kept of a statement that is not at its end; what is stays as it ended. */
  const change = (queryId: string, members: Partial<QueryExecution>): Promise<void> =>
    store.write(() => {
      const found = queries.find(queryId);
      if (found !== undefined && (found.state === 'QUEUED' || found.state === 'RUNNING')) {
        queries.put({ ...found, ...members });
      }
    });
  const end = (queryId: string, members: Partial<QueryExecution>): Promise<void> =>
    change(queryId, { ...members, completedAt: clock.now() });

  const run = async (
    execution: QueryExecution,
    sql: string,
    workGroup: WorkGroupDefinition,
    principal: Principal,
    signal: AbortSignal,
  ): Promise<void> => {
    await change(execution.id, { state: 'RUNNING' });
    const { database } = execution;
    const sources = await findSources({ world, glue, files, registeredLocations }, sql, database, principal);
    const cutoff = workGroup.bytesScannedCutoff;
    if (cutoff !== undefined && sources.scannedBytes > cutoff) {
      throw new QueryFailed(
        `Bytes scanned limit was exceeded: the statement reads ${sources.scannedBytes} bytes, and ${cutoff} is the limit of the workgroup ${workGroup.name}.`,
      );
    }
    const startedAt = performance.now();
    const answer = await runQuery(sql, database, sources.tables, sources.views, limits, signal);
    const { bucket, key } = placeOfResult(execution.outputLocation);
    const names = answer.columns.map((column) => column.name);
    await s3.putObject(bucket, key, writeResultFile(names, answer.rows), principal, {
      'content-type': 'application/octet-stream',
    });
    await end(execution.id, {
      state: 'SUCCEEDED',
      columns: answer.columns,
      scannedBytes: sources.scannedBytes,
      engineMilliseconds: Math.round(performance.now() - startedAt),
    });
  };

  const enqueue = (
    execution: QueryExecution,
    sql: string,
    workGroup: WorkGroupDefinition,
    principal: Principal,
  ): void => {
    const abort = new AbortController();
    open.set(execution.id, abort);
    last = last
      .then(async () => {
        abort.signal.throwIfAborted();
        await run(execution, sql, workGroup, principal, abort.signal);
      })
      .catch(async (error: unknown) => {
        if (abort.signal.aborted) {
          await end(execution.id, { state: 'CANCELLED', reason: 'Query cancelled by user.' });
        } else {
          // A defect of this machine fails the statement as well: whoever asked must not wait for ever.
          await end(execution.id, {
            state: 'FAILED',
            reason: error instanceof Error ? error.message : String(error),
          });
        }
      })
      .finally(() => {
        open.delete(execution.id);
        world.wake();
      });
  };

  const start = async (input: JsonObject, principal: Principal): Promise<JsonObject> => {
    const asked = readInput(inputs.StartQueryExecution, input);
    const workGroup = requireWorkGroup(asked.WorkGroup);
    authorize(principal, 'StartQueryExecution', workGroup.name);
    const token = asked.ClientRequestToken;
    const before = token === undefined ? undefined : queries.ofToken(token);
    if (before !== undefined) {
      if (before.sql !== asked.QueryString || before.workGroup !== workGroup.name) {
        throw invalid('Idempotent parameters do not match: the token was used for another statement.');
      }
      return { QueryExecutionId: before.id };
    }
    const location = workGroup.enforced
      ? workGroup.outputLocation
      : (asked.ResultConfiguration.OutputLocation ?? workGroup.outputLocation);
    if (location === undefined) {
      throw invalid(
        'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
      );
    }
    if (stopped || open.size >= longestQueue) {
      throw new AwsError(
        'TooManyRequestsException',
        `You have exceeded the limit for the number of queries you can run concurrently: ${longestQueue} wait already.`,
      );
    }
    const statement = saved.statementOf(
      asked.QueryString,
      asked.ExecutionParameters,
      workGroup.name,
      principal,
    );
    await tablesOf(statement);
    const queryId = randomUUID();
    const execution: QueryExecution = {
      id: queryId,
      workGroup: workGroup.name,
      sql: asked.QueryString,
      database: asked.QueryExecutionContext.Database,
      outputLocation: `${location.replace(/\/?$/, '/')}${queryId}.csv`,
      state: 'QUEUED',
      reason: undefined,
      submittedAt: clock.now(),
      completedAt: undefined,
      scannedBytes: 0,
      engineMilliseconds: 0,
      columns: [],
    };
    const kept = await store.write(() => {
      const raced = token === undefined ? undefined : queries.ofToken(token);
      if (raced === undefined) {
        queries.add(execution, token);
      }
      return raced ?? execution;
    });
    if (kept === execution) {
      enqueue(execution, statement, workGroup, principal);
    }
    return { QueryExecutionId: kept.id };
  };

  const shown = (execution: QueryExecution): JsonObject => ({
    QueryExecutionId: execution.id,
    Query: execution.sql,
    StatementType: 'DML',
    ResultConfiguration: { OutputLocation: execution.outputLocation },
    QueryExecutionContext: execution.database === undefined ? {} : { Database: execution.database },
    Status: {
      State: execution.state,
      SubmissionDateTime: execution.submittedAt / 1000,
      ...(execution.completedAt === undefined ? {} : { CompletionDateTime: execution.completedAt / 1000 }),
      ...(execution.reason === undefined ? {} : { StateChangeReason: execution.reason }),
      ...(execution.state === 'FAILED'
        ? {
            AthenaError: {
              ErrorCategory: 2,
              ErrorType: 1006,
              Retryable: false,
              ErrorMessage: execution.reason ?? '',
            },
          }
        : {}),
    },
    Statistics: {
      EngineExecutionTimeInMillis: execution.engineMilliseconds,
      DataScannedInBytes: execution.scannedBytes,
      TotalExecutionTimeInMillis: execution.engineMilliseconds,
    },
    WorkGroup: execution.workGroup,
    EngineVersion: {
      SelectedEngineVersion: requireWorkGroup(execution.workGroup).engineVersion,
      EffectiveEngineVersion: requireWorkGroup(execution.workGroup).engineVersion,
    },
  });

  /** The answer that was read last, for whoever turns its pages. */
  let read: { readonly id: string; readonly rows: readonly (readonly (string | null)[])[] } | undefined;

  const results = async (input: JsonObject, principal: Principal): Promise<JsonObject> => {
    const { QueryExecutionId, MaxResults, NextToken = '0' } = readInput(inputs.GetQueryResults, input);
    const execution = requireExecution(QueryExecutionId);
    authorize(principal, 'GetQueryResults', execution.workGroup);
    if (execution.state !== 'SUCCEEDED') {
      throw invalid(
        execution.state === 'QUEUED' || execution.state === 'RUNNING'
          ? `Query has not yet finished. Current state: ${execution.state}`
          : `Query did not finish successfully. Final query state: ${execution.state}`,
      );
    }
    const first = Number(NextToken);
    const { bucket, key } = placeOfResult(execution.outputLocation);
    if (read?.id !== execution.id || first === 0) {
      const object = await s3.getObject(bucket, key, principal);
      read = { id: execution.id, rows: readResultFile(object.body.toString('utf8')) };
    }
    const { rows } = read;
    if (!Number.isInteger(first) || first < 0 || first > rows.length) {
      throw invalid(`NextToken: found ${NextToken}, which no answer gave.`);
    }
    const next = first + MaxResults;
    return {
      UpdateCount: 0,
      ResultSet: {
        Rows: rows.slice(first, next).map((row) => ({
          Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
        })),
        ResultSetMetadata: {
          ColumnInfo: execution.columns.map((column) => ({
            CatalogName: 'hive',
            SchemaName: '',
            TableName: '',
            Name: column.name,
            Label: column.name,
            Type: column.type,
            Precision: column.precision,
            Scale: column.scale,
            Nullable: 'UNKNOWN',
            CaseSensitive: column.type === 'varchar',
          })),
        },
      },
      ...(next < rows.length ? { NextToken: String(next) } : {}),
    };
  };

  const operations: Readonly<
    Record<string, (input: JsonObject, principal: Principal) => JsonObject | Promise<JsonObject>>
  > = {
    StartQueryExecution: start,
    GetQueryResults: results,
    GetQueryExecution: (input, principal) => {
      const execution = requireExecution(readInput(inputs.OfExecution, input).QueryExecutionId);
      authorize(principal, 'GetQueryExecution', execution.workGroup);
      return { QueryExecution: shown(execution) };
    },
    StopQueryExecution: async (input, principal) => {
      const execution = requireExecution(readInput(inputs.OfExecution, input).QueryExecutionId);
      authorize(principal, 'StopQueryExecution', execution.workGroup);
      open.get(execution.id)?.abort();
      await end(execution.id, { state: 'CANCELLED', reason: 'Query cancelled by user.' });
      return {};
    },
    GetWorkGroup: (input, principal) => {
      const workGroup = requireWorkGroup(readInput(inputs.GetWorkGroup, input).WorkGroup);
      authorize(principal, 'GetWorkGroup', workGroup.name);
      return {
        WorkGroup: {
          Name: workGroup.name,
          State: 'ENABLED',
          Description: workGroup.description,
          Configuration: {
            EnforceWorkGroupConfiguration: workGroup.enforced,
            ...(workGroup.outputLocation === undefined
              ? {}
              : { ResultConfiguration: { OutputLocation: workGroup.outputLocation } }),
            ...(workGroup.bytesScannedCutoff === undefined
              ? {}
              : { BytesScannedCutoffPerQuery: workGroup.bytesScannedCutoff }),
          },
        },
      };
    },
    ...saved.operations,
  };

  return {
    name: 'athena',
    targetPrefixes: ['AmazonAthena'],
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => (open.size > 0 ? 'a statement runs on the warehouse' : undefined),
    call: async (operation, input, principal) => {
      const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handle === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Amazon Athena on this machine does not serve ${operation}.`,
          501,
        );
      }
      return handle(input, principal);
    },
    provision: async (definition) => {
      for (const workGroup of definition.workGroups) {
        workGroups.set(workGroup.name, workGroup);
      }
      saved.provision(definition);
      registeredLocations = definition.registeredLocations;
      // Nobody runs them any more: the process that did has ended.
      for (const { id: queryId } of queries.unfinished()) {
        await end(queryId, { state: 'FAILED', reason: 'The machine was restarted while it ran. Ask again.' });
      }
    },
    stop: async () => {
      stopped = true;
      for (const abort of open.values()) {
        abort.abort();
      }
      await last;
    },
  };
}
