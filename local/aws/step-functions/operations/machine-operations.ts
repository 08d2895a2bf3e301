import * as z from 'zod';
import { AwsError, type JsonObject, type Principal } from '../../../runtime/service.ts';
import type { Engine } from '../engine.ts';
import type { Authorize } from './execution-operations.ts';
import {
  epochSeconds,
  pageSize,
  pageToken,
  present,
  readPageToken,
  readRequest,
  unqualifiedMachineArn,
} from './request.ts';

const describeRequest = z.object({ stateMachineArn: z.string() });
const listRequest = z.object({ maxResults: pageSize, nextToken: z.string().optional() });

/** DescribeStateMachine. */
export function describeStateMachine(
  engine: Engine,
  authorize: Authorize,
  input: JsonObject,
  principal: Principal,
): JsonObject {
  const request = readRequest(describeRequest, input);
  const arn = unqualifiedMachineArn(request.stateMachineArn);
  authorize(principal, 'states:DescribeStateMachine', arn);
  const machine = engine.machines.findDeclared(arn);
  if (machine === undefined) {
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: engine.machines.text(machine.definitionHash),
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: epochSeconds(machine.createdAt),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    revisionId: machine.definitionHash,
  };
}

/** ListStateMachines. */
export function listStateMachines(
  engine: Engine,
  authorize: Authorize,
  input: JsonObject,
  principal: Principal,
): JsonObject {
  const request = readRequest(listRequest, input);
  authorize(principal, 'states:ListStateMachines', '*');
  const first = readPageToken(request.nextToken, 0);
  const machines = engine.machines.declared();
  const end = first + request.maxResults;
  return present({
    stateMachines: machines.slice(first, end).map((machine) => ({
      stateMachineArn: machine.arn,
      name: machine.name,
      type: machine.type,
      creationDate: epochSeconds(machine.createdAt),
    })),
    nextToken: end < machines.length ? pageToken(end) : undefined,
  });
}
