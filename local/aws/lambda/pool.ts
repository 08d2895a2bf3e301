import { availableParallelism, totalmem } from 'node:os';
import { until } from '../../runtime/until.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { startSandbox, type Outcome, type Sandbox, type SandboxOptions } from './sandbox.ts';

/** How many worker threads the machine takes. */
export interface PoolLimits {
  /** Threads kept, working or not; the longest unused goes when another function needs its place. */
  readonly warm: number;
  /** Invocations that run at one time. */
  readonly busy: number;
  /** Threads of one function. */
  readonly perFunction: number;
}

/** What a warm thread takes is about 60 MB; a quarter of the memory may go to them. */
const memoryForThreadBytes = 256 * 2 ** 20;
/**
 * More than the application has functions. Where there are fewer, a night in which each function runs once ends every
 * thread before it is used again: starting them anew then takes more than all of their work.
 */
const mostWarmThreads = 96;

/**
 * Enough warm threads for every function, where the memory allows; working ones beyond a few a core only wait. The main
 * thread that answers them takes a core, and a function's every further thread compiles and warms up its own code: on
 * two cores a second one made a claim cost a fifth more.
 */
export function defaultPoolLimits(): PoolLimits {
  return {
    warm: Math.min(mostWarmThreads, Math.max(8, Math.floor(totalmem() / memoryForThreadBytes))),
    busy: Math.max(6, 2 * availableParallelism()),
    perFunction: Math.max(1, availableParallelism() - 1),
  };
}

/** What the pool tells of its work. */
export interface PoolEvents {
  readonly environmentOf: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly onLog: (
    definition: FunctionDefinition,
    requestId: string | undefined,
    stream: 'stdout' | 'stderr',
    text: string,
  ) => void;
  readonly onStart: (definition: FunctionDefinition, initMilliseconds: number) => void;
}

export interface WorkerPool {
  /** Runs one event in a thread of the function, when one is free. Never rejects. */
  invoke(
    definition: FunctionDefinition,
    requestId: string,
    payload: string,
    invokedArn: string,
  ): Promise<Outcome>;
  /** Invocations that run or wait. */
  active(): number;
  /** Ends all threads; what runs is given `graceMilliseconds` to end by itself. */
  stop(graceMilliseconds: number): Promise<void>;
}

interface Waiting {
  readonly requestId: string;
  readonly payload: string;
  readonly invokedArn: string;
  readonly since: number;
  readonly resolve: (outcome: Outcome) => void;
}

/** A function waits at least this long for its thread before it gets another. */
const patienceMilliseconds = 250;
/** Another thread helps only those who would wait longer than it takes to start. */
const patienceInStarts = 2;
/** A thread that was used so recently is likely to be wanted again at once. */
const recentlyUsedMilliseconds = 1_000;
/** When nothing has ended for so long, the limits give way: what runs may itself be waiting for what waits here. */
const deadlockMilliseconds = 5_000;
const rescueThreads = 8;

