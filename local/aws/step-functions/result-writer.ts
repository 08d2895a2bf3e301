import type { Json, JsonObject } from '../../runtime/service.ts';
import { type DataScope, fillForState } from './data-flow.ts';
import type { MapState } from './definition.ts';
import type { ResultWriter } from './definition-schema.ts';
import type { ExecutionRecord } from './execution.ts';
import type { RoleCall } from './item-reader.ts';
import { isObject, parseJson } from './json.ts';
import { StateError } from './state-error.ts';

function describeChild(child: ExecutionRecord): JsonObject {
  return {
    ExecutionArn: child.arn,
    Input: child.input,
    InputDetails: { Included: true },
    Name: child.name,
    ...(child.output === undefined ? {} : { Output: child.output, OutputDetails: { Included: true } }),
    ...(child.error === undefined ? {} : { Error: child.error }),
    ...(child.cause === undefined ? {} : { Cause: child.cause }),
    StartDate: new Date(child.startedAt).toISOString(),
    StateMachineArn: child.machineArn,
    Status: child.status,
    StopDate: new Date(child.stoppedAt ?? child.startedAt).toISOString(),
  };
}

/** The results of the children as WriterConfig's Transformation wants them. */
function transform(children: readonly ExecutionRecord[], transformation: string): Json[] {
  if (transformation === 'NONE') {
    return children.map(describeChild);
  }
  const outputs = children.map((child) =>
    child.output === undefined
      ? { Error: child.error ?? null, Cause: child.cause ?? null }
      : parseJson(child.output),
  );
  return transformation === 'FLATTEN' ? outputs.flat() : outputs;
}

/** The number of a map run: the last part of its ARN, and the folder of its results. */
function runId(mapRunArn: string): string {
  return mapRunArn.split(':').at(-1) ?? mapRunArn;
}

/**
 * Writes the results of a map run to S3 (one object for each outcome that occurred, and a manifest) and answers
 * what the Map state's result then is. Writing twice, after a crash, writes the same objects.
 *
 * @throws StateError `States.ResultWriterFailed` when S3 refuses.
 */
export async function writeResults(
  state: MapState,
  writer: ResultWriter,
  mapRunArn: string,
  children: readonly ExecutionRecord[],
  scope: DataScope,
  call: RoleCall,
): Promise<Json> {
  const config = writer.WriterConfig ?? {};
  const results = transform(children, config.Transformation ?? 'NONE');
  const target = await fillForState(
    state,
    writer.Arguments ?? writer.Parameters ?? {},
    scope,
    'ResultWriter',
  );
  const bucket = isObject(target) ? target['Bucket'] : undefined;
  if (typeof bucket !== 'string') {
    return results;
  }
  const prefix =
    isObject(target) && typeof target['Prefix'] === 'string' ? target['Prefix'].replace(/\/$/, '') : '';
  const folder = [prefix, runId(mapRunArn)].filter((part) => part !== '').join('/');
  const lines = config.OutputType === 'JSONL';
  const put = async (name: string, body: string): Promise<JsonObject> => {
    const key = `${folder}/${name}`;
    await call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' });
    return { Key: key, Size: Buffer.byteLength(body) };
  };
  const files: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  try {
    for (const [outcome, members] of Object.entries(byOutcome(children))) {
      if (members.length > 0) {
        const values = transform(members, config.Transformation ?? 'NONE');
        const body = lines
          ? values.map((value) => `${JSON.stringify(value)}\n`).join('')
          : JSON.stringify(values);
        files[outcome] = [await put(`${outcome}_0.${lines ? 'jsonl' : 'json'}`, body)];
      }
    }
    const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files };
    const { Key } = await put('manifest.json', JSON.stringify(manifest));
    return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: Key ?? null } };
  } catch (error) {
    throw new StateError('States.ResultWriterFailed', error instanceof Error ? error.message : String(error));
  }
}

function byOutcome(children: readonly ExecutionRecord[]): Record<string, ExecutionRecord[]> {
  return {
    SUCCEEDED: children.filter((child) => child.status === 'SUCCEEDED'),
    FAILED: children.filter((child) => child.status !== 'SUCCEEDED'),
  };
}
