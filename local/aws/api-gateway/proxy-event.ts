import { cookiesOf, headerOf, splitUrl, type PublicRequest } from '../../runtime/public-door.ts';
import type { Json, JsonObject } from '../../runtime/service.ts';

/** What the event says beside the request itself. */
export interface EventSurroundings {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  /** The claims of a checked token, already as text. */
  readonly jwt:
    | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
    | undefined;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** Bodies of these types reach the function as text, all others in base 64: measured on AWS by others. */
const textTypes = /^(?:text\/.*|application\/(?:json|xml|javascript))$/;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as the logs of web servers write it, for example 12/Mar/2020:19:03:58 +0000. */
function logTime(time: number): string {
  const date = new Date(time);
  const clock = date.toISOString().slice(11, 19);
  return `${String(date.getUTCDate()).padStart(2, '0')}/${months[date.getUTCMonth()] ?? ''}/${date.getUTCFullYear()}:${clock} +0000`;
}

/** The path as a function sees it: HTTP APIs decode it; what is no percent-encoded text stays as it was sent. */
export function decodedPath(url: string): string {
  const { path } = splitUrl(url);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Parameters of one name in one value, with commas between. */
function joinedQuery(query: string): Record<string, string> | undefined {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return Object.keys(joined).length === 0 ? undefined : joined;
}

/** The headers in lower case with those that API Gateway adds; cookies go apart. */
function eventHeaders(request: PublicRequest, domainName: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    const value = headerOf(request.headers, name);
    if (name !== 'cookie' && name !== 'connection' && value !== undefined) {
      headers[name] = value;
    }
  }
  const before = headers['x-forwarded-for'];
  return {
    ...headers,
    host: domainName,
    'content-length': String(request.body.length),
    'x-forwarded-for': before === undefined ? request.sourceAddress : `${before}, ${request.sourceAddress}`,
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
}

/**
 * The event of a function behind an HTTP API, payload format 2.0.
 * Source: Amazon API Gateway developer guide, Lambda proxy integrations for HTTP APIs.
 */
export function proxyEvent(request: PublicRequest, around: EventSurroundings): JsonObject {
  const { query } = splitUrl(request.url);
  const cookies = cookiesOf(request.headers);
  const headers = eventHeaders(request, around.domainName);
  const queryStringParameters = joinedQuery(query);
  const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isText = textTypes.test(contentType);
  const rawPath = decodedPath(request.url);
  const event: Record<string, Json | undefined> = {
    version: '2.0',
    routeKey: around.routeKey,
    rawPath,
    rawQueryString: query,
    cookies: cookies.length === 0 ? undefined : cookies,
    headers,
    queryStringParameters,
    requestContext: {
      accountId: around.accountId,
      apiId: around.apiId,
      ...(around.jwt === undefined
        ? {}
        : {
            authorizer: {
              jwt: {
                claims: { ...around.jwt.claims },
                scopes: around.jwt.scopes === null ? null : [...around.jwt.scopes],
              },
            },
          }),
      domainName: around.domainName,
      domainPrefix: around.domainName.split('.')[0] ?? '',
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceAddress,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: around.requestId,
      routeKey: around.routeKey,
      stage: around.stage,
      time: logTime(around.time),
      timeEpoch: around.time,
    },
    pathParameters: around.pathParameters === undefined ? undefined : { ...around.pathParameters },
    stageVariables: around.stageVariables === undefined ? undefined : { ...around.stageVariables },
    body: request.body.length === 0 ? undefined : request.body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)) as JsonObject;
}
