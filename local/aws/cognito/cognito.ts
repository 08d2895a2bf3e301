import * as z from 'zod';
import type { IssuerKeys } from '../api-gateway/jwt-check.ts';
import {
  headerOf,
  type PublicDoor,
  type PublicRequest,
  type PublicResponse,
} from '../../runtime/public-door.ts';
import { AwsError, type Json, type JsonService, type ServiceWorld } from '../../runtime/service.ts';
import { adminOperations } from './admin-operations.ts';
import { createHostedPages } from './hosted-pages.ts';
import type { PoolDefinition } from './pool-definition.ts';
import { openPoolStore } from './pool-store.ts';
import { signInStyle, type ShownUser } from './sign-in-page.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { makeKey, openKey } from './tokens.ts';
import { openUserPool, type PoolMessage, type UserPool } from './user-pool.ts';

export interface CognitoOptions {
  /** Milliseconds since the epoch on the wall's clock: tokens, codes and sessions live in the browser's time. */
  readonly wallNow: () => number;
  /** Where pools say what they would send by e-mail. */
  readonly tell: (message: PoolMessage) => void;
}

/** Amazon Cognito's user pools, served: the API for administrators, the pages for people, the tokens. */
export interface Cognito extends JsonService {
  /** Opens the pools of the template; users and keys that exist stay. */
  provision(pools: readonly PoolDefinition[]): Promise<void>;
  /** The pages, the endpoints of OpenID Connect and the published keys. */
  findDoor(path: string): PublicDoor | undefined;
  issuerKeys(issuer: string): IssuerKeys | undefined;
  /** Offers users on the page to sign in. */
  show(users: readonly ShownUser[]): void;
}

const json = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };

function answerJson(value: Json): PublicResponse {
  return { status: 200, headers: json, body: JSON.stringify(value) };
}

/** What a client of OpenID Connect reads first. `url` is where the pages are. */
function discovery({ issuer }: PoolDefinition): Json {
  const url = new URL(issuer).origin;
  return {
    issuer,
    authorization_endpoint: `${url}/oauth2/authorize`,
    token_endpoint: `${url}/oauth2/token`,
    revocation_endpoint: `${url}/oauth2/revoke`,
    end_session_endpoint: `${url}/logout`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['none'],
  };
}

type Handle = (request: PublicRequest) => Promise<PublicResponse> | PublicResponse;

interface Page {
  readonly methods: readonly string[];
  /** Whether pages of the applications may call it by script. */
  readonly isShared: boolean;
  readonly handle: Handle;
}

/** Serves the application's user pools: rows in `world.store`. */
export function createCognito(world: ServiceWorld, options: CognitoOptions): Cognito {
  const store = openPoolStore(world.store);
  const pools: UserPool[] = [];
  let shownUsers: readonly ShownUser[] = [];

  const hosted = createHostedPages(pools, () => shownUsers);
  const tokens = createTokenEndpoint(pools);
  const pages: Readonly<Record<string, Page>> = {
    '/oauth2/authorize': { methods: ['GET'], isShared: false, handle: hosted.authorize },
    '/oauth2/token': { methods: ['POST'], isShared: true, handle: tokens.token },
    '/oauth2/revoke': { methods: ['POST'], isShared: true, handle: tokens.revoke },
    '/login': { methods: ['GET', 'POST'], isShared: false, handle: hosted.login },
    '/logout': { methods: ['GET'], isShared: false, handle: hosted.logout },
    '/error': { methods: ['GET'], isShared: false, handle: hosted.error },
    '/login.css': {
      methods: ['GET'],
      isShared: false,
      handle: () => ({
        status: 200,
        headers: { 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' },
        body: signInStyle,
      }),
    },
  };

  /** The origins of the applications that people come from. */
  const applicationOrigins = (): string[] => [
    ...new Set(
      pools.flatMap(({ definition }) =>
        definition.clients.flatMap(({ callbackUrls }) => callbackUrls.map((url) => new URL(url).origin)),
      ),
    ),
  ];

  const answer = async (page: Page, request: PublicRequest): Promise<PublicResponse> => {
    const origin = headerOf(request.headers, 'origin');
    const shared: Record<string, string> =
      page.isShared && origin !== undefined ? { 'access-control-allow-origin': origin, vary: 'Origin' } : {};
    if (page.isShared && request.method === 'OPTIONS') {
      const allowed = {
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
      };
      return { status: 204, headers: { ...shared, ...allowed }, body: '' };
    }
    if (!page.methods.includes(request.method)) {
      return { status: 405, headers: { allow: page.methods.join(', ') }, body: '' };
    }
    const answered = await page.handle(request);
    return { ...answered, headers: { ...answered.headers, ...shared } };
  };

  const wellKnown = (path: string): Json | undefined => {
    const [, poolId, file] = /^\/([^/]+)\/\.well-known\/([^/]+)$/.exec(path) ?? [];
    const pool = pools.find(({ definition }) => definition.id === poolId);
    switch (pool === undefined ? undefined : file) {
      case 'openid-configuration':
        return pool === undefined ? undefined : discovery(pool.definition);
      case 'jwks.json':
        return { keys: pool === undefined ? [] : [{ ...pool.key.publicJwk }] };
      default:
        return undefined;
    }
  };

  return {
    name: 'cognito-idp',
    targetPrefixes: ['AWSCognitoIdentityProviderService'],
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => undefined,
    call: async (operation, input, principal) => {
      const run = Object.hasOwn(adminOperations, operation) ? adminOperations[operation] : undefined;
      if (run === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `Amazon Cognito on this machine does not serve ${operation}.`,
          501,
        );
      }
      const { UserPoolId: poolId } = z.object({ UserPoolId: z.string().default('') }).parse(input);
      const pool = pools.find(({ definition }) => definition.id === poolId);
      world.count('cognito-idp', operation);
      world.authorizer.authorize(
        principal,
        `cognito-idp:${operation}`,
        pool?.definition.arn ?? `arn:aws:cognito-idp:${world.region}:${world.account}:userpool/${poolId}`,
      );
      if (pool === undefined) {
        throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
      }
      return run(pool, input);
    },
    provision: async (definitions) => {
      for (const definition of definitions) {
        if (store.key(definition.id) === undefined) {
          const made = await makeKey();
          await world.store.write(() => store.putKey(definition.id, made));
        }
        pools.push(
          openUserPool({
            definition,
            key: await openKey(store.key(definition.id) ?? ''),
            store,
            write: (change) => world.store.write(change),
            now: options.wallNow,
            tell: options.tell,
          }),
        );
      }
    },
    findDoor: (path) => {
      const published = wellKnown(path);
      if (published !== undefined) {
        return { origins: applicationOrigins(), handle: async () => answerJson(published) };
      }
      const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
      if (page === undefined || !pools.some(({ definition }) => definition.hasDomain)) {
        return undefined;
      }
      return {
        origins: page.isShared ? applicationOrigins() : [],
        handle: (request) => answer(page, request),
      };
    },
    issuerKeys: (issuer) => {
      const pool = pools.find(({ definition }) => definition.issuer === issuer);
      return pool === undefined
        ? undefined
        : { find: (keyId) => (keyId === pool.key.keyId ? pool.key.publicKey : undefined) };
    },
    show: (users) => {
      shownUsers = users;
    },
  };
}
