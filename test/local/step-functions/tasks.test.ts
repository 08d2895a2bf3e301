import { describe, expect, test } from 'vitest';
import { AwsError, type JsonObject } from '../../../local/runtime/service.ts';
import { machine, machineArn, ManualWorld, type RecordedCall } from './manual-world.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:check';

function single(task: object): object {
  return {
    StartAt: 'Work',
    States: { Work: { Type: 'Task', End: true, ...task }, Caught: { Type: 'Pass', End: true } },
  };
}

function worldOf(
  task: object,
  answer: (call: RecordedCall) => JsonObject | Promise<JsonObject>,
): ManualWorld {
  return new ManualWorld([machine('m', single(task))], { answer });
}

function integration(name: string): string {
  return `arn:aws:states:::${name}`;
}

describe('An integration makes its call and hands on its result:', () => {
  interface Case {
    readonly name: string;
    readonly resource: string;
    readonly parameters?: object;
    readonly input?: object;
    readonly answer: JsonObject;
    readonly called: { service: string; operation: string; input: JsonObject };
    readonly output: unknown;
  }
  const cases: Case[] = [
    {
      name: 'a Lambda function by its ARN',
      resource: functionArn,
      input: { id: 'c1' },
      answer: { StatusCode: 200, Payload: '{"ok":true}' },
      called: {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: functionArn, Payload: '{"id":"c1"}' },
      },
      output: { ok: true },
    },
    {
      name: 'lambda:invoke',
      resource: integration('lambda:invoke'),
      parameters: { FunctionName: 'check', 'Payload.$': '$' },
      input: { id: 'c1' },
      answer: { StatusCode: 200, Payload: '[1]' },
      called: {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: 'check', Payload: '{"id":"c1"}' },
      },
      output: { ExecutedVersion: '$LATEST', Payload: [1], StatusCode: 200 },
    },
    {
      name: 'sqs:sendMessage with a JSON body',
      resource: integration('sqs:sendMessage'),
      parameters: { QueueUrl: 'q', MessageBody: { 'id.$': '$.id' } },
      input: { id: 'c1' },
      answer: { MessageId: 'm1' },
      called: {
        service: 'sqs',
        operation: 'SendMessage',
        input: { QueueUrl: 'q', MessageBody: '{"id":"c1"}' },
      },
      output: { MessageId: 'm1' },
    },
    {
      name: 'dynamodb:getItem',
      resource: integration('dynamodb:getItem'),
      parameters: { TableName: 't', Key: { pk: { 'S.$': '$.id' } } },
      input: { id: 'c1' },
      answer: { Item: { pk: { S: 'c1' } } },
      called: {
        service: 'dynamodb',
        operation: 'GetItem',
        input: { TableName: 't', Key: { pk: { S: 'c1' } } },
      },
      output: { Item: { pk: { S: 'c1' } } },
    },
    {
      name: 'aws-sdk:dynamodb:transactWriteItems',
      resource: integration('aws-sdk:dynamodb:transactWriteItems'),
      parameters: { TransactItems: [] },
      answer: {},
      called: { service: 'dynamodb', operation: 'TransactWriteItems', input: { TransactItems: [] } },
      output: {},
    },
    {
      name: 'aws-sdk:s3:listObjectsV2',
      resource: integration('aws-sdk:s3:listObjectsV2'),
      parameters: { Bucket: 'b' },
      answer: { KeyCount: 0 },
      called: { service: 's3', operation: 'ListObjectsV2', input: { Bucket: 'b' } },
      output: { KeyCount: 0 },
    },
    {
      name: 'aws-sdk:eventbridge:putEvents, where the detail stays text',
      resource: integration('aws-sdk:eventbridge:putEvents'),
      parameters: { Entries: [{ Detail: '{"a":1}' }] },
      answer: { FailedEntryCount: 1 },
      called: { service: 'events', operation: 'PutEvents', input: { Entries: [{ Detail: '{"a":1}' }] } },
      output: { FailedEntryCount: 1 },
    },
    {
      name: 'aws-sdk:lambda:invoke, where the payload stays text',
      resource: integration('aws-sdk:lambda:invoke'),
      parameters: { FunctionName: 'check', Payload: { a: 1 } },
      answer: { StatusCode: 200, Payload: '{"b":2}' },
      called: {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: 'check', Payload: '{"a":1}' },
      },
      output: { StatusCode: 200, Payload: '{"b":2}' },
    },
  ];
  test.each(cases)('$name.', async ({ resource, parameters, input, answer, called, output }) => {
    const world = worldOf(
      { Resource: resource, ...(parameters === undefined ? {} : { Parameters: parameters }) },
      () => answer,
    );
    const told = await world.run('m', input ?? {});
    expect(told).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(told.output ?? '')).toEqual(output);
    expect(world.calls).toEqual([
      { ...called, principal: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/m-role' } },
    ]);
  });

  test('events:putEvents says which execution sent the event.', async () => {
    const world = worldOf(
      {
        Resource: integration('events:putEvents'),
        Parameters: { Entries: [{ Detail: { a: 1 }, DetailType: 't', Source: 's' }] },
      },
      () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }),
    );
    const arn = await world.start('m');
    await world.settle();
    expect(world.calls[0]?.input).toEqual({
      Entries: [{ Detail: '{"a":1}', DetailType: 't', Source: 's', Resources: [arn, machineArn('m')] }],
    });
  });

  test('Credentials name another role.', async () => {
    const world = worldOf({ Resource: functionArn, Credentials: { 'RoleArn.$': '$.role' } }, () => ({
      StatusCode: 200,
      Payload: '1',
    }));
    await world.run('m', { role: 'arn:aws:iam::111122223333:role/other' });
    expect(world.calls[0]?.principal).toEqual({ kind: 'role', arn: 'arn:aws:iam::111122223333:role/other' });
  });
});

