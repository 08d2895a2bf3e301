import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAuthorizer } from '../aws/iam/authorizer.ts';
import type { FunctionStatistics } from '../aws/lambda/lambda.ts';
import type { MetricSum } from '../aws/lambda/function-log.ts';
import type { PoolLimits } from '../aws/lambda/pool.ts';
import type { S3 } from '../aws/s3/s3.ts';
import { readAssembly, type RawStack } from './assembly.ts';
import { openClock, type ClockMode, type RuntimeClock } from './clock.ts';
import { createControl } from './control.ts';
import { createCounters } from './counters.ts';
import { openCredentials, type AccessKey } from './credentials.ts';
import { openFaultLog, type Fault } from './fault-log.ts';
import { lockFolder } from './folder-lock.ts';
import { explain, refuseUnknown, type Explanation } from './resources.ts';
import { createScheduler, type Participant, type Scheduler, type SchedulerStatus } from './scheduler.ts';
import { sessionCookie } from '../aws/cognito/hosted-pages.ts';
import type { ShownUser } from '../aws/cognito/sign-in-page.ts';
import { Openings } from './openings.ts';
import { withLoopbackAddresses } from './public-addresses.ts';
import { openServer } from './server.ts';
import { AwsError, type Json, type JsonObject, type Principal, type ServiceWorld } from './service.ts';
import { createServices, type Services } from './services.ts';
import { createVerifier } from './signature.ts';
import { openStore, type GroupCommitStore } from './store.ts';
import { resolveApplication, type Application } from './template.ts';
import { openWebServer } from './web-server.ts';

/** What a partner that lives in the same process (the synthetic payer) is given. */
export interface ParticipantAccess {
  readonly url: string;
  /** The operator's key, for an SDK client on the wire. */
  readonly credentials: AccessKey;
  readonly region: string;
  readonly store: GroupCommitStore;
  readonly clock: RuntimeClock;
  readonly seed: string;
  readonly application: Application;
  /** Calls a service inside the process, as the operator. */
  readonly call: (service: string, operation: string, input: JsonObject) => Promise<JsonObject>;
  /** Objects, read and written inside the process. */
  readonly objects: Pick<S3, 'getObject' | 'putObject' | 'listKeys' | 'onObjectCreated'>;
  /** Says that `nextDueAt` or `busy` may have changed. */
  readonly wake: () => void;
  readonly report: (where: string, error: unknown) => void;
}

export type CreateParticipant = (access: ParticipantAccess) => Participant | Promise<Participant>;

export interface RuntimeOptions {
  /** The folder that `cdk synth` wrote. */
  readonly cdkOut: string;
  /** Where everything durable lies. Deleting it is the reset. */
  readonly dataFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the distribution is served, if the application has one; default is the port after `port`. */
  readonly webPort?: number;
  /** Milliseconds since the epoch by which tokens and sessions of people expire; default is the wall's time. */
  readonly wallNow?: () => number;
  readonly clock: ClockMode;
  /** When time begins in a new folder, in milliseconds since the epoch; default is the wall's time. */
  readonly startAt?: number;
  readonly seed?: string;
  readonly participants?: readonly CreateParticipant[];
  readonly pool?: PoolLimits;
}

export interface RuntimeCounters {
  readonly services: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly functions: Readonly<Record<string, FunctionStatistics>>;
  /** What functions wrote as embedded metrics. */
  readonly metrics: Readonly<Record<string, MetricSum>>;
}

interface RuntimeStatus extends SchedulerStatus {
  readonly url: string;
  readonly processId: number;
  readonly clock: ClockMode;
  readonly now: number;
  readonly time: string;
  readonly seed: string;
  readonly faults: number;
}

/** A running runtime. */
export interface Runtime {
  readonly url: string;
  /** Where a browser finds the application; undefined when it has no distribution. */
  readonly webUrl: string | undefined;
  /** Offers users on the page to sign in. */
  readonly showUsers: (users: readonly ShownUser[]) => void;
  readonly operatorCredentials: AccessKey;
  readonly operatorToken: string;
  readonly region: string;
  readonly account: string;
  readonly clock: RuntimeClock;
  readonly store: GroupCommitStore;
  readonly application: Application;
  readonly explanation: Explanation;
  /** Objects, read and written inside the process. */
  readonly objects: ParticipantAccess['objects'];
  readonly scheduler: Scheduler;
  /** Calls a service inside the process, as the operator. */
  readonly call: (service: string, operation: string, input: JsonObject) => Promise<JsonObject>;
  readonly counters: () => RuntimeCounters;
  readonly status: () => RuntimeStatus;
  /** What went wrong inside the runtime itself; empty in a good run. */
  readonly faults: () => readonly Fault[];
  /** Resolves when nothing is being done. */
  readonly onQuiet: () => Promise<void>;
  /** Resolves when only what recurs is left. */
  readonly onSettled: () => Promise<void>;
  /** Lets what runs come to its end, keeps everything, closes. */
  readonly stop: () => Promise<void>;
  /** Resolves when it has stopped, by `stop` or by the control path. */
  readonly stopped: Promise<void>;
}

