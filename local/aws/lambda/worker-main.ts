// Runs inside the worker thread of one function; bundled to one text by worker-source.ts.
import { existsSync } from 'node:fs';
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { readSharedClock } from '../../runtime/clock.ts';
import type { ErrorPayload, InvokeMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const start = workerData as WorkerStart;
const largestResponseBytes = 6 * 1024 * 1024;

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message, []);
}

/** Makes the global Date read the runtime's clock. Timers and `performance` stay real. */
function readVirtualTime(): void {
  const RealDate = Date;
  const cells = new BigInt64Array(start.clock);
  const wallNow = RealDate.now.bind(RealDate);
  const now = (): number => readSharedClock(cells, wallNow);
  function VirtualDate(this: unknown, ...values: unknown[]): Date | string {
    if (new.target === undefined) {
      return new RealDate(now()).toString();
    }
    return Reflect.construct(RealDate, values.length === 0 ? [now()] : values, new.target) as Date;
  }
  Object.defineProperty(VirtualDate, 'prototype', { value: RealDate.prototype });
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  Object.defineProperty(VirtualDate, 'length', { value: 7 });
  Object.assign(VirtualDate, { now, parse: RealDate.parse, UTC: RealDate.UTC });
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: VirtualDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(globalThis, 'Date', { value: VirtualDate, writable: true, configurable: true });
}

/** Sends what the function prints at once, so that a function that is killed has still been heard. */
function captureOutput(): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (
      chunk: string | Uint8Array,
      encoding?: unknown,
      done?: (error?: Error | null) => void,
    ): boolean => {
      post({
        kind: 'log',
        stream,
        text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'),
      });
      const callback = typeof encoding === 'function' ? (encoding as () => void) : done;
      if (callback !== undefined) {
        queueMicrotask(() => callback());
      }
      return true;
    };
  }
}

function errorPayload(error: unknown, fallbackType = 'Error'): ErrorPayload {
  if (error instanceof Error) {
    return {
      errorType: error.name === '' ? fallbackType : error.name,
      errorMessage: error.message,
      trace: (error.stack ?? '').split('\n'),
    };
  }
  return {
    errorType: typeof error === 'string' ? 'string' : fallbackType,
    errorMessage: String(error),
    trace: [],
  };
}

async function loadModule(file: string): Promise<Record<string, unknown>> {
  try {
    return createRequire(file)(file) as Record<string, unknown>;
  } catch (error) {
    // A module with top-level await cannot be required.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
      return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    }
    throw error;
  }
}

async function loadHandler(): Promise<Handler> {
  const dot = start.handler.lastIndexOf('.');
  const stem = path.join(start.taskRoot, start.handler.slice(0, dot));
  const exportName = start.handler.slice(dot + 1);
  const file = ['.js', '.mjs', '.cjs'].map((extension) => stem + extension).find((one) => existsSync(one));
  if (file === undefined) {
    throw Object.assign(new Error(`Cannot find module '${stem}'`), { name: 'Runtime.ImportModuleError' });
  }
  const loaded = await loadModule(file);
  const container =
    loaded[exportName] === undefined ? (loaded['default'] as Record<string, unknown>) : loaded;
  const handler = container?.[exportName];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${start.handler} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  return handler as Handler;
}

function contextOf(message: InvokeMessage): object {
  const deadline = performance.now() + message.timeoutMilliseconds;
  return {
    awsRequestId: message.requestId,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: message.invokedArn,
    memoryLimitInMB: String(start.memoryMegabytes),
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: `${start.functionName}/[$LATEST]`,
    callbackWaitsForEmptyEventLoop: true,
    identity: undefined,
    clientContext: undefined,
    getRemainingTimeInMillis: (): number => Math.max(0, Math.round(deadline - performance.now())),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

async function handle(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message;
  const fail = (error: ErrorPayload): void =>
    post({ kind: 'done', requestId, payload: JSON.stringify(error), failed: true });
  let result: unknown;
  try {
    result = await handler(JSON.parse(message.payload) as unknown, contextOf(message));
  } catch (error) {
    fail(errorPayload(error));
    return;
  }
  let payload: string;
  try {
    payload = JSON.stringify(result) ?? 'null';
  } catch (error) {
    fail({ ...errorPayload(error), errorType: 'Runtime.MarshalError' });
    return;
  }
  const bytes = Buffer.byteLength(payload);
  if (bytes > largestResponseBytes) {
    fail({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${largestResponseBytes} bytes).`,
      trace: [],
    });
    return;
  }
  post({ kind: 'done', requestId, payload, failed: false });
}

async function main(): Promise<void> {
  captureOutput();
  readVirtualTime();
  enableCompileCache(start.compileCache);
  const began = performance.now();
  let handler: Handler;
  try {
    handler = await loadHandler();
  } catch (error) {
    post({ kind: 'initFailed', error: errorPayload(error, 'Runtime.Unknown') });
    return;
  }
  parentPort?.on('message', (message: InvokeMessage) => {
    void handle(handler, message);
  });
  post({ kind: 'ready', initMilliseconds: performance.now() - began });
  // A thread is ended, not left to exit: what it compiled would never be kept.
  flushCompileCache();
}

void main();
