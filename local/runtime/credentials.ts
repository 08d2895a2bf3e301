import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Principal } from './service.ts';

/** A key pair as the SDK takes it. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A role that was taken for a time. */
export interface RoleSession {
  readonly roleArn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, on the clock of the runtime. */
  readonly endsAt: number;
}

export interface SessionKey extends AccessKey {
  readonly sessionToken: string;
}

/** Whose key it is, its secret, and when it ends if it does. */
interface KeyOwner {
  readonly principal: Principal;
  readonly secretAccessKey: string;
  readonly endsAt?: number;
}

export interface Credentials {
  readonly operator: AccessKey;
  /** What the control paths ask for. */
  readonly operatorToken: string;
  /** The key that stands for a role; the same at every start of the data folder. */
  readonly forRole: (roleArn: string) => AccessKey;
  /** The key of a session. All that is known of the session is in its token, so that it outlives a restart. */
  readonly forSession: (session: RoleSession) => SessionKey;
  /** Whose key it is; a key of a session is known by its token alone. */
  readonly find: (accessKeyId: string, sessionToken?: string) => KeyOwner | undefined;
}

const sessionSchema = z.strictObject({
  roleArn: z.string(),
  name: z.string(),
  tags: z.record(z.string(), z.string()),
  endsAt: z.number(),
});

/** Tokens that were read before: each request carries one. */
const keptTokens = 1_000;

const fileSchema = z.object({ seed: z.string().regex(/^[0-9a-f]{64}$/) });

function readOrMakeSeed(file: string): string {
  if (!existsSync(file)) {
    const seed = randomBytes(32).toString('hex');
    writeFileSync(file, `${JSON.stringify({ seed })}\n`, { mode: 0o600, flag: 'wx' });
    return seed;
  }
  chmodSync(file, 0o600);
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new Error(`${file} does not hold this folder's keys. Remove it: the next start makes new ones.`);
  }
  return parsed.data.seed;
}

/** Opens the keys of a data folder: random for each folder, readable by its owner alone. */
export function openCredentials(dataFolder: string): Credentials {
  const seed = readOrMakeSeed(path.join(dataFolder, 'credentials.json'));
  const derive = (what: string): Buffer =>
    createHmac('sha256', Buffer.from(seed, 'hex')).update(what).digest();
  const makeKey = (prefix: string, whose: string): AccessKey => ({
    accessKeyId:
      prefix +
      derive(`id ${whose}`)
        .toString('base64')
        .replaceAll(/[^A-Za-z]/g, '')
        .toUpperCase()
        .slice(0, 16)
        .padEnd(16, 'X'),
    secretAccessKey: derive(`secret ${whose}`).toString('base64').slice(0, 40),
  });

  const known = new Map<string, KeyOwner>();
  const roles = new Map<string, AccessKey>();
  const operator = makeKey('AKIA', 'operator');
  known.set(operator.accessKeyId, {
    principal: { kind: 'operator' },
    secretAccessKey: operator.secretAccessKey,
  });
  const bySessionToken = new Map<string, { readonly accessKeyId: string; readonly owner: KeyOwner }>();
  const sealOf = (content: string): string => derive(`session ${content}`).toString('base64url');
  const readSession = (token: string): { accessKeyId: string; owner: KeyOwner } | undefined => {
    const [content = '', seal = ''] = token.split('.');
    const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(content))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      return undefined;
    }
    const { roleArn, tags, endsAt } = sessionSchema.parse(
      JSON.parse(Buffer.from(content, 'base64url').toString('utf8')),
    );
    const { accessKeyId, secretAccessKey } = makeKey('ASIA', token);
    return {
      accessKeyId,
      owner: { principal: { kind: 'role', arn: roleArn, tags }, secretAccessKey, endsAt },
    };
  };
  const ownerOfSession = (accessKeyId: string, token: string): KeyOwner | undefined => {
    const session = bySessionToken.get(token) ?? readSession(token);
    if (session?.accessKeyId !== accessKeyId) {
      return undefined;
    }
    if (bySessionToken.size >= keptTokens) {
      bySessionToken.clear();
    }
    bySessionToken.set(token, session);
    return session.owner;
  };
  return {
    operator,
    operatorToken: derive('token operator').toString('base64url'),
    forRole: (roleArn) => {
      const made = roles.get(roleArn) ?? makeKey('ASIA', roleArn);
      roles.set(roleArn, made);
      known.set(made.accessKeyId, {
        principal: { kind: 'role', arn: roleArn },
        secretAccessKey: made.secretAccessKey,
      });
      return made;
    },
    forSession: (session) => {
      const content = Buffer.from(JSON.stringify(session)).toString('base64url');
      const sessionToken = `${content}.${sealOf(content)}`;
      return { ...makeKey('ASIA', sessionToken), sessionToken };
    },
    find: (accessKeyId, sessionToken) =>
      sessionToken === undefined ? known.get(accessKeyId) : ownerOfSession(accessKeyId, sessionToken),
  };
}
