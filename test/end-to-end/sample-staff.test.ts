import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditAnswer } from '#contracts/audit.ts';
import { staffRoles } from '#contracts/staff-member.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { loadSampleStaff, type SampleStaff } from '../../local/cli/sample-staff.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import {
  call,
  claimsOf,
  hiddenFields,
  Visitor,
  type Answer,
  type Tokens,
} from '../local/edge/edge-machine.ts';

const { practiceId } = samplePractice();
const folder = mkdtempSync(join(tmpdir(), 'claimwright-staff-'));
let opened: OpenedRuntime;
let staff: SampleStaff;

beforeAll(async () => {
  opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
  opened.runtime.scheduler.hold('the test', 3_600);
  await loadPractice(opened, join(repositoryFolder, 'events/practice.json'));
  const loaded = await loadSampleStaff(opened.runtime, opened.target);
  if (loaded === undefined) {
    throw new Error('The application has no user pool.');
  }
  staff = loaded;
}, 600_000);

afterAll(async () => {
  await opened.runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

const property = (type: string, name: string): unknown =>
  opened.runtime.application.resources.find((resource) => resource.type === type)?.properties[name];
const idOf = (type: string): string =>
  opened.runtime.application.resources.find((resource) => resource.type === type)?.identity.ref ?? '';

/** Signs in as the application does, and answers the ID token. */
async function signIn(username: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const [redirectUri = ''] = property('AWS::Cognito::UserPoolClient', 'CallbackURLs') as string[];
  const client = { client_id: idOf('AWS::Cognito::UserPoolClient'), redirect_uri: redirectUri };
  const url = `${opened.runtime.url}/login?${new URLSearchParams({
    ...client,
    response_type: 'code',
    scope: 'openid',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()}`;
  const visitor = new Visitor();
  const page = await visitor.call(url);
  expect(page.body).toContain(`>${username}</a>`);
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const fields = { ...hiddenFields(page.body), username, password: staff.password };
  const { headers } = await visitor.call(url, form(fields));
  const code = new URL(headers.location ?? 'none:').searchParams.get('code') ?? '';
  const grant = { ...client, grant_type: 'authorization_code', code, code_verifier: verifier };
  const answer = await call(`${opened.runtime.url}/oauth2/token`, form(grant));
  return (JSON.parse(answer.body) as Tokens).id_token;
}

function ask(path: string, token: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const host = `${idOf('AWS::ApiGatewayV2::Api')}.execute-api.localhost:${new URL(opened.runtime.url).port}`;
  return call(`http://${host}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

describe('the sample users', () => {
  test('are one for each role, and a manager of another practice', () => {
    const own = staff.users.filter((user) => user.practiceId === practiceId);
    expect(own.map(({ role }) => role).toSorted()).toEqual([...staffRoles].toSorted());
    expect(staff.users.filter((user) => user.practiceId !== practiceId)).toMatchObject([{ role: 'manager' }]);
  });

  test('sign in with their password, and the application knows them', async () => {
    const token = await signIn('biller');
    expect(claimsOf(token)).toMatchObject({
      'cognito:username': 'biller',
      'cognito:groups': ['biller'],
      'custom:practices': practiceId,
    });
    const me = await ask('/api/me', token);
    expect(JSON.parse(me.body)).toMatchObject({
      user: 'biller',
      practices: [{ practiceId, roles: ['biller'] }],
    });
    expect((await ask(`/api/practices/${practiceId}/tasks`, token)).status).toBe(200);
  });

  test('of another practice see nothing of the sample practice', async () => {
    const token = await signIn('birch-manager');
    expect((await ask(`/api/practices/${practiceId}/tasks`, token)).status).toBe(404);
  });

  test('leave a trail that an administrator reads and who is none does not', async () => {
    const biller = await signIn('biller');
    const tasks = `/api/practices/${practiceId}/tasks`;
    const first = await ask(tasks, biller);
    const again = await ask(tasks, biller, { 'if-none-match': String(first.headers['etag']) });
    expect([first.status, again.status, again.body]).toEqual([200, 304, '']);
    const trail = `/api/practices/${practiceId}/audit/users/biller`;
    expect((await ask(trail, biller)).status).toBe(403);
    const { status, body } = await ask(trail, await signIn('administrator'));
    const { entries } = AuditAnswer.parse(JSON.parse(body));
    expect(status).toBe(200);
    // What was told a second time without having changed is not there.
    expect(entries.map(({ did, outcome }) => `${did} ${outcome}`).toSorted()).toEqual([
      'audit-of-user not-allowed',
      'list-tasks answered',
      'list-tasks answered',
    ]);
  });

  test('are made once: who has chosen another password keeps it', async () => {
    const pool = { UserPoolId: idOf('AWS::Cognito::UserPool') };
    const Password = 'Chosen-by-the-coder-8';
    await opened.runtime.call('cognito-idp', 'AdminSetUserPassword', {
      ...pool,
      Username: 'coder',
      Password,
      Permanent: true,
    });
    const kept = (): unknown =>
      opened.runtime.store.database.prepare("SELECT * FROM cognito_user WHERE username = 'coder'").get();
    const before = kept();
    expect(await loadSampleStaff(opened.runtime, opened.target)).toEqual(staff);
    expect(kept()).toEqual(before);
  });
});

describe('the function that works for a practice', () => {
  const elsewhere = 'birch-lane';
  const rolesOfPractices = () =>
    opened.runtime.application.resources
      .filter(({ type, properties }) => type === 'AWS::IAM::Role' && properties['RoleName'] !== undefined)
      .map(({ identity }) => identity.arn ?? '');
  const tables = () =>
    opened.runtime.application.resources
      .filter(({ type }) => type === 'AWS::DynamoDB::Table')
      .map(({ identity }) => identity.name);

  type Keys = NonNullable<DynamoDBClientConfig['credentials']>;
  const place = () => ({ endpoint: opened.runtime.url, region: opened.runtime.region, maxAttempts: 1 });

  /** The tables as the role sees them: as the function itself, or under the session of a practice that it then takes. */
  function tablesOf(roleArn: string, practice?: string): DynamoDBClient {
    const take = (masterCredentials: Keys, tags: object) =>
      fromTemporaryCredentials({
        params: { RoleArn: roleArn, RoleSessionName: 'test', ...tags },
        masterCredentials,
        clientConfig: place(),
      });
    const own = take(opened.runtime.operatorCredentials, {});
    const credentials =
      practice === undefined ? own : take(own, { Tags: [{ Key: 'practice', Value: practice }] });
    return new DynamoDBClient({ ...place(), credentials });
  }

  /** Which of all reads and writes of items under this key are allowed. */
  async function allowed(client: DynamoDBClient, pk: string): Promise<string[]> {
    const key = { pk: { S: pk }, sk: { S: 'nothing' } };
    const tried = tables().flatMap((TableName) => [
      ['GetItem', TableName, () => client.send(new GetItemCommand({ TableName, Key: key }))] as const,
      [
        'Query',
        TableName,
        () =>
          client.send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': key.pk },
            }),
          ),
      ] as const,
      [
        'PutItem',
        TableName,
        () =>
          client.send(
            // A condition that never holds: nothing is written, whoever may.
            new PutItemCommand({ TableName, Item: key, ConditionExpression: 'attribute_exists(pk)' }),
          ),
      ] as const,
    ]);
    const found = await Promise.all(
      tried.map(async ([action, table, send]) => {
        try {
          await send();
          return [`${action} ${table}`];
        } catch (error) {
          return error instanceof Error && error.name === 'AccessDeniedException'
            ? []
            : [`${action} ${table}`];
        }
      }),
    );
    return found.flat();
  }

  test('reaches items of that practice, and of no other, in no table and by no action', async () => {
    expect(rolesOfPractices().length).toBeGreaterThan(30);
    const idle: string[] = [];
    for (const roleArn of rolesOfPractices()) {
      const session = tablesOf(roleArn, practiceId);
      if ((await allowed(session, `${practiceId}#nothing#x`)).length === 0) {
        idle.push(roleArn);
      }
      expect([roleArn, await allowed(session, `${elsewhere}#nothing#x`)]).toEqual([roleArn, []]);
      expect([roleArn, await allowed(session, `${practiceId}x#nothing#x`)]).toEqual([roleArn, []]);
    }
    // Where to sign in stands in no table.
    expect(idle).toEqual([expect.stringMatching(/-tell-sign-in$/)]);
  });

  test('reaches items of no practice before it has taken its session', async () => {
    for (const roleArn of rolesOfPractices()) {
      expect([roleArn, await allowed(tablesOf(roleArn), `${practiceId}#nothing#x`)]).toEqual([roleArn, []]);
    }
  });

  test('takes its session once, for many calls', async () => {
    const taken = () => opened.runtime.counters().services['sts']?.['AssumeRole'] ?? 0;
    const token = await signIn('biller');
    const tasks = `/api/practices/${practiceId}/claims?limit=5`;
    const before = taken();
    expect((await ask(tasks, token)).status).toBe(200);
    const first = taken();
    for (const _again of [1, 2, 3]) {
      expect((await ask(tasks, token)).status).toBe(200);
    }
    expect([first - before, taken() - first]).toEqual([1, 0]);
  });
});
