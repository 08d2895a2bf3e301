import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { IamAuthorizer } from '../iam/authorizer.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Resource } from '../../runtime/identity.ts';
import {
  AwsError,
  type Json,
  type JsonObject,
  type Principal,
  type RestService,
  type ServiceWorld,
} from '../../runtime/service.ts';
import { openAsyncInvocations, readAsyncSettings, type AsyncInvocation } from './async-invocations.ts';
import { createDestinations } from './destinations.ts';
import { compileFilter } from './event-filter.ts';
import { readMapping, type EventSource, type MappingDefinition } from './event-source.ts';
import { readFunction, type FunctionDefinition } from './function-definition.ts';
import { openFunctionLogs, type MetricSum } from './function-log.ts';
import { createLambdaHttp, type Target } from './lambda-http.ts';
import { createWorkerPool, defaultPoolLimits, type PoolLimits } from './pool.ts';
import { createQueueEventSource } from './queue-event-source.ts';
import type { Outcome } from './sandbox.ts';
import { workerSource } from './worker-source.ts';
import { createStreamEventSource, type StreamReader } from './stream-event-source.ts';

/** What is known of one function since the start. */
export interface FunctionStatistics {
  readonly invocations: number;
  readonly errors: number;
  readonly billedMilliseconds: number;
  /** Threads started. */
  readonly starts: number;
  readonly initMilliseconds: number;
  readonly bundleBytes: number;
  readonly memoryMegabytes: number;
}

export interface LambdaOptions {
  readonly authorizer: IamAuthorizer;
  readonly clock: SharedArrayBuffer;
  /** Where logs are kept. */
  readonly dataFolder: string;
  /** Where compiled code is kept: beside the bundles, for every data folder and process that runs them. */
  readonly compileCache: string;
  /** The variables that stand for AWS in a worker: region, endpoint, the credentials of the role. */
  readonly environmentOf: (roleArn: string) => Readonly<Record<string, string>>;
  readonly sqs: Sqs;
  readonly streams: StreamReader;
  readonly report: (where: string, error: unknown) => void;
  readonly limits?: PoolLimits;
}

/** AWS Lambda, served: functions in worker threads, asynchronous invocation and event source mappings. */
export interface Lambda extends RestService {
  /** Takes the functions, versions, aliases, mappings and asynchronous settings of the application. */
  provision(resources: readonly Resource[]): Promise<void>;
  /** Begins to feed the functions from their queues and streams. */
  start(): void;
  call(operation: string, input: JsonObject, principal: Principal): Promise<JsonObject>;
  statistics(): Readonly<Record<string, FunctionStatistics>>;
  metrics(): Readonly<Record<string, MetricSum>>;
  stop(graceMilliseconds: number): Promise<void>;
}

const largestPayloadBytes = 6 * 1024 * 1024;
const largestAsyncPayloadBytes = 1024 * 1024;
const errorsShown = 2_000;

type MutableStatistics = { -readonly [Name in keyof FunctionStatistics]: FunctionStatistics[Name] };

