import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Principal } from './service.ts';

/** A key pair as the SDK takes it. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Credentials {
  readonly operator: AccessKey;
  /** What the control paths ask for. */
  readonly operatorToken: string;
  /** The key that stands for a role; the same at every start of the data folder. */
  readonly forRole: (roleArn: string) => AccessKey;
  /** Whose key it is, and its secret. */
  readonly find: (
    accessKeyId: string,
  ) => { readonly principal: Principal; readonly secretAccessKey: string } | undefined;
}

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

  const known = new Map<string, { principal: Principal; secretAccessKey: string }>();
  const roles = new Map<string, AccessKey>();
  const operator = makeKey('AKIA', 'operator');
  known.set(operator.accessKeyId, {
    principal: { kind: 'operator' },
    secretAccessKey: operator.secretAccessKey,
  });
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
    find: (accessKeyId) => known.get(accessKeyId),
  };
}
