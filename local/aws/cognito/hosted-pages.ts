import { randomBytes, timingSafeEqual } from 'node:crypto';
import { cookiesOf, splitUrl, type PublicRequest, type PublicResponse } from '../../runtime/public-door.ts';
import { AwsError } from '../../runtime/service.ts';
import { readAuthorizeRequest, withParameters, type AuthorizeRequest } from './authorize-request.ts';
import type { User } from './pool-store.ts';
import { errorPage, signInPage, type ShownUser, type SignInStep } from './sign-in-page.ts';
import type { SignInResult, UserPool } from './user-pool.ts';

/**
 * The cookie of a person's session with the user pool. Cookies do not know ports: the distribution beside it is sent
 * it too, and passes it on to nobody.
 */
export const sessionCookie = 'cognito';
const csrfCookie = 'XSRF-TOKEN';

const sessionSeconds = 3_600;
const codeSeconds = 300;
const ticketSeconds = 600;

// No Secure: the loopback port speaks plain HTTP, and not every browser takes it for secure.
const cookieAttributes = 'Path=/; HttpOnly; SameSite=Lax';

export interface HostedPages {
  readonly authorize: (request: PublicRequest) => Promise<PublicResponse>;
  readonly login: (request: PublicRequest) => Promise<PublicResponse>;
  readonly logout: (request: PublicRequest) => Promise<PublicResponse>;
  readonly error: (request: PublicRequest) => PublicResponse;
}

