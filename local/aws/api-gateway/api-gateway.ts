import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  headerOf,
  type PublicDoor,
  type PublicRequest,
  type PublicResponse,
} from '../../runtime/public-door.ts';
import { AwsError, type JsonObject, type Principal, type ServiceWorld } from '../../runtime/service.ts';
import type { ApiDefinition, RouteDefinition, StageDefinition } from './api-definition.ts';
import { responseOf } from './function-answer.ts';
import { checkJwt, claimText, type IssuerKeys } from './jwt-check.ts';
import { decodedPath, proxyEvent, type EventSurroundings } from './proxy-event.ts';
import { createRouteTable, type MatchedRoute } from './route-match.ts';
import { createThrottle } from './throttle.ts';

export interface ApiGatewayOptions {
  /** The keys of an issuer, or undefined when its tokens cannot be checked on this machine. */
  readonly issuerKeys: (issuer: string) => IssuerKeys | undefined;
  /** The host name at which an API is called directly. */
  readonly hostOf: (apiId: string) => string;
  /** Milliseconds since the epoch on the clock by which tokens expire: the wall's. */
  readonly wallNow: () => number;
  readonly report: (where: string, error: unknown) => void;
}

/** Amazon API Gateway's HTTP APIs, served. */
export interface ApiGateway {
  /** Takes the APIs of the template; throws where a token could not be checked. */
  provision(apis: readonly ApiDefinition[]): void;
  /** Answers a request to an API, whose Host is `domainName`. */
  handle(apiId: string, domainName: string, request: PublicRequest): Promise<PublicResponse>;
  /** The API that is called at a host name. */
  findDoor(host: string): PublicDoor | undefined;
  /** The id of the API whose host name on AWS this is. */
  idOfDomain(domainName: string): string | undefined;
}

// Source: Amazon API Gateway developer guide, quotas for HTTP APIs.
const largestBodyBytes = 10 * 1024 * 1024;
const largestHeaderBytes = 10_240;

interface ServedStage {
  readonly definition: StageDefinition;
  /** Whether a request of that route may pass now. */
  readonly admit: (routeKey: string) => boolean;
}

interface ServedApi {
  readonly definition: ApiDefinition;
  readonly stages: readonly ServedStage[];
  readonly findRoute: (method: string, path: string) => MatchedRoute | undefined;
}

const invocation = z.object({ FunctionError: z.string().optional(), Payload: z.string().optional() });

function message(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): PublicResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ message: text }),
  };
}

function headerBytes({ method, url, protocol, headers }: PublicRequest): number {
  let bytes = `${method} ${url} ${protocol}`.length;
  for (const name of Object.keys(headers)) {
    bytes += (headerOf(headers, name) ?? '').length;
  }
  return bytes;
}

function serveStage(definition: StageDefinition): ServedStage {
  const throttles = new Map<string, () => boolean>();
  return {
    definition,
    admit: (routeKey) => {
      const throttling = definition.routeThrottling.get(routeKey) ?? definition.throttling;
      if (throttling === undefined) {
        return true;
      }
      let throttle = throttles.get(routeKey);
      if (throttle === undefined) {
        throttle = createThrottle(throttling, () => performance.now());
        throttles.set(routeKey, throttle);
      }
      return throttle();
    },
  };
}

