import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { edgeApplication } from './edge-application.ts';

export const password = 'correct-Horse-7-battery';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** One request on the wire, no redirect followed; `host` may be another than the address that is called. */
export function call(url: string, { method = 'GET', headers = {}, body }: CallOptions = {}): Promise<Answer> {
  const { hostname, port, pathname, search } = new URL(url);
  const address = hostname.endsWith('.localhost') ? '127.0.0.1' : hostname;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: address,
        port,
        path: pathname + search,
        method,
        headers: {
          host: `${hostname}:${port}`,
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              name,
              typeof value === 'string' ? value : [...value],
            ]),
          ),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes.toString('utf8'),
            bytes,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A browser as far as signing in needs one: it keeps cookies. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  async call(url: string, options: CallOptions = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await call(url, {
      ...options,
      headers: { ...(cookie === '' ? {} : { cookie }), ...options.headers },
    });
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [pair = '', ...attributes] = set.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (attributes.includes('Max-Age=0')) {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
    return answer;
  }
}

export interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: string;
}

/** The parameters of an authorization request with its verifier. */
export interface Authorization {
  readonly parameters: Record<string, string>;
  readonly verifier: string;
}

export interface EdgeMachine {
  readonly runtime: Runtime;
  readonly outputs: Readonly<Record<string, string>>;
  readonly site: string;
  /** Moves the time of people and browsers. */
  pass(milliseconds: number): void;
  admin(operation: string, input: JsonObject): Promise<JsonObject>;
  addUser(
    username: string,
    groups?: readonly string[],
    attributes?: Readonly<Record<string, string>>,
  ): Promise<void>;
  authorization(changes?: Readonly<Record<string, string>>): Authorization;
  authorizeUrl(authorization: Authorization, path?: string): string;
  submit(visitor: Visitor, url: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** Signs in on the page and answers the code. */
  code(visitor: Visitor, username: string, authorization?: Authorization): Promise<string>;
  token(
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  signIn(username: string, changes?: Readonly<Record<string, string>>): Promise<Tokens>;
  stop(): Promise<void>;
}

export function hiddenFields(html: string): Record<string, string> {
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
}

/** Starts the application of the edge on loopback ports. */
export async function startEdge(
  startAt = Date.UTC(2031, 0, 1),
  at?: { cdkOut: string; dataFolder: string },
): Promise<EdgeMachine> {
  const made = at === undefined ? edgeApplication() : { ...at, remove: () => undefined };
  let passed = 0;
  const runtime = await startRuntime({
    cdkOut: made.cdkOut,
    dataFolder: made.dataFolder,
    port: 0,
    clock: 'jump',
    startAt,
    wallNow: () => Date.now() + passed,
  });
  const outputs = runtime.application.outputs['Edge'] as Record<string, string>;
  const site = runtime.webUrl ?? '';
  const poolId = outputs['PoolId'] ?? '';

  const machine: EdgeMachine = {
    runtime,
    outputs,
    site,
    pass: (milliseconds) => {
      passed += milliseconds;
    },
    admin: (operation, input) => runtime.call('cognito-idp', operation, { UserPoolId: poolId, ...input }),
    addUser: async (username, groups = [], attributes = {}) => {
      const all = { email: `${username}@clinic.example`, email_verified: 'true', ...attributes };
      await machine.admin('AdminCreateUser', {
        Username: username,
        UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
        MessageAction: 'SUPPRESS',
      });
      await machine.admin('AdminSetUserPassword', {
        Username: username,
        Password: password,
        Permanent: true,
      });
      for (const GroupName of groups) {
        await machine.admin('AdminAddUserToGroup', { Username: username, GroupName });
      }
    },
    authorization: (changes = {}) => {
      const verifier = randomBytes(32).toString('base64url');
      return {
        verifier,
        parameters: {
          response_type: 'code',
          client_id: outputs['ClientId'] ?? '',
          redirect_uri: `${site}/`,
          scope: 'openid email profile',
          state: 'kept state',
          nonce: 'once',
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
          ...changes,
        },
      };
    },
    authorizeUrl: ({ parameters }, path = '/oauth2/authorize') =>
      `${outputs['Pages']}${path}?${new URLSearchParams(parameters).toString()}`,
    submit: (visitor, url, fields) =>
      visitor.call(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: outputs['Pages'] ?? '' },
        body: new URLSearchParams(fields).toString(),
      }),
    code: async (visitor, username, authorization = machine.authorization()) => {
      const url = machine.authorizeUrl(authorization, '/login');
      const page = await visitor.call(url);
      const answer = await machine.submit(visitor, url, { ...hiddenFields(page.body), username, password });
      return (
        new URL(answer.headers.location ?? 'none:').searchParams.get('code') ?? `no code: ${answer.body}`
      );
    },
    token: (fields, headers = {}) =>
      call(`${outputs['Pages']}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    signIn: async (username, changes = {}) => {
      const authorization = machine.authorization(changes);
      const code = await machine.code(new Visitor(), username, authorization);
      const answer = await machine.token({
        grant_type: 'authorization_code',
        client_id: authorization.parameters['client_id'] ?? '',
        redirect_uri: `${site}/`,
        code,
        code_verifier: authorization.verifier,
      });
      if (answer.status !== 200) {
        throw new Error(`No tokens for ${username}: ${answer.body}`);
      }
      return JSON.parse(answer.body) as Tokens;
    },
    stop: async () => {
      await runtime.stop();
      made.remove();
    },
  };
  return machine;
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
}
