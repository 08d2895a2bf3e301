import { describe, expect, test } from 'vitest';
import { AwsError, type JsonObject } from '../../../local/runtime/service.ts';
import { machine, ManualWorld, openTestStore, type RecordedCall } from './manual-world.ts';

const lambda = 'arn:aws:lambda:eu-central-1:111122223333:function:work';

function distributed(fields: object = {}, executionType = 'STANDARD', states?: object): object {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Each',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
          StartAt: Object.keys(states ?? { Work: {} })[0],
          States: states ?? { Work: { Type: 'Task', Resource: lambda, End: true } },
        },
        End: true,
        ...fields,
      },
      Caught: { Type: 'Pass', End: true },
    },
  };
}

/** S3 with a few objects, and a function that doubles numbers and refuses 13. */
function outside(objects: Record<string, string> = {}): (call: RecordedCall) => JsonObject {
  return (call) => {
    if (call.operation === 'GetObject') {
      const body = objects[call.input['Key'] as string];
      if (body === undefined) {
        throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
      }
      return { Body: body };
    }
    if (call.operation === 'ListObjectsV2') {
      return call.input['ContinuationToken'] === undefined
        ? { Contents: [{ Key: 'a', Size: 1 }], IsTruncated: true, NextContinuationToken: 't' }
        : { Contents: [{ Key: 'b', Size: 2 }], IsTruncated: false };
    }
    if (call.operation === 'PutObject') {
      objects[call.input['Key'] as string] = call.input['Body'] as string;
      return { ETag: 'e' };
    }
    const payload = JSON.parse(call.input['Payload'] as string) as unknown;
    if (payload === 13) {
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: '{"errorType":"Unlucky","errorMessage":"13"}',
      };
    }
    return { StatusCode: 200, Payload: JSON.stringify(typeof payload === 'number' ? payload * 2 : payload) };
  };
}

async function run(fields: object, input: unknown, objects: Record<string, string> = {}) {
  const world = new ManualWorld([machine('m', distributed(fields))], { answer: outside(objects) });
  const arn = await world.start('m', input);
  await world.runToTheEnd();
  const told = await world.describe(arn);
  return {
    ...told,
    arn,
    output: told.output === undefined ? undefined : (JSON.parse(told.output) as unknown),
    world,
  };
}

