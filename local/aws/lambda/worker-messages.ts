/** What a worker thread is started with. */
export interface WorkerStart {
  readonly taskRoot: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly clock: SharedArrayBuffer;
  /** Where compiled code may be kept between starts. */
  readonly compileCache: string;
}

/** To the worker: one event to handle. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly invokedArn: string;
  /** Milliseconds of real time that it has. */
  readonly timeoutMilliseconds: number;
}

export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** From the worker. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly initMilliseconds: number }
  | { readonly kind: 'initFailed'; readonly error: ErrorPayload }
  | { readonly kind: 'done'; readonly requestId: string; readonly payload: string; readonly failed: boolean }
  | { readonly kind: 'log'; readonly stream: 'stdout' | 'stderr'; readonly text: string };
