import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import { writeApplication, type HandMadeApplication } from '../runtime/hand-made-application.ts';

const account = { Ref: 'AWS::AccountId' };
const readerArn = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/reader' };
const tagged = {
  StringLike: { 'aws:RequestTag/practice': '?*' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': 'practice' },
  Null: { 'aws:PrincipalTag/practice': 'true' },
};
const ownItems = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': '${aws:PrincipalTag/practice}#*' },
  Null: { 'dynamodb:LeadingKeys': 'false' },
};

function role(name: string, trusting: object, statements: readonly object[]): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], ...trusting }],
      },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    },
  };
}

let made: HandMadeApplication;
let runtime: Runtime;

async function start(): Promise<void> {
  runtime = await startRuntime({
    cdkOut: made.cdkOut,
    dataFolder: made.dataFolder,
    port: 0,
    clock: 'jump',
    startAt: Date.UTC(2031, 0, 1),
  });
}

beforeAll(async () => {
  const enter = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: readerArn };
  const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
  made = writeApplication({
    T: {
      Resources: {
        Items: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'items',
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            BillingMode: 'PAY_PER_REQUEST',
          },
        },
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'box' } },
        Reader: role(
          'reader',
          { Principal: root, Condition: { ...tagged, ArnEquals: { 'aws:PrincipalArn': readerArn } } },
          [
            { ...enter, Condition: tagged },
            {
              Effect: 'Allow',
              Action: [
                'dynamodb:GetItem',
                'dynamodb:BatchGetItem',
                'dynamodb:PutItem',
                'dynamodb:Query',
                'dynamodb:Scan',
              ],
              Resource: { 'Fn::GetAtt': ['Items', 'Arn'] },
              Condition: ownItems,
            },
          ],
        ),
        // It may enter the other as far as its own policies say; the other does not trust it.
        Stranger: role('stranger', { Principal: { AWS: account } }, [enter]),
        // It is trusted by name, and has no policy that says so.
        Guest: role('guest', { Principal: { AWS: readerArn } }, []),
      },
    },
  });
  await start();
});

afterAll(async () => {
  await runtime.stop();
  made.remove();
});

type Keys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

const arnOf = (name: string): string => `arn:aws:iam::${runtime.account}:role/${name}`;
const place = () => ({ endpoint: runtime.url, region: runtime.region, maxAttempts: 1 });

