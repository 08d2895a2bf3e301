import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type JsonObject } from '../../runtime/service.ts';
import { makePassword } from './passwords.ts';
import type { User } from './pool-store.ts';
import { makeSub, resetSecret, type UserPool } from './user-pool.ts';

/** One call of the API, for a pool that exists and by someone who may. */
export type AdminOperation = (pool: UserPool, input: JsonObject) => Promise<JsonObject> | JsonObject;

const username = z.string().min(1).max(128);
const attributeList = z
  .array(z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2_048).default('') }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));
const onUser = z.object({ Username: username });
const onMembership = z.object({ Username: username, GroupName: z.string().min(1) });
const page = z.object({
  Limit: z.number().int().min(0).max(60).default(60),
  PaginationToken: z.string().optional(),
});

function read<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AwsError(
      'InvalidParameterException',
      `${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'unreadable'}`,
    );
  }
  return parsed.data;
}

function attributesOf(user: User): { Name: string; Value: string }[] {
  return Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({ Name, Value }));
}

/** A user as lists and AdminCreateUser tell it. */
function tell(user: User, attributes = attributesOf(user)): JsonObject {
  return {
    Username: user.username,
    Attributes: attributes,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

function requireGroup({ definition }: UserPool, name: string): void {
  if (!definition.groups.some((group) => group.name === name)) {
    throw new AwsError('ResourceNotFoundException', 'Group not found.');
  }
}

async function change(
  pool: UserPool,
  input: JsonObject,
  alter: (user: User) => Partial<User>,
): Promise<JsonObject> {
  const { Username } = read(onUser, input);
  await pool.write(() => {
    const user = pool.requireUser(Username);
    pool.store.putUser({ ...user, ...alter(user), modifiedAt: pool.now() });
  });
  return {};
}

const createInput = z.object({
  Username: username,
  UserAttributes: attributeList,
  TemporaryPassword: z.string().optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
});

async function createUser(pool: UserPool, input: JsonObject): Promise<JsonObject> {
  const asked = read(createInput, input);
  const { definition, store, now } = pool;
  const existing = pool.findUser(asked.Username);
  if (existing !== undefined && asked.MessageAction !== 'RESEND') {
    throw new AwsError('UsernameExistsException', 'User account already exists');
  }
  if (existing === undefined && asked.MessageAction === 'RESEND') {
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  }
  if (existing !== undefined && existing.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new AwsError(
      'UnsupportedUserStateException',
      'Resend not possible. User status is not FORCE_CHANGE_PASSWORD',
    );
  }
  const attributes = definition.emailIsName
    ? { email: asked.Username, ...asked.UserAttributes }
    : asked.UserAttributes;
  pool.checkAttributes(attributes);
  const password = asked.TemporaryPassword ?? makePassword(definition.passwordPolicy);
  const sub = makeSub();
  const fresh: User = existing ?? {
    poolId: definition.id,
    username: pool.nameOfNew(asked.Username, sub),
    sub,
    attributes,
    enabled: true,
    status: 'FORCE_CHANGE_PASSWORD',
    password: undefined,
    passwordSetAt: now(),
    createdAt: now(),
    modifiedAt: now(),
  };
  if (existing === undefined) {
    await pool.write(() => {
      if (store.user(definition.id, fresh.username) !== undefined) {
        throw new AwsError('UsernameExistsException', 'User account already exists');
      }
      store.putUser(fresh);
    });
  }
  let user: User;
  try {
    user = await pool.setPassword(fresh, password, false);
  } catch (error) {
    if (existing === undefined) {
      await pool.write(() => store.removeUser(fresh));
    }
    throw error;
  }
  if (asked.MessageAction !== 'SUPPRESS') {
    const { username: name, attributes: own } = user;
    pool.tell({ kind: 'invitation', username: name, to: own['email'], secret: password });
  }
  return { User: tell(user) };
}

const resetMinutes = 60;

async function resetPassword(pool: UserPool, input: JsonObject): Promise<JsonObject> {
  const { Username } = read(onUser, input);
  const user = pool.requireUser(Username);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await pool.write(() => {
    pool.store.putUser({ ...user, status: 'RESET_REQUIRED', modifiedAt: pool.now() });
    pool.store.revokeAll(user, ['refresh', 'session', 'reset']);
    pool.store.grant(
      {
        kind: 'reset',
        poolId: user.poolId,
        username: user.username,
        expiresAt: pool.now() + resetMinutes * 60_000,
        detail: {},
      },
      resetSecret(user, code),
    );
  });
  pool.tell({ kind: 'reset-code', username: user.username, to: user.attributes['email'], secret: code });
  return {};
}

const filterForm = /^\s*"?([a-z_:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** The test that ListUsers' Filter stands for, for example `email = "a@b.example"` or `username ^= "a"`. */
function filterOf(text: string | undefined): (user: User) => boolean {
  if (text === undefined || text === '') {
    return () => true;
  }
  const [, name = '', operator, written = ''] = filterForm.exec(text) ?? [];
  if (name === '') {
    throw new AwsError('InvalidParameterException', `Invalid Filter: ${text}`);
  }
  const wanted = written.replaceAll(/\\(.)/g, '$1');
  const valueOf = (user: User): string => {
    switch (name) {
      case 'username':
        return user.username;
      case 'sub':
        return user.sub;
      case 'status':
        return user.enabled ? 'Enabled' : 'Disabled';
      case 'cognito:user_status':
        return user.status;
      default:
        return user.attributes[name] ?? '';
    }
  };
  return (user) => (operator === '=' ? valueOf(user) === wanted : valueOf(user).startsWith(wanted));
}

/** One page of users, with the token of the next: the name of the last. */
function pageOf(users: readonly User[], limit: number, after: string | undefined) {
  const rest = after === undefined ? users : users.filter((user) => user.username > after);
  const shown = rest.slice(0, limit === 0 ? 60 : limit);
  return { shown, next: rest.length > shown.length ? shown.at(-1)?.username : undefined };
}

function listUsers(pool: UserPool, input: JsonObject): JsonObject {
  const asked = read(
    page.extend({ Filter: z.string().optional(), AttributesToGet: z.array(z.string()).optional() }),
    input,
  );
  const { definition, store } = pool;
  const users = store.users(definition.id).filter(filterOf(asked.Filter));
  const { shown, next } = pageOf(users, asked.Limit, asked.PaginationToken);
  const wanted = asked.AttributesToGet;
  return {
    Users: shown.map((user) =>
      tell(
        user,
        attributesOf(user).filter(({ Name }) => wanted?.includes(Name) !== false),
      ),
    ),
    ...(next === undefined ? {} : { PaginationToken: next }),
  };
}

function listUsersInGroup(pool: UserPool, input: JsonObject): JsonObject {
  const { GroupName } = read(z.object({ GroupName: z.string() }), input);
  requireGroup(pool, GroupName);
  const { definition, store } = pool;
  return {
    Users: store.membersOf(definition.id, GroupName).flatMap((name) => {
      const user = store.user(definition.id, name);
      return user === undefined ? [] : [tell(user)];
    }),
  };
}

function tellGroups({ definition }: UserPool, names: readonly string[]): JsonObject {
  return {
    Groups: definition.groups
      .filter(({ name }) => names.includes(name))
      .map(({ name, description, precedence }) => ({
        GroupName: name,
        UserPoolId: definition.id,
        ...(description === undefined ? {} : { Description: description }),
        ...(precedence === undefined ? {} : { Precedence: precedence }),
      })),
  };
}

const passwordInput = z.object({
  Username: username,
  Password: z.string(),
  Permanent: z.boolean().default(false),
});

/** The calls of the user pool's API that are served, by name. */
export const adminOperations: Readonly<Record<string, AdminOperation>> = {
  AdminCreateUser: createUser,
  AdminDeleteUser: async (pool, input) => {
    const { Username } = read(onUser, input);
    await pool.write(() => pool.store.removeUser(pool.requireUser(Username)));
    return {};
  },
  AdminDisableUser: (pool, input) =>
    change(pool, input, (user) => {
      pool.store.revokeAll(user, ['refresh', 'session', 'code']);
      return { enabled: false };
    }),
  AdminEnableUser: (pool, input) => change(pool, input, () => ({ enabled: true })),
  AdminUserGlobalSignOut: (pool, input) =>
    change(pool, input, (user) => {
      pool.store.revokeAll(user, ['refresh', 'session', 'code']);
      return {};
    }),
  AdminResetUserPassword: resetPassword,
  AdminSetUserPassword: async (pool, input) => {
    const { Username, Password, Permanent } = read(passwordInput, input);
    await pool.setPassword(pool.requireUser(Username), Password, Permanent);
    return {};
  },
  AdminUpdateUserAttributes: (pool, input) => {
    const { UserAttributes } = read(z.object({ UserAttributes: attributeList }), input);
    return change(pool, input, ({ attributes }) => {
      pool.checkAttributes(UserAttributes, attributes);
      return { attributes: { ...attributes, ...UserAttributes } };
    });
  },
  AdminGetUser: (pool, input) => {
    const user = pool.requireUser(read(onUser, input).Username);
    const { Attributes: UserAttributes = [], ...rest } = tell(user);
    return { ...rest, UserAttributes };
  },
  AdminAddUserToGroup: async (pool, input) => {
    const { Username, GroupName } = read(onMembership, input);
    requireGroup(pool, GroupName);
    await pool.write(() => pool.store.join(pool.requireUser(Username), GroupName));
    return {};
  },
  AdminRemoveUserFromGroup: async (pool, input) => {
    const { Username, GroupName } = read(onMembership, input);
    requireGroup(pool, GroupName);
    await pool.write(() => pool.store.leave(pool.requireUser(Username), GroupName));
    return {};
  },
  AdminListGroupsForUser: (pool, input) =>
    tellGroups(pool, pool.store.groupsOf(pool.requireUser(read(onUser, input).Username))),
  ListGroups: (pool) =>
    tellGroups(
      pool,
      pool.definition.groups.map(({ name }) => name),
    ),
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
};
