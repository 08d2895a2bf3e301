import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamoDbClaimStore } from '#adapters/dynamodb/dynamodb-claim-store.ts';
import { dynamoDbCommit } from '#adapters/dynamodb/dynamodb-commit.ts';
import { dynamoDbControlNumbers } from '#adapters/dynamodb/dynamodb-control-numbers.ts';
import { dynamoDbLedgerStore } from '#adapters/dynamodb/dynamodb-ledger-store.ts';
import { dynamoDbOutbox, outboxRowOf } from '#adapters/dynamodb/dynamodb-outbox.ts';
import { dynamoDbPracticeStore } from '#adapters/dynamodb/dynamodb-practice-store.ts';
import { dynamoDbUploadRegister } from '#adapters/dynamodb/dynamodb-upload-register.ts';
import { dynamoDbTaskStore } from '#adapters/dynamodb/dynamodb-task-store.ts';
import type { Write } from '#domain/writes/write.ts';
import { samplePractice } from '../domain/ledger/sample-claim.ts';
import { at, claim, event, posting, signal, task, upload } from '../ports/samples.ts';

/* Only what an adapter sends and how it takes errors; that the requests mean what they should is shown against the services. */

const sdk = mockClient(DynamoDBClient);
const client = new DynamoDBClient({ region: 'us-east-1' });
const tables = { claims: 'claims', ledger: 'ledger', work: 'work', practice: 'practice' };
const commit = dynamoDbCommit(client, tables);
const $metadata = { httpStatusCode: 400 };
const made = claim();
const { practiceId, claimId } = made;

beforeEach(() => {
  sdk.reset();
});

function named(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error('from AWS'), { name, $metadata: { httpStatusCode } });
}

function cancelled(...codes: string[]): TransactionCanceledException {
  const CancellationReasons = codes.map((Code): CancellationReason => ({ Code }));
  return new TransactionCanceledException({ message: 'cancelled', $metadata, CancellationReasons });
}

const decision: readonly Write[] = [
  { kind: 'save-claim', claim: { ...made, version: 2 }, expectedVersion: 1 },
  { kind: 'record-event', event: event(made, 2) },
  { kind: 'post', posting: posting(made) },
  { kind: 'open-task', task: task(made) },
  signal(made),
];

