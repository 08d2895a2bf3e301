import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeApplication } from '../edge/edge-application.ts';
import { hiddenFields, password, startEdge, Visitor, type EdgeMachine } from '../edge/edge-machine.ts';

const made = edgeApplication();
let machine: EdgeMachine;
let client: CognitoIdentityProviderClient;
let pool: { UserPoolId: string };

const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new CognitoIdentityProviderClient({
    endpoint: machine.runtime.url,
    region: machine.runtime.region,
    credentials,
    maxAttempts: 1,
  });

const open = async (): Promise<void> => {
  machine = await startEdge(undefined, made);
  client = clientWith(machine.runtime.operatorCredentials);
  pool = { UserPoolId: machine.outputs['PoolId'] ?? '' };
};

beforeAll(open);

afterAll(async () => {
  await machine.stop();
  made.remove();
});

const create = (Username: string, changes: object = {}) =>
  client.send(new AdminCreateUserCommand({ ...pool, Username, ...changes }));

const messages = (): { kind: string; username: string; to?: string; secret: string }[] =>
  readFileSync(path.join(made.dataFolder, 'messages.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; username: string; secret: string });

/** Shows a password on the page and answers what comes of it. */
async function show(username: string, shown: string, more: Readonly<Record<string, string>> = {}) {
  const visitor = new Visitor();
  const url = machine.authorizeUrl(machine.authorization(), '/login');
  const page = await visitor.call(url);
  const fields = { ...hiddenFields(page.body), username, password: shown, ...more };
  return { visitor, url, answer: await machine.submit(visitor, url, fields) };
}

describe('a user', () => {
  test('is created with a temporary password, which the pool sends', async () => {
    const { User } = await create('Dana', {
      UserAttributes: [
        { Name: 'email', Value: 'dana@clinic.example' },
        { Name: 'custom:practices', Value: 'one' },
      ],
    });
    expect(User).toMatchObject({ Username: 'dana', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(User?.UserCreateDate).toBeInstanceOf(Date);
    expect(User?.Attributes).toContainEqual({ Name: 'sub', Value: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const sent = messages().at(-1);
    expect(sent).toMatchObject({ kind: 'invitation', username: 'dana', to: 'dana@clinic.example' });
    const first = await show('dana', sent?.secret ?? '');
    expect(first.answer.body).toContain('Choose a password');
    const weak = await machine.submit(first.visitor, first.url, {
      ...hiddenFields(first.answer.body),
      new_password: 'short',
    });
    expect(weak.body).toContain('Password not long enough');
    const done = await machine.submit(first.visitor, first.url, {
      ...hiddenFields(weak.body),
      new_password: password,
    });
    expect(done.headers.location).toContain('code=');
    expect((await client.send(new AdminGetUserCommand({ ...pool, Username: 'dana' }))).UserStatus).toBe(
      'CONFIRMED',
    );
    const again = await machine.submit(first.visitor, first.url, {
      ...hiddenFields(weak.body),
      new_password: `${password}-2`,
    });
    expect(again.headers.location).toBeUndefined();
  });

  test('has a temporary password for seven days', async () => {
    await create('late', { TemporaryPassword: password, MessageAction: 'SUPPRESS' });
    machine.pass(7 * 86_400_000 + 1);
    expect((await show('late', password)).answer.body).toContain('Temporary password has expired');
    const { User } = await create('late', { TemporaryPassword: password, MessageAction: 'RESEND' });
    expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    expect((await show('late', password)).answer.body).toContain('Choose a password');
  });

  test.each([
    ['the same name, in any case', { Username: 'DANA' }, 'UsernameExistsException'],
    [
      'an attribute that the pool does not have',
      { Username: 'x1', UserAttributes: [{ Name: 'custom:other', Value: '1' }] },
      'InvalidParameterException',
    ],
    [
      'an attribute that is too long',
      { Username: 'x2', UserAttributes: [{ Name: 'custom:practices', Value: 'x'.repeat(21) }] },
      'InvalidParameterException',
    ],
    ['a weak password', { Username: 'x3', TemporaryPassword: 'weak' }, 'InvalidPasswordException'],
    ['no one to resend to', { Username: 'x4', MessageAction: 'RESEND' }, 'UserNotFoundException'],
    ['a name that is empty', { Username: '' }, 'InvalidParameterException'],
  ])('is not created with %s', async (_what, { Username, ...changes }, name) => {
    await expect(create(Username, changes)).rejects.toMatchObject({ name });
    const { Users = [] } = await client.send(new ListUsersCommand({ ...pool, Filter: 'username ^= "x"' }));
    expect(Users).toEqual([]);
  });

  test('has attributes that can be changed, unless the template says not', async () => {
    await create('ed', {
      UserAttributes: [{ Name: 'custom:badge', Value: '1' }],
      MessageAction: 'SUPPRESS',
    });
    const update = (Name: string, Value: string) =>
      client.send(
        new AdminUpdateUserAttributesCommand({ ...pool, Username: 'ed', UserAttributes: [{ Name, Value }] }),
      );
    await update('custom:practices', 'one,two');
    await expect(update('custom:badge', '2')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const { UserAttributes } = await client.send(new AdminGetUserCommand({ ...pool, Username: 'ed' }));
    expect(UserAttributes).toContainEqual({ Name: 'custom:practices', Value: 'one,two' });
    expect(UserAttributes).toContainEqual({ Name: 'custom:badge', Value: '1' });
  });

  test('that is disabled has no session and no tokens any more, until it is enabled', async () => {
    await machine.addUser('finn');
    const tokens = await machine.signIn('finn');
    const { visitor } = await show('finn', password);
    await client.send(new AdminDisableUserCommand({ ...pool, Username: 'finn' }));
    const refused = await show('finn', password);
    expect(refused.answer.body).toContain('User is disabled.');
    const silent = await visitor.call(machine.authorizeUrl(machine.authorization({ prompt: 'none' })));
    expect(silent.headers.location).toContain('error=login_required');
    const refresh = {
      grant_type: 'refresh_token',
      client_id: machine.outputs['ClientId'] ?? '',
      refresh_token: tokens.refresh_token ?? '',
    };
    expect((await machine.token(refresh)).body).toBe('{"error":"invalid_grant"}');
    await client.send(new AdminEnableUserCommand({ ...pool, Username: 'finn' }));
    expect((await show('finn', password)).answer.headers.location).toContain('code=');
    expect((await machine.token(refresh)).body).toBe('{"error":"invalid_grant"}');
  });

  test('that is signed out everywhere keeps its password only', async () => {
    await machine.addUser('gus');
    const { refresh_token: token = '' } = await machine.signIn('gus');
    await client.send(new AdminUserGlobalSignOutCommand({ ...pool, Username: 'gus' }));
    const fields = {
      grant_type: 'refresh_token',
      client_id: machine.outputs['ClientId'] ?? '',
      refresh_token: token,
    };
    expect((await machine.token(fields)).body).toBe('{"error":"invalid_grant"}');
    expect((await show('gus', password)).answer.headers.location).toContain('code=');
  });

  test('whose password was reset sets another by the code that was sent', async () => {
    await machine.addUser('hal');
    await client.send(new AdminResetUserPasswordCommand({ ...pool, Username: 'hal' }));
    const { UserStatus } = await client.send(new AdminGetUserCommand({ ...pool, Username: 'hal' }));
    expect(UserStatus).toBe('RESET_REQUIRED');
    const { visitor, url, answer } = await show('hal', password);
    expect(answer.body).toContain('Set a new password');
    const fields = { ...hiddenFields(answer.body), username: 'hal', new_password: 'another-Word-8-here' };
    const wrong = await machine.submit(visitor, url, { ...fields, code: '12345' });
    expect(wrong.body).toContain('Invalid verification code');
    const sent = messages().at(-1);
    expect(sent).toMatchObject({
      kind: 'reset-code',
      username: 'hal',
      secret: expect.stringMatching(/^\d{6}$/),
    });
    const right = await machine.submit(visitor, url, { ...fields, code: sent?.secret ?? '' });
    expect(right.headers.location).toContain('code=');
    expect((await show('hal', password)).answer.body).toContain('Incorrect username or password.');
    expect((await show('hal', 'another-Word-8-here')).answer.headers.location).toContain('code=');
  });

  test('is gone after it was deleted', async () => {
    await machine.addUser('ivy', ['biller']);
    await client.send(new AdminDeleteUserCommand({ ...pool, Username: 'ivy' }));
    const get = client.send(new AdminGetUserCommand({ ...pool, Username: 'ivy' }));
    await expect(get).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    const { Users } = await client.send(new ListUsersInGroupCommand({ ...pool, GroupName: 'biller' }));
    expect(Users?.map(({ Username }) => Username)).not.toContain('ivy');
  });

  test('is where it was after the machine was started again, with the keys that signed its tokens', async () => {
    await machine.addUser('kept', ['manager']);
    const before = machine.runtime.store.database.prepare('SELECT key FROM cognito_key').get();
    await machine.stop();
    await open();
    expect(machine.runtime.store.database.prepare('SELECT key FROM cognito_key').get()).toEqual(before);
    const { Groups } = await client.send(new AdminListGroupsForUserCommand({ ...pool, Username: 'kept' }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['manager']);
    expect(await machine.signIn('kept')).toHaveProperty('id_token');
  });
});

describe('groups', () => {
  test('take members and lose them', async () => {
    await machine.addUser('jo');
    const add = (GroupName: string) =>
      client.send(new AdminAddUserToGroupCommand({ ...pool, Username: 'jo', GroupName }));
    const names = async (): Promise<(string | undefined)[]> => {
      const { Groups = [] } = await client.send(
        new AdminListGroupsForUserCommand({ ...pool, Username: 'jo' }),
      );
      return Groups.map(({ GroupName }) => GroupName);
    };
    await add('biller');
    await add('manager');
    await add('biller');
    expect(await names()).toEqual(['biller', 'manager']);
    await client.send(new AdminRemoveUserFromGroupCommand({ ...pool, Username: 'jo', GroupName: 'biller' }));
    expect(await names()).toEqual(['manager']);
    await expect(add('owner')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the list of users', () => {
  test('is filtered and comes in pages', async () => {
    for (const name of ['list-a', 'list-b', 'list-c']) {
      await machine.addUser(name);
    }
    const list = (input: object) => client.send(new ListUsersCommand({ ...pool, ...input }));
    const byEmail = await list({ Filter: 'email = "list-b@clinic.example"', AttributesToGet: ['email'] });
    expect(byEmail.Users).toMatchObject([
      { Username: 'list-b', Attributes: [{ Name: 'email', Value: 'list-b@clinic.example' }] },
    ]);
    const Filter = 'username ^= "list-"';
    const first = await list({ Filter, Limit: 2 });
    const second = await list({ Filter, Limit: 2, PaginationToken: first.PaginationToken });
    expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)).toEqual([
      'list-a',
      'list-b',
      'list-c',
    ]);
    expect(second.PaginationToken).toBeUndefined();
    await expect(list({ Filter: 'anything goes' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('a caller', () => {
  test('may do what its role is granted and no more', async () => {
    await machine.addUser('lou');
    const callAsRole = async (operation: string): Promise<unknown> => {
      const Payload = JSON.stringify({ operation, input: { ...pool, Username: 'lou' } });
      const FunctionName = machine.outputs['Administrators'] ?? '';
      const answered = await machine.runtime.call('lambda', 'Invoke', { FunctionName, Payload });
      return JSON.parse(answered['Payload'] as string);
    };
    expect(await callAsRole('AdminGetUser')).toMatchObject({ Username: 'lou', Enabled: true });
    expect(await callAsRole('AdminDisableUser')).toMatchObject({
      errorMessage: expect.stringContaining('not authorized to perform: cognito-idp:AdminDisableUser'),
    });
  });

  test('is told what is not served, and which pool does not exist', async () => {
    await expect(client.send(new DescribeUserPoolCommand(pool))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    const other = new AdminGetUserCommand({ UserPoolId: 'us-east-1_none', Username: 'lou' });
    await expect(client.send(other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('without a password of the pool cannot choose one: a set password must conform', async () => {
    const weak = new AdminSetUserPasswordCommand({
      ...pool,
      Username: 'lou',
      Password: 'alllowercaseletters',
      Permanent: true,
    });
    await expect(client.send(weak)).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: expect.stringContaining('uppercase'),
    });
  });
});
