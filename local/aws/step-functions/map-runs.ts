import { randomUUID } from 'node:crypto';
import type { Json } from '../../runtime/service.ts';
import { Batch } from './batch.ts';
import { readNumber } from './data-flow.ts';
import type { MapState } from './definition.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRecord, ExecutionStatus, LiveExecution, Thread } from './execution.ts';
import type { RoleCall } from './item-reader.ts';
import { type MapRun, type MapRunStatus, MapRunTable } from './map-run-table.ts';
import { redriveExecution } from './redrive.ts';
import { writeResults } from './result-writer.ts';
import { type Move, scopeOf, type Stage } from './stage.ts';
import { asStateError, StateError } from './state-error.ts';
import { childInputs, leaveDistributedMap } from './states/distributed-map.ts';
import { errorDetails } from './task-events.ts';
import { stateOf } from './walk.ts';

/** How many children of a map run go on at the same time at most (the service's quota). */
const distributedConcurrency = 10_000;

const countOf: Partial<Record<ExecutionStatus, 'succeeded' | 'failed' | 'timedOut' | 'aborted'>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

export function endedCount(run: MapRun): number {
  return run.counts.succeeded + run.counts.failed + run.counts.timedOut + run.counts.aborted;
}

/** Whether more children failed than the Map tolerates; without a tolerance one is too many. */
function exceedsTolerance(run: MapRun): boolean {
  const failed = run.counts.failed + run.counts.timedOut + run.counts.aborted;
  const { toleratedCount, toleratedPercentage } = run;
  if (toleratedCount === undefined && toleratedPercentage === undefined) {
    return failed > 0;
  }
  return (
    failed > (toleratedCount ?? Number.POSITIVE_INFINITY) ||
    (failed * 100) / Math.max(1, run.total) > (toleratedPercentage ?? Number.POSITIVE_INFINITY)
  );
}