function cookie({ headers }: PublicRequest, name: string): string | undefined {
  return cookiesOf(headers)
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function queryOf({ url }: PublicRequest): URLSearchParams {
  return new URLSearchParams(splitUrl(url).query);
}

function redirect(location: string, cookies: readonly string[] = []): PublicResponse {
  return {
    status: 302,
    headers: {
      location,
      'cache-control': 'no-store',
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
    body: '',
  };
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const errorWords: Readonly<Record<string, string>> = {
  invalid_client: 'The application that sent you here is not known (invalid_client).',
  redirect_mismatch: 'The address to return to is not registered for this application (redirect_mismatch).',
  logout_mismatch: 'The address to go to after signing out is not registered for this application.',
};

/**
 * The pages and redirects by which people sign in and out, at the paths of the user pool's own pages on AWS.
 * Times are the wall's: the browser before the person knows no other.
 */
export function createHostedPages(
  pools: readonly UserPool[],
  shownUsers: () => readonly ShownUser[],
): HostedPages {
  const toErrorPage = (error: string, clientId: string | null): PublicResponse =>
    redirect(`/error?${new URLSearchParams({ error, client_id: clientId ?? '' }).toString()}`);

  /** Sends the person back with a code, and keeps the session for an hour. */
  const complete = async (
    { pool, client, redirectUri, scopes, challenge, nonce, state }: AuthorizeRequest,
    user: User,
    authenticatedAt: number,
    session: string | undefined,
  ): Promise<PublicResponse> => {
    const { store, now, definition } = pool;
    const owner = { poolId: definition.id, username: user.username };
    const { code, opened } = await pool.write(() => ({
      code: store.grant({
        kind: 'code',
        ...owner,
        expiresAt: now() + codeSeconds * 1000,
        detail: {
          clientId: client.id,
          redirectUri,
          challenge,
          scopes: scopes.join(' '),
          authenticatedAt: String(authenticatedAt),
          ...(nonce === undefined ? {} : { nonce }),
        },
      }),
      opened:
        session ??
        store.grant({
          kind: 'session',
          ...owner,
          expiresAt: now() + sessionSeconds * 1000,
          detail: { authenticatedAt: String(authenticatedAt) },
        }),
    }));
    const cookies =
      session === undefined
        ? [`${sessionCookie}=${opened}; ${cookieAttributes}; Max-Age=${sessionSeconds}`]
        : [];
    return redirect(withParameters(redirectUri, { code, state }), cookies);
  };

  const showPage = (
    request: PublicRequest,
    { query, redirectUri, loginHint }: AuthorizeRequest,
    step: SignInStep | undefined,
    problem?: string,
  ): PublicResponse => {
    const csrfToken = cookie(request, csrfCookie) ?? randomBytes(24).toString('base64url');
    const page = signInPage({
      step: step ?? { kind: 'password', username: loginHint },
      query,
      csrfToken,
      problem,
      shownUsers: shownUsers(),
      redirectOrigin: new URL(redirectUri).origin,
    });
    return {
      ...page,
      headers: { ...page.headers, 'set-cookie': [`${csrfCookie}=${csrfToken}; ${cookieAttributes}`] },
    };
  };

  const newPassword = async (
    { pool }: AuthorizeRequest,
    form: URLSearchParams,
  ): Promise<SignInResult | undefined> => {
    const ticket = form.get('ticket') ?? '';
    const grant = pool.store.find('reset', ticket, pool.now());
    const user = grant === undefined ? undefined : pool.findUser(grant.username);
    if (grant?.detail['for'] !== 'new-password' || user === undefined || !user.enabled) {
      return undefined;
    }
    const changed = await pool.setPassword(user, form.get('new_password') ?? '', true);
    await pool.write(() => pool.store.revoke(ticket));
    return { outcome: 'signed-in', user: changed };
  };

  const attempt = async (request: AuthorizeRequest, form: URLSearchParams): Promise<SignInResult> => {
    const { pool } = request;
    const name = (form.get('username') ?? '').trim();
    switch (form.get('step')) {
      case 'new-password':
        return (
          (await newPassword(request, form)) ?? {
            outcome: 'refused',
            why: 'Sign in again: it took too long.',
          }
        );
      case 'reset':
        return pool.redeemCode(name, form.get('code') ?? '', form.get('new_password') ?? '');
      default:
        return pool.signIn(name, form.get('password') ?? '');
    }
  };

  const stepAgain = (form: URLSearchParams): SignInStep => {
    const username = form.get('username') ?? '';
    switch (form.get('step')) {
      case 'new-password':
        return { kind: 'new-password', username, ticket: form.get('ticket') ?? '' };
      case 'reset':
        return { kind: 'reset', username };
      default:
        return { kind: 'password', username };
    }
  };

  const signIn = async (arrived: PublicRequest, request: AuthorizeRequest): Promise<PublicResponse> => {
    const { pool } = request;
    const form = new URLSearchParams(arrived.body.toString('utf8'));
    const csrf = cookie(arrived, csrfCookie);
    if (csrf === undefined || !isSame(csrf, form.get('_csrf') ?? '')) {
      return showPage(arrived, request, undefined, 'Your browser sent no proof of this page. Try again.');
    }
    let result: SignInResult;
    try {
      result = await attempt(request, form);
    } catch (error) {
      if (error instanceof AwsError) {
        return showPage(arrived, request, stepAgain(form), error.message);
      }
      throw error;
    }
    switch (result.outcome) {
      case 'signed-in':
        return complete(request, result.user, Math.floor(pool.now() / 1000), undefined);
      case 'new-password': {
        const { username } = result.user;
        const ticket = await pool.write(() =>
          pool.store.grant({
            kind: 'reset',
            poolId: pool.definition.id,
            username,
            expiresAt: pool.now() + ticketSeconds * 1000,
            detail: { for: 'new-password' },
          }),
        );
        return showPage(arrived, request, { kind: 'new-password', username, ticket });
      }
      case 'reset':
        return showPage(arrived, request, { kind: 'reset', username: result.user.username });
      case 'refused':
        return showPage(arrived, request, stepAgain(form), result.why);
      default:
        return result satisfies never;
    }
  };

  /** The person whose session the browser still holds. */
  const sessionOf = (request: PublicRequest, pool: UserPool) => {
    const secret = cookie(request, sessionCookie);
    const grant = secret === undefined ? undefined : pool.store.find('session', secret, pool.now());
    const user =
      grant?.poolId === pool.definition.id ? pool.store.user(grant.poolId, grant.username) : undefined;
    return secret === undefined ||
      grant === undefined ||
      user?.enabled !== true ||
      user.status !== 'CONFIRMED'
      ? undefined
      : { secret, user, authenticatedAt: Number(grant.detail['authenticatedAt']) };
  };

  return {
    authorize: async (arrived) => {
      const query = queryOf(arrived);
      const read = readAuthorizeRequest(pools, query);
      if (read.kind === 'error') {
        return toErrorPage(read.error, query.get('client_id'));
      }
      if (read.kind === 'redirect') {
        return redirect(read.location);
      }
      const { request } = read;
      const session = request.prompt === 'login' ? undefined : sessionOf(arrived, request.pool);
      if (session !== undefined) {
        return complete(request, session.user, session.authenticatedAt, session.secret);
      }
      return request.prompt === 'none'
        ? redirect(withParameters(request.redirectUri, { error: 'login_required', state: request.state }))
        : redirect(`/login?${query.toString()}`);
    },
    login: async (arrived) => {
      const query = queryOf(arrived);
      const read = readAuthorizeRequest(pools, query);
      if (read.kind === 'error') {
        return toErrorPage(read.error, query.get('client_id'));
      }
      if (read.kind === 'redirect') {
        return redirect(read.location);
      }
      return arrived.method === 'POST'
        ? signIn(arrived, read.request)
        : showPage(arrived, read.request, undefined);
    },
    logout: async (arrived) => {
      const query = queryOf(arrived);
      const clientId = query.get('client_id');
      const pool = pools.find((one) => one.client(clientId ?? '') !== undefined);
      const client = pool?.client(clientId ?? '');
      if (pool === undefined || client === undefined) {
        return toErrorPage('invalid_client', clientId);
      }
      const secret = cookie(arrived, sessionCookie);
      if (secret !== undefined) {
        await pool.write(() => pool.store.revoke(secret));
      }
      const gone = [`${sessionCookie}=; ${cookieAttributes}; Max-Age=0`];
      const target = query.get('logout_uri');
      if (target !== null) {
        return client.logoutUrls.includes(target)
          ? redirect(target, gone)
          : toErrorPage('logout_mismatch', clientId);
      }
      query.delete('logout_uri');
      return redirect(`/login?${query.toString()}`, gone);
    },
    error: (arrived) => {
      const error = queryOf(arrived).get('error') ?? '';
      return errorPage(errorWords[error] ?? 'The request to sign in cannot be followed.');
    },
  };
}
