import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
  type HttpRoute,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { pascalCase, type ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';

interface StaffApiProps {
  readonly foundation: Foundation;
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** Every function that a route may name. */
  readonly functions: readonly ClaimsFunction[];
}

/** API Gateway gives up then, and so does every function that a person waits for. */
const longestAnswer = Duration.seconds(29);

/**
 * The HTTP API of staff: a route for each row of the contracts, in front of the function that does the work anyway. The
 * token is checked here; what its bearer may do in a practice, the door of each function checks.
 */
export class StaffApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { foundation, pool, client, functions }: StaffApiProps) {
    super(scope, id);
    const { settings, key } = foundation;
    this.api = new HttpApi(this, 'Api', {
      description: `Claimwright ${settings.stage}: what staff do`,
      createDefaultStage: false,
      defaultAuthorizer: new HttpUserPoolAuthorizer('Staff', pool, { userPoolClients: [client] }),
    });
    const integrations = new Map<string, HttpLambdaIntegration>();
    const routes = staffRoutes.map((route: StaffRoute) => {
      const integration =
        integrations.get(route.function) ?? integrationOf(functionOf(route, functions), route.function);
      integrations.set(route.function, integration);
      return this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration,
        ...(route.roles === 'anyone' ? { authorizer: new HttpNoneAuthorizer() } : {}),
      });
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      encryptionKey: key,
      retention: settings.logs.retentionDays,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: {
        rateLimit: settings.staffApi.callsPerSecond,
        burstLimit: settings.staffApi.burst,
      },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        // The path has ids only, but who worked on which claim is for the audit trail to say.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            at: '$context.requestTime',
            from: '$context.identity.sourceIp',
            route: '$context.routeKey',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            bytes: '$context.responseLength',
            refused: '$context.authorizer.error',
            failed: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    limitHeavyRoutes(stage, routes.flat(), settings.staffApi.heavyCallsPerSecond);
  }

  /** Where the API answers, for the distribution in front of it. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${this.api.stack.region}.${Aws.URL_SUFFIX}`;
  }
}

function functionOf(route: StaffRoute, functions: readonly ClaimsFunction[]): ClaimsFunction {
  const found = functions.find(({ verbNoun }) => verbNoun === route.function);
  if (found === undefined) {
    throw new Error(
      `The route ${route.id} names the function "${route.function}", which no construct makes. Make it in infra/constructs, or correct the row in shared/contracts/staff-api.`,
    );
  }
  return found;
}

function integrationOf(lambda: ClaimsFunction, name: string): HttpLambdaIntegration {
  return new HttpLambdaIntegration(pascalCase(name), lambda, {
    timeout: longestAnswer,
    // One permission a function: the route table alone says which routes lead to it.
    scopePermissionToRoute: false,
  });
}

/** What reads or works much at once may be asked less often. A limit can only name a route that is there. */
function limitHeavyRoutes(stage: HttpStage, routes: readonly HttpRoute[], callsPerSecond: number): void {
  const heavy = staffRoutes.filter((route: StaffRoute) => route.isHeavy === true);
  const settings = stage.node.defaultChild;
  if (heavy.length === 0 || !(settings instanceof CfnStage)) {
    return;
  }
  settings.routeSettings = Object.fromEntries(
    heavy.map(({ method, path }) => [
      `${method} ${path}`,
      {
        ThrottlingRateLimit: callsPerSecond,
        ThrottlingBurstLimit: callsPerSecond,
        DetailedMetricsEnabled: true,
      },
    ]),
  );
  for (const route of routes) {
    stage.node.addDependency(route);
  }
}