const runtimeFileName = 'runtime.json';
const defaultAccount = '000000000000';
const defaultRegion = 'us-east-1';
const graceMilliseconds = 10_000;

function hasDistribution(stacks: readonly RawStack[]): boolean {
  return stacks.some(({ template }) =>
    Object.values(template.Resources).some(({ Type }) => Type === 'AWS::CloudFront::Distribution'),
  );
}

function assumedPlaces(endpoint: string): { account: string; region: string; endpoint: string } {
  return { account: defaultAccount, region: defaultRegion, endpoint };
}

/** What would become of each resource type of the application, without starting anything. */
export function explainApplication(cdkOut: string): Explanation {
  const application = resolveApplication(readAssembly(cdkOut), assumedPlaces('http://127.0.0.1:0'));
  return explain(application.resources);
}

/** The environment that stands for AWS in a worker thread. */
function workerEnvironment(url: string, region: string, key: AccessKey): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The configuration of whoever owns this machine says nothing about the application.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    PATH: process.env['PATH'] ?? '',
  };
}

/**
 * Starts the application of `cdkOut` on this machine, on the data of `dataFolder`, and goes on where it was.
 * Throws, with everything closed again, when the application has something that is not served here.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const openings = new Openings();
  try {
    return await start(options, openings);
  } catch (error) {
    await openings.close();
    throw error;
  }
}

async function start(options: RuntimeOptions, openings: Openings): Promise<Runtime> {
  const { dataFolder } = options;
  const seed = options.seed ?? '1';
  const lock = lockFolder(dataFolder);
  openings.add(() => lock.release());
  const store = openStore(path.join(dataFolder, 'claimwright.sqlite'));
  openings.add(() => store.close());
  const clock = openClock(store, options.clock, options.startAt);
  await clock.save();
  const faults = openFaultLog(dataFolder, clock);
  const credentials = openCredentials(dataFolder);
  const counters = createCounters();
  const scheduler = createScheduler(clock, (participant, error) => faults.report(participant, error));
  /** What comes only after the door is open, for addresses in the templates contain its port. */
  const late: { services?: Services; control?: ReturnType<typeof createControl> } = {};
  let ready = false;
  let callsInside = 0;
  const stopping = Promise.withResolvers<void>();

  const call = async (
    service: string,
    operation: string,
    input: JsonObject,
    principal: Principal,
  ): Promise<JsonObject> => {
    const reach = late.services?.findCall(service);
    if (reach === undefined) {
      throw new AwsError(
        'UnknownService',
        `The service ${service} cannot be called inside the process.`,
        501,
      );
    }
    callsInside += 1;
    try {
      return await reach(operation, input, principal);
    } finally {
      callsInside -= 1;
      scheduler.wake();
    }
  };
  const callAsOperator = (service: string, operation: string, input: JsonObject): Promise<JsonObject> =>
    call(service, operation, input, { kind: 'operator' });

  const server = await openServer(options.port, {
    clock,
    verify: createVerifier(credentials, () => clock.now()),
    findService: (name) => late.services?.find(name),
    findDoor: (host, where, isOwn) => late.services?.edge.findDoor(host, where, isOwn),
    control: async (request) => {
      if (late.control === undefined) {
        throw new AwsError('ServiceUnavailable', 'The runtime is starting.', 503);
      }
      return late.control(request);
    },
    ready: () => ready,
    count: counters.add,
    report: faults.report,
    wake: scheduler.wake,
  });
  openings.add(() => server.stop(graceMilliseconds));

  const stacks = readAssembly(options.cdkOut);
  const web = hasDistribution(stacks)
    ? await openWebServer(options.webPort ?? (options.port === 0 ? 0 : options.port + 1), {
        clock,
        distribution: () => {
          const distribution = ready ? late.services?.edge.distribution : undefined;
          return distribution === undefined ? undefined : (request) => distribution.handle(request);
        },
        foreignCookie: sessionCookie,
        report: faults.report,
        wake: scheduler.wake,
      })
    : undefined;
  openings.add(() => web?.stop(graceMilliseconds));

  const application = withLoopbackAddresses(resolveApplication(stacks, assumedPlaces(server.url)), {
    url: server.url,
    webUrl: web?.url,
  });
  const { account, region, resources } = application;
  const explanation = explain(resources);
  refuseUnknown(explanation);
  const authorizer = createAuthorizer({ resources, account, region, clock });
  const world: ServiceWorld = {
    store,
    clock,
    authorizer,
    region,
    account,
    wake: scheduler.wake,
    count: counters.add,
    call,
  };
  const lambdaOptions = {
    clock: clock.shared,
    dataFolder,
    compileCache: path.join(options.cdkOut, 'compiled'),
    environmentOf: (roleArn: string) => workerEnvironment(server.url, region, credentials.forRole(roleArn)),
    report: faults.report,
    ...(options.pool === undefined ? {} : { limits: options.pool }),
  };
  const services = await createServices(
    world,
    resources,
    authorizer,
    lambdaOptions,
    { url: server.url, cdkOut: options.cdkOut, wallNow: options.wallNow ?? Date.now },
    credentials.forSession,
  );
  late.services = services;
  const { lambda } = services;
  openings.add(() => lambda.stop(graceMilliseconds));
  openings.add(() => services.athena.stop());

  scheduler.add(waiting('store', () => (store.pending() > 0 ? 'changes wait for the disk' : undefined)));
  scheduler.add(waiting('server', () => (server.active() > 0 ? 'requests are answered' : undefined)));
  scheduler.add(
    waiting('web', () => ((web?.active() ?? 0) > 0 ? 'requests of browsers are answered' : undefined)),
  );
  scheduler.add(waiting('calls', () => (callsInside > 0 ? 'services call each other' : undefined)));
  for (const participant of services.participants) {
    scheduler.add(participant);
  }
  ready = true;
  for (const create of options.participants ?? []) {
    const participant = await create({
      url: server.url,
      credentials: credentials.operator,
      region,
      store,
      clock,
      seed,
      application,
      call: callAsOperator,
      objects: services.s3,
      wake: scheduler.wake,
      report: faults.report,
    });
    scheduler.add(participant);
  }
  openings.add(() => scheduler.stop());

  const status = (): RuntimeStatus => ({
    ...scheduler.status(),
    url: server.url,
    processId: process.pid,
    clock: clock.mode,
    now: clock.now(),
    time: new Date(clock.now()).toISOString(),
    seed,
    faults: faults.recent().length,
  });
  const allCounters = (): RuntimeCounters => ({
    services: counters.snapshot(),
    functions: lambda.statistics(),
    metrics: lambda.metrics(),
  });

  let stopCalled: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopCalled ??= (async () => {
      await clock.save();
      await openings.close();
      stopping.resolve();
    })();
    return stopCalled;
  };

  late.control = createControl({
    operatorToken: credentials.operatorToken,
    scheduler,
    now: () => clock.now(),
    status: () => ({ ...status() }) as unknown as Json,
    counters: () => allCounters() as unknown as Json,
    explain: () => explanation as unknown as Json,
    outputs: () => application.outputs,
    resources: () =>
      resources.map(({ path: where, type, stackName, logicalId, identity }) => ({
        path: where,
        type,
        stackName,
        logicalId,
        name: identity.name,
        ref: identity.ref,
        arn: identity.arn ?? null,
      })),
    faults: () => faults.recent() as unknown as Json,
    stop: () => {
      setTimeout(() => {
        stop().catch((error: unknown) => faults.report('stop', error));
      }, 20);
    },
  });

  const runtimeFile = path.join(dataFolder, runtimeFileName);
  const access = {
    url: server.url,
    ...(web === undefined ? {} : { webUrl: web.url }),
    processId: process.pid,
    region,
    account,
    ...credentials.operator,
    operatorToken: credentials.operatorToken,
    clock: clock.mode,
    cdkOut: path.resolve(options.cdkOut),
  };
  writeFileSync(runtimeFile, `${JSON.stringify(access, undefined, 2)}\n`, { mode: 0o600 });
  openings.add(() => rmSync(runtimeFile, { force: true }));

  services.start();
  scheduler.start();

  return {
    url: server.url,
    webUrl: web?.url,
    showUsers: (users) => services.edge.cognito.show(users),
    operatorCredentials: credentials.operator,
    operatorToken: credentials.operatorToken,
    region,
    account,
    clock,
    store,
    application,
    explanation,
    objects: services.s3,
    scheduler,
    call: callAsOperator,
    counters: allCounters,
    status,
    faults: faults.recent,
    onQuiet: scheduler.quiet,
    onSettled: scheduler.settled,
    stop,
    stopped: stopping.promise,
  };
}

/** Something that never falls due but can be busy. */
function waiting(name: string, busy: () => string | undefined): Participant {
  return { name, nextDueAt: () => undefined, nextWorkDueAt: () => undefined, runDue: () => undefined, busy };
}
