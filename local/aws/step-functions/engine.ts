import type { ServiceWorld } from '../../runtime/service.ts';
import { Batch } from './batch.ts';
import { checkJob, makeCall } from './calls.ts';
import type { ExecutionRecord, LiveExecution, Thread } from './execution.ts';
import { History, lastEventOf } from './history.ts';
import { Lives } from './lives.ts';
import { Machines } from './machines.ts';
import { MapRuns } from './map-runs.ts';
import type { Crew, FirstMove } from './stage.ts';
import { StateError } from './state-error.ts';
import { ExecutionTables } from './tables.ts';
import { errorDetails } from './task-events.ts';
import { type Ending, stateOf, Walk } from './walk.ts';

/** What a new execution is given; the rest of its record follows from the clock. */
export type NewExecution = Pick<
  ExecutionRecord,
  'arn' | 'name' | 'machineArn' | 'type' | 'definitionHash' | 'scope' | 'input' | 'mapRunArn' | 'mapIndex'
>;

const endEvents = {
  SUCCEEDED: ['ExecutionSucceeded', 'executionSucceededEventDetails'],
  FAILED: ['ExecutionFailed', 'executionFailedEventDetails'],
  TIMED_OUT: ['ExecutionTimedOut', 'executionTimedOutEventDetails'],
  ABORTED: ['ExecutionAborted', 'executionAbortedEventDetails'],
} as const;

/**
 * Runs executions: every walk of a thread ends in one write, and what must follow a write (a call, a child)
 * follows it. What memory knows decides; the disk has it a moment later, and answers are given only then.
 */
export class Engine implements Crew {
  readonly world: ServiceWorld;
  readonly tables: ExecutionTables;
  readonly history: History;
  readonly machines: Machines;
  readonly lives: Lives;
  readonly mapRuns: MapRuns;
  #lastExecutionId: number;
  #fault: Error | undefined;
  readonly #endWatchers = new Map<number, (record: ExecutionRecord) => void>();

  constructor(world: ServiceWorld) {
    this.world = world;
    this.tables = new ExecutionTables(world.store.database);
    this.history = new History(this.tables);
    this.machines = new Machines(world, this.tables);
    this.lives = new Lives(this.tables, this.machines, this.history, () => world.wake());
    this.mapRuns = new MapRuns(this);
    this.#lastExecutionId = this.tables.lastExecutionId();
  }

  now(): number {
    return this.world.clock.now();
  }