describe('A failure is named', () => {
  const functionError = (payload: string) => () => ({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    Payload: payload,
  });
  const refuse =
    (name: string, status = 400) =>
    () => {
      throw new AwsError(name, 'because', status);
    };
  test.each<[string, string, () => JsonObject]>([
    ['PassingFault', functionArn, functionError('{"errorType":"PassingFault","errorMessage":"later"}')],
    [
      'PassingFault',
      integration('lambda:invoke'),
      functionError('{"errorType":"PassingFault","errorMessage":"later"}'),
    ],
    ['Lambda.Unknown', functionArn, functionError('{"errorMessage":"Task timed out after 3.00 seconds"}')],
    [
      'Lambda.TooManyRequestsException',
      integration('lambda:invoke'),
      refuse('TooManyRequestsException', 429),
    ],
    ['Lambda.ServiceException', functionArn, refuse('ServiceException', 500)],
    ['Lambda.AWSLambdaException', functionArn, refuse('AccessDeniedException', 403)],
    [
      'DynamoDB.ConditionalCheckFailedException',
      integration('dynamodb:putItem'),
      refuse('ConditionalCheckFailedException'),
    ],
    [
      'DynamoDb.ConditionalCheckFailedException',
      integration('aws-sdk:dynamodb:putItem'),
      refuse('ConditionalCheckFailedException'),
    ],
    [
      'DynamoDb.TransactionCanceledException',
      integration('aws-sdk:dynamodb:transactWriteItems'),
      refuse('TransactionCanceledException'),
    ],
    ['DynamoDB.AmazonDynamoDBException', integration('dynamodb:putItem'), refuse('ValidationException')],
    ['DynamoDb.DynamoDbException', integration('aws-sdk:dynamodb:putItem'), refuse('AccessDeniedException')],
    ['SQS.QueueDoesNotExistException', integration('sqs:sendMessage'), refuse('QueueDoesNotExist')],
    [
      'Sqs.QueueDoesNotExistException',
      integration('aws-sdk:sqs:sendMessage'),
      refuse('AWS.SimpleQueueService.QueueDoesNotExist'),
    ],
    ['S3.NoSuchKeyException', integration('aws-sdk:s3:getObject'), refuse('NoSuchKey', 404)],
    [
      'EventBridge.FailedEntry',
      integration('events:putEvents'),
      () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'x' }] }),
    ],
    [
      'StepFunctions.ExecutionAlreadyExistsException',
      integration('states:startExecution'),
      refuse('ExecutionAlreadyExists'),
    ],
    [
      'Sfn.ExecutionAlreadyExistsException',
      integration('aws-sdk:sfn:startExecution'),
      refuse('ExecutionAlreadyExists'),
    ],
  ])('%s from %s.', async (error, resource, answer) => {
    // The service answers for itself, so its refusals are made here by a name that is taken.
    const own = resource.includes(':states:::states') || resource.includes(':sfn:');
    const world = new ManualWorld(
      [
        machine(
          'm',
          single({ Resource: resource, Parameters: own ? startParameters(resource) : { Entries: [{}] } }),
        ),
        machine('taken', { StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
      ],
      { answer },
    );
    await world.start('taken', { first: true }, 'leg');
    const told = await world.run('m', {});
    expect(told).toMatchObject({ status: 'FAILED', error });
    expect(told.cause).toBeTruthy();
  });

  function startParameters(resource: string): object {
    return resource.includes(':sfn:')
      ? { StateMachineArn: machineArn('taken'), Name: 'leg' }
      : { StateMachineArn: machineArn('taken'), Name: 'leg', Input: {} };
  }

  test('A Lambda error keeps the payload as its cause.', async () => {
    const payload = '{"errorType":"Defect","errorMessage":"broken","trace":["a"]}';
    const told = await worldOf({ Resource: functionArn }, functionError(payload)).run('m');
    expect(told.cause).toBe(payload);
  });
});

