import {
  AwsError,
  type Authorizer,
  type HttpRequest,
  type HttpResponse,
  type JsonObject,
  type Principal,
} from '../../runtime/service.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Outcome } from './sandbox.ts';

/** A function as a caller names it. */
export interface Target {
  readonly definition: FunctionDefinition;
  /** With the qualifier that the caller gave. */
  readonly invokedArn: string;
}

/** What the REST protocol is put in front of. */
interface LambdaHttpWorld {
  readonly authorizer: Authorizer;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  /** Throws ResourceNotFoundException. */
  readonly find: (reference: string, qualifier?: string) => Target;
  readonly invoke: (
    reference: string,
    qualifier: string | undefined,
    type: string,
    payload: string,
    principal: Principal,
  ) => Promise<{ readonly status: number; readonly outcome?: Outcome; readonly requestId: string }>;
}

function configuration(definition: FunctionDefinition): JsonObject {
  return {
    FunctionName: definition.name,
    FunctionArn: definition.arn,
    Runtime: 'nodejs24.x',
    Role: definition.roleArn,
    Handler: definition.handler,
    CodeSize: definition.bundleBytes,
    Timeout: definition.timeoutSeconds,
    MemorySize: definition.memoryMegabytes,
    Version: '$LATEST',
    State: 'Active',
    PackageType: 'Zip',
    Environment: { Variables: { ...definition.environment } },
  };
}

function errorResponse(error: AwsError): HttpResponse {
  return {
    status: error.statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
    body: JSON.stringify({ Type: 'User', Message: error.message, message: error.message }),
  };
}

/** The REST protocol of Lambda: Invoke, GetFunction, GetFunctionConfiguration, ListFunctions. */
export function createLambdaHttp(
  world: LambdaHttpWorld,
): (request: HttpRequest, principal: Principal) => Promise<HttpResponse> {
  const handle = async (request: HttpRequest, principal: Principal): Promise<HttpResponse> => {
    const json = { 'content-type': 'application/json' };
    const listed = /^\/2015-03-31\/functions\/?$/.test(request.path);
    const [, reference, action] =
      /^\/2015-03-31\/functions\/([^/]+)(?:\/(invocations|configuration))?$/.exec(request.path) ?? [];
    if (request.method === 'GET' && listed) {
      world.authorizer.authorize(principal, 'lambda:ListFunctions', '*');
      return {
        status: 200,
        headers: json,
        body: JSON.stringify({ Functions: [...world.functions.values()].map(configuration) }),
      };
    }
    if (reference !== undefined && request.method === 'GET' && action !== 'invocations') {
      const { definition, invokedArn } = world.find(reference, request.query.get('Qualifier') ?? undefined);
      const whole = action === undefined;
      world.authorizer.authorize(
        principal,
        whole ? 'lambda:GetFunction' : 'lambda:GetFunctionConfiguration',
        invokedArn,
      );
      const answer = configuration(definition);
      return { status: 200, headers: json, body: JSON.stringify(whole ? { Configuration: answer } : answer) };
    }
    if (reference === undefined || request.method !== 'POST' || action !== 'invocations') {
      throw new AwsError(
        'UnknownOperationException',
        `AWS Lambda on this machine does not serve ${request.method} ${request.path}.`,
        501,
      );
    }
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    const { status, outcome, requestId } = await world.invoke(
      reference,
      request.query.get('Qualifier') ?? undefined,
      String(type),
      request.body.toString('utf8'),
      principal,
    );
    return {
      status,
      headers: {
        ...json,
        'x-amzn-requestid': requestId,
        'x-amz-executed-version': '$LATEST',
        ...(outcome?.functionError === undefined ? {} : { 'x-amz-function-error': outcome.functionError }),
      },
      body: outcome?.payload ?? '',
    };
  };

  return async (request, principal) => {
    try {
      return await handle(request, principal);
    } catch (error) {
      if (error instanceof AwsError) {
        return errorResponse(error);
      }
      throw error;
    }
  };
}