/** Serves the application's HTTP APIs; the functions behind them are called with the permissions of the template. */
export function createApiGateway(world: ServiceWorld, options: ApiGatewayOptions): ApiGateway {
  const { region, account } = world;
  const apis = new Map<string, ServedApi>();

  /** The stage of a path, and the path within it. */
  const findStage = (api: ServedApi, path: string): { stage: ServedStage; inner: string } | undefined => {
    for (const stage of api.stages) {
      const prefix = `/${stage.definition.name}`;
      if (path === prefix || path.startsWith(`${prefix}/`)) {
        return { stage, inner: path.slice(prefix.length) || '/' };
      }
    }
    const stage = api.stages.find(({ definition }) => definition.name === '$default');
    return stage === undefined ? undefined : { stage, inner: path };
  };

  const check = async (route: RouteDefinition, request: PublicRequest) => {
    const { authorizer } = route;
    if (authorizer === undefined) {
      return undefined;
    }
    const keys = options.issuerKeys(authorizer.issuer) ?? { find: () => undefined };
    const header = headerOf(request.headers, authorizer.header);
    return checkJwt(header, authorizer, route.scopes, keys, options.wallNow());
  };

  /** Undefined when the function did not answer in time. */
  const invoke = async (
    route: RouteDefinition,
    event: JsonObject,
    principal: Principal,
  ): Promise<z.infer<typeof invocation> | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), route.timeoutMilliseconds);
    });
    const called = world.call(
      'lambda',
      'Invoke',
      { FunctionName: route.functionArn, Payload: JSON.stringify(event) },
      principal,
    );
    // A function that answers too late is not heard, and neither is its error.
    called.catch(() => undefined);
    try {
      const answered = await Promise.race([called, late]);
      return answered === undefined ? undefined : invocation.parse(answered);
    } finally {
      clearTimeout(timer);
    }
  };

  const callFunction = async (
    api: ServedApi,
    stage: StageDefinition,
    { route }: MatchedRoute,
    request: PublicRequest,
    around: EventSurroundings,
  ): Promise<PublicResponse> => {
    const { path } = api.definition;
    const resource = route.routeKey.startsWith('$')
      ? route.routeKey
      : `${request.method}${route.routeKey.slice(route.routeKey.indexOf(' ') + 1)}`;
    const principal: Principal = {
      kind: 'service',
      service: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:${region}:${account}:${api.definition.id}/${stage.name}/${resource}`,
    };
    try {
      const answered = await invoke(route, proxyEvent(request, around), principal);
      if (answered === undefined) {
        return message(503, 'Service Unavailable');
      }
      const response = answered.FunctionError === undefined ? responseOf(answered.Payload ?? '') : undefined;
      return response ?? message(500, 'Internal Server Error');
    } catch (error) {
      if (error instanceof AwsError && error.name === 'RequestTooLargeException') {
        return message(413, 'Request Entity Too Large');
      }
      // A missing permission, most often: whoever calls is not told, the log is.
      options.report(`${path}, ${route.routeKey}`, error);
      return message(500, 'Internal Server Error');
    }
  };

  const answer = async (
    api: ServedApi,
    domainName: string,
    request: PublicRequest,
    requestId: string,
  ): Promise<PublicResponse> => {
    if (headerBytes(request) > largestHeaderBytes) {
      return message(431, 'Request Header Fields Too Large');
    }
    if (request.body.length > largestBodyBytes) {
      return message(413, 'Request Entity Too Large');
    }
    const found = findStage(api, decodedPath(request.url));
    const matched = found === undefined ? undefined : api.findRoute(request.method, found.inner);
    if (found === undefined || matched === undefined) {
      return message(404, 'Not Found');
    }
    const { route, pathParameters } = matched;
    const stage = found.stage.definition;
    world.count('apigateway', route.routeKey);
    if (!found.stage.admit(route.routeKey)) {
      return message(429, 'Too Many Requests');
    }
    const checked = await check(route, request);
    if (checked?.allowed === false) {
      return message(checked.status, checked.status === 401 ? 'Unauthorized' : 'Forbidden', {
        'www-authenticate': checked.authenticate,
      });
    }
    return callFunction(api, stage, matched, request, {
      accountId: account,
      apiId: api.definition.id,
      domainName,
      stage: stage.name,
      stageVariables: stage.variables,
      routeKey: route.routeKey,
      pathParameters,
      jwt:
        checked === undefined
          ? undefined
          : {
              claims: Object.fromEntries(
                Object.entries(checked.claims).map(([name, value]) => [name, claimText(value)]),
              ),
              scopes: checked.scopes,
            },
      requestId,
      time: world.clock.now(),
    });
  };

  const gateway: ApiGateway = {
    provision: (definitions) => {
      for (const definition of definitions) {
        for (const { authorizer, routeKey } of definition.routes) {
          if (authorizer !== undefined && options.issuerKeys(authorizer.issuer) === undefined) {
            throw new Error(
              `${definition.path}, ${routeKey}: tokens of ${authorizer.issuer} cannot be checked on one machine; expected a user pool of the application.`,
            );
          }
        }
        apis.set(definition.id, {
          definition,
          stages: definition.stages.map(serveStage),
          findRoute: createRouteTable(definition.routes),
        });
      }
    },
    handle: async (apiId, domainName, request) => {
      const requestId = randomUUID();
      const api = apis.get(apiId);
      const answered =
        api === undefined ? message(404, 'Not Found') : await answer(api, domainName, request, requestId);
      return { ...answered, headers: { ...answered.headers, 'apigw-requestid': requestId } };
    },
    findDoor: (host) => {
      const api = [...apis.keys()].find((id) => options.hostOf(id) === host);
      return api === undefined
        ? undefined
        : { origins: [`http://${host}`], handle: (request) => gateway.handle(api, host, request) };
    },
    idOfDomain: (domainName) =>
      [...apis.keys()].find(
        (id) =>
          domainName === `${id}.execute-api.${region}.amazonaws.com` || domainName === options.hostOf(id),
      ),
  };
  return gateway;
}
