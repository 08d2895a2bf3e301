import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicRequest, PublicResponse } from './public-door.ts';
import { AwsError, type VirtualClock } from './service.ts';
import { until } from './until.ts';

export interface ListenerWorld {
  readonly clock: VirtualClock;
  /** Answers a request; whatever it throws ends the connection and is reported. */
  readonly answer: (request: IncomingMessage, requestId: string) => Promise<PublicResponse>;
  /** Whether a request may wait long for something, and is not counted as being answered meanwhile. */
  readonly waits: (request: IncomingMessage) => boolean;
  readonly report: (where: string, error: unknown) => void;
  readonly wake: () => void;
}

/** A loopback port that answers HTTP. */
export interface Listener {
  readonly url: string;
  /** Requests that are being answered, without those that only wait. */
  active(): number;
  /** Takes no more connections, waits for the requests being answered, closes. */
  stop(graceMilliseconds: number): Promise<void>;
}

/** The body of a request, held in memory; throws EntityTooLarge (413) beyond `largestBytes`. */
function readBody(request: IncomingMessage, largestBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largestBytes) {
        reject(
          new AwsError(
            'EntityTooLarge',
            `The request is longer than ${largestBytes} bytes, the most that is taken here.`,
            413,
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

/** A request with its body read. */
export async function arrive(request: IncomingMessage, largestBodyBytes: number): Promise<PublicRequest> {
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    body: await readBody(request, largestBodyBytes),
    sourceAddress: request.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${request.httpVersion}`,
  };
}

/** Whether the Host header is this machine's loopback address and the port that was called. */
export function isOwnHost({ headers: { host }, socket }: IncomingMessage): boolean {
  return host === `127.0.0.1:${socket.localPort}` || host === `localhost:${socket.localPort}`;
}

/** Whether the request comes from a page of the very address it calls, or from no page. */
export function isOwnOrigin({ headers: { origin }, socket }: IncomingMessage): boolean {
  return (
    origin === undefined ||
    origin === `http://127.0.0.1:${socket.localPort}` ||
    origin === `http://localhost:${socket.localPort}`
  );
}

export function refuseHost({ headers: { host } }: IncomingMessage): never {
  throw new AwsError('AccessDenied', `Host ${host ?? 'none'} is not this machine's loopback address.`, 403);
}

/** A page of some other site, open in a browser on this machine, may not call. */
export function refuseOrigin({ headers: { origin } }: IncomingMessage): never {
  throw new AwsError('AccessDenied', `Origin ${origin ?? 'none'} may not call this machine.`, 403);
}

function respond(response: ServerResponse, now: number, answered: PublicResponse): void {
  // Text goes out in one piece with its headers, a buffer in a second one.
  const { body, status } = answered;
  // 204 and 304 have no body and no length; a HEAD says the length of what it does not send.
  const lengthless = status === 204 || status === 304 || 'content-length' in answered.headers;
  response.sendDate = false;
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    ...Object.fromEntries(
      Object.entries(answered.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    ),
    ...(lengthless
      ? {}
      : { 'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.length }),
  });
  response.end(body);
}

/** Opens a port on 127.0.0.1; 0 takes any that is free. `option` is the command line's name of the port. */
export async function openListener(port: number, option: string, world: ListenerWorld): Promise<Listener> {
  let active = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const counted = world.waits(request) ? 0 : 1;
    active += counted;
    let answered: PublicResponse;
    try {
      answered = await world.answer(request, randomUUID());
    } finally {
      active -= counted;
    }
    respond(response, world.clock.now(), answered);
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
              `Port ${port} is in use. Stop what listens there, or start with ${option} 0 for any free port.`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
