import * as z from 'zod';
import { AwsError, type JsonObject, type Principal } from '../../../runtime/service.ts';
import type { Engine } from '../engine.ts';
import { StateError } from '../state-error.ts';
import { answerToken, moveHeartbeat } from '../token-answers.ts';
import { readToken, type TokenParts } from '../tokens.ts';
import type { Authorize } from './execution-operations.ts';
import { checkJsonText, readRequest } from './request.ts';

const taskToken = z.string().min(1).max(1024);
const successRequest = z.object({ taskToken, output: z.string() });
const failureRequest = z.object({
  taskToken,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
const heartbeatRequest = z.object({ taskToken });

/** The operations with which a task's worker answers by token. */
export class TaskOperations {
  readonly #engine: Engine;
  readonly #authorize: Authorize;

  constructor(engine: Engine, authorize: Authorize) {
    this.#engine = engine;
    this.#authorize = authorize;
  }

  /** What the token says; the permission is that on the state machine whose task it is. */
  #open(token: string, action: string, principal: Principal): TokenParts {
    const parts = readToken(token);
    if (parts === undefined) {
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    const record = this.#engine.findById(parts.execution);
    if (record === undefined) {
      throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
    }
    this.#authorize(principal, action, record.machineArn);
    return parts;
  }

  async #settled(wasWaiting: Promise<boolean>): Promise<JsonObject> {
    if (!(await wasWaiting)) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return {};
  }

  succeed(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(successRequest, input);
    const { execution, thread } = this.#open(request.taskToken, 'states:SendTaskSuccess', principal);
    checkJsonText(request.output, 'InvalidOutput', 'output');
    return this.#settled(
      answerToken(this.#engine, execution, thread, request.taskToken, { output: request.output }),
    );
  }

  fail(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(failureRequest, input);
    const { execution, thread } = this.#open(request.taskToken, 'states:SendTaskFailure', principal);
    const error = new StateError(request.error ?? '', request.cause ?? '');
    return this.#settled(answerToken(this.#engine, execution, thread, request.taskToken, { error }));
  }

  heartbeat(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(heartbeatRequest, input);
    const { execution, thread } = this.#open(request.taskToken, 'states:SendTaskHeartbeat', principal);
    return this.#settled(moveHeartbeat(this.#engine, execution, thread, request.taskToken));
  }
}
