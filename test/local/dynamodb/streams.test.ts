import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import type { StreamViewType } from '../../../local/aws/dynamodb/table-definition.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld, startOfWorld } from './dynamodb-world.ts';

const arn = claimsTable.streamArn ?? '';
const hour = 60 * 60 * 1000;

let world: DynamoDbWorld;
beforeEach(() => {
  world = openDynamoDbWorld([claimsTable]);
});
afterEach(() => world.close());

const item = (sk: string, rest: JsonObject = {}): JsonObject => ({
  pk: { S: 'p#1' },
  sk: { S: sk },
  ...rest,
});
const put = (sk: string, rest: JsonObject = {}) =>
  world.call('PutItem', { TableName: 'claims', Item: item(sk, rest) });
const remove = (sk: string) => world.call('DeleteItem', { TableName: 'claims', Key: item(sk) });

describe('A stream', () => {
  test('has a record of every change, as a Lambda function gets it', async () => {
    await put('a', { n: { N: '1' } });
    world.now += 1500;
    await put('a', { n: { N: '2' } });
    await remove('a');
    const records = world.dynamoDb.readStream(arn, undefined, 10);
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(records[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: arn,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor((startOfWorld + 1500) / 1000),
        Keys: item('a'),
        NewImage: item('a', { n: { N: '2' } }),
        OldImage: item('a', { n: { N: '1' } }),
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(records[0]?.dynamodb).not.toHaveProperty('OldImage');
    expect(records[2]?.dynamodb).not.toHaveProperty('NewImage');
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
  });

  test('has none of a write that changes nothing', async () => {
    await put('a', { tags: { SS: ['x', 'y'] } });
    await put('a', { tags: { SS: ['y', 'x'] } });
    await remove('absent');
    await world.errorOf('PutItem', {
      TableName: 'claims',
      Item: item('b'),
      ConditionExpression: 'attribute_exists(pk)',
    });
    expect(world.dynamoDb.readStream(arn, undefined, 10)).toHaveLength(1);
  });

  test('is read on from a sequence number', async () => {
    for (const sk of ['a', 'b', 'c', 'd']) {
      await put(sk);
    }
    const [first, second] = world.dynamoDb.readStream(arn, undefined, 2);
    expect(second?.dynamodb.Keys).toEqual(item('b'));
    const rest = world.dynamoDb.readStream(arn, second?.dynamodb.SequenceNumber, 10);
    expect(rest.map(({ dynamodb }) => dynamodb.Keys)).toEqual([item('c'), item('d')]);
    expect((first?.dynamodb.SequenceNumber ?? '') < (second?.dynamodb.SequenceNumber ?? '')).toBe(true);
    expect(world.dynamoDb.latestSequenceNumber(arn)).toBe(rest[1]?.dynamodb.SequenceNumber);
    expect(world.dynamoDb.readStream(arn, world.dynamoDb.latestSequenceNumber(arn), 10)).toEqual([]);
  });

  test('tells its listeners once the records can be read', async () => {
    const heard: number[] = [];
    const stop = world.dynamoDb.onStreamRecord((streamArn) => {
      heard.push(world.dynamoDb.readStream(streamArn, undefined, 10).length);
    });
    await world.call('TransactWriteItems', {
      TransactItems: ['a', 'b'].map((sk) => ({ Put: { TableName: 'claims', Item: item(sk) } })),
    });
    await put('a');
    stop();
    await put('c');
    expect(heard).toEqual([2]);
  });

  test.each<[StreamViewType, string[]]>([
    ['KEYS_ONLY', ['Keys']],
    ['NEW_IMAGE', ['Keys', 'NewImage']],
    ['OLD_IMAGE', ['Keys', 'OldImage']],
    ['NEW_AND_OLD_IMAGES', ['Keys', 'NewImage', 'OldImage']],
  ])('with the view %s shows %j', async (streamViewType, shown) => {
    const streamArn = `${arn}-${streamViewType}`;
    world.dynamoDb.provision([{ ...claimsTable, streamViewType, streamArn }]);
    await put('a', { n: { N: '1' } });
    await put('a', { n: { N: '2' } });
    const change = world.dynamoDb.readStream(streamArn, undefined, 10)[1]?.dynamodb ?? {};
    expect(Object.keys(change).filter((name) => /^Keys$|Image$/.test(name))).toEqual(shown);
  });

  test('can be read over the API', async () => {
    await put('a');
    await put('b');
    const { Streams } = await world.call('ListStreams', { TableName: 'claims' });
    expect(Streams).toEqual([
      { StreamArn: arn, TableName: 'claims', StreamLabel: '2026-01-05T08:00:00.000' },
    ]);
    const { StreamDescription } = await world.call('DescribeStream', { StreamArn: arn });
    expect(StreamDescription).toMatchObject({
      StreamStatus: 'ENABLED',
      Shards: [{ ShardId: expect.any(String) }],
    });
    const ShardId = /"ShardId":"([^"]+)"/.exec(JSON.stringify(StreamDescription))?.[1] ?? '';
    const iterator = async (rest: JsonObject) =>
      (await world.call('GetShardIterator', { StreamArn: arn, ShardId, ...rest }))['ShardIterator'] ?? '';
    const first = await world.call('GetRecords', {
      ShardIterator: await iterator({ ShardIteratorType: 'TRIM_HORIZON' }),
      Limit: 1,
    });
    expect(first).toMatchObject({ Records: [{ dynamodb: { Keys: item('a') } }] });
    expect(JSON.stringify(first['Records'])).not.toContain('eventSourceARN');
    const next = await world.call('GetRecords', { ShardIterator: first['NextShardIterator'] ?? '' });
    expect(next).toMatchObject({ Records: [{ dynamodb: { Keys: item('b') } }] });
    const SequenceNumber = world.dynamoDb.latestSequenceNumber(arn);
    for (const [type, count] of [
      ['AT_SEQUENCE_NUMBER', 1],
      ['AFTER_SEQUENCE_NUMBER', 0],
      ['LATEST', 0],
    ] as const) {
      const ShardIterator = await iterator({ ShardIteratorType: type, SequenceNumber });
      expect(await world.call('GetRecords', { ShardIterator })).toMatchObject({ Records: { length: count } });
    }
    expect((await world.errorOf('DescribeStream', { StreamArn: `${arn}x` })).name).toBe(
      'ResourceNotFoundException',
    );
    expect((await world.errorOf('GetRecords', { ShardIterator: `${arn}|1|x` })).message).toBe(
      'Invalid ShardIterator',
    );
  });
});

