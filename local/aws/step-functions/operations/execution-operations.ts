import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type JsonObject, type Principal } from '../../../runtime/service.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord } from '../execution.ts';
import type { Machine } from '../machines.ts';
import { redriveExecution } from '../redrive.ts';
import {
  checkArn,
  checkJsonText,
  epochSeconds,
  pageSize,
  pageToken,
  present,
  readPageToken,
  readRequest,
  unqualifiedMachineArn,
} from './request.ts';

/** How long the name of a closed execution stays taken. */
const nameTakenMilliseconds = 90 * 24 * 60 * 60 * 1000;
/** How long after its end an execution may be redriven. */
const redrivableMilliseconds = 14 * 24 * 60 * 60 * 1000;

export type Authorize = (principal: Principal, action: string, resourceArn: string) => void;

const startRequest = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const executionRequest = z.object({ executionArn: z.string() });
const stopRequest = executionRequest.extend({ error: z.string().optional(), cause: z.string().optional() });
const listRequest = z.object({
  stateMachineArn: z.string().optional(),
  mapRunArn: z.string().optional(),
  statusFilter: z
    .enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])
    .optional(),
  redriveFilter: z.enum(['REDRIVEN', 'NOT_REDRIVEN']).optional(),
  maxResults: pageSize,
  nextToken: z.string().optional(),
});

/** The operations on executions. */
export class ExecutionOperations {
  readonly #engine: Engine;
  readonly #authorize: Authorize;

  constructor(engine: Engine, authorize: Authorize) {
    this.#engine = engine;
    this.#authorize = authorize;
  }

