import type { IncomingMessage } from 'node:http';
import { xmlError } from '../aws/sts/query-protocol.ts';
import {
  arrive,
  isOwnHost,
  isOwnOrigin,
  openListener,
  refuseHost,
  refuseOrigin,
  type Listener,
} from './listener.ts';
import { splitUrl, type PublicDoor, type PublicResponse } from './public-door.ts';
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

/** What the server asks of the runtime that it is the door of. */
export interface ServerWorld {
  readonly clock: VirtualClock;
  readonly verify: (request: ArrivedRequest) => Signed;
  readonly findService: (name: string) => JsonService | RestService | undefined;
  /** What answers unsigned requests to this host and path, if anything does. `isOwn`: the host is the machine's own. */
  readonly findDoor: (host: string, path: string, isOwn: boolean) => PublicDoor | undefined;
  /** Answers the paths under `/_claimwright/`. */
  readonly control: (request: ArrivedRequest) => Promise<HttpResponse>;
  /** False until everything is provisioned: requests are then answered 503. */
  readonly ready: () => boolean;
  readonly count: (service: string, what: string, amount?: number) => void;
  readonly report: (where: string, error: unknown) => void;
  readonly wake: () => void;
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
  if (service === 'sts') {
    return {
      status: error.statusCode,
      headers: { 'content-type': 'text/xml' },
      body: xmlError(error.name, error.message, error.statusCode, requestId),
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

/** Whether a request carries a signature, of whatever worth. */
function isSigned({ url, headers }: IncomingMessage): boolean {
  return headers.authorization?.startsWith('AWS4-') === true || (url ?? '').includes('X-Amz-Credential=');
}

/** Opens the door of the services of AWS, on 127.0.0.1; port 0 takes any that is free. */
export async function openServer(port: number, world: ServerWorld): Promise<Listener> {
  /** What answers without a signature at this host and path; a door of its own host name stands for it alone. */
  const findDoor = (request: IncomingMessage): PublicDoor | undefined => {
    const { path } = splitUrl(request.url ?? '/');
    const door = isSigned(request)
      ? undefined
      : world.findDoor(request.headers.host ?? '', path, isOwnHost(request));
    if (door === undefined && !isOwnHost(request)) {
      refuseHost(request);
    }
    if (!isOwnOrigin(request) && door?.origins.includes(request.headers.origin ?? '') !== true) {
      refuseOrigin(request);
    }
    return door;
  };

  const answer = async (
    request: IncomingMessage,
    seen: { service: string; contentType: string },
  ): Promise<PublicResponse> => {
    const door = findDoor(request);
    const arrived = await arrive(request, largestBodyBytes);
    if (door === undefined && arrived.url.startsWith(controlPrefix)) {
      return world.control(arrived);
    }
    if (!world.ready()) {
      throw new AwsError('ServiceUnavailable', 'The runtime is starting or stopping.', 503);
    }
    if (door !== undefined) {
      return door.handle(arrived);
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

  const answerOrError = async (request: IncomingMessage, requestId: string): Promise<PublicResponse> => {
    const seen = { service: '', contentType: request.headers['content-type'] ?? 'application/json' };
    let answered: PublicResponse;
    try {
      answered = await answer(request, seen);
    } catch (error) {
      seen.service = seen.service === '' ? addressedService(request) : seen.service;
      if (!(error instanceof AwsError)) {
        const target = request.headers['x-amz-target'];
        world.report(`${request.method ?? ''} ${seen.service} ${String(target ?? request.url)}`, error);
      }
      const shown =
        error instanceof AwsError
          ? error
          : new AwsError('InternalFailure', 'The request failed inside the runtime; its log says why.', 500);
      answered = errorResponse(shown, seen.service, seen.contentType, requestId);
    }
    return { ...answered, headers: { 'x-amzn-requestid': requestId, ...answered.headers } };
  };

  return openListener(port, '--port', {
    clock: world.clock,
    answer: answerOrError,
    waits: ({ headers, url }) => {
      const target = headers['x-amz-target'];
      return (
        (typeof target === 'string' && target.endsWith('.ReceiveMessage')) ||
        (url ?? '').startsWith(controlPrefix)
      );
    },
    report: world.report,
    wake: world.wake,
  });
}

/** A JSON answer of the control paths. */
export function jsonResponse(value: Json, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