/** The runs of Distributed Maps: starts their children, counts them, and joins what they made. */
export class MapRuns {
  readonly table: MapRunTable;
  readonly #engine: Engine;
  /** Runs with children that go on; the counts here are ahead of the disk by the writes under way. */
  readonly #tracked = new Map<string, MapRun>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.table = new MapRunTable(engine.tables);
  }

  find(arn: string): MapRun | undefined {
    return this.#tracked.get(arn) ?? this.table.find(arn);
  }

  /** A run that is about to change: from here on memory has it until its last child has ended on the disk. */
  #track(arn: string): MapRun | undefined {
    const run = this.find(arn);
    if (run !== undefined) {
      this.#tracked.set(arn, run);
    }
    return run;
  }

  #untrack(run: MapRun): void {
    if (run.status !== 'RUNNING' && endedCount(run) === run.nextIndex) {
      this.#tracked.delete(run.arn);
    }
  }

  #roleCall(live: LiveExecution): RoleCall {
    return (service, operation, input) =>
      this.#engine.world.call(service, operation, input, { kind: 'role', arn: live.roleArn });
  }

  /** Reads the items of a Map whose thread stands in `reading`, and begins its run. */
  async read(live: LiveExecution, thread: Thread): Promise<void> {
    const state = stateOf(thread);
    if (state.Type !== 'Map' || thread.standing.kind !== 'reading') {
      return;
    }
    const { turn } = thread;
    let first: (stage: Stage) => Promise<Move>;
    try {
      const items = await childInputs(state, scopeOf({ live, thread }), this.#roleCall(live));
      first = (stage) => this.#begin(stage, state, items);
    } catch (error) {
      first = (stage) => {
        stage.batch.record(thread, 'MapStateFailed');
        return Promise.resolve({ kind: 'fail', error: asStateError(error) });
      };
    }
    if (thread.turn === turn) {
      await this.#engine.walk(live, thread, first);
    }
  }

  async #begin(stage: Stage, state: MapState, items: readonly Json[]): Promise<Move> {
    const { live, thread, batch } = stage;
    const scope = scopeOf(stage);
    const number = (
      field: string,
      plain: Json | undefined,
      path: string | undefined,
    ): Promise<number | undefined> => readNumber(state, field, plain, path, scope);
    const asked = await number('MaxConcurrency', state.MaxConcurrency, state.MaxConcurrencyPath);
    const label = state.Label ?? state.name.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
    const run: MapRun = {
      arn: `${live.record.machineArn.replace(':stateMachine:', ':mapRun:')}/${label}:${randomUUID()}`,
      execution: live.record.id,
      thread: thread.number,
      label,
      startedAt: batch.now,
      total: items.length,
      batched: state.ItemBatcher !== undefined,
      limit:
        asked === undefined || asked === 0 ? distributedConcurrency : Math.min(asked, distributedConcurrency),
      toleratedCount: await number(
        'ToleratedFailureCount',
        state.ToleratedFailureCount,
        state.ToleratedFailureCountPath,
      ),
      toleratedPercentage: await number(
        'ToleratedFailurePercentage',
        state.ToleratedFailurePercentage,
        state.ToleratedFailurePercentagePath,
      ),
      items,
      status: 'RUNNING',
      stoppedAt: undefined,
      redriveCount: 0,
      redrivenAt: undefined,
      nextIndex: 0,
      counts: { succeeded: 0, failed: 0, timedOut: 0, aborted: 0 },
    };
    batch.record(thread, 'MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
    batch.record(thread, 'MapRunStarted', 'mapRunStartedEventDetails', { mapRunArn: run.arn });
    batch.changes.push(this.table.inserter(run));
    batch.afterwards.push(() => {
      this.#tracked.set(run.arn, run);
      this.pump(run.arn);
    });
    return { kind: 'park', standing: { kind: 'map-run', mapRunArn: run.arn } };
  }

  /** Starts children up to the concurrency of the run, or joins it when there is nothing left to run. */
  pump(arn: string): void {
    const run = this.#track(arn);
    if (run === undefined || run.status !== 'RUNNING') {
      return;
    }
    const parent = this.#engine.hold(run.execution);
    if (parent === undefined) {
      return;
    }
    try {
      if (parent.record.status !== 'RUNNING') {
        this.#closeLate(parent, run);
        return;
      }
      while (
        !exceedsTolerance(run) &&
        run.nextIndex < run.total &&
        run.nextIndex - endedCount(run) < run.limit
      ) {
        this.#startChild(run, parent, run.nextIndex);
      }
    } finally {
      this.#engine.lives.release(parent);
    }
    if (exceedsTolerance(run) || (run.nextIndex === run.total && endedCount(run) === run.total)) {
      this.#join(run);
    }
  }

  #startChild(run: MapRun, parent: LiveExecution, index: number): void {
    const thread = parent.threads.get(run.thread);
    const state = thread === undefined ? undefined : stateOf(thread);
    if (thread === undefined || state?.Type !== 'Map') {
      throw new Error(`Map run ${run.arn} belongs to no Map state.`);
    }
    run.nextIndex += 1;
    const name = randomUUID();
    const machine = parent.record.machineArn.replace(':stateMachine:', ':execution:');
    this.#engine.begin(
      {
        arn: `${machine}/${run.label}:${name}`,
        name,
        machineArn: parent.record.machineArn,
        type: state.executionType,
        definitionHash: parent.record.definitionHash,
        scope: [...parent.record.scope, ...thread.path, { state: thread.state, branch: 0 }],
        input: JSON.stringify(run.items[index] ?? null),
        mapRunArn: run.arn,
        mapIndex: index,
      },
      [this.table.updater(run)],
    );
  }

  /** Counts a child that ends; its count is in the same write as its end. */
  childEnded(batch: Batch, arn: string, status: ExecutionStatus): void {
    const run = this.#track(arn);
    const count = countOf[status];
    if (run === undefined || count === undefined) {
      return;
    }
    run.counts[count] += 1;
    batch.changes.push(this.table.updater(run));
    batch.afterwards.push(() => {
      this.pump(arn);
      this.#untrack(run);
    });
  }

  /** Takes back the count of a child that is run again. */
  childRedriven(batch: Batch, arn: string, status: ExecutionStatus): void {
    const run = this.#track(arn);
    const count = countOf[status];
    if (run !== undefined && count !== undefined) {
      run.counts[count] -= 1;
      batch.changes.push(this.table.updater(run));
    }
  }

  #join(run: MapRun): void {
    const parent = this.#engine.hold(run.execution);
    const thread = parent?.threads.get(run.thread);
    if (parent === undefined) {
      return;
    }
    if (thread?.standing.kind === 'map-run' && thread.standing.mapRunArn === run.arn) {
      this.#engine.background(this.#engine.walk(parent, thread, (stage) => this.#conclude(stage, run)));
    }
    this.#engine.lives.release(parent);
  }

  async #conclude(stage: Stage, run: MapRun): Promise<Move> {
    const { thread, batch, live } = stage;
    const state = stateOf(thread);
    if (state.Type !== 'Map') {
      throw new StateError('States.Runtime', `State '${state.name}' is no Map.`);
    }
    const fail = (error: StateError): Move => {
      this.#close(batch, run, 'FAILED');
      batch.afterwards.push(() => this.stopChildren(run.arn));
      batch.record(thread, 'MapRunFailed', 'mapRunFailedEventDetails', errorDetails(error));
      batch.record(thread, 'MapStateFailed');
      return { kind: 'fail', error };
    };
    if (exceedsTolerance(run)) {
      return fail(
        new StateError(
          'States.ExceedToleratedFailureThreshold',
          'The specified tolerated failure threshold was exceeded',
        ),
      );
    }
    const children = this.#engine.tables.childrenOfMapRun(run.arn);
    let result: Json;
    try {
      result =
        state.ResultWriter === undefined
          ? children
              .filter((child) => child.status === 'SUCCEEDED')
              .map((child) => JSON.parse(child.output ?? 'null') as Json)
          : await writeResults(
              state,
              state.ResultWriter,
              run.arn,
              children,
              scopeOf(stage),
              this.#roleCall(live),
            );
    } catch (error) {
      return fail(asStateError(error));
    }
    this.#close(batch, run, 'SUCCEEDED');
    batch.record(thread, 'MapRunSucceeded');
    return leaveDistributedMap(stage, state, result);
  }

  /** Ends a run whose execution ended while the run was about to be joined. */
  #closeLate(parent: LiveExecution, run: MapRun): void {
    const batch = new Batch(parent, this.#engine.now());
    this.#close(batch, run, 'ABORTED');
    this.#engine.background(
      this.#engine.commit(batch).then(() => {
        for (const then of batch.afterwards) {
          then();
        }
      }),
    );
  }

  #close(batch: Batch, run: MapRun, status: MapRunStatus): void {
    run.status = status;
    run.stoppedAt = batch.now;
    batch.changes.push(this.table.updater(run));
    batch.afterwards.push(() => this.#untrack(run));
  }

  /** Ends a run with the execution that it belongs to, and its children after that. */
  abort(batch: Batch, arn: string): void {
    const run = this.#track(arn);
    if (run?.status === 'RUNNING') {
      this.#close(batch, run, 'ABORTED');
      batch.afterwards.push(() => this.stopChildren(arn));
    }
  }

  /** Stops every child of a run that still goes on. */
  stopChildren(arn: string): void {
    for (const child of this.#childrenStanding(arn, ['RUNNING'])) {
      this.#engine.background(this.#engine.stop(child.id, { status: 'ABORTED' }).then(() => undefined));
    }
  }

  #childrenStanding(arn: string, statuses: readonly ExecutionStatus[]): ExecutionRecord[] {
    return this.#engine.tables.childrenOfMapRun(arn).filter((child) => statuses.includes(child.status));
  }

  /** Runs again what failed of a run whose execution is redriven. */
  redrive(batch: Batch, arn: string): void {
    const run = this.#track(arn);
    if (run === undefined || run.status === 'SUCCEEDED') {
      return;
    }
    run.status = 'RUNNING';
    run.stoppedAt = undefined;
    run.redriveCount += 1;
    run.redrivenAt = batch.now;
    batch.changes.push(this.table.updater(run));
    batch.afterwards.push(() => {
      const children = this.#childrenStanding(arn, ['FAILED', 'TIMED_OUT', 'ABORTED']);
      for (const child of children) {
        this.#engine.background(redriveExecution(this.#engine, child.id));
      }
      this.pump(arn);
    });
  }
}
