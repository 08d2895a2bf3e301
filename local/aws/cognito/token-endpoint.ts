import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { headerOf, type PublicRequest, type PublicResponse } from '../../runtime/public-door.ts';
import type { Json } from '../../runtime/service.ts';
import type { ClientDefinition } from './pool-definition.ts';
import type { Grant, User } from './pool-store.ts';
import { makeTokens } from './tokens.ts';
import type { UserPool } from './user-pool.ts';

/** An error of RFC 6749, as the endpoint answers it. */
type TokenError = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type';

/** Whose tokens are to be made, or why none. */
type Redeemed =
  | { readonly grant: Grant; readonly user: User; readonly refreshToken: string | undefined }
  | TokenError;

const verifierForm = /^[A-Za-z0-9._~-]{43,128}$/;

function json(status: number, value: Json): PublicResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    },
    body: value === null ? '' : JSON.stringify(value),
  };
}

function provesChallenge(verifier: string, challenge: string): boolean {
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'));
  const wanted = Buffer.from(challenge);
  return verifierForm.test(verifier) && made.length === wanted.length && timingSafeEqual(made, wanted);
}

/** `/oauth2/token` and `/oauth2/revoke` of the application's user pools. */
export interface TokenEndpoint {
  readonly token: (request: PublicRequest) => Promise<PublicResponse>;
  readonly revoke: (request: PublicRequest) => Promise<PublicResponse>;
}

/** Source: Amazon Cognito developer guide, the token issuer endpoint; RFC 6749 and RFC 7636. */
export function createTokenEndpoint(pools: readonly UserPool[]): TokenEndpoint {
  const findClient = (id: string | null): { pool: UserPool; client: ClientDefinition } | undefined => {
    for (const pool of pools) {
      const client = pool.client(id ?? '');
      if (client !== undefined) {
        return { pool, client };
      }
    }
    return undefined;
  };

  const readForm = (request: PublicRequest): URLSearchParams | undefined => {
    const type = headerOf(request.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
    return type === 'application/x-www-form-urlencoded'
      ? new URLSearchParams(request.body.toString('utf8'))
      : undefined;
  };

  const activeUser = ({ store, definition }: UserPool, username: string): User | undefined => {
    const user = store.user(definition.id, username);
    return user?.enabled === true ? user : undefined;
  };

  const newRefreshToken = (
    pool: UserPool,
    client: ClientDefinition,
    detail: Grant['detail'],
    username: string,
  ) =>
    pool.store.grant({
      kind: 'refresh',
      poolId: pool.definition.id,
      username,
      expiresAt: pool.now() + client.refreshTokenSeconds * 1000,
      detail,
    });

  /** A code is good for one attempt, also for one that fails: whoever has it without its verifier stole it. */
  const redeemCode = (pool: UserPool, client: ClientDefinition, form: URLSearchParams): Redeemed => {
    const code = form.get('code') ?? '';
    const grant = pool.store.find('code', code, pool.now());
    pool.store.revoke(code);
    const user = grant === undefined ? undefined : activeUser(pool, grant.username);
    if (
      grant === undefined ||
      user === undefined ||
      grant.detail['clientId'] !== client.id ||
      grant.detail['redirectUri'] !== form.get('redirect_uri') ||
      !provesChallenge(form.get('code_verifier') ?? '', grant.detail['challenge'] ?? '')
    ) {
      return 'invalid_grant';
    }
    const kept = { ...grant.detail, originId: randomUUID() };
    return {
      grant: { ...grant, detail: kept },
      user,
      refreshToken: newRefreshToken(pool, client, kept, user.username),
    };
  };

  const redeemRefreshToken = (pool: UserPool, client: ClientDefinition, form: URLSearchParams): Redeemed => {
    const token = form.get('refresh_token') ?? '';
    const grant = pool.store.find('refresh', token, pool.now());
    const user = grant === undefined ? undefined : activeUser(pool, grant.username);
    if (grant === undefined || user === undefined || grant.detail['clientId'] !== client.id) {
      return 'invalid_grant';
    }
    const grace = client.rotationGraceSeconds;
    if (grace === undefined) {
      return { grant, user, refreshToken: undefined };
    }
    pool.store.expire(token, pool.now() + grace * 1000);
    const remaining = Math.floor((grant.expiresAt - pool.now()) / 1000);
    const sameEnd = { ...client, refreshTokenSeconds: remaining };
    return { grant, user, refreshToken: newRefreshToken(pool, sameEnd, grant.detail, user.username) };
  };

  const redeem = async (
    pool: UserPool,
    client: ClientDefinition,
    form: URLSearchParams,
  ): Promise<Redeemed> => {
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return pool.write(() => redeemCode(pool, client, form));
      case 'refresh_token':
        return pool.write(() => redeemRefreshToken(pool, client, form));
      default:
        return 'unsupported_grant_type';
    }
  };

  return {
    token: async (request) => {
      const form = readForm(request);
      if (form === undefined || !form.has('grant_type')) {
        return json(400, { error: 'invalid_request' });
      }
      const found = findClient(form.get('client_id'));
      // A client here has no secret, and one that sends a secret is another.
      if (found === undefined || request.headers.authorization !== undefined) {
        return json(400, { error: 'invalid_client' });
      }
      const { pool, client } = found;
      const redeemed = await redeem(pool, client, form);
      if (typeof redeemed === 'string') {
        return json(400, { error: redeemed });
      }
      const { grant, user, refreshToken } = redeemed;
      const scopes = (grant.detail['scopes'] ?? '').split(' ');
      const { idToken, accessToken } = await makeTokens(
        pool.definition,
        client,
        pool.key,
        {
          user,
          groups: pool.store.groupsOf(user),
          scopes,
          authenticatedAt: Number(grant.detail['authenticatedAt']),
          originId: grant.detail['originId'] ?? '',
          nonce: grant.detail['nonce'],
        },
        pool.now(),
      );
      return json(200, {
        ...(scopes.includes('openid') ? { id_token: idToken } : {}),
        access_token: accessToken,
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
        expires_in: client.accessTokenSeconds,
        token_type: 'Bearer',
      });
    },
    revoke: async (request) => {
      const form = readForm(request);
      const found = findClient(form?.get('client_id') ?? null);
      if (form === undefined || !form.has('token')) {
        return json(400, { error: 'invalid_request' });
      }
      if (found === undefined) {
        return json(400, { error: 'invalid_client' });
      }
      await found.pool.write(() => found.pool.store.revoke(form.get('token') ?? ''));
      return json(200, null);
    },
  };
}
