import { Batch } from './batch.ts';
import type { Engine } from './engine.ts';
import type { LiveExecution, Standing, Thread } from './execution.ts';
import { parseJson } from './json.ts';
import type { Move } from './stage.ts';
import { StateError } from './state-error.ts';
import { failTask, finishTask } from './states/task.ts';
import { stateOf } from './walk.ts';

/**
 * Gives a task its result or its failure by token.
 *
 * @returns false when the thread does not wait for this token (any longer).
 */
export function answerToken(
  engine: Engine,
  execution: number,
  number: number,
  token: string,
  answer: { readonly output: string } | { readonly error: StateError },
): Promise<boolean> {
  return withToken(engine, execution, number, token, (live, thread) => {
    const state = stateOf(thread);
    return engine.walk(live, thread, (stage): Move | Promise<Move> => {
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
export function moveHeartbeat(
  engine: Engine,
  execution: number,
  number: number,
  token: string,
): Promise<boolean> {
  return withToken(engine, execution, number, token, (live, thread, standing) => {
    const { heartbeatMilliseconds } = standing.limits;
    if (heartbeatMilliseconds === undefined) {
      return Promise.resolve();
    }
    thread.standing = {
      ...standing,
      limits: { ...standing.limits, heartbeatAt: engine.now() + heartbeatMilliseconds },
    };
    const batch = new Batch(live, engine.now());
    batch.saved.add(thread);
    return engine.commit(batch);
  });
}

async function withToken(
  engine: Engine,
  execution: number,
  number: number,
  token: string,
  act: (
    live: LiveExecution,
    thread: Thread,
    standing: Extract<Standing, { kind: 'token' | 'calling' }>,
  ) => Promise<void>,
): Promise<boolean> {
  const live = engine.hold(execution);
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
      await engine.world.store.write(() => undefined);
    }
  } finally {
    engine.lives.release(live);
  }
}
