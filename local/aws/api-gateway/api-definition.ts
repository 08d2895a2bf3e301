import * as z from 'zod';
import { parseProperties } from '../../runtime/definitions.ts';
import type { Resource } from '../../runtime/identity.ts';

/** How many requests a route takes: so many a second, and so many at once after a rest. */
export interface Throttling {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Who may call a route. */
export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The header that carries the token, in lower case. */
  readonly header: string;
}

/** A route with the function that answers it. */
export interface RouteDefinition {
  /** For example `GET /tasks/{taskId}`, or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly authorizer: JwtAuthorizer | undefined;
  /** Of these the token must have one; none: any token will do. */
  readonly scopes: readonly string[];
}

export interface StageDefinition {
  /** `$default`, or the first segment of every path. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly throttling: Throttling | undefined;
  /** By route key, where a route has its own. */
  readonly routeThrottling: ReadonlyMap<string, Throttling>;
}

/** An HTTP API of the template. */
export interface ApiDefinition {
  readonly id: string;
  readonly path: string;
  readonly routes: readonly RouteDefinition[];
  readonly stages: readonly StageDefinition[];
}

const flag = z.union([z.boolean(), z.stringbool()]);
/** Members that say nothing about how the API behaves here. */
const labels = { Tags: z.unknown().optional(), Description: z.unknown().optional() };

const apiSchema = z.strictObject({
  ...labels,
  Name: z.string().optional(),
  ProtocolType: z.literal('HTTP', 'only HTTP APIs are served here'),
  DisableExecuteApiEndpoint: flag.optional(),
});

const throttlingMembers = {
  ThrottlingBurstLimit: z.coerce.number().int().min(0).optional(),
  ThrottlingRateLimit: z.coerce.number().min(0).optional(),
  DetailedMetricsEnabled: flag.optional(),
};
const routeSettings = z.strictObject(throttlingMembers);

const stageSchema = z.strictObject({
  ...labels,
  ApiId: z.string(),
  StageName: z.string(),
  AutoDeploy: flag.optional(),
  DeploymentId: z.string().optional(),
  AccessLogSettings: z.unknown().optional(),
  StageVariables: z.record(z.string(), z.string()).optional(),
  DefaultRouteSettings: routeSettings.optional(),
  RouteSettings: z.record(z.string(), routeSettings).optional(),
});

const longestTimeoutMilliseconds = 30_000;

const integrationSchema = z.strictObject({
  ...labels,
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY', 'only functions answer routes here'),
  IntegrationUri: z.string(),
  IntegrationMethod: z.string().optional(),
  ConnectionType: z.literal('INTERNET').optional(),
  PayloadFormatVersion: z.literal('2.0', 'only payload format 2.0 is served here'),
  TimeoutInMillis: z.coerce
    .number()
    .int()
    .min(50)
    .max(longestTimeoutMilliseconds)
    .default(longestTimeoutMilliseconds),
});

const authorizerSchema = z.strictObject({
  ApiId: z.string(),
  Name: z.string().optional(),
  AuthorizerType: z.literal('JWT', 'only tokens are checked here'),
  IdentitySource: z
    .array(z.string().regex(/^\$request\.header\.[A-Za-z0-9-]+$/, 'a token comes in a header here'))
    .length(1),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

const routeSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string().regex(/^(?:\$default|[A-Z]+ \/\S*)$/),
  Target: z.string().regex(/^integrations\//),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: z.string().optional(),
});

function throttlingOf(settings: z.infer<typeof routeSettings> | undefined): Throttling | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings ?? {};
  return rate === undefined && burst === undefined
    ? undefined
    : { ratePerSecond: rate ?? Infinity, burst: burst ?? Infinity };
}

function stageOf(resource: Resource): { apiId: string; stage: StageDefinition } {
  const written = parseProperties(resource, stageSchema);
  const routeThrottling = new Map<string, Throttling>();
  for (const [routeKey, settings] of Object.entries(written.RouteSettings ?? {})) {
    const throttling = throttlingOf(settings);
    if (throttling !== undefined) {
      routeThrottling.set(routeKey, throttling);
    }
  }
  return {
    apiId: written.ApiId,
    stage: {
      name: written.StageName,
      variables: written.StageVariables,
      throttling: throttlingOf(written.DefaultRouteSettings),
      routeThrottling,
    },
  };
}

/** A function's ARN out of an integration's URI, which is that ARN or a path of the Lambda API that contains it. */
function functionArnOf(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

/** The HTTP APIs of the application; throws with the place of what is not served. */
export function readApis(resources: readonly Resource[]): ApiDefinition[] {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const integrations = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map((resource) => [
      `integrations/${resource.identity.ref}`,
      parseProperties(resource, integrationSchema),
    ]),
  );
  const authorizers = new Map(
    ofType('AWS::ApiGatewayV2::Authorizer').map((resource) => {
      const { IdentitySource, JwtConfiguration } = parseProperties(resource, authorizerSchema);
      const header = (IdentitySource[0] ?? '').replace('$request.header.', '').toLowerCase();
      const { Issuer: issuer, Audience: audience } = JwtConfiguration;
      return [resource.identity.ref, { issuer, audience, header } satisfies JwtAuthorizer];
    }),
  );
  const routes = ofType('AWS::ApiGatewayV2::Route').map((resource) => {
    const route = parseProperties(resource, routeSchema);
    const integration = integrations.get(route.Target);
    const authorizer = authorizers.get(route.AuthorizerId ?? '');
    if (integration === undefined || (route.AuthorizationType === 'JWT' && authorizer === undefined)) {
      throw new Error(
        `${resource.path} refers to ${integration === undefined ? route.Target : `authorizer ${String(route.AuthorizerId)}`}, which the application does not have.`,
      );
    }
    const definition: RouteDefinition = {
      routeKey: route.RouteKey,
      functionArn: functionArnOf(integration.IntegrationUri),
      timeoutMilliseconds: integration.TimeoutInMillis,
      authorizer: route.AuthorizationType === 'JWT' ? authorizer : undefined,
      scopes: route.AuthorizationScopes,
    };
    return { apiId: route.ApiId, definition };
  });
  const stages = ofType('AWS::ApiGatewayV2::Stage').map(stageOf);
  return ofType('AWS::ApiGatewayV2::Api').map((resource) => {
    parseProperties(resource, apiSchema);
    const id = resource.identity.ref;
    return {
      id,
      path: resource.path,
      routes: routes.filter(({ apiId }) => apiId === id).map(({ definition }) => definition),
      stages: stages.filter(({ apiId }) => apiId === id).map(({ stage }) => stage),
    };
  });
}