describe('Retention', () => {
  test('removes an expired item with its index entries, and the stream says who did it', async () => {
    const seconds = startOfWorld / 1000;
    await put('soon', { status: { S: 'open' }, dueAt: { N: '1' }, expiresAt: { N: String(seconds + 60) } });
    await put('later', { expiresAt: { N: String(seconds + 7200) } });
    await put('never', { expiresAt: { S: 'tomorrow' } });
    await put('ancient', { expiresAt: { N: '1000' } });
    expect(world.dynamoDb.nextDueAt()).toBe(startOfWorld + hour);
    expect(world.dynamoDb.nextWorkDueAt()).toBeUndefined();
    await world.dynamoDb.runDue(world.now);
    expect(await world.call('Scan', { TableName: 'claims', Select: 'COUNT' })).toMatchObject({ Count: 4 });
    const before = world.dynamoDb.latestSequenceNumber(arn);
    world.now += hour;
    await world.dynamoDb.runDue(world.now);
    const left = await world.call('Scan', { TableName: 'claims', ProjectionExpression: 'sk' });
    expect(left['Items']).toEqual([{ sk: { S: 'ancient' } }, { sk: { S: 'later' } }, { sk: { S: 'never' } }]);
    expect(await world.call('Scan', { TableName: 'claims', IndexName: 'by-status' })).toMatchObject({
      Count: 0,
    });
    expect(world.dynamoDb.readStream(arn, before, 10)).toMatchObject([
      {
        eventName: 'REMOVE',
        dynamodb: { Keys: item('soon') },
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      },
    ]);
    expect(world.dynamoDb.nextDueAt()).toBe(startOfWorld + 2 * hour);
  });

  test('keeps an item whose time was put off', async () => {
    const seconds = startOfWorld / 1000;
    await put('a', { expiresAt: { N: String(seconds + 60) } });
    await put('a', { expiresAt: { N: String(seconds + 7200) } });
    world.now += hour;
    await world.dynamoDb.runDue(world.now);
    expect(await world.call('Scan', { TableName: 'claims', Select: 'COUNT' })).toMatchObject({ Count: 1 });
  });

  test('removes more than one batch of expired items', async () => {
    const expiresAt = { N: String(startOfWorld / 1000 + 1) };
    await Promise.all(Array.from({ length: 1100 }, (_, n) => put(`many ${n}`, { expiresAt })));
    world.now += hour;
    await world.dynamoDb.runDue(world.now);
    expect(await world.call('Scan', { TableName: 'claims', Select: 'COUNT' })).toMatchObject({ Count: 0 });
    expect(world.counts.get('dynamodb expired-items')).toBe(1100);
  });

  test('keeps stream records for a day', async () => {
    await put('a');
    world.now += 20 * hour;
    await put('b');
    world.now += 5 * hour;
    await world.dynamoDb.runDue(world.now);
    expect(world.dynamoDb.readStream(arn, undefined, 10)).toMatchObject([{ dynamodb: { Keys: item('b') } }]);
    world.now += 24 * hour;
    const latest = world.dynamoDb.latestSequenceNumber(arn);
    await world.dynamoDb.runDue(world.now);
    expect(world.dynamoDb.readStream(arn, undefined, 10)).toEqual([]);
    expect(world.dynamoDb.nextDueAt()).toBeUndefined();
    await put('c');
    expect(world.dynamoDb.latestSequenceNumber(arn) > latest).toBe(true);
  });

  test('follows a change of the attribute', async () => {
    await put('a', { other: { N: String(startOfWorld / 1000 + 60) } });
    await world.call('UpdateTimeToLive', {
      TableName: 'claims',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false },
    });
    await world.call('UpdateTimeToLive', {
      TableName: 'claims',
      TimeToLiveSpecification: { AttributeName: 'other', Enabled: true },
    });
    expect(await world.call('DescribeTimeToLive', { TableName: 'claims' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'other' },
    });
    world.now += hour;
    await world.dynamoDb.runDue(world.now);
    expect(await world.call('Scan', { TableName: 'claims', Select: 'COUNT' })).toMatchObject({ Count: 0 });
  });
});