  /** Lets work go on by itself; should it break, the service says so from then on instead of losing it. */
  background(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#fault ??= error instanceof Error ? error : new Error(String(error));
      this.world.wake();
    });
  }

  /** @throws Error the first fault of work in the background, such as a full disk. */
  refuseWhenBroken(): void {
    if (this.#fault !== undefined) {
      throw new Error(`The Step Functions service has stopped: ${this.#fault.message}`, {
        cause: this.#fault,
      });
    }
  }

  /** What is known of an execution by its number in this database. */
  findById(id: number): ExecutionRecord | undefined {
    return this.lives.get(id)?.record ?? this.tables.findById(id);
  }

  /** Resolves when all that memory knows of an execution is on the disk, so that it may be told. */
  async durable(id: number): Promise<void> {
    if (this.lives.has(id)) {
      await this.world.store.write(() => undefined);
    }
  }

  /** Loads an execution and holds it in memory; release it. */
  hold(id: number): LiveExecution | undefined {
    const live = this.lives.load(id);
    if (live !== undefined) {
      this.lives.hold(live);
    }
    return live;
  }

  /** Starts an execution; resolves when it is on the disk. It walks on meanwhile. */
  begin(
    given: NewExecution,
    changes: readonly (() => void)[] = [],
  ): { record: ExecutionRecord; stored: Promise<void> } {
    const now = this.now();
    this.#lastExecutionId += 1;
    const timeoutSeconds =
      given.scope.length === 0 ? this.machines.program(given.definitionHash).timeoutSeconds : undefined;
    const record: ExecutionRecord = {
      ...given,
      id: this.#lastExecutionId,
      startedAt: now,
      status: 'RUNNING',
      stoppedAt: undefined,
      output: undefined,
      error: undefined,
      cause: undefined,
      timeoutAt: timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000,
      redriveCount: 0,
      redrivenAt: undefined,
    };
    const live = this.lives.create(record);
    const batch = new Batch(live, now);
    const root = this.#root(live);
    const inserted = { ...record };
    batch.changes.push(() => this.tables.insertExecution(inserted), ...changes);
    batch.record(root, 'ExecutionStarted', 'executionStartedEventDetails', {
      input: record.input,
      roleArn: live.roleArn,
    });
    batch.saved.add(root);
    if (record.type === 'EXPRESS') {
      this.world.count('states', 'express-request');
    }
    const stored = this.commit(batch);
    this.background(stored);
    this.background(this.walk(live, root, () => ({ kind: 'enter', state: root.state, input: root.input })));
    return { record, stored };
  }

  #root(live: LiveExecution): Thread {
    const root = live.threads.get(0);
    if (root === undefined) {
      throw new Error(`Execution ${live.record.arn} has no thread to go on with.`);
    }
    return root;
  }

  /** @param keptToken a token that the thread may wait for again when it parks; until then its answer waits. */
  async walk(live: LiveExecution, thread: Thread, first: FirstMove, keptToken?: string): Promise<void> {
    if (live.record.status !== 'RUNNING' || live.threads.get(thread.number) !== thread) {
      return;
    }
    this.lives.hold(live);
    try {
      const batch = new Batch(live, this.now());
      const walk = new Walk(batch, thread, keptToken, this, {
        commit: (of) => this.commit(of),
        end: (of, ending) => this.#end(of, ending),
      });
      if (await walk.go(first)) {
        for (const then of batch.afterwards) {
          then();
        }
      }
    } finally {
      this.lives.release(live);
    }
  }

  /** Writes a batch; everything that it says is fixed before this returns. */
  commit(batch: Batch): Promise<void> {
    const { live } = batch;
    const standard = live.record.type === 'STANDARD';
    if (standard && live.record.status === 'RUNNING' && !this.history.fits(live, batch.events.length)) {
      this.#endOverflowing(batch);
    }
    for (const thread of batch.removed) {
      this.abandon(batch, thread);
    }
    const changes: (() => void)[] = [];
    // The execution's row first: the others refer to it.
    changes.push(...batch.changes);
    if (standard && batch.events.length > 0) {
      changes.push(this.history.writer(live, batch.events));
    }
    for (const thread of batch.removed) {
      changes.push(() => this.tables.removeThread(live.record.id, thread.number));
    }
    for (const thread of batch.saved) {
      if (live.threads.get(thread.number) !== thread) {
        continue;
      }
      thread.lastEventId = lastEventOf(live, thread);
      changes.push(this.tables.threadWriter(live, thread, batch.withItems.has(thread)));
    }
    if (batch.recordChanged) {
      const record = { ...live.record };
      changes.push(() => this.tables.updateExecution(record));
      if (record.status === 'SUCCEEDED') {
        changes.push(() => this.tables.removeThreads(record.id));
      } else if (record.status !== 'RUNNING') {
        changes.push(() => this.tables.quietThreads(record.id));
      }
    }
    this.lives.hold(live);
    // A new time limit may be the first thing to fall due.
    this.world.wake();
    return this.world.store
      .write(() => {
        for (const change of changes) {
          change();
        }
      })
      .finally(() => this.lives.release(live));
  }

  #endOverflowing(batch: Batch): void {
    batch.events.length = 0;
    batch.afterwards.length = 0;
    this.#end(batch, {
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
  }

  /** Ends an execution: nobody walks it any further, and what it started for itself ends with it. */
  #end(batch: Batch, ending: Ending): void {
    const { live, now } = batch;
    const { record } = live;
    const [type, detailsName] = endEvents[ending.status];
    batch.record(
      live.threads.get(0),
      type,
      detailsName,
      ending.output === undefined
        ? errorDetails(new StateError(ending.error ?? '', ending.cause ?? ''))
        : { output: ending.output },
    );
    record.status = ending.status;
    record.stoppedAt = now;
    record.output = ending.output;
    record.error = ending.error;
    record.cause = ending.cause;
    batch.recordChanged = true;
    for (const thread of live.threads.values()) {
      thread.turn += 1;
      this.abandon(batch, thread);
    }
    if (record.mapRunArn !== undefined) {
      this.mapRuns.childEnded(batch, record.mapRunArn, record.status);
    }
    if (record.type === 'EXPRESS') {
      this.world.count('states', 'express-milliseconds', now - record.startedAt);
    }
    batch.afterwards.push(() => this.#announceEnd(record));
  }

  /** Ends what a thread waits for when the thread is given up. */
  abandon(batch: Batch, thread: Thread): void {
    const { standing } = thread;
    if (standing.kind === 'map-run') {
      this.mapRuns.abort(batch, standing.mapRunArn);
    }
    if (standing.kind === 'job') {
      batch.afterwards.push(() => {
        const job = this.lives.find(standing.executionArn);
        if (job?.status === 'RUNNING') {
          this.background(this.stop(job.id, { status: 'ABORTED' }).then(() => undefined));
        }
      });
    }
  }

  #announceEnd(record: ExecutionRecord): void {
    this.#endWatchers.get(record.id)?.(record);
    this.#endWatchers.delete(record.id);
    // A thread that is only about to wait for it asks by itself once it does.
    for (const { execution, number } of this.tables.awaiting(record.arn)) {
      const live = this.hold(execution);
      const thread = live?.threads.get(number);
      if (live !== undefined) {
        if (thread !== undefined) {
          this.checkJob(live, thread);
        }
        this.lives.release(live);
      }
    }
  }

  /** Resolves with an execution's record when it has ended. */
  whenEnded(record: ExecutionRecord): Promise<ExecutionRecord> {
    return new Promise((resolve) => {
      this.#endWatchers.set(record.id, resolve);
    });
  }

  makeCall(live: LiveExecution, thread: Thread): void {
    makeCall(this, live, thread);
  }

  checkJob(live: LiveExecution, thread: Thread): void {
    checkJob(this, live, thread);
  }

  readItems(live: LiveExecution, thread: Thread): void {
    this.lives.hold(live);
    this.background(this.mapRuns.read(live, thread).finally(() => this.lives.release(live)));
  }

  pumpMapRun(mapRunArn: string): void {
    this.mapRuns.pump(mapRunArn);
  }

  /** Ends a running execution from outside; undefined when it is not running. Resolves when that is on the disk. */
  async stop(id: number, ending: Ending): Promise<ExecutionRecord | undefined> {
    const live = this.hold(id);
    if (live === undefined) {
      return undefined;
    }
    try {
      if (live.record.status !== 'RUNNING') {
        return undefined;
      }
      const batch = new Batch(live, this.now());
      if (ending.status === 'ABORTED') {
        this.#recordAborted(batch);
      }
      this.#end(batch, ending);
      await this.commit(batch);
      for (const then of batch.afterwards) {
        then();
      }
      return live.record;
    } finally {
      this.lives.release(live);
    }
  }

  /** Every state that had not ended, the inner ones first. */
  #recordAborted(batch: Batch): void {
    for (const thread of [...batch.live.threads.values()].toReversed()) {
      const state = stateOf(thread);
      const open = thread.standing.kind !== 'done' && thread.standing.kind !== 'failed';
      if (open && ['Task', 'Wait', 'Parallel', 'Map'].includes(state.Type)) {
        batch.record(thread, `${state.Type}StateAborted`);
      }
    }
  }

  /** Why the clock must not jump: an execution that does something, by its name. */
  busy(): string | undefined {
    if (this.#fault !== undefined) {
      return `the Step Functions service has stopped: ${this.#fault.message}`;
    }
    for (const live of this.lives.all()) {
      return `execution ${live.record.arn} is in state '${live.threads.get(0)?.state ?? ''}'`;
    }
    return undefined;
  }
}
