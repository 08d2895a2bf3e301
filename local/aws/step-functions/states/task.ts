import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../../runtime/service.ts';
import { type DataScope, fillForState, handOnResult, readNumber, workingInput } from '../data-flow.ts';
import type { TaskState } from '../definition.ts';
import type { ExecutionRecord, Standing, TaskLimits } from '../execution.ts';
import { callInput, callResult } from '../integrations/arguments.ts';
import { callFailure } from '../integrations/failure.ts';
import { isObject, limitedText, parseJson } from '../json.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';
import { StateError } from '../state-error.ts';
import { errorDetails, recordTaskEvent } from '../task-events.ts';
import { mintToken } from '../tokens.ts';

type Calling = Extract<Standing, { kind: 'calling' }>;

/** Task: the call is on the disk before it is made. */
export async function enterTask(stage: Stage, state: TaskState): Promise<Move> {
  const { live, thread, batch, crew } = stage;
  const { integration } = state;
  const token =
    integration.pattern === 'wait-for-task-token' ? mintToken(live.record.id, thread.number) : undefined;
  const scope = scopeOf(stage, token);
  const values = await workingInput(state, state.Parameters, state.Arguments, scope);
  const caller = { executionArn: live.record.arn, stateMachineArn: live.record.machineArn };
  const input = withExecutionName(state, callInput(integration, state.Resource, values, caller));
  const timeoutSeconds = await readNumber(
    state,
    'TimeoutSeconds',
    state.TimeoutSeconds,
    state.TimeoutSecondsPath,
    scope,
  );
  const heartbeatSeconds = await readNumber(
    state,
    'HeartbeatSeconds',
    state.HeartbeatSeconds,
    state.HeartbeatSecondsPath,
    scope,
  );
  const text = limitedText(values, `state '${state.name}'`);
  recordTaskEvent(batch, thread, state, 'Scheduled', {
    ...(integration.kind === 'lambda-function'
      ? { resource: state.Resource, input: text }
      : { region: crew.world.region, parameters: text }),
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined || integration.kind === 'lambda-function'
      ? {}
      : { heartbeatInSeconds: heartbeatSeconds }),
  });
  recordTaskEvent(batch, thread, state, 'Started');
  return call(stage, {
    kind: 'calling',
    input,
    roleArn: await roleFor(state, scope, live.roleArn),
    ...(token === undefined ? {} : { token }),
    limits: limitsFrom(batch.now, timeoutSeconds, heartbeatSeconds),
    again: false,
  });
}

/** Makes a call again that was in flight when the process ended: another attempt that uses up no retrier. */
export function repeatTask(stage: Stage, state: TaskState, standing: Calling): Move {
  stage.thread.retryCount += 1;
  recordTaskEvent(
    stage.batch,
    stage.thread,
    state,
    'Scheduled',
    state.integration.kind === 'lambda-function'
      ? { resource: state.Resource, input: standing.input['Payload'] ?? '' }
      : { region: stage.crew.world.region, parameters: JSON.stringify(standing.input) },
  );
  recordTaskEvent(stage.batch, stage.thread, state, 'Started');
  return call(stage, { ...standing, again: true });
}

function call(stage: Stage, standing: Calling): Move {
  stage.batch.afterwards.push(() => stage.crew.makeCall(stage.live, stage.thread));
  return { kind: 'park', standing };
}

/** An execution started without a name gets one before the call, so that a second call starts no second one. */
function withExecutionName(state: TaskState, input: JsonObject): JsonObject {
  const starts = state.integration.service === 'states' && state.integration.operation === 'StartExecution';
  return starts && input['name'] === undefined ? { ...input, name: randomUUID() } : input;
}

async function roleFor(state: TaskState, scope: DataScope, machineRole: string): Promise<string> {
  if (state.Credentials === undefined) {
    return machineRole;
  }
  const credentials = await fillForState(state, state.Credentials, scope, 'Credentials');
  const role = isObject(credentials) ? credentials['RoleArn'] : undefined;
  return typeof role === 'string' ? role : machineRole;
}

