import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../local/runtime/store.ts';
import type { GroupCommitStore } from '../../local/runtime/store.ts';
import { AwsError } from '../../local/runtime/service.ts';
import type {
  Authorizer,
  JsonObject,
  JsonService,
  Principal,
  RestService,
  ServiceWorld,
} from '../../local/runtime/service.ts';

export const region = 'us-east-1';
export const account = '111122223333';
export const operator: Principal = { kind: 'operator' };
export const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A world for one test: a store on disk, a clock moved by hand, an authorizer that notes what it is asked. */
export interface TestWorld {
  readonly world: ServiceWorld;
  readonly store: GroupCommitStore;
  readonly folder: string;
  readonly asked: {
    principal: Principal;
    action: string;
    resourceArn: string;
    context: Readonly<Record<string, string>>;
  }[];
  readonly counted: Map<string, number>;
  readonly calls: { service: string; operation: string; input: JsonObject; principal: Principal }[];
  /** Actions that are refused from now on, as `action` or `action resource`. */
  readonly denied: Set<string>;
  /** Services that `world.call` reaches. */
  readonly services: Map<
    string,
    (operation: string, input: JsonObject, principal: Principal) => Promise<JsonObject>
  >;
  wakes: number;
  advance(milliseconds: number): void;
  dispose(): void;
}

/** Opens a world over `folder`, by default a new one that `dispose` removes. */
export function openTestWorld(folder?: string): TestWorld {
  const own = folder ?? mkdtempSync(path.join(tmpdir(), 'claimwright-test-'));
  const store = openStore(path.join(own, 'state.sqlite'));
  let now = startAt;
  const test: Omit<TestWorld, 'world'> = {
    store,
    folder: own,
    asked: [],
    counted: new Map(),
    calls: [],
    denied: new Set(),
    services: new Map(),
    wakes: 0,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    dispose: () => {
      store.close();
      if (folder === undefined) {
        rmSync(own, { recursive: true, force: true });
      }
    },
  };
  const authorizer: Authorizer = {
    authorize: (principal, action, resourceArn, context = {}) => {
      test.asked.push({ principal, action, resourceArn, context });
      if (test.denied.has(action) || test.denied.has(`${action} ${resourceArn}`)) {
        throw new AwsError('AccessDenied', `not authorized to perform ${action} on ${resourceArn}`, 403);
      }
    },
  };
  const world: ServiceWorld = {
    store,
    clock: { now: () => now },
    authorizer,
    region,
    account,
    wake: () => {
      test.wakes += 1;
    },
    count: (service, what, amount = 1) => {
      const key = `${service} ${what}`;
      test.counted.set(key, (test.counted.get(key) ?? 0) + amount);
    },
    call: async (service, operation, input, principal) => {
      test.calls.push({ service, operation, input, principal });
      const reach = test.services.get(service);
      if (reach === undefined) {
        throw new Error(`No service ${service} in this test.`);
      }
      return reach(operation, input, principal);
    },
  };
  return Object.assign(test, { world });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function answerJson(
  service: JsonService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  try {
    const input = JSON.parse((await readBody(request)).toString('utf8')) as JsonObject;
    const answer = await service.call(operation, input, operator);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof AwsError)) {
      response.writeHead(500).end(String(error));
      return;
    }
    response
      .writeHead(error.statusCode, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: error.name, message: error.message, ...error.members }));
  }
}

async function answerRest(
  service: RestService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Taken apart by hand: a URL object would resolve the dots that a key may contain.
  const [rawPath = '/', rawQuery = ''] = (request.url ?? '/').split('?');
  const answer = await service.handle(
    {
      method: request.method ?? 'GET',
      path: decodeURIComponent(rawPath),
      query: new URLSearchParams(rawQuery),
      headers: request.headers,
      body: await readBody(request),
    },
    operator,
  );
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

export interface TestEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one service on a loopback port, with as little of the wire as the SDK needs. */
export async function serveForTest(service: JsonService | RestService): Promise<TestEndpoint> {
  const server: Server = createServer((request, response) => {
    void ('call' in service
      ? answerJson(service, request, response)
      : answerRest(service, request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The test server has no port.');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What every SDK client of a test is made with. */
export function clientOptions(endpoint: TestEndpoint) {
  return {
    endpoint: endpoint.url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}
