import { randomUUID } from 'node:crypto';
import { AwsError, type Store } from '../../runtime/service.ts';
import {
  standardAttributes,
  type ClientDefinition,
  type CustomAttribute,
  type PoolDefinition,
} from './pool-definition.ts';
import { hashPassword, isPassword, passwordFault } from './passwords.ts';
import type { PoolStore, User } from './pool-store.ts';
import type { SigningKey } from './tokens.ts';

/** What a pool tells a user by e-mail on AWS; on one machine it is written to a file of the data folder. */
export interface PoolMessage {
  readonly kind: 'invitation' | 'reset-code';
  readonly username: string;
  readonly to: string | undefined;
  /** The temporary password, or the code. */
  readonly secret: string;
}

/** How a password was received. */
export type SignInResult =
  | { readonly outcome: 'signed-in'; readonly user: User }
  | { readonly outcome: 'new-password'; readonly user: User }
  | { readonly outcome: 'reset'; readonly user: User }
  | { readonly outcome: 'refused'; readonly why: string };

/** One user pool at work: its users, their passwords and what they are called. */
export interface UserPool {
  readonly definition: PoolDefinition;
  readonly key: SigningKey;
  readonly store: PoolStore;
  /** Runs a change in the one durable store. */
  readonly write: Store['write'];
  readonly now: () => number;
  readonly tell: (message: PoolMessage) => void;
  client(id: string): ClientDefinition | undefined;
  /** By name, and by e-mail address or id where the pool allows it. */
  findUser(name: string): User | undefined;
  /** As `findUser`; throws UserNotFoundException. */
  requireUser(name: string): User;
  /** The name a new user gets who is called so. */
  nameOfNew(called: string, sub: string): string;
  /** Throws InvalidParameterException for an attribute that the pool does not have or take. */
  checkAttributes(
    attributes: Readonly<Record<string, string>>,
    before?: Readonly<Record<string, string>>,
  ): void;
  /** Sets a password that conforms to the policy; throws InvalidPasswordException. */
  setPassword(user: User, password: string, isPermanent: boolean): Promise<User>;
  signIn(name: string, password: string): Promise<SignInResult>;
  /** Sets a new password by the code that AdminResetUserPassword had sent. */
  redeemCode(name: string, code: string, password: string): Promise<SignInResult>;
}

export interface UserPoolParts {
  readonly definition: PoolDefinition;
  readonly key: SigningKey;
  readonly store: PoolStore;
  readonly write: Store['write'];
  readonly now: () => number;
  readonly tell: (message: PoolMessage) => void;
}

const dayMilliseconds = 86_400_000;
/** Failed attempts that cost nothing; each further one doubles the wait. Source: Cognito's lockout behaviour. */
const freeAttempts = 5;
const longestWaitMilliseconds = 15 * 60_000;

const wrong = 'Incorrect username or password.';

function createAttempts(now: () => number) {
  const failures = new Map<string, { count: number; openAt: number }>();
  return {
    isOpen: (name: string): boolean => (failures.get(name)?.openAt ?? 0) <= now(),
    succeeded: (name: string): void => {
      failures.delete(name);
    },
    failed: (name: string): void => {
      const count = (failures.get(name)?.count ?? 0) + 1;
      const wait = count < freeAttempts ? 0 : 1_000 * 2 ** (count - freeAttempts);
      failures.set(name, { count, openAt: now() + Math.min(wait, longestWaitMilliseconds) });
    },
  };
}

function checkAttribute(
  name: string,
  value: string,
  custom: CustomAttribute | undefined,
  before: Readonly<Record<string, string>> | undefined,
): void {
  const refuse = (why: string): never => {
    throw new AwsError('InvalidParameterException', why);
  };
  if (custom === undefined) {
    if (!standardAttributes.has(name)) {
      refuse(`user.${name}: Attribute does not exist in the schema.`);
    }
    return;
  }
  if (value.length > custom.longest) {
    refuse(
      `user.${name}: Attribute can be at most ${custom.longest} characters long, found ${value.length}.`,
    );
  }
  if (before !== undefined && !custom.mutable && before[name] !== value) {
    refuse(`user.${name}: Attribute cannot be updated.`);
  }
}

