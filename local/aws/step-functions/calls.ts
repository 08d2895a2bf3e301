import { AwsError, type JsonObject } from '../../runtime/service.ts';
import type { Engine } from './engine.ts';
import type { LiveExecution, Thread } from './execution.ts';
import { callFailure } from './integrations/failure.ts';
import type { FirstMove } from './stage.ts';
import { failTask, jobEnded, taskAnswered } from './states/task.ts';
import { stateOf } from './walk.ts';

/** Makes the call of a thread that stands in `calling`; whoever takes the thread meanwhile makes the answer void. */
export function makeCall(engine: Engine, live: LiveExecution, thread: Thread): void {
  const { standing, turn } = thread;
  const state = stateOf(thread);
  if (standing.kind !== 'calling' || state.Type !== 'Task') {
    return;
  }
  const { service, operation } = state.integration;
  const answered = (first: FirstMove): Promise<void> =>
    thread.turn === turn ? engine.walk(live, thread, first, standing.token) : Promise.resolve();
  engine.lives.hold(live);
  const call = engine.world
    .call(service, operation, standing.input, { kind: 'role', arn: standing.roleArn })
    .catch((error: unknown) => {
      const started = standing.again ? alreadyStarted(engine, standing.input, error) : undefined;
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
      (error: unknown) => answered((stage) => failTask(stage, state, callFailure(state.integration, error))),
    )
    .finally(() => engine.lives.release(live));
  engine.background(call);
}

/** A start made again after a crash finds the execution that the first one started: that is its answer. */
function alreadyStarted(engine: Engine, input: JsonObject, error: unknown): JsonObject | undefined {
  if (!(error instanceof AwsError) || error.name !== 'ExecutionAlreadyExists') {
    return undefined;
  }
  const { stateMachineArn, name } = input;
  if (typeof stateMachineArn !== 'string' || typeof name !== 'string') {
    return undefined;
  }
  const record = engine.lives.find(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`);
  return record === undefined || record.input !== (input['input'] ?? '{}')
    ? undefined
    : { executionArn: record.arn, startDate: record.startedAt / 1000 };
}

/** Goes on at once when the execution that a thread waits for has ended. */
export function checkJob(engine: Engine, live: LiveExecution, thread: Thread): void {
  const { standing } = thread;
  const state = stateOf(thread);
  if (standing.kind !== 'job' || state.Type !== 'Task') {
    return;
  }
  const job = engine.lives.find(standing.executionArn);
  if (job !== undefined && job.status !== 'RUNNING') {
    engine.background(engine.walk(live, thread, (stage) => jobEnded(stage, state, job)));
  }
}