/** What STS answers to whoever has these keys. */
async function take(
  name: string,
  tags: Readonly<Record<string, string>>,
  by: Keys = runtime.operatorCredentials,
  more: object = {},
): Promise<Keys> {
  return await fromTemporaryCredentials({
    params: {
      RoleArn: arnOf(name),
      RoleSessionName: 'a-test',
      ...(Object.keys(tags).length === 0
        ? {}
        : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
      ...more,
    },
    masterCredentials: by,
    clientConfig: place(),
  })();
}

const tableFor = (credentials: Keys) => new DynamoDBClient({ ...place(), credentials });
const item = (pk: string) => ({ TableName: 'items', Key: { pk: { S: pk } } });
const denied = { name: 'AccessDeniedException' };

describe('a session of a role', () => {
  test('is the role with its tags: it reaches the items of its practice and no others', async () => {
    const north = tableFor(await take('reader', { practice: 'north' }, await take('reader', {})));
    await north.send(new PutItemCommand({ TableName: 'items', Item: { pk: { S: 'north#claim#1' } } }));
    const found = await north.send(new GetItemCommand(item('north#claim#1')));
    expect(found.Item).toEqual({ pk: { S: 'north#claim#1' } });
    for (const pk of ['south#claim#1', 'northern#claim#1', 'platform#x', 'north']) {
      await expect(north.send(new GetItemCommand(item(pk)))).rejects.toMatchObject(denied);
      const put = new PutItemCommand({ TableName: 'items', Item: { pk: { S: pk } } });
      await expect(north.send(put)).rejects.toMatchObject(denied);
      const query = new QueryCommand({
        TableName: 'items',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
      });
      await expect(north.send(query)).rejects.toMatchObject(denied);
    }
  });

  test('is refused a call of which only a part is of its practice', async () => {
    const north = tableFor(await take('reader', { practice: 'north' }, await take('reader', {})));
    const keys = ['north#claim#1', 'south#claim#1'].map((pk) => ({ pk: { S: pk } }));
    const both = new BatchGetItemCommand({ RequestItems: { items: { Keys: keys } } });
    await expect(north.send(both)).rejects.toMatchObject(denied);
    const write = new TransactWriteItemsCommand({
      TransactItems: keys.map((Item) => ({ Put: { TableName: 'items', Item } })),
    });
    await expect(north.send(write)).rejects.toMatchObject(denied);
  });

  test('is refused a call that names no key at all, though every one of no keys is its own', async () => {
    const north = tableFor(await take('reader', { practice: 'north' }, await take('reader', {})));
    await expect(north.send(new ScanCommand({ TableName: 'items' }))).rejects.toMatchObject(denied);
  });

  test('without tags reaches no item', async () => {
    const untagged = tableFor(await take('reader', {}));
    for (const pk of ['north#claim#1', '#claim#1', 'platform#x']) {
      await expect(untagged.send(new GetItemCommand(item(pk)))).rejects.toMatchObject(denied);
    }
  });

  test('is known after a restart, until it ends', async () => {
    const keys = await take('reader', { practice: 'north' });
    await runtime.stop();
    await start();
    await tableFor(keys).send(new GetItemCommand(item('north#claim#1')));
    await runtime.clock.moveTo(runtime.clock.now() + 3_600_000);
    await expect(tableFor(keys).send(new GetItemCommand(item('north#claim#1')))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
    const object = new S3Client({ ...place(), credentials: keys });
    await expect(object.send(new GetObjectCommand({ Bucket: 'box', Key: 'a' }))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  test('is nothing without its token, or with one that was changed', async () => {
    const { sessionToken = '', ...keys } = await take('reader', { practice: 'north' });
    const [content = '', seal = ''] = sessionToken.split('.');
    const claims = JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, tags: { practice: 'south' } })).toString(
      'base64url',
    );
    for (const changed of [
      keys,
      { ...keys, sessionToken: `${other}.${seal}` },
      { ...keys, sessionToken: 'x' },
    ]) {
      await expect(tableFor(changed).send(new GetItemCommand(item('south#claim#1')))).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
      });
    }
  });
});

describe('who may take a role', () => {
  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['without a tag, where the trust asks for one', 'reader', {}, 'reader'],
    ['under another tag', 'reader', { practice: 'north', role: 'administrator' }, 'reader'],
    ['that does not trust whoever asks', 'stranger', { practice: 'north' }, 'reader'],
    ['by the trust of the account alone', 'reader', {}, 'stranger'],
    ['that is none', 'reader', { practice: 'north' }, 'nobody'],
  ])('not one %s', async (_what, by, tags, name) => {
    await expect(take(name, tags, await take(by, {}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('one that names whoever asks, whatever else says nothing', async () => {
    await expect(take('guest', {}, await take('reader', {}))).resolves.toHaveProperty('sessionToken');
  });

  test('not one that goes from one practice to another', async () => {
    const north = await take('reader', { practice: 'north' }, await take('reader', {}));
    await expect(take('reader', { practice: 'south' }, north)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  test.each([
    ['a session that is too long', { DurationSeconds: 3_601 }],
    ['a session that is too short', { DurationSeconds: 899 }],
    ['a policy, which is not served', { Policy: '{}' }],
    ['a name with blanks', { RoleSessionName: 'a test' }],
    ['a tag with a sign that tags do not have', { Tags: [{ Key: 'practice', Value: 'north*' }] }],
  ])('refuses %s by its name', async (_what, more) => {
    await expect(take('reader', {}, undefined, more)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('refuses the same tag twice', async () => {
    const Tags = ['practice', 'Practice'].map((Key) => ({ Key, Value: 'north' }));
    await expect(take('reader', {}, undefined, { Tags })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