describe('Retry', () => {
  const task = {
    Resource: functionArn,
    Retry: [
      { ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 },
    ],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Caught' }],
  };
  const failing = (errors: string[]) => () => {
    const error = errors.shift();
    return error === undefined
      ? { StatusCode: 200, Payload: '"done"' }
      : { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: error }) };
  };

  test.each<[string[], number, unknown]>([
    [[], 0, 'done'],
    [['Busy'], 10, 'done'],
    [['Busy', 'Busy'], 30, 'done'],
    [['Other', 'Busy', 'Busy'], 31, 'done'],
    [['Busy', 'Busy', 'Busy'], 30, { failure: { Error: 'Busy', Cause: '{"errorType":"Busy"}' } }],
    [['Other', 'Other'], 1, { failure: { Error: 'Other', Cause: '{"errorType":"Other"}' } }],
  ])('after %j it took %d seconds.', async (errors, seconds, output) => {
    const attempts = errors.length;
    const world = worldOf(task, failing([...errors]));
    const arn = await world.start('m');
    await world.runToTheEnd();
    const told = await world.describe(arn);
    expect(JSON.parse(told.output ?? '')).toEqual(output);
    expect((told.stopDate ?? 0) - told.startDate).toBe(seconds);
    const types = await world.eventTypes(arn);
    expect(types.filter((type) => type === 'LambdaFunctionScheduled')).toHaveLength(
      output === 'done' ? attempts + 1 : attempts,
    );
    expect(types.filter((type) => type === 'TaskStateEntered')).toHaveLength(1);
  });

  test('the task sees how often it was tried again, and each attempt is a transition.', async () => {
    const world = worldOf(
      { ...task, Parameters: { 'retry.$': '$$.State.RetryCount' } },
      failing(['Busy', 'Busy']),
    );
    await world.run('m');
    expect(world.calls.map((call) => call.input['Payload'])).toEqual([
      '{"retry":0}',
      '{"retry":1}',
      '{"retry":2}',
    ]);
    expect(world.counts.get('states transition')).toBe(3);
  });

  test('what waits for its next attempt holds no clock.', async () => {
    const world = worldOf(task, failing(['Busy']));
    await world.start('m');
    await world.settle();
    expect(world.service.busy()).toBeUndefined();
    expect(world.service.nextDueAt()).toBe(world.now() + 10_000);
  });
});

