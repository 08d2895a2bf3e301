import type { Engine } from './engine.ts';
import { dueAt, earliest, isActive, type LiveExecution, type Thread } from './execution.ts';
import { countTransition, type FirstMove } from './stage.ts';
import { repeatTask, timeOutTask } from './states/task.ts';
import { beginState, stateOf } from './walk.ts';

/** What falls due on the clock, and what went on when the last process ended: that falls due at once. */
export class WakeUps {
  readonly #engine: Engine;
  #unresumed: number[];
  #unresumedMapRuns: string[];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#unresumed = engine.tables.executionsToResume();
    this.#unresumedMapRuns = engine.mapRuns.table.running();
  }

  nextDueAt(): number | undefined {
    if (this.#unresumed.length > 0 || this.#unresumedMapRuns.length > 0) {
      return this.#engine.now();
    }
    let due = this.#engine.tables.firstDue((execution) => this.#engine.lives.has(execution));
    for (const live of this.#engine.lives.all()) {
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
    const due = new Set(this.#engine.tables.dueExecutions(now));
    for (const live of this.#engine.lives.all()) {
      due.add(live.record.id);
    }
    for (const id of due) {
      const live = this.#engine.hold(id);
      if (live !== undefined) {
        this.#runDueOf(live, now);
        this.#engine.lives.release(live);
      }
    }
  }

  #runDueOf(live: LiveExecution, now: number): void {
    const { record } = live;
    if (record.status !== 'RUNNING') {
      return;
    }
    if (record.timeoutAt !== undefined && record.timeoutAt <= now) {
      this.#engine.background(
        this.#engine.stop(record.id, { status: 'TIMED_OUT', error: 'States.Timeout' }).then(() => undefined),
      );
      return;
    }
    for (const thread of live.threads.values()) {
      const due = dueAt(thread);
      if (due !== undefined && due <= now) {
        this.#engine.background(this.#engine.walk(live, thread, this.#dueMove(live, thread)));
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
          this.#engine.abandon(stage.batch, thread);
        }
        return timeOutTask(stage, state, standing.limits);
      };
    }
    return (stage) => {
      thread.retryCount += 1;
      countTransition(this.#engine, live.record.type);
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
      const live = this.#engine.hold(id);
      if (live !== undefined) {
        for (const thread of live.threads.values()) {
          if (thread.turn === 0 && live.record.status === 'RUNNING') {
            this.#resumeThread(live, thread);
          }
        }
        this.#engine.lives.release(live);
      }
    }
    for (const arn of mapRuns) {
      this.#engine.mapRuns.pump(arn);
    }
  }

  #resumeThread(live: LiveExecution, thread: Thread): void {
    const { standing } = thread;
    if (standing.kind === 'reading') {
      this.#engine.readItems(live, thread);
    } else if (standing.kind === 'job') {
      this.#engine.checkJob(live, thread);
    } else if (isActive(thread)) {
      const move: FirstMove = (stage) => {
        const state = stateOf(thread);
        return standing.kind === 'calling' && state.Type === 'Task'
          ? repeatTask(stage, state, standing)
          : { kind: 'enter', state: thread.state, input: thread.input };
      };
      const token = standing.kind === 'calling' ? standing.token : undefined;
      this.#engine.background(this.#engine.walk(live, thread, move, token));
    }
  }
}
