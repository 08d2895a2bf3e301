import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  cookiesOf,
  headerOf,
  splitUrl,
  type PublicRequest,
  type PublicResponse,
} from '../../runtime/public-door.ts';
import type { HttpRequest, HttpResponse, Principal } from '../../runtime/service.ts';
import { createCompression } from './compression.ts';
import type { Behaviour, DistributionDefinition, Origin } from './distribution-definition.ts';
import { prepareEdgeFunction, type EdgeContext, type EdgeFunction } from './edge-function.ts';
import { withPolicyHeaders } from './response-headers.ts';

/** What a distribution reaches behind it. */
export interface Backends {
  /** The bucket of that domain name. */
  readonly bucketOf: (domainName: string) => string | undefined;
  /** Reads an object as the service CloudFront on behalf of a distribution. */
  readonly readObject: (request: HttpRequest, principal: Principal) => Promise<HttpResponse>;
  readonly apiOf: (domainName: string) => string | undefined;
  readonly callApi: (apiId: string, domainName: string, request: PublicRequest) => Promise<PublicResponse>;
  readonly count: (service: string, what: string) => void;
}

/** An Amazon CloudFront distribution, served. */
export interface CloudFront {
  handle(request: PublicRequest): Promise<PublicResponse>;
}

type Fetch = (request: PublicRequest, behaviour: Behaviour) => Promise<PublicResponse>;