/** The threads of all functions: started on the first call, kept warm, the longest unused given up first. */
export function createWorkerPool(
  limits: PoolLimits,
  shared: Pick<SandboxOptions, 'clock' | 'compileCache' | 'program'>,
  events: PoolEvents,
): WorkerPool {
  const sandboxes = new Set<Sandbox>();
  const queues = new Map<FunctionDefinition, Waiting[]>();
  /** How long the last thread of each function took to be ready. */
  const startMilliseconds = new Map<FunctionDefinition, number>();
  let busy = 0;
  /** When an invocation last ended, of whatever function. */
  let lastEndAt = performance.now();
  let stopping = false;
  let retry: NodeJS.Timeout | undefined;

  const sandboxesOf = (definition: FunctionDefinition): Sandbox[] =>
    [...sandboxes].filter((sandbox) => sandbox.definition === definition);

  const failAll = (definition: FunctionDefinition, payload: string): void => {
    for (const waiting of queues.get(definition)?.splice(0) ?? []) {
      waiting.resolve({ payload, functionError: 'Unhandled', billedMilliseconds: 0 });
    }
  };

  const start = (definition: FunctionDefinition): void => {
    const began = performance.now();
    const sandbox = startSandbox(definition, {
      ...shared,
      environment: events.environmentOf(definition),
      onLog: (requestId, stream, text) => events.onLog(definition, requestId, stream, text),
      onReady: (initMilliseconds) => {
        startMilliseconds.set(definition, performance.now() - began);
        events.onStart(definition, initMilliseconds);
        dispatch();
      },
      onEnd: () => {
        sandboxes.delete(sandbox);
        const initError = sandbox.initError();
        if (initError !== undefined) {
          events.onLog(definition, undefined, 'stderr', `${JSON.stringify(initError)}\n`);
          failAll(definition, JSON.stringify(initError));
        }
        dispatch();
      },
    });
    sandboxes.add(sandbox);
  };

  /** How long who has waited so long has waited without anything coming to an end. */
  const stuckFor = (waited: number): number => Math.min(waited, performance.now() - lastEndAt);

  const isWanted = (sandbox: Sandbox): boolean => (queues.get(sandbox.definition)?.length ?? 0) > 0;

  /** The thread to give up: one of a function that has others, else the longest unused. */
  const spareThread = (waited: number): Sandbox | undefined => {
    const now = performance.now();
    const spare = [...sandboxes].filter(
      (sandbox) =>
        sandbox.state === 'idle' &&
        !isWanted(sandbox) &&
        (waited > patienceMilliseconds || now - sandbox.lastUsedAt > recentlyUsedMilliseconds),
    );
    const rank = (sandbox: Sandbox): number =>
      sandbox.lastUsedAt - (sandboxesOf(sandbox.definition).length > 1 ? now : 0);
    return spare.sort((left, right) => rank(left) - rank(right))[0];
  };

  /** Makes room for the first thread of a function; false when none can be spared yet. */
  const makeRoom = (waited: number): boolean => {
    if (sandboxes.size < limits.warm) {
      return true;
    }
    const spare = spareThread(waited);
    if (spare !== undefined) {
      void spare.terminate();
      return true;
    }
    return stuckFor(waited) >= deadlockMilliseconds && sandboxes.size < limits.warm + rescueThreads;
  };

  const assign = (definition: FunctionDefinition, queue: Waiting[]): void => {
    const now = performance.now();
    for (const sandbox of sandboxesOf(definition)) {
      const [head] = queue;
      if (head === undefined) {
        return;
      }
      if (sandbox.state !== 'idle') {
        continue;
      }
      if (busy >= limits.busy && stuckFor(now - head.since) < deadlockMilliseconds) {
        return;
      }
      queue.shift();
      busy += 1;
      void sandbox.invoke(head.requestId, head.payload, head.invokedArn).then((outcome) => {
        busy -= 1;
        lastEndAt = performance.now();
        head.resolve(outcome);
        dispatch();
      });
    }
  };

  const grow = (definition: FunctionDefinition, queue: readonly Waiting[]): void => {
    const [head] = queue;
    const own = sandboxesOf(definition);
    if (
      head === undefined ||
      own.some((sandbox) => sandbox.state === 'starting' || sandbox.state === 'idle')
    ) {
      return;
    }
    const waited = performance.now() - head.since;
    if (own.length === 0) {
      if (makeRoom(waited)) {
        start(definition);
      }
      return;
    }
    const most = Math.min(limits.perFunction, definition.reservedConcurrency ?? limits.perFunction);
    const patience = Math.max(
      patienceMilliseconds,
      patienceInStarts * (startMilliseconds.get(definition) ?? 0),
    );
    const wouldHelp =
      own.length < most && waited >= patience && busy < limits.busy && sandboxes.size < limits.warm;
    const rescues = Math.min(rescueThreads, Math.floor(stuckFor(waited) / deadlockMilliseconds));
    const isRescue =
      own.length < Math.min(most + rescues, definition.reservedConcurrency ?? Infinity) &&
      sandboxes.size < limits.warm + rescues;
    if (wouldHelp || isRescue) {
      start(definition);
    }
  };

  function dispatch(): void {
    if (stopping) {
      return;
    }
    let waitingLeft = false;
    // Who has waited longest comes first when room is short.
    const waitingFunctions = [...queues]
      .filter(([, queue]) => queue.length > 0)
      .sort(([, left], [, right]) => (left[0]?.since ?? 0) - (right[0]?.since ?? 0));
    for (const [definition, queue] of waitingFunctions) {
      assign(definition, queue);
    }
    for (const [definition, queue] of waitingFunctions) {
      if (definition.reservedConcurrency === 0) {
        failAll(
          definition,
          JSON.stringify({
            errorType: 'TooManyRequestsException',
            errorMessage: 'Reserved concurrency is 0.',
          }),
        );
      }
      grow(definition, queue);
      waitingLeft ||= queue.length > 0;
    }
    clearTimeout(retry);
    if (waitingLeft) {
      retry = setTimeout(dispatch, patienceMilliseconds / 3);
    }
  }

  return {
    invoke: (definition, requestId, payload, invokedArn) =>
      new Promise((resolve) => {
        const waiting: Waiting = { requestId, payload, invokedArn, since: performance.now(), resolve };
        const queue = queues.get(definition);
        if (queue === undefined) {
          queues.set(definition, [waiting]);
        } else {
          queue.push(waiting);
        }
        dispatch();
      }),
    active: () => {
      let waiting = 0;
      for (const queue of queues.values()) {
        waiting += queue.length;
      }
      return busy + waiting;
    },
    stop: async (graceMilliseconds) => {
      await until(() => busy === 0, graceMilliseconds);
      stopping = true;
      clearTimeout(retry);
      await Promise.all([...sandboxes].map((sandbox) => sandbox.terminate()));
    },
  };
}
