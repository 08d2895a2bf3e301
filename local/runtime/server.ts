import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AwsError,
  type AwsService,
  type HttpResponse,
  type Json,
  type JsonObject,
  type JsonService,
  type Principal,
  type RestService,
  type VirtualClock,
} from './service.ts';
import type { ArrivedRequest, Signed } from './signature.ts';
import { until } from './until.ts';

/** What the server asks of the runtime that it is the door of. */
export interface ServerWorld {
  readonly clock: VirtualClock;
  readonly verify: (request: ArrivedRequest) => Signed;
  readonly findService: (name: string) => JsonService | RestService | undefined;
  /** Answers the paths under `/_claimwright/`. */
  readonly control: (request: ArrivedRequest) => Promise<HttpResponse>;
  /** False until everything is provisioned: requests are then answered 503. */
  readonly ready: () => boolean;
  readonly count: (service: string, what: string, amount?: number) => void;
  readonly report: (where: string, error: unknown) => void;
  readonly wake: () => void;
}

export interface RuntimeServer {
  readonly url: string;
  /** Requests that are being answered, without those that only wait for a message. */
  active(): number;
  /** Takes no more connections, waits for the requests being answered, closes. */
  stop(graceMilliseconds: number): Promise<void>;
}

export const controlPrefix = '/_claimwright/';

/** S3 takes 5 GB; what is held here is held in memory. */
const largestBodyBytes = 512 * 1024 * 1024;

// Source: Amazon SQS API reference; the names that the query protocol had, which the SDK still answers with.
const queryErrors: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
  AccessDeniedException: 'AccessDenied',
  KmsAccessDenied: 'KMS.AccessDeniedException',
};

function isJsonService(service: AwsService): service is JsonService {
  return 'targetPrefixes' in service;
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largestBodyBytes) {
        reject(
          new AwsError(
            'EntityTooLarge',
            `The request is longer than ${largestBodyBytes} bytes, the most that is taken here.`,
          ),
        );
        request.destroy();
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
  });
}

/** The service that a request says it is for, believed only for the form of an error. */
function addressedService({ headers, url }: IncomingMessage): string {
  const credential = /Credential=([^,&]+)/.exec(headers.authorization ?? url ?? '')?.[1] ?? '';
  return credential.replaceAll('%2F', '/').split('/')[3] ?? '';
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An error in the form that the caller's SDK reads. */
function errorResponse(
  error: AwsError,
  service: string,
  contentType: string,
  requestId: string,
): HttpResponse {
  if (service === 's3') {
    return {
      status: error.statusCode,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.name}</Code><Message>${xmlText(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    };
  }
  const queryCode = service === 'sqs' ? (queryErrors[error.name] ?? error.name) : undefined;
  return {
    status: error.statusCode,
    headers: {
      'content-type': contentType,
      'x-amzn-errortype': error.name,
      ...(queryCode === undefined
        ? {}
        : { 'x-amzn-query-error': `${queryCode};${error.statusCode < 500 ? 'Sender' : 'Receiver'}` }),
    },
    body: JSON.stringify({ __type: error.name, message: error.message, ...error.members }),
  };
}

async function callJson(
  service: JsonService,
  request: ArrivedRequest,
  principal: Principal,
  contentType: string,
  count: ServerWorld['count'],
): Promise<HttpResponse> {
  const target = request.headers['x-amz-target'];
  const dot = typeof target === 'string' ? target.lastIndexOf('.') : -1;
  if (typeof target !== 'string' || dot < 0 || !service.targetPrefixes.includes(target.slice(0, dot))) {
    throw new AwsError(
      'UnknownOperationException',
      `X-Amz-Target: found ${String(target)}, expected an operation of ${service.targetPrefixes.join(' or ')}.`,
    );
  }
  const operation = target.slice(dot + 1);
  let input: unknown;
  try {
    input = request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  }
  count('sdk', `${service.name}.${operation}`);
  const output = await service.call(operation, input as JsonObject, principal);
  return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(output) };
}

async function callRest(
  service: RestService,
  request: ArrivedRequest,
  principal: Principal,
  count: ServerWorld['count'],
): Promise<HttpResponse> {
  const url = new URL(request.url, 'http://loopback');
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    throw new AwsError('InvalidURI', `The path ${url.pathname} is not percent-encoded text.`);
  }
  count('sdk', `${service.name}.${request.method}`);
  return service.handle(
    { method: request.method, path, query: url.searchParams, headers: request.headers, body: request.body },
    principal,
  );
}

