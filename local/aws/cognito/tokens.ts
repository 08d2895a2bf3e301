import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as z from 'zod';
import type { ClientDefinition, PoolDefinition } from './pool-definition.ts';
import type { User } from './pool-store.ts';

/** The key pair of a pool. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** As the pool publishes it. */
  readonly publicJwk: JWK;
}

const algorithm = 'RS256';
const keptKey = z.looseObject({ kid: z.string(), n: z.string(), e: z.string() });

/** A new key pair, as it is kept. */
export async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64');
  return JSON.stringify({ ...jwk, kid });
}

async function keyOf(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) {
    throw new TypeError('A signing key of a user pool is not a key pair.');
  }
  return key;
}

/** Opens a kept key pair. */
export async function openKey(kept: string): Promise<SigningKey> {
  const jwk = keptKey.parse(JSON.parse(kept));
  const { kid, n, e } = jwk;
  const publicJwk: JWK = { kty: 'RSA', use: 'sig', alg: algorithm, kid, n, e };
  return {
    keyId: kid,
    privateKey: await keyOf(jwk),
    publicKey: await keyOf(publicJwk),
    publicJwk,
  };
}

/** For whom, of what and since when tokens are made. */
export interface TokenSubject {
  readonly user: User;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** When the person showed a password, in seconds since the epoch. */
  readonly authenticatedAt: number;
  /** Stays the same while tokens are refreshed. */
  readonly originId: string;
  readonly nonce: string | undefined;
}

const emailClaims = new Set(['email', 'email_verified']);
const phoneClaims = new Set(['phone_number', 'phone_number_verified']);

/** The attributes that the scopes open: `openid` alone opens all that the client may read. */
function openedBy(scopes: readonly string[], name: string): boolean {
  if (emailClaims.has(name)) {
    return scopes.includes('email') || isOpenIdAlone(scopes);
  }
  if (phoneClaims.has(name)) {
    return scopes.includes('phone') || isOpenIdAlone(scopes);
  }
  return scopes.includes('profile') || isOpenIdAlone(scopes);
}

function isOpenIdAlone(scopes: readonly string[]): boolean {
  return !scopes.some((scope) => scope === 'profile' || scope === 'email' || scope === 'phone');
}

function attributeClaims(
  { attributes }: User,
  client: ClientDefinition,
  scopes: readonly string[],
): Record<string, string | boolean> {
  const claims: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (openedBy(scopes, name) && client.readAttributes?.includes(name) !== false) {
      claims[name] = name.endsWith('_verified') ? value === 'true' : value;
    }
  }
  return claims;
}

/**
 * The ID token and the access token of a person, signed with RS256, with the claims of a user pool.
 * `now` is in milliseconds of the wall's clock, by which browsers and the API's check reckon.
 * Source: Amazon Cognito developer guide, understanding the ID token and the access token.
 */
export async function makeTokens(
  pool: PoolDefinition,
  client: ClientDefinition,
  key: SigningKey,
  subject: TokenSubject,
  now: number,
): Promise<{ readonly idToken: string; readonly accessToken: string }> {
  const { user, groups, scopes, authenticatedAt, originId, nonce } = subject;
  const issuedAt = Math.floor(now / 1000);
  const shared = {
    sub: user.sub,
    ...(groups.length === 0 ? {} : { 'cognito:groups': [...groups] }),
    iss: pool.issuer,
    origin_jti: originId,
    event_id: randomUUID(),
    auth_time: authenticatedAt,
    iat: issuedAt,
  };
  const sign = (claims: Record<string, unknown>): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ kid: key.keyId, alg: algorithm }).sign(key.privateKey);
  const accessToken = await sign({
    ...shared,
    version: 2,
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    exp: issuedAt + client.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  });
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16);
  const idToken = await sign({
    ...attributeClaims(user, client, scopes),
    ...shared,
    ...(nonce === undefined ? {} : { nonce }),
    at_hash: half.toString('base64url'),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.idTokenSeconds,
    jti: randomUUID(),
  });
  return { idToken, accessToken };
}
