import { Batch } from './batch.ts';
import type { Engine } from './engine.ts';
import { childrenOf, type Thread } from './execution.ts';
import { stateOf } from './walk.ts';

/**
 * Takes an execution up again from where it failed: what had succeeded is not done again.
 * Resolves when the redrive is on the disk.
 */
export async function redriveExecution(engine: Engine, id: number): Promise<void> {
  const live = engine.hold(id);
  if (live === undefined) {
    return;
  }
  try {
    const { record } = live;
    const batch = new Batch(live, engine.now());
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
      engine.mapRuns.childRedriven(batch, record.mapRunArn, former);
    }
    for (const thread of live.threads.values()) {
      redriveThread(engine, batch, thread);
    }
    await engine.commit(batch);
    for (const then of batch.afterwards) {
      then();
    }
  } finally {
    engine.lives.release(live);
  }
}

function redriveThread(engine: Engine, batch: Batch, thread: Thread): void {
  const { live } = batch;
  const { standing } = thread;
  const run = engine.mapRuns.table
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
    engine.mapRuns.redrive(batch, run.arn);
    return;
  }
  thread.standing = { kind: 'entering' };
  batch.saved.add(thread);
  batch.afterwards.push(() =>
    engine.background(
      engine.walk(live, thread, () => ({ kind: 'enter', state: thread.state, input: thread.input })),
    ),
  );
}
