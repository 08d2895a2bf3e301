import * as z from 'zod';
import { AwsError, type JsonObject, type Principal } from '../../../runtime/service.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord } from '../execution.ts';
import { isObject, parseJson } from '../json.ts';
import type { MapRun } from '../map-run-table.ts';
import { endedCount } from '../map-runs.ts';
import type { Authorize } from './execution-operations.ts';
import { epochSeconds, pageSize, pageToken, present, readPageToken, readRequest } from './request.ts';

const describeRequest = z.object({ mapRunArn: z.string() });
const listRequest = z.object({
  executionArn: z.string(),
  maxResults: pageSize,
  nextToken: z.string().optional(),
});

/** DescribeMapRun. */
export function describeMapRun(
  engine: Engine,
  authorize: Authorize,
  input: JsonObject,
  principal: Principal,
): JsonObject {
  const { mapRunArn } = readRequest(describeRequest, input);
  authorize(principal, 'states:DescribeMapRun', mapRunArn);
  const run = engine.mapRuns.find(mapRunArn);
  if (run === undefined) {
    throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
  }
  return present({
    mapRunArn,
    executionArn: engine.findById(run.execution)?.arn,
    status: run.status,
    startDate: epochSeconds(run.startedAt),
    stopDate: run.stoppedAt === undefined ? undefined : epochSeconds(run.stoppedAt),
    maxConcurrency: run.limit,
    toleratedFailureCount: run.toleratedCount ?? 0,
    toleratedFailurePercentage: run.toleratedPercentage ?? 0,
    itemCounts: run.batched ? itemCounts(run, engine.tables.childrenOfMapRun(run.arn)) : executionCounts(run),
    executionCounts: executionCounts(run),
    redriveCount: run.redriveCount,
    redriveDate: run.redrivenAt === undefined ? undefined : epochSeconds(run.redrivenAt),
  });
}

/** ListMapRuns. */
export function listMapRuns(
  engine: Engine,
  authorize: Authorize,
  input: JsonObject,
  principal: Principal,
): JsonObject {
  const request = readRequest(listRequest, input);
  authorize(principal, 'states:ListMapRuns', request.executionArn);
  const record = engine.lives.find(request.executionArn);
  if (record === undefined) {
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${request.executionArn}'`);
  }
  const first = readPageToken(request.nextToken, 0);
  const runs = engine.mapRuns.table
    .ofExecution(record.id)
    .toSorted((left, right) => right.startedAt - left.startedAt);
  const end = first + request.maxResults;
  return present({
    mapRuns: runs.slice(first, end).map((run) =>
      present({
        executionArn: record.arn,
        mapRunArn: run.arn,
        stateMachineArn: record.machineArn,
        startDate: epochSeconds(run.startedAt),
        stopDate: run.stoppedAt === undefined ? undefined : epochSeconds(run.stoppedAt),
      }),
    ),
    nextToken: end < runs.length ? pageToken(end) : undefined,
  });
}

function executionCounts(run: MapRun): JsonObject {
  return {
    pending: run.total - run.nextIndex,
    running: run.nextIndex - endedCount(run),
    succeeded: run.counts.succeeded,
    failed: run.counts.failed,
    timedOut: run.counts.timedOut,
    aborted: run.counts.aborted,
    total: run.total,
    resultsWritten: run.status === 'SUCCEEDED' ? run.total : 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}

function itemsOf(input: string): number {
  const value = parseJson(input);
  return isObject(value) && Array.isArray(value['Items']) ? value['Items'].length : 1;
}

/** Counts of items, which differ from those of children when an ItemBatcher gathered them. */
function itemCounts(run: MapRun, children: readonly ExecutionRecord[]): JsonObject {
  const total = run.items.reduce<number>((sum, item) => sum + itemsOf(JSON.stringify(item)), 0);
  const of = (status: string): number =>
    children.filter((child) => child.status === status).reduce((sum, child) => sum + itemsOf(child.input), 0);
  const counts = {
    running: of('RUNNING'),
    succeeded: of('SUCCEEDED'),
    failed: of('FAILED'),
    timedOut: of('TIMED_OUT'),
    aborted: of('ABORTED'),
  };
  const started = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    ...counts,
    pending: total - started,
    total,
    resultsWritten: run.status === 'SUCCEEDED' ? total : 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}