describe('A Distributed Map', () => {
  test.each(['STANDARD', 'EXPRESS'])('runs a %s child for each item of its input.', async (type) => {
    const world = new ManualWorld(
      [machine('m', distributed({ ItemsPath: '$.list', ResultPath: '$.done' }, type))],
      {
        answer: outside(),
      },
    );
    const arn = await world.start('m', { list: [1, 2, 3] });
    await world.settle();
    expect(await world.outputOf(arn)).toEqual({ list: [1, 2, 3], done: [2, 4, 6] });
    expect(await world.eventTypes(arn)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    const { mapRuns } = (await world.call('ListMapRuns', { executionArn: arn })) as unknown as {
      mapRuns: { mapRunArn: string }[];
    };
    expect(mapRuns).toHaveLength(1);
    const mapRunArn = mapRuns[0]?.mapRunArn ?? '';
    expect(mapRunArn).toMatch(/^arn:aws:states:eu-central-1:111122223333:mapRun:m\/Each:/);
    expect(await world.call('DescribeMapRun', { mapRunArn })).toMatchObject({
      executionArn: arn,
      status: 'SUCCEEDED',
      itemCounts: { total: 3, succeeded: 3, running: 0, pending: 0, failed: 0 },
    });
    const children = (await world.call('ListExecutions', { mapRunArn })) as unknown as {
      executions: { executionArn: string }[];
    };
    expect(children.executions).toHaveLength(3);
    const child = children.executions[0]?.executionArn ?? '';
    expect(child).toMatch(/:execution:m\/Each:/);
    expect(await world.describe(child)).toMatchObject({
      status: 'SUCCEEDED',
      mapRunArn,
      input: '3',
      output: '6',
    });
    expect(
      await world.call('ListExecutions', { stateMachineArn: world.machines[0]?.arn ?? '' }),
    ).toMatchObject({
      executions: [{ executionArn: arn }],
    });
    expect(world.counts.get('states transition')).toBe(type === 'STANDARD' ? 4 : 1);
    expect(world.counts.get('states express-request')).toBe(type === 'STANDARD' ? undefined : 3);
  });

  test('over nothing is over at once.', async () => {
    expect((await run({}, [])).output).toEqual([]);
  });

  test('keeps to its concurrency.', async () => {
    const states = { Rest: { Type: 'Wait', Seconds: 10, End: true } };
    const fields = { MaxConcurrencyPath: '$.limit', ItemsPath: '$.list' };
    const world = new ManualWorld([machine('m', distributed(fields, 'STANDARD', states))]);
    const told = await world.run('m', { limit: 2, list: [1, 2, 3, 4, 5] });
    expect(told.output).toBe('[1,2,3,4,5]');
    expect((told.stopDate ?? 0) - told.startDate).toBe(30);
  });

  test('fails with the first child that fails when it tolerates none, and stops the others.', async () => {
    const states = {
      Check: {
        Type: 'Choice',
        Choices: [{ Variable: '$', NumericEquals: 13, Next: 'Bad' }],
        Default: 'Rest',
      },
      Bad: { Type: 'Fail', Error: 'Unlucky' },
      Rest: { Type: 'Wait', Seconds: 3600, End: true },
    };
    const world = new ManualWorld([machine('m', distributed({}, 'STANDARD', states))]);
    const arn = await world.start('m', [1, 13, 2]);
    await world.settle();
    expect(await world.describe(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    const { mapRuns } = (await world.call('ListMapRuns', { executionArn: arn })) as unknown as {
      mapRuns: { mapRunArn: string }[];
    };
    expect(await world.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn ?? '' })).toMatchObject({
      status: 'FAILED',
      executionCounts: { total: 3, failed: 1, aborted: 2, running: 0 },
    });
    expect(world.service.nextDueAt()).toBeUndefined();
  });

  test.each<[object, string, unknown]>([
    [{ ToleratedFailureCount: 1 }, 'SUCCEEDED', [2, 4, 6]],
    [{ ToleratedFailureCountPath: '$$.Execution.Input[0]' }, 'SUCCEEDED', [2, 4, 6]],
    [{ ToleratedFailurePercentage: 25 }, 'SUCCEEDED', [2, 4, 6]],
    [{ ToleratedFailurePercentage: 20 }, 'FAILED', undefined],
    [{ ToleratedFailureCount: 0 }, 'FAILED', undefined],
  ])('with %j ends as %s after one failure in four.', async (fields, status, output) => {
    const told = await run(fields, [1, 2, 13, 3]);
    expect(told.status).toBe(status);
    expect(told.output).toEqual(output);
  });

  test('its failure can be caught.', async () => {
    const told = await run(
      { Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Caught' }] },
      [13],
    );
    expect(told.output).toMatchObject({ Error: 'States.ExceedToleratedFailureThreshold' });
  });
});

describe('An ItemReader reads', () => {
  const reader = (config: object): object => ({
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: config,
      Parameters: { Bucket: 'b', 'Key.$': '$.key' },
    },
  });
  test.each<[string, object, string, unknown]>([
    ['JSON', { InputType: 'JSON' }, '[1,2]', [2, 4]],
    ['a JSON object as pairs', { InputType: 'JSON' }, '{"a":1}', [{ Key: 'a', Value: 1 }]],
    [
      'a part of a JSON document',
      { InputType: 'JSON', ItemsPointer: '/chunk/items' },
      '{"chunk":{"items":[4]}}',
      [8],
    ],
    [
      'JSON lines with a byte order mark',
      { InputType: 'JSONL' },
      '\uFEFF{"n":1}\r\n\n{"n":2}\n',
      [{ n: 1 }, { n: 2 }],
    ],
    [
      'CSV with a header row',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      'id,name\n1,"Roe, ""J"""\r\n2,"two\nlines"\n',
      [
        { id: '1', name: 'Roe, "J"' },
        { id: '2', name: 'two\nlines' },
      ],
    ],
    [
      'CSV with given headers and delimiter',
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['id', 'name'], CSVDelimiter: 'PIPE' },
      '1|a\n2',
      [
        { id: '1', name: 'a' },
        { id: '2', name: '' },
      ],
    ],
    ['no more than MaxItems', { InputType: 'JSONL', MaxItems: 2 }, '1\n2\n3\n', [2, 4]],
  ])('%s.', async (_, config, body, output) => {
    const told = await run(reader(config), { key: 'k' }, { k: body });
    expect(told).toMatchObject({ status: 'SUCCEEDED', output });
    expect(told.world.calls[0]).toMatchObject({
      service: 's3',
      operation: 'GetObject',
      input: { Bucket: 'b', Key: 'k' },
    });
  });

  test('a listing of objects, all its pages.', async () => {
    const told = await run(
      {
        ItemReader: {
          Resource: 'arn:aws:states:::s3:listObjectsV2',
          Parameters: { Bucket: 'b', Prefix: 'chunk/' },
        },
      },
      {},
    );
    expect(told.output).toEqual([
      { Key: 'a', Size: 1 },
      { Key: 'b', Size: 2 },
    ]);
  });

  test.each<[string, object, RegExp]>([
    ['a missing object', {}, /The specified key does not exist/],
    ['a broken document', { k: '{"a":' }, /Cannot read as JSON/],
    ['a document that is no list', { k: '"text"' }, /must hold a JSON array/],
  ])('%s not.', async (_, objects, cause) => {
    const told = await run(reader({}), { key: 'k' }, objects as Record<string, string>);
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(told.cause).toMatch(cause);
  });
});