  async start(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(startRequest, input);
    const machine = this.#machine(request.stateMachineArn, 'states:StartExecution', principal);
    const text = request.input ?? '{}';
    checkJsonText(text, 'InvalidExecutionInput', 'input');
    const name = checkName(request.name) ?? randomUUID();
    const arn = executionArn(machine, name);
    const former = this.#engine.lives.find(arn);
    if (former !== undefined && machine.type === 'STANDARD' && this.#takesName(former)) {
      if (former.status !== 'RUNNING' || former.input !== text) {
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      await this.#engine.durable(former.id);
      return { executionArn: arn, startDate: epochSeconds(former.startedAt) };
    }
    const { record, stored } = this.#begin(machine, name, arn, text);
    await stored;
    return { executionArn: arn, startDate: epochSeconds(record.startedAt) };
  }

  #begin(
    machine: Machine,
    name: string,
    arn: string,
    input: string,
  ): { record: ExecutionRecord; stored: Promise<void> } {
    return this.#engine.begin({
      arn,
      name,
      machineArn: machine.arn,
      type: machine.type,
      definitionHash: machine.definitionHash,
      scope: [],
      input,
      mapRunArn: undefined,
      mapIndex: undefined,
    });
  }

  #takesName(former: ExecutionRecord): boolean {
    return (former.stoppedAt ?? Number.POSITIVE_INFINITY) + nameTakenMilliseconds > this.#engine.now();
  }

  #machine(arn: string, action: string, principal: Principal): Machine {
    const plain = unqualifiedMachineArn(arn);
    this.#authorize(principal, action, plain);
    const machine = this.#engine.machines.findDeclared(plain);
    if (machine === undefined) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    }
    return machine;
  }

  async startSync(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(startRequest, input);
    const machine = this.#machine(request.stateMachineArn, 'states:StartSyncExecution', principal);
    if (machine.type !== 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    const text = request.input ?? '{}';
    checkJsonText(text, 'InvalidExecutionInput', 'input');
    const name = checkName(request.name) ?? randomUUID();
    const arn = machine.arn.replace(':stateMachine:', ':express:');
    const { record } = this.#begin(machine, name, `${arn}:${name}:${randomUUID()}`, text);
    const ended = await this.#engine.whenEnded(record);
    const tookMilliseconds = (ended.stoppedAt ?? ended.startedAt) - ended.startedAt;
    return present({
      executionArn: ended.arn,
      stateMachineArn: machine.arn,
      name,
      startDate: epochSeconds(ended.startedAt),
      stopDate: epochSeconds(ended.stoppedAt ?? ended.startedAt),
      status: ended.status,
      input: text,
      inputDetails: { included: true },
      output: ended.output,
      outputDetails: ended.output === undefined ? undefined : { included: true },
      error: ended.error,
      cause: ended.cause,
      billingDetails: {
        billedMemoryUsedInMB: 64,
        billedDurationInMilliseconds: Math.ceil(tookMilliseconds / 100) * 100,
      },
    });
  }

  #execution(arn: string, action: string, principal: Principal): ExecutionRecord {
    checkArn(arn);
    this.#authorize(principal, action, arn);
    const record = this.#engine.lives.find(arn);
    if (record === undefined) {
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    }
    return record;
  }

  async describe(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(executionRequest, input);
    const record = { ...this.#execution(request.executionArn, 'states:DescribeExecution', principal) };
    await this.#engine.durable(record.id);
    const notRedrivable = this.#whyNotRedrivable(record);
    return present({
      executionArn: record.arn,
      stateMachineArn: record.machineArn,
      name: record.name,
      status: record.status,
      startDate: epochSeconds(record.startedAt),
      stopDate: record.stoppedAt === undefined ? undefined : epochSeconds(record.stoppedAt),
      input: record.input,
      inputDetails: { included: true },
      output: record.output,
      outputDetails: record.output === undefined ? undefined : { included: true },
      error: record.error,
      cause: record.cause,
      mapRunArn: record.mapRunArn,
      redriveCount: record.redriveCount,
      redriveDate: record.redrivenAt === undefined ? undefined : epochSeconds(record.redrivenAt),
      redriveStatus: notRedrivable === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: notRedrivable,
    });
  }

  #whyNotRedrivable(record: ExecutionRecord): string | undefined {
    if (record.type === 'EXPRESS') {
      return 'Execution is an EXPRESS execution and cannot be redriven';
    }
    if (record.status === 'RUNNING' || record.status === 'SUCCEEDED') {
      return `Execution is ${record.status} and cannot be redriven`;
    }
    if ((record.stoppedAt ?? 0) + redrivableMilliseconds < this.#engine.now()) {
      return 'Execution has exceeded the redrivable period of 14 days and cannot be redriven';
    }
    return record.mapRunArn === undefined
      ? undefined
      : 'Execution was started by a Map Run and is redriven with the execution of that';
  }

  list(input: JsonObject, principal: Principal): JsonObject {
    const request = readRequest(listRequest, input);
    const before = readPageToken(request.nextToken, Number.MAX_SAFE_INTEGER);
    const found = this.#engine.tables
      .list(this.#listed(request, principal), request.statusFilter, before, request.maxResults + 1)
      .map((record) => ({ record, redriven: record.redriveCount > 0 ? 'REDRIVEN' : 'NOT_REDRIVEN' }));
    const page = found.slice(0, request.maxResults);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return present({
      executions: page
        .filter(({ redriven }) => request.redriveFilter === undefined || request.redriveFilter === redriven)
        .map(({ record }) => listEntry(record)),
      nextToken: last === undefined ? undefined : pageToken(last.record.id),
    });
  }

  #listed(
    request: z.output<typeof listRequest>,
    principal: Principal,
  ): { machineArn: string } | { mapRunArn: string } {
    if (request.mapRunArn !== undefined) {
      this.#authorize(principal, 'states:ListExecutions', request.mapRunArn);
      return { mapRunArn: request.mapRunArn };
    }
    if (request.stateMachineArn === undefined) {
      throw new AwsError('ValidationException', 'Must specify either a stateMachineArn or a mapRunArn');
    }
    const machine = this.#machine(request.stateMachineArn, 'states:ListExecutions', principal);
    if (machine.type === 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    return { machineArn: machine.arn };
  }

  async stop(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(stopRequest, input);
    const record = this.#execution(request.executionArn, 'states:StopExecution', principal);
    const stopped = await this.#engine.stop(record.id, {
      status: 'ABORTED',
      ...(request.error === undefined ? {} : { error: request.error }),
      ...(request.cause === undefined ? {} : { cause: request.cause }),
    });
    return { stopDate: epochSeconds((stopped ?? record).stoppedAt ?? this.#engine.now()) };
  }

  async redrive(input: JsonObject, principal: Principal): Promise<JsonObject> {
    const request = readRequest(executionRequest, input);
    const record = this.#execution(request.executionArn, 'states:RedriveExecution', principal);
    const reason = this.#whyNotRedrivable(record);
    if (reason !== undefined) {
      throw new AwsError('ExecutionNotRedrivable', `${reason}: '${record.arn}'`);
    }
    const redriveDate = epochSeconds(this.#engine.now());
    await redriveExecution(this.#engine, record.id);
    return { redriveDate };
  }
}

function executionArn(machine: Machine, name: string): string {
  return `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
}

function checkName(name: string | undefined): string | undefined {
  if (name !== undefined && !/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) {
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  }
  return name;
}

function listEntry(record: ExecutionRecord): JsonObject {
  return present({
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: epochSeconds(record.startedAt),
    stopDate: record.stoppedAt === undefined ? undefined : epochSeconds(record.stoppedAt),
    mapRunArn: record.mapRunArn,
    redriveCount: record.redriveCount,
    redriveDate: record.redrivenAt === undefined ? undefined : epochSeconds(record.redrivenAt),
  });
}
