import * as z from 'zod';
import { AwsError, type Json, type JsonObject, type Principal } from '../../../runtime/service.ts';
import type { Engine } from '../engine.ts';
import type { HistoryEvent } from '../history.ts';
import type { Authorize } from './execution-operations.ts';
import {
  checkArn,
  epochSeconds,
  pageSize,
  pageToken,
  present,
  readPageToken,
  readRequest,
} from './request.ts';

const historyRequest = z.object({
  executionArn: z.string(),
  maxResults: pageSize,
  reverseOrder: z.boolean().optional(),
  nextToken: z.string().optional(),
  includeExecutionData: z.boolean().optional(),
});

/** Members that hold the data of an execution, and those that say whether such a member was cut short. */
const dataMembers: Readonly<Record<string, string | undefined>> = {
  input: 'inputDetails',
  output: 'outputDetails',
  parameters: undefined,
  assignedVariables: 'assignedVariablesDetails',
};

/** GetExecutionHistory. */
export function getExecutionHistory(
  engine: Engine,
  authorize: Authorize,
  input: JsonObject,
  principal: Principal,
): JsonObject {
  const request = readRequest(historyRequest, input);
  checkArn(request.executionArn);
  authorize(principal, 'states:GetExecutionHistory', request.executionArn);
  const record = engine.lives.find(request.executionArn);
  if (record === undefined || record.type === 'EXPRESS') {
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${request.executionArn}'`);
  }
  const after = readPageToken(request.nextToken, 0);
  const found = engine.history.page(record.id, after, request.maxResults + 1, request.reverseOrder === true);
  const page = found.slice(0, request.maxResults);
  const last = found.length > page.length ? page.at(-1) : undefined;
  return present({
    events: page.map((event) => describeEvent(event, request.includeExecutionData !== false)),
    nextToken: last === undefined ? undefined : pageToken(last.id),
  });
}

function describeEvent(event: HistoryEvent, withData: boolean): JsonObject {
  const { detailsName, details } = event;
  return {
    timestamp: epochSeconds(event.timestamp),
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
    ...(detailsName === undefined ? {} : { [detailsName]: describeDetails(details ?? {}, withData) }),
  };
}

function describeDetails(details: JsonObject, withData: boolean): JsonObject {
  const described: Record<string, Json> = {};
  for (const [name, value] of Object.entries(details)) {
    const isData = name in dataMembers;
    if (!isData || withData) {
      described[name] = value;
    }
    const about = isData && withData ? dataMembers[name] : undefined;
    if (about !== undefined) {
      described[about] = { truncated: false };
    }
  }
  return described;
}
