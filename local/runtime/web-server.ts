import type { IncomingMessage } from 'node:http';
import {
  arrive,
  isOwnHost,
  isOwnOrigin,
  openListener,
  refuseHost,
  refuseOrigin,
  type Listener,
  type ListenerWorld,
} from './listener.ts';
import { cookiesOf, type PublicRequest, type PublicResponse } from './public-door.ts';
import { AwsError } from './service.ts';

export interface WebServerWorld extends Pick<ListenerWorld, 'clock' | 'report' | 'wake'> {
  /** Answers as the distribution; undefined until everything is provisioned. */
  readonly distribution: () => ((request: PublicRequest) => Promise<PublicResponse>) | undefined;
  /** A cookie of another port of this machine, which browsers send here too. */
  readonly foreignCookie: string;
}

const largestBodyBytes = 32 * 1024 * 1024;

/**
 * A page of another site may lead a person here, and do nothing else: it may not load a part, and may not call.
 * Source: the Fetch Metadata headers, which every current browser sends.
 */
function refuseForeignPage(request: IncomingMessage): void {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  const isVisit = mode === 'navigate' && (request.method === 'GET' || request.method === 'HEAD');
  if (!isVisit && (!isOwnOrigin(request) || site === 'cross-site')) {
    refuseOrigin(request);
  }
}

function withoutCookie(request: PublicRequest, name: string): PublicRequest {
  const kept = cookiesOf(request.headers).filter((cookie) => !cookie.startsWith(`${name}=`));
  const { cookie: _cookie, ...headers } = request.headers;
  return { ...request, headers: kept.length === 0 ? headers : { ...headers, cookie: kept.join('; ') } };
}

/** Opens the port at which browsers of this machine reach the application's distribution. */
export function openWebServer(port: number, world: WebServerWorld): Promise<Listener> {
  const answer = async (request: IncomingMessage): Promise<PublicResponse> => {
    if (!isOwnHost(request)) {
      refuseHost(request);
    }
    refuseForeignPage(request);
    // One name for one machine: to the user pool localhost would be another application.
    if (request.headers.host?.startsWith('localhost:') === true) {
      const location = `http://127.0.0.1:${request.socket.localPort}${request.url ?? '/'}`;
      return { status: 307, headers: { location }, body: '' };
    }
    const distribution = world.distribution();
    if (distribution === undefined) {
      throw new AwsError('ServiceUnavailable', 'The runtime is starting or stopping.', 503);
    }
    return distribution(withoutCookie(await arrive(request, largestBodyBytes), world.foreignCookie));
  };

  const answerOrError = async (request: IncomingMessage): Promise<PublicResponse> => {
    try {
      return await answer(request);
    } catch (error) {
      if (!(error instanceof AwsError)) {
        world.report(`${request.method ?? ''} of the web`, error);
      }
      return {
        status: error instanceof AwsError ? error.statusCode : 500,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
        body: `${error instanceof AwsError ? error.message : 'The request failed inside the runtime; its log says why.'}\n`,
      };
    }
  };

  return openListener(port, '--web-port', { ...world, answer: answerOrError, waits: () => false });
}