/** Opens a user pool on its store. */
export function openUserPool(parts: UserPoolParts): UserPool {
  const { definition, store, now } = parts;
  const attempts = createAttempts(now);
  const folded = (name: string): string => (definition.caseSensitive ? name : name.toLowerCase());
  const byEmail = definition.emailIsName || definition.emailIsAlias;

  const pool: UserPool = {
    ...parts,
    client: (id) => definition.clients.find((client) => client.id === id),
    findUser: (name) => {
      const direct = store.user(definition.id, folded(name));
      if (direct !== undefined) {
        return direct;
      }
      return store
        .users(definition.id)
        .find(
          (user) =>
            user.sub === name ||
            (byEmail &&
              user.attributes['email']?.toLowerCase() === name.toLowerCase() &&
              (definition.emailIsName || user.attributes['email_verified'] === 'true')),
        );
    },
    requireUser: (name) => {
      const user = pool.findUser(name);
      if (user === undefined) {
        throw new AwsError('UserNotFoundException', 'User does not exist.');
      }
      return user;
    },
    nameOfNew: (called, sub) => (definition.emailIsName ? sub : folded(called)),
    checkAttributes: (attributes, before) => {
      for (const [name, value] of Object.entries(attributes)) {
        const custom = definition.customAttributes.find((one) => one.name === name);
        checkAttribute(name, value, custom, before);
      }
    },
    setPassword: async (user, password, isPermanent) => {
      const fault = passwordFault(password, definition.passwordPolicy);
      if (fault !== undefined) {
        throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${fault}`);
      }
      const hashed = await hashPassword(password);
      return parts.write(() => {
        const changed: User = {
          ...(store.user(user.poolId, user.username) ?? user),
          password: hashed,
          passwordSetAt: now(),
          status: isPermanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
          modifiedAt: now(),
        };
        store.putUser(changed);
        return changed;
      });
    },
    signIn: async (name, password) => {
      const user = pool.findUser(name);
      const who = user?.username ?? name;
      if (!attempts.isOpen(who)) {
        return { outcome: 'refused', why: 'Password attempts exceeded. Wait a moment and try again.' };
      }
      if (user?.enabled === true && user.status === 'RESET_REQUIRED') {
        return { outcome: 'reset', user };
      }
      if (!(await isPassword(password, user?.password)) || user === undefined) {
        attempts.failed(who);
        return { outcome: 'refused', why: wrong };
      }
      attempts.succeeded(who);
      if (!user.enabled) {
        return { outcome: 'refused', why: 'User is disabled.' };
      }
      const temporaryEnd = user.passwordSetAt + definition.passwordPolicy.temporaryDays * dayMilliseconds;
      if (user.status === 'FORCE_CHANGE_PASSWORD') {
        return temporaryEnd < now()
          ? {
              outcome: 'refused',
              why: 'Temporary password has expired and must be reset by an administrator.',
            }
          : { outcome: 'new-password', user };
      }
      return { outcome: 'signed-in', user };
    },
    redeemCode: async (name, code, password) => {
      const user = pool.findUser(name);
      const who = user?.username ?? name;
      const grant =
        user === undefined || !attempts.isOpen(who)
          ? undefined
          : store.find('reset', resetSecret(user, code), now());
      if (user === undefined || grant === undefined || !user.enabled) {
        attempts.failed(who);
        return { outcome: 'refused', why: 'Invalid verification code provided, please try again.' };
      }
      const changed = await pool.setPassword(user, password, true);
      await parts.write(() => store.revoke(resetSecret(user, code)));
      attempts.succeeded(who);
      return { outcome: 'signed-in', user: changed };
    },
  };
  return pool;
}

/** Under what a user's reset code is kept: a code of six digits alone would be the same for many. */
export function resetSecret({ poolId, username }: User, code: string): string {
  return `${poolId} ${username} ${code}`;
}

/** The id of a new user. */
export function makeSub(): string {
  return randomUUID();
}
