/** How a Task waits: for the answer, for its token to come back, or for the job it started to end. */
type IntegrationPattern = 'request-response' | 'wait-for-task-token' | 'run-a-job';

/** What a Task's Resource stands for. */
export interface Integration {
  /** A Lambda function by its ARN, an optimised integration, or any operation of an SDK. */
  readonly kind: 'lambda-function' | 'optimised' | 'aws-sdk';
  /** The service of this runtime that is called. */
  readonly service: string;
  /** The operation in the API's own spelling. */
  readonly operation: string;
  readonly pattern: IntegrationPattern;
  /** As the execution history shows it, for example `sqs` and `aws-sdk:dynamodb`. */
  readonly resourceType: string;
  /** As the execution history shows it, for example `sendMessage.waitForTaskToken`. */
  readonly resource: string;
  /** What error names begin with: `DynamoDB` optimised, but `DynamoDb` through the SDK. */
  readonly errorPrefix: string;
  /** The error for everything that the service's API does not model, such as a missing permission. */
  readonly generalError: string;
  /** Whether a finished job's output is parsed (`.sync:2`) or left as text (`.sync`). */
  readonly parsesJobOutput: boolean;
}

interface OptimisedService {
  readonly operations: readonly string[];
  readonly errorPrefix: string;
  readonly generalError: string;
  readonly tokenOperations: readonly string[];
  readonly jobOperations: readonly string[];
}

const optimisedServices: Readonly<Record<string, OptimisedService>> = {
  lambda: {
    operations: ['invoke'],
    errorPrefix: 'Lambda',
    generalError: 'Lambda.AWSLambdaException',
    tokenOperations: ['invoke'],
    jobOperations: [],
  },
  sqs: {
    operations: ['sendMessage'],
    errorPrefix: 'SQS',
    generalError: 'SQS.AmazonSQSException',
    tokenOperations: ['sendMessage'],
    jobOperations: [],
  },
  dynamodb: {
    operations: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
    errorPrefix: 'DynamoDB',
    generalError: 'DynamoDB.AmazonDynamoDBException',
    tokenOperations: [],
    jobOperations: [],
  },
  events: {
    operations: ['putEvents'],
    errorPrefix: 'EventBridge',
    generalError: 'EventBridge.AmazonEventBridgeException',
    tokenOperations: ['putEvents'],
    jobOperations: [],
  },
  states: {
    operations: ['startExecution'],
    errorPrefix: 'StepFunctions',
    generalError: 'StepFunctions.AWSStepFunctionsException',
    tokenOperations: ['startExecution'],
    jobOperations: ['startExecution'],
  },
};

/** The SDK services whose name there differs from the service's own, or whose error names are spelled specially. */
const sdkServices: Readonly<Record<string, { service: string; errorPrefix: string }>> = {
  dynamodb: { service: 'dynamodb', errorPrefix: 'DynamoDb' },
  eventbridge: { service: 'events', errorPrefix: 'EventBridge' },
  kms: { service: 'kms', errorPrefix: 'Kms' },
  lambda: { service: 'lambda', errorPrefix: 'Lambda' },
  s3: { service: 's3', errorPrefix: 'S3' },
  scheduler: { service: 'scheduler', errorPrefix: 'Scheduler' },
  sfn: { service: 'states', errorPrefix: 'Sfn' },
  sqs: { service: 'sqs', errorPrefix: 'Sqs' },
};

function unserved(resource: string, state: string, reason: string): Error {
  return new Error(
    `State '${state}' uses the resource '${resource}', which this service does not serve: ${reason}.`,
  );
}

function pascalCase(operation: string): string {
  return `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
}

/**
 * Reads a Task's Resource.
 *
 * @throws Error that names the state and the resource when nothing here serves it.
 */
export function parseResource(resource: string, state: string): Integration {
  if (/^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+/.test(resource)) {
    return {
      kind: 'lambda-function',
      service: 'lambda',
      operation: 'Invoke',
      pattern: 'request-response',
      resourceType: 'lambda',
      resource,
      errorPrefix: 'Lambda',
      generalError: 'Lambda.AWSLambdaException',
      parsesJobOutput: false,
    };
  }
  const parts =
    /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([^:]+):([A-Za-z0-9]+)(?:\.(waitForTaskToken|sync:2|sync))?$/.exec(
      resource,
    );
  const [, sdk, service, operation, suffix] = parts ?? [];
  if (service === undefined || operation === undefined) {
    throw unserved(resource, state, 'it is neither a Lambda function nor an integration of Step Functions');
  }
  return sdk === undefined
    ? optimised(resource, state, service, operation, suffix)
    : throughSdk(resource, state, service, operation, suffix);
}

function optimised(
  resource: string,
  state: string,
  service: string,
  operation: string,
  suffix: string | undefined,
): Integration {
  const known = optimisedServices[service];
  if (known === undefined || !known.operations.includes(operation)) {
    const list = Object.entries(optimisedServices).map(
      ([name, each]) => `${name}:${each.operations.join('|')}`,
    );
    throw unserved(resource, state, `served are ${list.join(', ')} and aws-sdk:*`);
  }
  const pattern = patternOf(suffix);
  if (pattern === 'wait-for-task-token' && !known.tokenOperations.includes(operation)) {
    throw unserved(
      resource,
      state,
      `the optimised ${service} integration has no waitForTaskToken; use aws-sdk:${service}`,
    );
  }
  if (pattern === 'run-a-job' && !known.jobOperations.includes(operation)) {
    throw unserved(resource, state, `the ${service} integration has no job to wait for`);
  }
  return {
    kind: 'optimised',
    service,
    operation: pascalCase(operation),
    pattern,
    resourceType: service,
    resource: suffix === undefined ? operation : `${operation}.${suffix}`,
    errorPrefix: known.errorPrefix,
    generalError: known.generalError,
    parsesJobOutput: suffix === 'sync:2',
  };
}

function throughSdk(
  resource: string,
  state: string,
  service: string,
  operation: string,
  suffix: string | undefined,
): Integration {
  const known = sdkServices[service];
  if (known === undefined) {
    throw unserved(resource, state, `the SDK services served are ${Object.keys(sdkServices).join(', ')}`);
  }
  if (suffix !== undefined && suffix !== 'waitForTaskToken') {
    throw unserved(resource, state, 'an SDK integration has no job to wait for');
  }
  return {
    kind: 'aws-sdk',
    service: known.service,
    operation: pascalCase(operation),
    pattern: patternOf(suffix),
    resourceType: `aws-sdk:${service}`,
    resource: suffix === undefined ? operation : `${operation}.${suffix}`,
    errorPrefix: known.errorPrefix,
    generalError: `${known.errorPrefix}.${known.errorPrefix}Exception`,
    parsesJobOutput: false,
  };
}

function patternOf(suffix: string | undefined): IntegrationPattern {
  if (suffix === undefined) {
    return 'request-response';
  }
  return suffix === 'waitForTaskToken' ? 'wait-for-task-token' : 'run-a-job';
}
