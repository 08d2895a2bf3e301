import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Store } from '../../runtime/service.ts';

/** How far a user has come: a password of their own, a temporary one, or one that must be set anew. */
export type UserStatus = 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface User {
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly status: UserStatus;
  /** Salt and hash; undefined when none was ever set. */
  readonly password: string | undefined;
  readonly passwordSetAt: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What a secret stands for: kept under the hash of the secret alone. */
export interface Grant {
  readonly kind: 'code' | 'refresh' | 'session' | 'reset';
  readonly poolId: string;
  readonly username: string;
  readonly expiresAt: number;
  readonly detail: Readonly<Record<string, string>>;
}

/** The users of all pools, their groups, and what was granted to them. Changes are made inside `Store.write`. */
export interface PoolStore {
  /** The kept text of a pool's signing key. */
  key(poolId: string): string | undefined;
  putKey(poolId: string, key: string): void;
  user(poolId: string, username: string): User | undefined;
  /** In the order of their names. */
  users(poolId: string): User[];
  putUser(user: User): void;
  /** With their groups and all that was granted to them. */
  removeUser(user: User): void;
  groupsOf(user: User): string[];
  membersOf(poolId: string, group: string): string[];
  join(user: User, group: string): void;
  leave(user: User, group: string): void;
  /** Keeps a grant and answers its secret. */
  grant(grant: Grant, secret?: string): string;
  /** What a secret stands for, if it has not expired. */
  find(kind: Grant['kind'], secret: string, now: number): Grant | undefined;
  /** Lets a grant expire at a time that is nearer than its own. */
  expire(secret: string, at: number): void;
  revoke(secret: string): void;
  revokeAll(user: User, kinds: readonly Grant['kind'][]): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS cognito_key (
    pool_id TEXT PRIMARY KEY,
    key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cognito_user (
    pool_id TEXT NOT NULL,
    username TEXT NOT NULL,
    sub TEXT NOT NULL,
    attributes TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    status TEXT NOT NULL,
    password TEXT,
    password_set_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    PRIMARY KEY (pool_id, username)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cognito_member (
    pool_id TEXT NOT NULL,
    username TEXT NOT NULL,
    group_name TEXT NOT NULL,
    PRIMARY KEY (pool_id, username, group_name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cognito_grant (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    username TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    detail TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS cognito_grant_owner ON cognito_grant (pool_id, username);
`;

const record = z.record(z.string(), z.string());
const userRow = z
  .object({
    pool_id: z.string(),
    username: z.string(),
    sub: z.string(),
    attributes: z.string(),
    enabled: z.number(),
    status: z.enum(['CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED']),
    password: z.string().nullable(),
    password_set_at: z.number(),
    created_at: z.number(),
    modified_at: z.number(),
  })
  .transform((row): User => ({
    poolId: row.pool_id,
    username: row.username,
    sub: row.sub,
    attributes: record.parse(JSON.parse(row.attributes)),
    enabled: row.enabled === 1,
    status: row.status,
    password: row.password ?? undefined,
    passwordSetAt: row.password_set_at,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }));
const grantRow = z
  .object({
    kind: z.enum(['code', 'refresh', 'session', 'reset']),
    pool_id: z.string(),
    username: z.string(),
    expires_at: z.number(),
    detail: z.string(),
  })
  .transform((row): Grant => ({
    kind: row.kind,
    poolId: row.pool_id,
    username: row.username,
    expiresAt: row.expires_at,
    detail: record.parse(JSON.parse(row.detail)),
  }));

const secretBytes = 32;

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Opens the users and grants kept in the store. */
export function openPoolStore({ database }: Pick<Store, 'database'>): PoolStore {
  database.exec(schema);
  const selectKey = database.prepare('SELECT key FROM cognito_key WHERE pool_id = ?');
  const insertKey = database.prepare('INSERT OR IGNORE INTO cognito_key (pool_id, key) VALUES (?, ?)');
  const selectUser = database.prepare('SELECT * FROM cognito_user WHERE pool_id = ? AND username = ?');
  const selectUsers = database.prepare('SELECT * FROM cognito_user WHERE pool_id = ? ORDER BY username');
  const replaceUser = database.prepare(
    'INSERT OR REPLACE INTO cognito_user (pool_id, username, sub, attributes, enabled, status, password, password_set_at, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const removals = ['cognito_user', 'cognito_member', 'cognito_grant'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE pool_id = ? AND username = ?`),
  );
  const selectGroups = database.prepare(
    'SELECT group_name FROM cognito_member WHERE pool_id = ? AND username = ? ORDER BY group_name',
  );
  const selectMembers = database.prepare(
    'SELECT username FROM cognito_member WHERE pool_id = ? AND group_name = ? ORDER BY username',
  );
  const insertMember = database.prepare(
    'INSERT OR IGNORE INTO cognito_member (pool_id, username, group_name) VALUES (?, ?, ?)',
  );
  const deleteMember = database.prepare(
    'DELETE FROM cognito_member WHERE pool_id = ? AND username = ? AND group_name = ?',
  );
  const insertGrant = database.prepare(
    'INSERT INTO cognito_grant (hash, kind, pool_id, username, expires_at, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const selectGrant = database.prepare(
    'SELECT * FROM cognito_grant WHERE hash = ? AND kind = ? AND expires_at > ?',
  );
  const shortenGrant = database.prepare(
    'UPDATE cognito_grant SET expires_at = min(expires_at, ?) WHERE hash = ?',
  );
  const deleteGrant = database.prepare('DELETE FROM cognito_grant WHERE hash = ?');
  const deleteGrants = database.prepare(
    'DELETE FROM cognito_grant WHERE pool_id = ? AND username = ? AND kind = ?',
  );

  return {
    key: (poolId) => {
      const row = selectKey.get(poolId);
      return row === undefined ? undefined : String(row['key']);
    },
    putKey: (poolId, key) => {
      insertKey.run(poolId, key);
    },
    user: (poolId, username) => {
      const row = selectUser.get(poolId, username);
      return row === undefined ? undefined : userRow.parse(row);
    },
    users: (poolId) => selectUsers.all(poolId).map((row) => userRow.parse(row)),
    putUser: (user) => {
      replaceUser.run(
        user.poolId,
        user.username,
        user.sub,
        JSON.stringify(user.attributes),
        user.enabled ? 1 : 0,
        user.status,
        user.password ?? null,
        user.passwordSetAt,
        user.createdAt,
        user.modifiedAt,
      );
    },
    removeUser: ({ poolId, username }) => {
      for (const removal of removals) {
        removal.run(poolId, username);
      }
    },
    groupsOf: ({ poolId, username }) =>
      selectGroups.all(poolId, username).map((row) => String(row['group_name'])),
    membersOf: (poolId, group) => selectMembers.all(poolId, group).map((row) => String(row['username'])),
    join: ({ poolId, username }, group) => {
      insertMember.run(poolId, username, group);
    },
    leave: ({ poolId, username }, group) => {
      deleteMember.run(poolId, username, group);
    },
    grant: ({ kind, poolId, username, expiresAt, detail }, secret) => {
      const made = secret ?? randomBytes(secretBytes).toString('base64url');
      insertGrant.run(hashOf(made), kind, poolId, username, expiresAt, JSON.stringify(detail));
      return made;
    },
    find: (kind, secret, now) => {
      const row = selectGrant.get(hashOf(secret), kind, now);
      return row === undefined ? undefined : grantRow.parse(row);
    },
    expire: (secret, at) => {
      shortenGrant.run(at, hashOf(secret));
    },
    revoke: (secret) => {
      deleteGrant.run(hashOf(secret));
    },
    revokeAll: ({ poolId, username }, kinds) => {
      for (const kind of kinds) {
        deleteGrants.run(poolId, username, kind);
      }
    },
  };
}