describe('a decision', () => {
  test('is one transaction over all tables, each write under its condition', async () => {
    sdk.on(TransactWriteItemsCommand).resolves({});
    await commit.apply(decision);
    const [call] = sdk.commandCalls(TransactWriteItemsCommand);
    const items = call?.args[0].input.TransactItems ?? [];
    expect(
      items.map(({ Put, Update }) => [
        Put?.TableName ?? Update?.TableName,
        Put?.ConditionExpression ?? Update?.ConditionExpression,
      ]),
    ).toEqual([
      ['claims', 'version = :expected'],
      ['claims', 'attribute_not_exists(pk)'],
      ['ledger', 'attribute_not_exists(pk)'],
      ['work', 'attribute_not_exists(pk)'],
      ['claims', 'attribute_not_exists(#outcome)'],
    ]);
    expect(items[0]?.Put?.ExpressionAttributeValues).toEqual({ ':expected': { N: '1' } });
  });

  test('keys every item by the practice, and tells nothing of the patient outside the document', async () => {
    sdk.on(TransactWriteItemsCommand).resolves({});
    await commit.apply(decision);
    const items = sdk.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    for (const { Put, Update } of items) {
      const { document: _, ...attributes } = Put?.Item ?? Update?.Key ?? {};
      expect(attributes['pk']?.S).toMatch(/^cedar-hill#/);
      expect(JSON.stringify(attributes)).not.toMatch(/Larch|Wren|1980|JHM/);
    }
  });

  test('of nothing sends nothing', async () => {
    expect(await commit.apply([])).toEqual({ outcome: 'committed' });
    expect(sdk.calls()).toHaveLength(0);
  });

  const none = 'None';
  const failed = 'ConditionalCheckFailed';
  test.each([
    ['a posting that is there', [none, none, failed, none, none], 'duplicate post'],
    ['a task that is there', [none, none, none, failed, none], 'duplicate open-task'],
    ['a version that rose', [failed, none, none, none, none], 'CommitConflict'],
    [
      'a version that rose and the task of the new one',
      [failed, failed, none, failed, none],
      'CommitConflict',
    ],
    ['an answer that was given', [none, none, none, none, failed], 'CommitConflict'],
    [
      'a write to the same item at the same moment',
      [none, none, 'TransactionConflict', none, none],
      'CommitConflict',
    ],
    ['throttling of one item', [none, 'ThrottlingError', none, none, none], 'TemporaryFault'],
    ['a hot partition', [failed, 'ProvisionedThroughputExceeded', none, none, none], 'TemporaryFault'],
    ['an item too large', [none, none, 'ValidationError', none, none], 'TransactionCanceledException'],
  ] as const)('cancelled for %s is told as it is', async (_reason, codes, expected) => {
    sdk.on(TransactWriteItemsCommand).rejects(cancelled(...codes));
    const outcome = await commit.apply(decision).then(
      (answer) => (answer.outcome === 'duplicate' ? `duplicate ${answer.what}` : answer.outcome),
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
    expect(outcome).toBe(expected);
  });

  test('reads the reasons by the items of each write, also behind one that is two items', async () => {
    const handOver: Write = {
      kind: 'hand-over-balance',
      practiceId,
      claimId,
      guarantorId: made.guarantorId,
      balanceCents: made.totalChargeCents,
      serviceDate: made.serviceDateFrom,
      at,
    };
    sdk.on(TransactWriteItemsCommand).rejects(cancelled(none, none, failed));
    expect(await commit.apply([handOver, { kind: 'post', posting: posting(made) }])).toEqual({
      outcome: 'duplicate',
      what: 'post',
    });
  });
});

const numbers = dynamoDbControlNumbers(client, 'practice');
const pair = { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' };
const received = {
  controlNumber: '000000007',
  fileKey: 'inbound/1.edi',
  interchangeIndex: 0,
  receivedAt: at,
  verdict: 'accepted' as const,
};

/** No document here is too long for an item. */
const practiceStore = () =>
  dynamoDbPracticeStore(client, 'practice', () => {
    throw new Error('nothing here needs a file');
  });

describe('a fault of DynamoDB', () => {
  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['commit', () => commit.apply(decision)],
    ['load a claim', () => dynamoDbClaimStore(client, 'claims').load(practiceId, claimId)],
    ['read a history', () => dynamoDbClaimStore(client, 'claims').history(practiceId, claimId)],
    ['list claims', () => dynamoDbClaimStore(client, 'claims').list(practiceId, {})],
    ['read postings', () => dynamoDbLedgerStore(client, 'ledger').ofClaim(practiceId, claimId)],
    [
      'list tasks',
      () => dynamoDbTaskStore(client, 'work').list(practiceId, { list: 'open', order: 'due', limit: 5 }),
    ],
    ['take a number', () => numbers.issue(practiceId, pair, 'a.edi', at)],
    ['note what came', () => numbers.noteReceived(practiceId, pair, received)],
    ['save a practice', () => practiceStore().save(samplePractice(), at)],
    ['register an upload', () => dynamoDbUploadRegister(client, 'practice').register(upload())],
    ['read the outbox', () => dynamoDbOutbox(client, 'claims').unsent(at, 5)],
  ];

  test.each(calls)('that passes is a temporary one: %s', async (_what, call) => {
    for (const error of [
      named('ProvisionedThroughputExceededException'),
      named('ThrottlingException'),
      named('InternalServerError', 500),
      named('ServiceUnavailable', 503),
      Object.assign(new Error('socket'), { code: 'ECONNRESET' }),
    ]) {
      sdk.reset();
      sdk.onAnyCommand().rejects(error);
      await expect(call()).rejects.toMatchObject({ name: 'TemporaryFault', cause: error });
    }
  });

  test.each(calls)('that does not pass goes on under its own name: %s', async (_what, call) => {
    sdk.onAnyCommand().rejects(named('AccessDeniedException'));
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('a reader', () => {
  test('reads what a decision rests on consistently', async () => {
    sdk.on(GetItemCommand).resolves({});
    sdk.on(QueryCommand).resolves({ Items: [] });
    await dynamoDbClaimStore(client, 'claims').load(practiceId, claimId);
    await practiceStore().load(practiceId);
    await dynamoDbTaskStore(client, 'work').load(practiceId, task(made).taskId);
    await dynamoDbUploadRegister(client, 'practice').load(practiceId, upload().uploadId);
    await dynamoDbLedgerStore(client, 'ledger').ofClaim(practiceId, claimId);
    await dynamoDbClaimStore(client, 'claims').history(practiceId, claimId);
    const reads = [
      ...sdk.commandCalls(GetItemCommand).map(({ args }) => args[0].input.ConsistentRead),
      ...sdk.commandCalls(QueryCommand).map(({ args }) => args[0].input.ConsistentRead),
    ];
    expect(reads).toEqual([true, true, true, true, true, true]);
  });

  test('follows a query over its pages', async () => {
    sdk
      .on(QueryCommand)
      .resolvesOnce({ Items: [], LastEvaluatedKey: { pk: { S: 'a' } } })
      .resolvesOnce({ Items: [] });
    await dynamoDbLedgerStore(client, 'ledger').ofClaim(practiceId, claimId);
    const [, second] = sdk.commandCalls(QueryCommand);
    expect(second?.args[0].input.ExclusiveStartKey).toEqual({ pk: { S: 'a' } });
  });
});

describe('the rest', () => {
  test('after the control number 999999999 comes 1 again', async () => {
    sdk.on(GetItemCommand).resolves({});
    sdk.on(PutItemCommand).resolves({});
    const issued: number[] = [];
    for (const serial of ['999999999', '1000000000', '1999999999']) {
      sdk.on(UpdateItemCommand).resolves({ Attributes: { serial: { N: serial } } });
      issued.push(await numbers.issue(practiceId, pair, `${serial}.edi`, at));
    }
    expect(issued).toEqual([999_999_999, 1, 1]);
  });

  test('the first number to a partner goes on where one counter for all partners had come to', async () => {
    sdk
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: { lastNumber: { N: '41' } } });
    sdk.on(PutItemCommand).resolves({});
    sdk
      .on(UpdateItemCommand)
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'no', $metadata }))
      .resolvesOnce({ Attributes: { serial: { N: '42' } } });
    expect(await numbers.issue(practiceId, pair, 'a.edi', at)).toBe(42);
    const [, second] = sdk.commandCalls(UpdateItemCommand);
    expect(second?.args[0].input.ExpressionAttributeValues).toMatchObject({ ':former': { N: '41' } });
  });

  test('what was sent before each partner had its own numbers is still known', async () => {
    const former = { claimId: { S: claimId }, submissionSequence: { N: '2' } };
    sdk.on(GetItemCommand).resolvesOnce({}).resolvesOnce({ Item: former });
    expect(await numbers.sentAs(practiceId, pair, '41')).toEqual({ claimId, submissionSequence: 2 });
    expect(sdk.commandCalls(GetItemCommand)[1]?.args[0].input.Key).toEqual({
      pk: { S: 'cedar-hill#interchange#000000041' },
      sk: { S: 'interchange' },
    });
  });

  test('of two steps that name the same file at the same moment the later takes the number of the first', async () => {
    sdk
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: { number: { N: '5' } } });
    sdk.on(UpdateItemCommand).resolves({ Attributes: { serial: { N: '6' } } });
    sdk
      .on(PutItemCommand)
      .resolvesOnce({})
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'no', $metadata }));
    expect(await numbers.issue(practiceId, pair, 'a.edi', at)).toBe(5);
    const voided = sdk.commandCalls(UpdateItemCommand).at(-1)?.args[0].input;
    expect(voided?.Key?.['sk']).toEqual({ S: '000000006' });
    expect(voided?.ExpressionAttributeValues).toEqual({
      ':value': { S: 'a.edi was given 5 at the same moment' },
    });
  });

  test('a record that is there is not registered again, and only that condition says so', async () => {
    const stored = { ...upload(), registeredAt: '2026-10-05T09:00:00Z' };
    sdk
      .on(PutItemCommand)
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'no', $metadata }))
      .resolves({});
    sdk.on(GetItemCommand).resolves({ Item: { document: { S: JSON.stringify(stored) } } });
    expect(await dynamoDbUploadRegister(client, 'practice').register(upload())).toBe(false);
    // The list has the upload under the time that the first registration wrote.
    const listed = sdk.commandCalls(PutItemCommand).at(-1)?.args[0].input.Item?.['sk']?.S;
    expect(listed).toContain(stored.registeredAt);
  });

  test('two loads of a practice at once: the one that lost is stale, a taken submitter id is told', async () => {
    sdk.on(GetItemCommand).resolves({});
    const store = practiceStore();
    sdk.on(TransactWriteItemsCommand).rejects(cancelled(failed(), 'None', 'None', 'None'));
    expect(await store.save(samplePractice(), at)).toBe('stale');
    sdk.on(TransactWriteItemsCommand).rejects(cancelled('None', 'None', failed(), 'None'));
    expect(await store.save(samplePractice(), at)).toBe('submitter-id-taken');
  });

  test('an item of the stream that is no outbox row is passed over', () => {
    expect(outboxRowOf({ pk: { S: 'a' }, document: { S: '{}' } })).toBeUndefined();
    expect(
      outboxRowOf({ practiceId: { S: 'cedar-hill' }, unsentSince: { S: at }, kind: { S: 'of-a-later-day' } }),
    ).toBeUndefined();
  });
});

function failed(): string {
  return 'ConditionalCheckFailed';
}