describe('A time limit', () => {
  const never = (): Promise<JsonObject> => new Promise(() => {});

  test('ends a call that does not come back, and the late answer is ignored.', async () => {
    let release: (answer: JsonObject) => void = () => {};
    const world = worldOf(
      {
        Resource: functionArn,
        TimeoutSeconds: 30,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
      },
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    const arn = await world.start('m');
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect(world.service.busy()).toContain(arn);
    expect(world.service.nextDueAt()).toBe(world.now() + 30_000);
    world.turnClock(30_000);
    world.service.runDue(world.now());
    release({ StatusCode: 200, Payload: '"late"' });
    await world.settle();
    expect(await world.outputOf(arn)).toMatchObject({ Error: 'States.Timeout' });
    expect(await world.eventTypes(arn)).toContain('LambdaFunctionTimedOut');
  });

  test('from a path ends a wait for a token; TaskTimedOut is what a late worker is told.', async () => {
    const world = worldOf(
      {
        Resource: integration('sqs:sendMessage.waitForTaskToken'),
        Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
        TimeoutSecondsPath: '$.limit',
      },
      () => ({ MessageId: 'm1' }),
    );
    const told = await world.run('m', { limit: 90 });
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect((told.stopDate ?? 0) - told.startDate).toBe(90);
    const { token } = JSON.parse(world.calls[0]?.input['MessageBody'] as string) as { token: string };
    await expect(world.call('SendTaskSuccess', { taskToken: token, output: '1' })).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
  });

  test('does not outlive a call that fails by itself.', async () => {
    const world = worldOf({ Resource: functionArn, TimeoutSeconds: 30 }, never);
    const arn = await world.start('m');
    await world.call('StopExecution', { executionArn: arn, error: 'Operator', cause: 'stopped by hand' });
    expect(await world.describe(arn)).toMatchObject({
      status: 'ABORTED',
      error: 'Operator',
      cause: 'stopped by hand',
    });
    expect(world.service.nextDueAt()).toBeUndefined();
  });
});

describe('A payload over 256 KiB', () => {
  const big = 'x'.repeat(262_144);

  test('as a result fails the task, and States.ALL does not catch it.', async () => {
    const told = await worldOf(
      { Resource: functionArn, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] },
      () => ({ StatusCode: 200, Payload: JSON.stringify(big) }),
    ).run('m');
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('as a state output fails the execution.', async () => {
    const half = 'x'.repeat(140_000);
    const world = new ManualWorld([
      machine('m', {
        StartAt: 'Double',
        States: { Double: { Type: 'Pass', ResultPath: '$.twice', End: true } },
      }),
    ]);
    expect(await world.run('m', { half })).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  test('as an input is refused.', async () => {
    const world = worldOf({ Resource: functionArn }, () => ({}));
    await expect(world.start('m', big)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('just below the limit passes.', async () => {
    const world = new ManualWorld([
      machine('m', { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }),
    ]);
    expect((await world.run('m', 'x'.repeat(262_142))).status).toBe('SUCCEEDED');
  });
});

test('An execution whose history is full fails as on AWS.', { timeout: 60_000 }, async () => {
  const world = new ManualWorld([
    machine('m', {
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } },
    }),
  ]);
  const arn = await world.start('m');
  await world.settle();
  const told = await world.describe(arn);
  expect(told).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(told.cause).toContain('25000');
  const last = await world.call('GetExecutionHistory', {
    executionArn: arn,
    reverseOrder: true,
    maxResults: 1,
  });
  expect(last).toMatchObject({ events: [{ type: 'ExecutionFailed' }] });
  expect((last['events'] as { id: number }[])[0]?.id).toBeLessThanOrEqual(25_000);
});

describe('Executions of executions', () => {
  const child = {
    StartAt: 'Rest',
    States: {
      Rest: { Type: 'Wait', Seconds: 60, Next: 'Decide' },
      Decide: {
        Type: 'Choice',
        Choices: [{ Variable: '$.fail', IsPresent: true, Next: 'Bad' }],
        Default: 'Good',
      },
      Bad: { Type: 'Fail', Error: 'ChildBroke', Cause: 'told to' },
      Good: { Type: 'Pass', Parameters: { 'doubled.$': 'States.MathAdd($.n, $.n)' }, End: true },
    },
  };
  const parent = (resource: string, more: object = {}): object =>
    single({
      Resource: integration(resource),
      Parameters: { StateMachineArn: machineArn('child'), 'Input.$': '$', ...more },
    });
  const both = (resource: string, more: object = {}): ManualWorld =>
    new ManualWorld([machine('m', parent(resource, more)), machine('child', child)]);

  test('startExecution does not wait.', async () => {
    const world = both('states:startExecution', { Name: 'kid' });
    const arn = await world.start('m', { n: 2 });
    await world.settle();
    const output = (await world.outputOf(arn)) as JsonObject;
    expect(output).toEqual({
      ExecutionArn: 'arn:aws:states:eu-central-1:111122223333:execution:child:kid',
      StartDate: '2026-01-05T08:00:00.000Z',
    });
    expect(await world.describe(output['ExecutionArn'] as string)).toMatchObject({
      status: 'RUNNING',
      input: '{"n":2}',
    });
  });

  test.each<[string, unknown]>([
    ['states:startExecution.sync:2', { doubled: 4 }],
    ['states:startExecution.sync', '{"doubled":4}'],
  ])('%s waits for the end.', async (resource, output) => {
    const told = await both(resource).run('m', { n: 2 });
    expect(JSON.parse(told.output ?? '')).toMatchObject({ Status: 'SUCCEEDED', Output: output });
    expect((told.stopDate ?? 0) - told.startDate).toBe(60);
  });

  test('a child that fails fails the task.', async () => {
    const told = await both('states:startExecution.sync:2').run('m', { n: 2, fail: true });
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(told.cause ?? '')).toMatchObject({ Error: 'ChildBroke', Status: 'FAILED' });
  });

  test('a child that is waited for stops with its parent.', async () => {
    const world = both('states:startExecution.sync:2', { Name: 'kid' });
    const arn = await world.start('m', { n: 2 });
    await world.settle();
    await world.call('StopExecution', { executionArn: arn });
    await world.settle();
    expect(
      await world.describe('arn:aws:states:eu-central-1:111122223333:execution:child:kid'),
    ).toMatchObject({ status: 'ABORTED' });
  });

  test('waitForTaskToken hands the token to the child.', async () => {
    const world = new ManualWorld([
      machine(
        'm',
        single({
          Resource: integration('states:startExecution.waitForTaskToken'),
          Parameters: { StateMachineArn: machineArn('answering'), Input: { 'token.$': '$$.Task.Token' } },
        }),
      ),
      machine(
        'answering',
        single({
          Resource: integration('aws-sdk:sfn:sendTaskSuccess'),
          Parameters: { 'TaskToken.$': '$.token', Output: { from: 'child' } },
        }),
      ),
    ]);
    const told = await world.run('m');
    expect(told.output).toBe('{"from":"child"}');
  });
});