describe('An ItemBatcher gathers', () => {
  test.each<[string, object, unknown]>([
    ['so many items', { MaxItemsPerBatch: 2 }, [{ Items: [1, 2] }, { Items: [3] }]],
    [
      'so many items by a path, with what all share',
      { MaxItemsPerBatchPath: '$.size', BatchInput: { 'practice.$': '$.practice' } },
      [{ BatchInput: { practice: 'p1' }, Items: [1, 2, 3] }],
    ],
    ['so many bytes', { MaxInputBytesPerBatch: 16 }, [{ Items: [1, 2] }, { Items: [3] }]],
  ])('%s.', async (_, batcher, output) => {
    const told = await run(
      { ItemsPath: '$.list', ItemBatcher: batcher },
      { list: [1, 2, 3], size: 9, practice: 'p1' },
    );
    expect(told.output).toEqual(output);
    const run1 = (await told.world.call('ListMapRuns', {
      executionArn: told.arn,
    })) as unknown as { mapRuns: { mapRunArn: string }[] };
    expect(
      await told.world.call('DescribeMapRun', { mapRunArn: run1.mapRuns[0]?.mapRunArn ?? '' }),
    ).toMatchObject({
      itemCounts: { total: 3, succeeded: 3 },
    });
  });

  test('after the ItemSelector has made each item.', async () => {
    const told = await run(
      {
        ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value' },
        ItemBatcher: { MaxItemsPerBatch: 2 },
      },
      ['a', 'b'],
    );
    expect(told.output).toEqual([
      {
        Items: [
          { i: 0, v: 'a' },
          { i: 1, v: 'b' },
        ],
      },
    ]);
  });
});