function errorResponse(status: number, title: string, text: string): PublicResponse {
  return {
    status,
    headers: { 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' },
    body: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${status} ${title}</h1><p>${text}</p></body></html>`,
  };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function isTagListed(listed: string, etag: string): boolean {
  const bare = etag.replace(/^W\//, '');
  return listed === '*' || listed.split(',').some((one) => one.trim().replace(/^W\//, '') === bare);
}

/** Whether the viewer already has what the origin answers. */
function isUnchanged(headers: IncomingHttpHeaders, response: PublicResponse): boolean {
  const listed = headerOf(headers, 'if-none-match');
  const etag = response.headers['etag'];
  if (listed !== undefined) {
    return typeof etag === 'string' && isTagListed(listed, etag);
  }
  const since = Date.parse(headerOf(headers, 'if-modified-since') ?? '');
  return Date.parse(String(response.headers['last-modified'])) <= since;
}

/** Headers of the bucket that say nothing to a viewer. */
function objectHeaders(headers: HttpResponse['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-')));
}

/** The headers of a viewer's request that the behaviour lets through to an origin, with what CloudFront adds. */
function forwardedHeaders(
  { headers, sourceAddress }: PublicRequest,
  behaviour: Behaviour,
  origin: Origin,
): IncomingHttpHeaders {
  const { cachePolicy, originRequestPolicy } = behaviour;
  const passes = (name: string): boolean =>
    name === 'content-type' || cachePolicy.header(name) || originRequestPolicy.header(name);
  const forwarded: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'cookie' && name !== 'connection' && passes(name)) {
      forwarded[name] = value;
    }
  }
  const cookies = cookiesOf(headers).filter((cookie) => {
    const name = cookie.split('=')[0] ?? '';
    return cachePolicy.cookie(name) || originRequestPolicy.cookie(name);
  });
  const before = headerOf(headers, 'x-forwarded-for');
  return {
    ...forwarded,
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
    'user-agent': headerOf(forwarded, 'user-agent') ?? 'Amazon CloudFront',
    'x-forwarded-for': before === undefined ? sourceAddress : `${before}, ${sourceAddress}`,
    'x-amz-cf-id': randomUUID(),
    via: '1.1 cloudfront.net (CloudFront)',
    ...origin.customHeaders,
  };
}

/** The query that the behaviour lets through, as it was written. */
function forwardedQuery(query: string, { cachePolicy, originRequestPolicy }: Behaviour): string {
  return query
    .split('&')
    .filter((pair) => {
      const name = decoded(pair.split('=')[0] ?? '') ?? '';
      return pair !== '' && (cachePolicy.query(name) || originRequestPolicy.query(name));
    })
    .join('&');
}

/**
 * Serves a distribution: the behaviour of the path, its functions, a bucket behind an origin access control or an
 * HTTP API behind it, the pages instead of errors, the headers and the compression that the template says.
 * Nothing is cached: each answer is the origin's present one, as if every object had just been invalidated.
 */
export function createCloudFront(definition: DistributionDefinition, backends: Backends): CloudFront {
  const principal: Principal = {
    kind: 'service',
    service: 'cloudfront.amazonaws.com',
    sourceArn: definition.arn,
  };
  const compress = createCompression();
  const prepared = new Map<string, EdgeFunction>();
  for (const { functions } of [
    definition.defaultBehaviour,
    ...definition.behaviours.map(({ behaviour }) => behaviour),
  ]) {
    for (const source of Object.values(functions)) {
      prepared.set(source, prepareEdgeFunction(source, `A function of ${definition.path}`));
    }
  }

  const fetchObject = async (
    bucket: string,
    origin: Origin,
    request: PublicRequest,
  ): Promise<PublicResponse> => {
    const { path } = splitUrl(request.url);
    const key = decoded(origin.path + path);
    if (
      !origin.hasAccessControl ||
      key === undefined ||
      (request.method !== 'GET' && request.method !== 'HEAD')
    ) {
      return errorResponse(403, 'Forbidden', 'The bucket does not answer this.');
    }
    const range = headerOf(request.headers, 'range');
    const read = (method: string): Promise<HttpResponse> =>
      backends.readObject(
        {
          method,
          path: `/${bucket}${key}`,
          query: new URLSearchParams(),
          headers: range === undefined ? {} : { range },
          body: Buffer.alloc(0),
        },
        principal,
      );
    const answered = await read(request.method);
    const response = { ...answered, headers: objectHeaders(answered.headers) };
    if (answered.status === 200 && isUnchanged(request.headers, response)) {
      const { 'content-length': _length, 'content-type': _type, ...headers } = response.headers;
      return { status: 304, headers, body: '' };
    }
    return response;
  };

  const origins = new Map<string, Fetch>(
    definition.origins.map((origin): [string, Fetch] => {
      const bucket = backends.bucketOf(origin.domainName);
      if (bucket !== undefined) {
        return [origin.id, (request) => fetchObject(bucket, origin, request)];
      }
      const apiId = backends.apiOf(origin.domainName);
      if (apiId === undefined) {
        throw new Error(
          `${definition.path}: the origin ${origin.domainName} is neither a bucket nor an HTTP API of the application.`,
        );
      }
      return [
        origin.id,
        async (request, behaviour) => {
          const { path, query } = splitUrl(request.url);
          const passed = forwardedQuery(query, behaviour);
          const headers = forwardedHeaders(request, behaviour, origin);
          // API Gateway knows its own names only.
          if (headers.host !== undefined && headers.host !== origin.domainName) {
            const body = JSON.stringify({ message: 'Forbidden' });
            return { status: 403, headers: { 'content-type': 'application/json' }, body };
          }
          return backends.callApi(apiId, origin.domainName, {
            ...request,
            url: `${origin.path}${path}${passed === '' ? '' : `?${passed}`}`,
            headers,
          });
        },
      ];
    }),
  );

  const behaviourOf = (path: string): Behaviour =>
    definition.behaviours.find(({ matches }) => matches(path))?.behaviour ?? definition.defaultBehaviour;

  const fetchOrigin: Fetch = async (request, behaviour) => {
    const { path, query } = splitUrl(request.url);
    const isRoot = path === '/' && definition.defaultRootObject !== '';
    const wanted = isRoot ? `/${definition.defaultRootObject}` : path;
    const fetch = origins.get(behaviour.originId);
    if (fetch === undefined) {
      throw new Error(`${definition.path} has no origin ${behaviour.originId}.`);
    }
    return fetch({ ...request, url: query === '' ? wanted : `${wanted}?${query}` }, behaviour);
  };

  /** The answer of the origin, or the page that stands for its error; a page that is missing leaves the error. */
  const fetchOrPage: Fetch = async (request, behaviour) => {
    const answered = await fetchOrigin(request, behaviour);
    const page = definition.customErrors.get(answered.status);
    if (page === undefined) {
      return answered;
    }
    const { 'if-none-match': _tag, 'if-modified-since': _since, range: _range, ...headers } = request.headers;
    const shown = await fetchOrigin(
      {
        ...request,
        method: request.method === 'HEAD' ? 'HEAD' : 'GET',
        url: page.pagePath,
        headers,
        body: Buffer.alloc(0),
      },
      behaviourOf(page.pagePath),
    );
    return shown.status === 200 ? { ...shown, status: page.status } : answered;
  };

  return {
    handle: async (arrived) => {
      const behaviour = behaviourOf(splitUrl(arrived.url).path);
      backends.count('cloudfront', arrived.method);
      if (!behaviour.methods.includes(arrived.method)) {
        return errorResponse(
          403,
          'Forbidden',
          'This distribution does not allow the method of the request at this path.',
        );
      }
      const context: EdgeContext = {
        distributionId: definition.id,
        distributionDomainName: definition.domainName,
        requestId: randomUUID(),
      };
      const { 'viewer-request': onRequest = '', 'viewer-response': onResponse = '' } = behaviour.functions;
      const passed = (await prepared.get(onRequest)?.request(arrived, context)) ?? { request: arrived };
      if ('response' in passed) {
        return withPolicyHeaders(passed.response, behaviour.responseHeaders);
      }
      const fetched = await fetchOrPage(passed.request, behaviour);
      const compressed =
        behaviour.compress && arrived.method !== 'HEAD'
          ? await compress(fetched, headerOf(arrived.headers, 'accept-encoding'), behaviour.cachePolicy)
          : fetched;
      const answered = withPolicyHeaders(compressed, behaviour.responseHeaders);
      return (await prepared.get(onResponse)?.response(passed.request, answered, context)) ?? answered;
    },
  };
}