/** Opens the one door of the runtime, on 127.0.0.1; port 0 takes any that is free. */
export async function openServer(port: number, world: ServerWorld): Promise<RuntimeServer> {
  let active = 0;
  let allowedHosts: readonly string[] = [];
  let ownOrigins: readonly string[] = [];

  const refuseForeign = (request: IncomingMessage): void => {
    const { host, origin } = request.headers;
    if (host === undefined || !allowedHosts.includes(host)) {
      throw new AwsError(
        'AccessDenied',
        `Host ${host ?? 'none'} is not this machine's loopback address.`,
        403,
      );
    }
    // A page of some other site, open in a browser on this machine, may not call.
    if (origin !== undefined && !ownOrigins.includes(origin)) {
      throw new AwsError('AccessDenied', `Origin ${origin} may not call this machine.`, 403);
    }
  };

  const answer = async (
    request: IncomingMessage,
    seen: { service: string; contentType: string; requestId: string },
  ): Promise<HttpResponse> => {
    refuseForeign(request);
    const arrived: ArrivedRequest = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body: await readBody(request),
    };
    if (arrived.url.startsWith(controlPrefix)) {
      return world.control(arrived);
    }
    if (!world.ready()) {
      throw new AwsError('ServiceUnavailable', 'The runtime is starting or stopping.', 503);
    }
    const { principal, service: name } = world.verify(arrived);
    seen.service = name;
    const service = world.findService(name);
    if (service === undefined) {
      throw new AwsError('UnknownService', `The service ${name} is not served on this machine.`, 501);
    }
    return isJsonService(service)
      ? callJson(service, arrived, principal, seen.contentType, world.count)
      : callRest(service, arrived, principal, world.count);
  };

  const respond = (response: ServerResponse, requestId: string, answered: HttpResponse): void => {
    // Text goes out in one piece with its headers, a buffer in a second one.
    const { body } = answered;
    // 204 and 304 have no body and no length; a HEAD says the length of what it does not send.
    const lengthless =
      answered.status === 204 || answered.status === 304 || 'content-length' in answered.headers;
    response.sendDate = false;
    response.writeHead(answered.status, {
      date: new Date(world.clock.now()).toUTCString(),
      'x-amzn-requestid': requestId,
      ...answered.headers,
      ...(lengthless
        ? {}
        : { 'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.length }),
    });
    response.end(body);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.headers['x-amz-target'];
    const waits =
      (typeof target === 'string' && target.endsWith('.ReceiveMessage')) ||
      (request.url ?? '').startsWith(controlPrefix);
    const seen = {
      service: '',
      contentType: request.headers['content-type'] ?? 'application/json',
      requestId: randomUUID(),
    };
    active += waits ? 0 : 1;
    let answered: HttpResponse;
    try {
      answered = await answer(request, seen);
    } catch (error) {
      seen.service = seen.service === '' ? addressedService(request) : seen.service;
      if (!(error instanceof AwsError)) {
        world.report(`${request.method ?? ''} ${seen.service} ${String(target ?? request.url)}`, error);
      }
      const shown =
        error instanceof AwsError
          ? error
          : new AwsError('InternalFailure', 'The request failed inside the runtime; its log says why.', 500);
      answered = errorResponse(shown, seen.service, seen.contentType, seen.requestId);
    } finally {
      active -= waits ? 0 : 1;
    }
    respond(response, seen.requestId, answered);
    world.wake();
  };

  const server: Server = createServer(
    { keepAliveTimeout: 120_000, requestTimeout: 0 },
    (request, response) => {
      serve(request, response).catch((error: unknown) => {
        world.report('the answer to a request', error);
        response.destroy();
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is in use. Stop what listens there, or start with --port 0 for any free port.`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  allowedHosts = [`127.0.0.1:${bound}`, `localhost:${bound}`];
  ownOrigins = allowedHosts.map((host) => `http://${host}`);

  return {
    url: `http://127.0.0.1:${bound}`,
    active: () => active,
    stop: async (graceMilliseconds) => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await until(() => active === 0, graceMilliseconds);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A JSON answer of the control paths. */
export function jsonResponse(value: Json, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