export function createLambda(world: ServiceWorld, options: LambdaOptions): Lambda {
  const functions = new Map<string, FunctionDefinition>();
  /** Qualifiers beside $LATEST: versions and aliases, by `function:qualifier`. */
  const qualifiers = new Set<string>();
  const statistics = new Map<string, MutableStatistics>();
  const sources: EventSource[] = [];
  const logs = openFunctionLogs(path.join(options.dataFolder, 'logs'), world.clock);
  const async = openAsyncInvocations(world);
  let asyncSettings: ReturnType<typeof readAsyncSettings> = new Map();
  let stopped = false;

  const statisticsOf = (definition: FunctionDefinition): MutableStatistics => {
    const known = statistics.get(definition.name);
    if (known !== undefined) {
      return known;
    }
    const fresh: MutableStatistics = {
      invocations: 0,
      errors: 0,
      billedMilliseconds: 0,
      starts: 0,
      initMilliseconds: 0,
      bundleBytes: definition.bundleBytes,
      memoryMegabytes: definition.memoryMegabytes,
    };
    statistics.set(definition.name, fresh);
    return fresh;
  };

  const { compileCache } = options;
  const pool = createWorkerPool(
    options.limits ?? defaultPoolLimits(),
    { clock: options.clock, compileCache, program: workerSource(compileCache) },
    {
      environmentOf: (definition) => ({
        ...definition.environment,
        ...options.environmentOf(definition.roleArn),
        AWS_LAMBDA_FUNCTION_NAME: definition.name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: `${definition.name}/[$LATEST]`,
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        LAMBDA_TASK_ROOT: definition.folder,
        _HANDLER: definition.handler,
        TZ: ':UTC',
        LANG: 'en_US.UTF-8',
      }),
      onLog: (definition, requestId, stream, text) => logs.take(definition.name, requestId, stream, text),
      onStart: (definition, initMilliseconds) => {
        const held = statisticsOf(definition);
        held.starts += 1;
        held.initMilliseconds += initMilliseconds;
      },
    },
  );

  const run = async (target: Target, payload: string, requestId: string): Promise<Outcome> => {
    const { definition, invokedArn } = target;
    world.count('lambda', 'Invoke');
    const outcome = await pool.invoke(definition, requestId, payload, invokedArn);
    const held = statisticsOf(definition);
    held.invocations += 1;
    held.billedMilliseconds += outcome.billedMilliseconds;
    world.count('lambda', 'billedMilliseconds', outcome.billedMilliseconds);
    world.count(
      'lambda',
      'billedMegabyteMilliseconds',
      outcome.billedMilliseconds * definition.memoryMegabytes,
    );
    if (outcome.functionError !== undefined) {
      held.errors += 1;
      world.count('lambda', 'functionError');
      logs.note(definition.name, requestId, { failed: outcome.payload.slice(0, errorsShown) });
    }
    world.wake();
    return outcome;
  };

  /** Finds a function by name, ARN, partial ARN, each with or without a qualifier. */
  const find = (reference: string, qualifier?: string): Target => {
    const [, name = '', ownQualifier] =
      /^(?:arn:[^:]+:lambda:[^:]+:)?(?:\d{12}:)?(?:function:)?([A-Za-z0-9-_]+)(?::([A-Za-z0-9$_-]+))?$/.exec(
        reference,
      ) ?? [];
    const definition = functions.get(name);
    const asked = qualifier ?? ownQualifier;
    const known = asked === undefined || asked === '$LATEST' || qualifiers.has(`${name}:${asked}`);
    if (definition === undefined || !known) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Function not found: arn:aws:lambda:${world.region}:${world.account}:function:${reference}${asked === undefined ? '' : `:${asked}`}`,
        404,
      );
    }
    return {
      definition,
      invokedArn: asked === undefined ? definition.arn : `${definition.arn}:${asked}`,
    };
  };

  const checkPayload = (payload: string, limit: number): void => {
    const bytes = Buffer.byteLength(payload);
    if (bytes > limit) {
      throw new AwsError(
        'RequestTooLargeException',
        `Request must be smaller than ${limit} bytes for the InvokeFunction operation; found ${bytes} bytes.`,
        413,
      );
    }
    try {
      JSON.parse(payload);
    } catch {
      throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.', 400);
    }
  };

  const invoke = async (
    reference: string,
    qualifier: string | undefined,
    type: string,
    payload: string,
    principal: Principal,
  ): Promise<{ readonly status: number; readonly outcome?: Outcome; readonly requestId: string }> => {
    const target = find(reference, qualifier);
    world.authorizer.authorize(principal, 'lambda:InvokeFunction', target.invokedArn);
    const text = payload === '' ? '{}' : payload;
    const requestId = randomUUID();
    if (stopped) {
      // An error would be an answer of the function, on which a state machine acts; the caller ends with the process.
      return new Promise(() => undefined);
    }
    switch (type) {
      case 'RequestResponse':
        checkPayload(text, largestPayloadBytes);
        return { status: 200, outcome: await run(target, text, requestId), requestId };
      case 'Event':
        checkPayload(text, largestAsyncPayloadBytes);
        await async.add(target.definition.name, text, requestId);
        return { status: 202, requestId };
      case 'DryRun':
        return { status: 204, requestId };
      default:
        throw new AwsError(
          'InvalidParameterValueException',
          `InvocationType: found ${type}, expected RequestResponse, Event or DryRun.`,
        );
    }
  };

  const sendRecord = createDestinations(world);

  const runAsync = async (invocation: AsyncInvocation): Promise<void> => {
    const target = find(invocation.functionName);
    const { definition } = target;
    const settings = async.settingsOf(asyncSettings, definition.name);
    const outcome = await run(target, invocation.payload, invocation.requestId);
    const report = (error: unknown): void =>
      options.report(`${definition.path}, what follows an event`, error);
    if (outcome.functionError === undefined) {
      await sendRecord(invocation, definition, outcome, 'Success', settings.onSuccessArn).catch(report);
      await async.finish(invocation);
      return;
    }
    const age = world.clock.now() - invocation.createdAt;
    const tooOld = age > settings.maximumAgeSeconds * 1000;
    if (invocation.attempts < settings.retries && !tooOld) {
      await async.retry(invocation);
      return;
    }
    const condition = tooOld ? 'EventAgeExceeded' : 'RetriesExhausted';
    // A destination that refuses the record loses it, as on AWS; the report names the missing grant.
    await sendRecord(invocation, definition, outcome, condition, settings.onFailureArn).catch(report);
    await async.finish(invocation);
  };

  const createSource = (mapping: MappingDefinition): EventSource => {
    const target = find(mapping.functionReference);
    const { definition } = target;
    const principal: Principal = { kind: 'role', arn: definition.roleArn };
    const invokeForSource = (event: Json): Promise<Outcome> =>
      run(target, JSON.stringify(event), randomUUID());
    const filter = compileFilter(mapping.filters, mapping.path);
    const report = (error: unknown): void => options.report(mapping.path, error);
    const kind = mapping.sourceArn.split(':')[2];
    const need = (actions: readonly string[]): void => {
      for (const action of actions) {
        world.authorizer.authorize(principal, action, mapping.sourceArn);
      }
    };
    if (kind === 'sqs') {
      need(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
      return createQueueEventSource(world, options.sqs, mapping, principal, filter, invokeForSource, report);
    }
    if (kind === 'dynamodb') {
      need(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream']);
      return createStreamEventSource(
        world,
        options.streams,
        mapping,
        principal,
        filter,
        invokeForSource,
        report,
      );
    }
    throw new Error(
      `${mapping.path}: the event source ${mapping.sourceArn} is not served here; expected a queue or a table's stream.`,
    );
  };

  const handle = createLambdaHttp({ authorizer: world.authorizer, functions, find, invoke });

  return {
    name: 'lambda',
    handle,
    call: async (operation, input, principal) => {
      if (operation !== 'Invoke') {
        throw new AwsError(
          'UnknownOperationException',
          `Lambda ${operation} is not served in the process.`,
          501,
        );
      }
      const { status, outcome } = await invoke(
        typeof input['FunctionName'] === 'string' ? input['FunctionName'] : '',
        typeof input['Qualifier'] === 'string' ? input['Qualifier'] : undefined,
        typeof input['InvocationType'] === 'string' ? input['InvocationType'] : 'RequestResponse',
        typeof input['Payload'] === 'string' ? input['Payload'] : '',
        principal,
      );
      return {
        StatusCode: status,
        ...(outcome?.functionError === undefined ? {} : { FunctionError: outcome.functionError }),
        ...(outcome === undefined ? {} : { Payload: outcome.payload }),
      };
    },
    provision: async (resources) => {
      for (const resource of resources) {
        if (resource.type === 'AWS::Lambda::Function') {
          const definition = readFunction(resource);
          options.authorizer.requireRole(definition.roleArn, definition.path, 'lambda.amazonaws.com');
          functions.set(definition.name, definition);
        }
        if (resource.type === 'AWS::Lambda::Version' || resource.type === 'AWS::Lambda::Alias') {
          qualifiers.add((resource.identity.arn ?? '').replace(/^.*:function:/, ''));
        }
      }
      asyncSettings = readAsyncSettings(resources, (reference) => find(reference).definition.name);
      for (const resource of resources) {
        if (resource.type === 'AWS::Lambda::EventSourceMapping') {
          const mapping = readMapping(resource);
          if (mapping.enabled) {
            sources.push(createSource(mapping));
          }
        }
      }
    },
    start: () => {
      for (const source of sources) {
        source.start();
      }
    },
    nextDueAt: () => {
      let least = async.nextDueAt();
      for (const source of sources) {
        const at = source.nextDueAt();
        if (at !== undefined && (least === undefined || at < least)) {
          least = at;
        }
      }
      return least;
    },
    runDue: (now) => {
      if (stopped) {
        return;
      }
      for (const invocation of async.takeDue(now)) {
        runAsync(invocation).catch((error: unknown) => {
          options.report(`asynchronous invocation of ${invocation.functionName}`, error);
        });
      }
      for (const source of sources) {
        const at = source.nextDueAt();
        if (at !== undefined && at <= now) {
          source.runDue(now);
        }
      }
    },
    busy: () => {
      const active = pool.active();
      if (active > 0) {
        return `${active} invocations run or wait`;
      }
      for (const source of sources) {
        const reason = source.busy();
        if (reason !== undefined) {
          return reason;
        }
      }
      return undefined;
    },
    statistics: () => Object.fromEntries(statistics),
    metrics: () => logs.metrics(),
    stop: async (graceMilliseconds) => {
      stopped = true;
      for (const source of sources) {
        source.stop();
      }
      await pool.stop(graceMilliseconds);
      logs.flush();
    },
  };
}