describe('A ResultWriter', () => {
  test('writes what succeeded, what failed and a manifest, and hands on where.', async () => {
    const objects: Record<string, string> = {};
    const told = await run(
      {
        ToleratedFailureCount: 1,
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          Parameters: { Bucket: 'out', Prefix: 'runs/' },
        },
      },
      [1, 13],
      objects,
    );
    const output = told.output as { MapRunArn: string; ResultWriterDetails: { Bucket: string; Key: string } };
    const folder = `runs/${output.MapRunArn.split(':').at(-1) ?? ''}`;
    expect(output.ResultWriterDetails).toEqual({ Bucket: 'out', Key: `${folder}/manifest.json` });
    expect(JSON.parse(objects[`${folder}/SUCCEEDED_0.json`] ?? '')).toMatchObject([
      { Input: '1', Output: '2', Status: 'SUCCEEDED' },
    ]);
    expect(JSON.parse(objects[`${folder}/FAILED_0.json`] ?? '')).toMatchObject([
      { Input: '13', Error: 'Unlucky', Status: 'FAILED' },
    ]);
    expect(JSON.parse(objects[`${folder}/manifest.json`] ?? '')).toMatchObject({
      DestinationBucket: 'out',
      MapRunArn: output.MapRunArn,
      ResultFiles: {
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json` }],
        FAILED: [{ Key: `${folder}/FAILED_0.json` }],
        PENDING: [],
      },
    });
  });

  test('without a bucket only transforms.', async () => {
    const told = await run(
      { ResultWriter: { WriterConfig: { OutputType: 'JSON', Transformation: 'COMPACT' } } },
      [1, 2],
    );
    expect(told.output).toEqual([2, 4]);
  });

  test('that cannot write fails the state.', async () => {
    const world = new ManualWorld(
      [
        machine(
          'm',
          distributed({
            ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out' } },
          }),
        ),
      ],
      {
        answer: (call) => {
          if (call.service === 's3') {
            throw new AwsError('AccessDenied', 'no statement allows s3:PutObject', 403);
          }
          return outside()(call);
        },
      },
    );
    expect(await world.run('m', [1])).toMatchObject({ status: 'FAILED', error: 'States.ResultWriterFailed' });
  });
});

test('A kill at the join does not run the Map again.', async () => {
  const store = openTestStore();
  let puts = 0;
  const definition = distributed({
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out' } },
  });
  const first = new ManualWorld([machine('m', definition)], {
    store,
    answer: (call) => {
      if (call.service !== 's3') {
        return outside()(call);
      }
      puts += 1;
      return new Promise(() => {});
    },
  });
  const arn = await first.start('m', [1, 2]);
  for (let turn = 0; turn < 30; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  expect(puts).toBe(1);
  const second = new ManualWorld([machine('m', definition)], { store, answer: outside() });
  await second.settle();
  expect((await second.describe(arn)).status).toBe('SUCCEEDED');
  expect(second.calls.filter((call) => call.service === 'lambda')).toHaveLength(0);
});

test('A redrive runs only the children that had failed.', async () => {
  let lucky = false;
  const world = new ManualWorld([machine('m', distributed())], {
    answer: (call) => (lucky ? { StatusCode: 200, Payload: '"redone"' } : outside()(call)),
  });
  const arn = await world.start('m', [1, 13, 2]);
  await world.settle();
  expect((await world.describe(arn)).status).toBe('FAILED');
  lucky = true;
  const before = world.calls.length;
  await world.call('RedriveExecution', { executionArn: arn });
  await world.settle();
  const told = await world.describe(arn);
  expect(told).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  expect((JSON.parse(told.output ?? '') as unknown[])[1]).toBe('redone');
  expect(world.calls.length - before).toBeLessThanOrEqual(2);
  expect(await world.eventTypes(arn)).toContain('MapRunRedriven');
});

test('A child that waits for a token is answered like any other.', async () => {
  const world = new ManualWorld([
    machine(
      'm',
      distributed({}, 'STANDARD', {
        Work: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
          End: true,
        },
      }),
    ),
  ]);
  const arn = await world.start('m', [1, 2]);
  await world.settle();
  expect(world.service.busy()).toBeUndefined();
  for (const [index, call] of [...world.calls].toReversed().entries()) {
    const { token } = JSON.parse(call.input['MessageBody'] as string) as { token: string };
    await world.call('SendTaskSuccess', { taskToken: token, output: String(index) });
  }
  await world.settle();
  expect(await world.outputOf(arn)).toEqual([1, 0]);
});
