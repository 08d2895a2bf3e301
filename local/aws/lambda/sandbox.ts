import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from './function-definition.ts';
import type { ErrorPayload, InvokeMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

/** How one invocation ended. */
export interface Outcome {
  /** JSON text: the result, or the error. */
  readonly payload: string;
  readonly functionError: 'Unhandled' | undefined;
  /** Whole milliseconds that AWS would bill. */
  readonly billedMilliseconds: number;
}

export interface SandboxOptions {
  readonly clock: SharedArrayBuffer;
  readonly compileCache: string;
  /** The worker's program, JavaScript. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLog: (requestId: string | undefined, stream: 'stdout' | 'stderr', text: string) => void;
  readonly onReady: (initMilliseconds: number) => void;
  /** It has ended, by itself or by `terminate`; it takes no further invocation. */
  readonly onEnd: () => void;
}

/** One worker thread of one function: one invocation at a time. */
export interface Sandbox {
  readonly definition: FunctionDefinition;
  state: 'starting' | 'idle' | 'busy' | 'ended';
  lastUsedAt: number;
  /** Runs one event; the sandbox must be idle. Never rejects. */
  invoke(requestId: string, payload: string, invokedArn: string): Promise<Outcome>;
  /** Set when the bundle could not be loaded: the error that every invocation gets. */
  initError(): ErrorPayload | undefined;
  /** Ends it; an invocation that runs is abandoned without an answer. */
  terminate(): Promise<void>;
}

interface Running {
  readonly requestId: string;
  readonly began: number;
  readonly timer: NodeJS.Timeout;
  readonly end: (outcome: Outcome) => void;
}

const longestInitMilliseconds = 60_000;
const youngGenerationMegabytes = 32;

/** Starts a worker thread for the function. */
export function startSandbox(definition: FunctionDefinition, options: SandboxOptions): Sandbox {
  const start: WorkerStart = {
    taskRoot: definition.folder,
    handler: definition.handler,
    functionName: definition.name,
    functionArn: definition.arn,
    memoryMegabytes: definition.memoryMegabytes,
    clock: options.clock,
    compileCache: options.compileCache,
  };
  const worker = new Worker(options.program, {
    eval: true,
    workerData: start,
    env: { ...options.environment },
    execArgv: [],
    argv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: definition.memoryMegabytes,
      maxYoungGenerationSizeMb: youngGenerationMegabytes,
    },
  });
  let running: Running | undefined;
  let initError: ErrorPayload | undefined;
  let lastError: unknown;

  const finish = (payload: string, failed: boolean): void => {
    if (running !== undefined) {
      const { began, timer, end } = running;
      running = undefined;
      clearTimeout(timer);
      sandbox.lastUsedAt = performance.now();
      end({
        payload,
        functionError: failed ? 'Unhandled' : undefined,
        billedMilliseconds: Math.max(1, Math.ceil(performance.now() - began)),
      });
    }
  };

  const failWith = (errorType: string, message: string): void => {
    const requestId = running?.requestId ?? '';
    finish(JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` }), true);
  };

  const end = (): void => {
    if (sandbox.state !== 'ended') {
      sandbox.state = 'ended';
      clearTimeout(initTimer);
      options.onEnd();
    }
  };

  const sandbox: Sandbox = {
    definition,
    state: 'starting',
    lastUsedAt: performance.now(),
    invoke: (requestId, payload, invokedArn) =>
      new Promise((resolve) => {
        sandbox.state = 'busy';
        const timeoutMilliseconds = definition.timeoutSeconds * 1000;
        const timer = setTimeout(() => {
          failWith(
            'Sandbox.Timedout',
            `Task timed out after ${definition.timeoutSeconds.toFixed(2)} seconds`,
          );
          end();
          void worker.terminate();
        }, timeoutMilliseconds);
        running = { requestId, began: performance.now(), timer, end: resolve };
        const message: InvokeMessage = { requestId, payload, invokedArn, timeoutMilliseconds };
        worker.postMessage(message, []);
      }),
    initError: () => initError,
    terminate: async () => {
      // Whoever waits gets no answer: the invocation neither succeeded nor failed, and is repeated at the next start.
      clearTimeout(running?.timer);
      running = undefined;
      end();
      await worker.terminate();
    },
  };

  const initTimer = setTimeout(() => {
    initError = {
      errorType: 'Sandbox.Timedout',
      errorMessage: `The bundle ${definition.folder} was not loaded after ${longestInitMilliseconds / 1000} seconds.`,
      trace: [],
    };
    end();
    void worker.terminate();
  }, longestInitMilliseconds);

  worker.on('message', (message: WorkerMessage) => {
    switch (message.kind) {
      case 'ready':
        clearTimeout(initTimer);
        if (sandbox.state === 'starting') {
          sandbox.state = 'idle';
          options.onReady(message.initMilliseconds);
        }
        break;
      case 'initFailed':
        initError = message.error;
        end();
        void worker.terminate();
        break;
      case 'log':
        options.onLog(running?.requestId, message.stream, message.text);
        break;
      case 'done':
        if (running?.requestId === message.requestId && sandbox.state === 'busy') {
          sandbox.state = 'idle';
          finish(message.payload, message.failed);
        }
        break;
      default:
        message satisfies never;
    }
  });
  worker.on('error', (error: unknown) => {
    lastError = error;
    options.onLog(
      running?.requestId,
      'stderr',
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  });
  worker.on('exit', (code) => {
    if (sandbox.state === 'starting') {
      initError = {
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited while it loaded the bundle: ${lastError instanceof Error ? lastError.message : `exit status ${code}`}`,
        trace: [],
      };
    }
    const outOfMemory =
      lastError instanceof Error && 'code' in lastError && lastError.code === 'ERR_WORKER_OUT_OF_MEMORY';
    failWith(
      'Runtime.ExitError',
      outOfMemory
        ? `Runtime exited with error: signal: killed; it used more than its ${definition.memoryMegabytes} MB of memory`
        : `Runtime exited with error: exit status ${code}${lastError instanceof Error ? ` (${lastError.name}: ${lastError.message})` : ''}`,
    );
    end();
  });
  return sandbox;
}
