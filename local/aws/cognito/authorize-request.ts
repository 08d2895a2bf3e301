import type { ClientDefinition } from './pool-definition.ts';
import type { UserPool } from './user-pool.ts';

/** A request of an application to have somebody signed in, found to be in order. */
export interface AuthorizeRequest {
  readonly pool: UserPool;
  readonly client: ClientDefinition;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
  /** SHA-256 of the verifier, base64url. */
  readonly challenge: string;
  readonly prompt: string | undefined;
  readonly loginHint: string;
  readonly query: URLSearchParams;
}

/** `error`: told on a page, for the application is unknown; `redirect`: told to the application. */
export type ReadAuthorizeRequest =
  | { readonly kind: 'request'; readonly request: AuthorizeRequest }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'redirect'; readonly location: string };

/** An address with parameters added to it; those that are undefined are left out. */
export function withParameters(
  address: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return url.href;
}

const challengeForm = /^[A-Za-z0-9_-]{43}$/;

/** Why a request whose client and redirect URI are right is refused; undefined when it is in order. */
function faultOf(
  query: URLSearchParams,
  client: ClientDefinition,
  scopes: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (query.get('response_type') !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'response_type must be code' };
  }
  if (query.get('code_challenge_method') !== 'S256') {
    return {
      error: 'invalid_request',
      error_description: 'code_challenge_method must be S256: codes without PKCE are not given here',
    };
  }
  if (!challengeForm.test(query.get('code_challenge') ?? '')) {
    return {
      error: 'invalid_request',
      error_description: 'code_challenge must be the base64url of a SHA-256 digest',
    };
  }
  const foreign = scopes.find((scope) => !client.scopes.includes(scope));
  return foreign === undefined ? undefined : { error: 'invalid_scope', error_description: foreign };
}

/**
 * Reads the parameters of `/oauth2/authorize` and `/login`.
 * The redirect URI must be written in the template letter for letter; before it is known to be, nothing is sent there.
 * Source: Amazon Cognito developer guide, the authorize endpoint.
 */
export function readAuthorizeRequest(
  pools: readonly UserPool[],
  query: URLSearchParams,
): ReadAuthorizeRequest {
  const clientId = query.get('client_id') ?? '';
  const pool = pools.find((one) => one.client(clientId) !== undefined);
  const client = pool?.client(clientId);
  if (pool === undefined || client === undefined) {
    return { kind: 'error', error: 'invalid_client' };
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.callbackUrls.includes(redirectUri)) {
    return { kind: 'error', error: 'redirect_mismatch' };
  }
  const state = query.get('state') ?? undefined;
  const asked = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const scopes = asked.length === 0 ? client.scopes : asked;
  const fault = faultOf(query, client, scopes);
  if (fault !== undefined) {
    return { kind: 'redirect', location: withParameters(redirectUri, { ...fault, state }) };
  }
  return {
    kind: 'request',
    request: {
      pool,
      client,
      redirectUri,
      state,
      nonce: query.get('nonce') ?? undefined,
      scopes,
      challenge: query.get('code_challenge') ?? '',
      prompt: query.get('prompt') ?? undefined,
      loginHint: query.get('login_hint') ?? '',
      query,
    },
  };
}
