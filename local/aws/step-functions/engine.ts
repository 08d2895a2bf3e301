import { AwsError, type JsonObject, type ServiceWorld } from '../../runtime/service.ts';
import { Batch } from './batch.ts';
import {
  childrenOf,
  dueAt,
  earliest,
  type ExecutionRecord,
  isActive,
  type LiveExecution,
  type Standing,
  type Thread,
} from './execution.ts';
import { History, lastEventOf } from './history.ts';
import { callFailure } from './integrations/failure.ts';
import { parseJson } from './json.ts';
import { Lives } from './lives.ts';
import { Machines } from './machines.ts';
import { MapRuns } from './map-runs.ts';
import { countTransition, type Crew, type FirstMove, type Move } from './stage.ts';
import { StateError } from './state-error.ts';
import { failTask, finishTask, jobEnded, repeatTask, taskAnswered, timeOutTask } from './states/task.ts';
import { ExecutionTables } from './tables.ts';
import { errorDetails } from './task-events.ts';
import { beginState, type Ending, stateOf, Walk } from './walk.ts';

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
  /** What went on when the last process ended: it falls due at once. */
  #unresumed: number[];
  #unresumedMapRuns: string[];
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
    this.#unresumed = this.tables.executionsToResume();
    this.#unresumedMapRuns = this.mapRuns.table.running();
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
      this.#abandon(batch, thread);
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
      this.#abandon(batch, thread);
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
  #abandon(batch: Batch, thread: Thread): void {
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
    const waiting = new Map(
      this.tables.awaiting(record.arn).map(({ execution, number }) => [execution, number]),
    );
    for (const live of this.lives.all()) {
      for (const thread of live.threads.values()) {
        if (thread.standing.kind === 'job' && thread.standing.executionArn === record.arn) {
          waiting.set(live.record.id, thread.number);
        }
      }
    }
    for (const [execution, number] of waiting) {
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
    const { standing, turn } = thread;
    const state = stateOf(thread);
    if (standing.kind !== 'calling' || state.Type !== 'Task') {
      return;
    }
    const { service, operation } = state.integration;
    const answered = (first: FirstMove): Promise<void> =>
      thread.turn === turn ? this.walk(live, thread, first, standing.token) : Promise.resolve();
    this.lives.hold(live);
    const call = this.world
      .call(service, operation, standing.input, { kind: 'role', arn: standing.roleArn })
      .catch((error: unknown) => {
        const started = standing.again ? this.#alreadyStarted(standing.input, error) : undefined;
        if (started === undefined) {
          throw error;
        }
        return started;
      })
      .then(
        (answer) => {
          // A heartbeat may have moved the limits meanwhile.
          const now = thread.standing.kind === 'calling' ? thread.standing : standing;
          return answered((stage) => taskAnswered(stage, state, now, answer));
        },
        (error: unknown) =>
          answered((stage) => failTask(stage, state, callFailure(state.integration, error))),
      )
      .finally(() => this.lives.release(live));
    this.background(call);
  }

  /** A start made again after a crash finds the execution that the first one started: that is its answer. */
  #alreadyStarted(input: JsonObject, error: unknown): JsonObject | undefined {
    if (!(error instanceof AwsError) || error.name !== 'ExecutionAlreadyExists') {
      return undefined;
    }
    const { stateMachineArn, name } = input;
    if (typeof stateMachineArn !== 'string' || typeof name !== 'string') {
      return undefined;
    }
    const record = this.lives.find(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`);
    return record === undefined || record.input !== (input['input'] ?? '{}')
      ? undefined
      : { executionArn: record.arn, startDate: record.startedAt / 1000 };
  }

  checkJob(live: LiveExecution, thread: Thread): void {
    const { standing } = thread;
    const state = stateOf(thread);
    if (standing.kind !== 'job' || state.Type !== 'Task') {
      return;
    }
    const job = this.lives.find(standing.executionArn);
    if (job !== undefined && job.status !== 'RUNNING') {
      this.background(this.walk(live, thread, (stage) => jobEnded(stage, state, job)));
    }
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

  /**
   * Takes an execution up again from where it failed: what had succeeded is not done again.
   * Resolves when the redrive is on the disk.
   */
  async redrive(id: number): Promise<void> {
    const live = this.hold(id);
    if (live === undefined) {
      return;
    }
    try {
      const { record } = live;
      const batch = new Batch(live, this.now());
      const former = record.status;
      if (former === 'RUNNING' || former === 'SUCCEEDED') {
        return;
      }
      record.status = 'RUNNING';
      record.redriveCount += 1;
      record.redrivenAt = batch.now;
      record.stoppedAt = undefined;
      record.error = undefined;
      record.cause = undefined;
      const { timeoutSeconds } = live.program;
      record.timeoutAt = timeoutSeconds === undefined ? undefined : batch.now + timeoutSeconds * 1000;
      batch.recordChanged = true;
      batch.record(live.threads.get(0), 'ExecutionRedriven', 'executionRedrivenEventDetails', {
        redriveCount: record.redriveCount,
      });
      if (record.mapRunArn !== undefined) {
        this.mapRuns.childRedriven(batch, record.mapRunArn, former);
      }
      for (const thread of live.threads.values()) {
        this.#redriveThread(batch, thread);
      }
      await this.commit(batch);
      for (const then of batch.afterwards) {
        then();
      }
    } finally {
      this.lives.release(live);
    }
  }

  #redriveThread(batch: Batch, thread: Thread): void {
    const { live } = batch;
    const { standing } = thread;
    const run = this.mapRuns.table
      .ofExecution(live.record.id)
      .filter((each) => each.thread === thread.number && each.status !== 'SUCCEEDED')
      .toSorted((left, right) => right.startedAt - left.startedAt)[0];
    if (standing.kind === 'done' || (standing.kind === 'forked' && childrenOf(live, thread).length > 0)) {
      return;
    }
    const state = stateOf(thread);
    if (run !== undefined && state.Type === 'Map' && state.distributed) {
      thread.standing = { kind: 'map-run', mapRunArn: run.arn };
      batch.saved.add(thread);
      batch.record(thread, 'MapRunRedriven', 'mapRunRedrivenEventDetails', {
        mapRunArn: run.arn,
        redriveCount: run.redriveCount + 1,
      });
      this.mapRuns.redrive(batch, run.arn);
      return;
    }
    thread.standing = { kind: 'entering' };
    batch.saved.add(thread);
    batch.afterwards.push(() =>
      this.background(
        this.walk(live, thread, () => ({ kind: 'enter', state: thread.state, input: thread.input })),
      ),
    );
  }

  /**
   * Gives a task its result or its failure by token.
   *
   * @returns false when the thread does not wait for this token (any longer).
   */
  answerToken(
    execution: number,
    number: number,
    token: string,
    answer: { readonly output: string } | { readonly error: StateError },
  ): Promise<boolean> {
    return this.#withToken(execution, number, token, (live, thread) => {
      const state = stateOf(thread);
      return this.walk(live, thread, (stage): Move | Promise<Move> => {
        if (state.Type !== 'Task') {
          throw new StateError('States.Runtime', `State '${state.name}' is no Task.`);
        }
        return 'output' in answer
          ? finishTask(stage, state, parseJson(answer.output))
          : failTask(stage, state, answer.error);
      });
    });
  }

  /** Moves the heartbeat of a task by token; false when the thread does not wait for it. */
  heartbeat(execution: number, number: number, token: string): Promise<boolean> {
    return this.#withToken(execution, number, token, (live, thread, standing) => {
      const { heartbeatMilliseconds } = standing.limits;
      if (heartbeatMilliseconds === undefined) {
        return Promise.resolve();
      }
      thread.standing = {
        ...standing,
        limits: { ...standing.limits, heartbeatAt: this.now() + heartbeatMilliseconds },
      };
      const batch = new Batch(live, this.now());
      batch.saved.add(thread);
      return this.commit(batch);
    });
  }

  async #withToken(
    execution: number,
    number: number,
    token: string,
    act: (
      live: LiveExecution,
      thread: Thread,
      standing: Extract<Standing, { kind: 'token' | 'calling' }>,
    ) => Promise<void>,
  ): Promise<boolean> {
    const live = this.hold(execution);
    if (live === undefined) {
      return false;
    }
    try {
      for (;;) {
        const thread = live.threads.get(number);
        if (thread === undefined || live.record.status !== 'RUNNING') {
          return false;
        }
        const { standing } = thread;
        if ((standing.kind === 'token' || standing.kind === 'calling') && standing.token === token) {
          await act(live, thread, standing);
          return true;
        }
        if (standing.kind !== 'moving' || standing.token !== token) {
          return false;
        }
        // The thread is on its way to where it waits for this token: ask again when it has parked.
        await this.world.store.write(() => undefined);
      }
    } finally {
      this.lives.release(live);
    }
  }

  nextDueAt(): number | undefined {
    if (this.#unresumed.length > 0 || this.#unresumedMapRuns.length > 0) {
      return this.now();
    }
    let due = this.tables.firstDue((execution) => this.lives.has(execution));
    for (const live of this.lives.all()) {
      if (live.record.status === 'RUNNING') {
        due = earliest(due, live.record.timeoutAt);
        for (const thread of live.threads.values()) {
          due = earliest(due, dueAt(thread));
        }
      }
    }
    return due;
  }

  runDue(now: number): void {
    this.#resume();
    const due = new Set(this.tables.dueExecutions(now));
    for (const live of this.lives.all()) {
      due.add(live.record.id);
    }
    for (const id of due) {
      const live = this.hold(id);
      if (live !== undefined) {
        this.#runDueOf(live, now);
        this.lives.release(live);
      }
    }
  }

  #runDueOf(live: LiveExecution, now: number): void {
    const { record } = live;
    if (record.status !== 'RUNNING') {
      return;
    }
    if (record.timeoutAt !== undefined && record.timeoutAt <= now) {
      this.background(
        this.stop(record.id, { status: 'TIMED_OUT', error: 'States.Timeout' }).then(() => undefined),
      );
      return;
    }
    for (const thread of live.threads.values()) {
      const due = dueAt(thread);
      if (due !== undefined && due <= now) {
        this.background(this.walk(live, thread, this.#dueMove(live, thread)));
      }
    }
  }

  #dueMove(live: LiveExecution, thread: Thread): FirstMove {
    const { standing } = thread;
    const state = stateOf(thread);
    if (standing.kind === 'waiting' && state.Type === 'Wait') {
      const { output, assigned } = standing;
      return () => ({ kind: 'leave', next: state.Next, handed: { output, assigned } });
    }
    if ('limits' in standing && state.Type === 'Task') {
      return (stage) => {
        if (standing.kind === 'job') {
          thread.standing = standing;
          this.#abandon(stage.batch, thread);
        }
        return timeOutTask(stage, state, standing.limits);
      };
    }
    return (stage) => {
      thread.retryCount += 1;
      countTransition(this, live.record.type);
      return beginState(stage, state);
    };
  }

  /** Takes up what went on when the last process ended. */
  #resume(): void {
    const executions = this.#unresumed;
    const mapRuns = this.#unresumedMapRuns;
    this.#unresumed = [];
    this.#unresumedMapRuns = [];
    for (const id of executions) {
      const live = this.hold(id);
      if (live !== undefined) {
        for (const thread of live.threads.values()) {
          if (thread.turn === 0 && live.record.status === 'RUNNING') {
            this.#resumeThread(live, thread);
          }
        }
        this.lives.release(live);
      }
    }
    for (const arn of mapRuns) {
      this.mapRuns.pump(arn);
    }
  }

  #resumeThread(live: LiveExecution, thread: Thread): void {
    const { standing } = thread;
    if (standing.kind === 'reading') {
      this.readItems(live, thread);
    } else if (standing.kind === 'job') {
      this.checkJob(live, thread);
    } else if (isActive(thread)) {
      const move: FirstMove = (stage) => {
        const state = stateOf(thread);
        return standing.kind === 'calling' && state.Type === 'Task'
          ? repeatTask(stage, state, standing)
          : { kind: 'enter', state: thread.state, input: thread.input };
      };
      const token = standing.kind === 'calling' ? standing.token : undefined;
      this.background(this.walk(live, thread, move, token));
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
