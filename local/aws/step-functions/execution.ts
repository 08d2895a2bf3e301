import type { Json, JsonObject } from '../../runtime/service.ts';
import type { Program, ProgramStep } from './definition.ts';

export type ExecutionStatus =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'PENDING_REDRIVE';
export type MachineType = 'STANDARD' | 'EXPRESS';

/** What is known of an execution besides where its threads stand. Times in milliseconds of the virtual clock. */
export interface ExecutionRecord {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly type: MachineType;
  /** Which text of the definition it runs; it keeps that when the machine gets a new one. */
  readonly definitionHash: string;
  /** Where in the definition its program lies: below a Distributed Map for a child, else empty. */
  readonly scope: readonly ProgramStep[];
  readonly input: string;
  readonly startedAt: number;
  readonly mapRunArn: string | undefined;
  readonly mapIndex: number | undefined;
  status: ExecutionStatus;
  stoppedAt: number | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** When the state machine's own TimeoutSeconds run out. */
  timeoutAt: number | undefined;
  redriveCount: number;
  redrivenAt: number | undefined;
}

/** When a task's two limits run out, in milliseconds; a heartbeat moves its own. */
export interface TaskLimits {
  readonly timeoutAt?: number;
  readonly heartbeatAt?: number;
  readonly heartbeatMilliseconds?: number;
}

/** Where a thread stands between two writes. */
export type Standing =
  /** It is about to enter its state. */
  | { readonly kind: 'entering' }
  /** A call is in flight; after a crash it is made again with the same arguments and the same token. */
  | {
      readonly kind: 'calling';
      readonly input: JsonObject;
      readonly roleArn: string;
      readonly token?: string;
      readonly limits: TaskLimits;
      /** Whether a call with these arguments may have been made by a process that died. */
      readonly again: boolean;
    }
  /** It waits for SendTaskSuccess or SendTaskFailure. */
  | { readonly kind: 'token'; readonly token: string; readonly limits: TaskLimits }
  /** It waits for an execution that it started. */
  | { readonly kind: 'job'; readonly executionArn: string; readonly limits: TaskLimits }
  | { readonly kind: 'waiting'; readonly until: number; readonly output: Json; readonly assigned: JsonObject }
  | { readonly kind: 'retrying'; readonly until: number }
  /** Threads below it walk the branches of its Parallel or the iterations of its Map. */
  | { readonly kind: 'forked'; readonly limit: number }
  /** It reads what its Distributed Map runs over; after a crash it reads again. */
  | { readonly kind: 'reading' }
  /** The children of its Distributed Map run. */
  | { readonly kind: 'map-run'; readonly mapRunArn: string }
  /** Somebody walks it right now, and afterwards it may wait for this token (still); never on the disk. */
  | { readonly kind: 'moving'; readonly token: string | undefined }
  | { readonly kind: 'done'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

/**
 * One line of control through an execution: its own, or that of a Parallel branch or an inline Map's iteration.
 * Each is one row; a step of one does not write the others.
 */
export interface Thread {
  readonly number: number;
  readonly parent: number | undefined;
  /** Which branch of its parent's Parallel, or which item of its Map. */
  readonly branch: number;
  readonly path: readonly ProgramStep[];
  readonly program: Program;
  /** What `$$.Map` answers in it. */
  readonly mapContext: Json | undefined;
  state: string;
  /** The raw input of the state. */
  input: Json;
  enteredAt: number;
  standing: Standing;
  /** How many times the task was tried again, for `$$.State.RetryCount`. */
  retryCount: number;
  /** How many attempts each retrier of the state has used. */
  retriesUsed: readonly number[];
  variables: JsonObject;
  /** The items of an inline Map, kept while its iterations run. */
  items: readonly Json[] | undefined;
  lastEventId: number;
  /** The next branch or item of its fork that has no thread yet; memory only. */
  nextBranch: number;
  /** Rises whenever somebody takes the thread in hand; who held an older turn has lost it. */
  turn: number;
}

/** An execution in memory: while it does something, and no longer than its last write takes. */
export interface LiveExecution {
  readonly record: ExecutionRecord;
  /** The input of the execution, parsed. */
  readonly input: Json;
  readonly roleArn: string;
  readonly machineName: string;
  readonly program: Program;
  readonly threads: Map<number, Thread>;
  nextThread: number;
  nextEventId: number;
  /** Walks under way and writes not yet on the disk; at none it leaves memory. */
  holds: number;
}

/** When a thread's limit or wait runs out, in milliseconds. */
export function dueAt(thread: Thread): number | undefined {
  const { standing } = thread;
  switch (standing.kind) {
    case 'waiting':
    case 'retrying':
      return standing.until;
    case 'calling':
    case 'token':
    case 'job':
      return earliest(standing.limits.timeoutAt, standing.limits.heartbeatAt);
    case 'entering':
    case 'forked':
    case 'reading':
    case 'map-run':
    case 'moving':
    case 'done':
    case 'failed':
      return undefined;
  }
}

export function earliest(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) {
    return left ?? right;
  }
  return Math.min(left, right);
}

/** Whether a thread would go on by itself: after a restart, it is taken up again. */
export function isActive(thread: Thread): boolean {
  return ['entering', 'calling', 'reading'].includes(thread.standing.kind);
}

/** The threads directly below one. */
export function childrenOf(live: LiveExecution, parent: Thread): Thread[] {
  return [...live.threads.values()].filter((thread) => thread.parent === parent.number);
}