function limitsFrom(
  now: number,
  timeoutSeconds: number | undefined,
  heartbeatSeconds: number | undefined,
): TaskLimits {
  return {
    ...(timeoutSeconds === undefined ? {} : { timeoutAt: now + timeoutSeconds * 1000 }),
    ...(heartbeatSeconds === undefined
      ? {}
      : { heartbeatAt: now + heartbeatSeconds * 1000, heartbeatMilliseconds: heartbeatSeconds * 1000 }),
  };
}

/** Goes on with the answer of the call: the result, or the token or the job to wait for. */
export async function taskAnswered(
  stage: Stage,
  state: TaskState,
  standing: Calling,
  answer: JsonObject,
): Promise<Move> {
  let result: Json;
  try {
    result = callResult(state.integration, answer);
  } catch (error) {
    return failTask(stage, state, callFailure(state.integration, error));
  }
  if (state.integration.pattern === 'request-response') {
    return finishTask(stage, state, result);
  }
  recordTaskEvent(stage.batch, stage.thread, state, 'Submitted', {
    output: limitedText(result, `state '${state.name}'`),
  });
  if (standing.token !== undefined) {
    return { kind: 'park', standing: { kind: 'token', token: standing.token, limits: standing.limits } };
  }
  const executionArn = isObject(result) ? result['ExecutionArn'] : undefined;
  if (typeof executionArn !== 'string') {
    throw new StateError('States.Runtime', 'The answer of StartExecution has no executionArn.');
  }
  return waitForJob(stage, executionArn, standing.limits);
}

/** Waits for an execution that was started; it may have ended already. */
function waitForJob(stage: Stage, executionArn: string, limits: TaskLimits): Move {
  stage.batch.afterwards.push(() => stage.crew.checkJob(stage.live, stage.thread));
  return { kind: 'park', standing: { kind: 'job', executionArn, limits } };
}

/** Goes on with a Task's result. */
export async function finishTask(stage: Stage, state: TaskState, result: Json): Promise<Move> {
  let output: string;
  try {
    output = limitedText(result, `state '${state.name}'`);
  } catch (error) {
    return failTask(stage, state, callFailure(state.integration, error));
  }
  recordTaskEvent(stage.batch, stage.thread, state, 'Succeeded', { output });
  return { kind: 'leave', next: state.Next, handed: await handOnResult(state, result, scopeOf(stage)) };
}

export function failTask(stage: Stage, state: TaskState, error: StateError): Move {
  recordTaskEvent(stage.batch, stage.thread, state, 'Failed', errorDetails(error));
  return { kind: 'fail', error };
}

/** Ends a Task whose time or heartbeat ran out. */
export function timeOutTask(stage: Stage, state: TaskState, limits: TaskLimits): Move {
  const { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = limits;
  const error =
    heartbeatAt < timeoutAt
      ? new StateError('States.HeartbeatTimeout', 'The task sent no heartbeat in time.')
      : new StateError('States.Timeout', 'The task did not end in time.');
  recordTaskEvent(stage.batch, stage.thread, state, 'TimedOut', errorDetails(error));
  return { kind: 'fail', error };
}

/** Goes on after the execution that a Task started and waited for. */
export async function jobEnded(stage: Stage, state: TaskState, job: ExecutionRecord): Promise<Move> {
  const { parsesJobOutput } = state.integration;
  const data = (text: string): Json => (parsesJobOutput ? parseJson(text) : text);
  const description: JsonObject = {
    ExecutionArn: job.arn,
    Input: data(job.input),
    InputDetails: { Included: true },
    Name: job.name,
    ...(job.output === undefined ? {} : { Output: data(job.output), OutputDetails: { Included: true } }),
    ...(job.error === undefined ? {} : { Error: job.error }),
    ...(job.cause === undefined ? {} : { Cause: job.cause }),
    RedriveCount: job.redriveCount,
    StartDate: job.startedAt,
    StateMachineArn: job.machineArn,
    Status: job.status,
    StopDate: job.stoppedAt ?? 0,
  };
  return job.status === 'SUCCEEDED'
    ? finishTask(stage, state, description)
    : failTask(stage, state, new StateError('States.TaskFailed', JSON.stringify(description)));
}
