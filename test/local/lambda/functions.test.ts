import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import {
  functionWithRole,
  writeApplication,
  type HandMadeApplication,
} from '../runtime/hand-made-application.ts';

const startAt = Date.UTC(2026, 4, 1, 6);

/** One bundle; the event says what to do. */
const source = `
  let calls = 0;
  const leaked = [];
  exports.handler = async (event, context) => {
    calls += 1;
    switch (event.do) {
      case 'echo': return { event, calls };
      case 'time': return {
        constructed: new Date().toISOString(),
        now: Date.now(),
        isDate: new Date() instanceof Date,
        given: new Date(0).toISOString(),
        parts: new Date(2020, 1, 3).getDate(),
        text: typeof Date(),
        utc: Date.UTC(2020, 0, 1),
        constructorIsDate: new Date().constructor === Date,
      };
      case 'context': return {
        name: context.functionName,
        arn: context.invokedFunctionArn,
        remaining: context.getRemainingTimeInMillis(),
        memory: context.memoryLimitInMB,
        requestId: context.awsRequestId,
      };
      case 'environment': return { ...process.env };
      case 'throw': { const error = new RangeError('out of range'); error.name = 'OutOfRange'; throw error; }
      case 'throw text': throw 'a text';
      case 'reject later': setTimeout(() => { Promise.reject(new Error('nobody catches this')); }, 1); return new Promise(() => {});
      case 'hang': return new Promise(() => {});
      case 'loop': for (;;) { leaked.length = 0; }
      case 'exit': process.exit(3);
      case 'leak': for (;;) { leaked.push(new Array(10000).fill(leaked.length)); }
      case 'circle': { const a = {}; a.a = a; return a; }
      case 'large': return 'x'.repeat(7 * 1024 * 1024);
      case 'nothing': return undefined;
      case 'print':
        console.log(JSON.stringify({ level: 'INFO', message: 'structured' }));
        console.error('plain words');
        process.stdout.write(JSON.stringify({ _aws: { CloudWatchMetrics: [{ Namespace: 'Shop', Metrics: [{ Name: 'sold' }] }] }, sold: [2, 3] }) + '\\n');
        return null;
      case 'slow': await new Promise((resolve) => setTimeout(resolve, 300)); return { calls };
      default: throw new Error('unknown ' + event.do);
    }
  };
`;

const permissionToSend = {
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: { 'Fn::GetAtt': ['Failures', 'Arn'] },
};

function application(): HandMadeApplication {
  return writeApplication(
    {
      F: {
        Resources: {
          Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
          ...functionWithRole('Any', 'any', [], {
            FunctionName: 'any',
            MemorySize: 128,
            Timeout: 5,
            Environment: { Variables: { GREETING: 'good morning', COUNT: 3 } },
          }),
          ...functionWithRole('Short', 'any', [], { FunctionName: 'short', Timeout: 1 }),
          ...functionWithRole('Watched', 'any', [permissionToSend], { FunctionName: 'watched' }),
          WatchedEvents: {
            Type: 'AWS::Lambda::EventInvokeConfig',
            Properties: {
              FunctionName: { Ref: 'Watched' },
              Qualifier: '$LATEST',
              DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
            },
          },
          ...functionWithRole('Broken', 'broken', [], { FunctionName: 'broken' }),
          ...functionWithRole('Nameless', 'any', [], { FunctionName: 'nameless', Handler: 'index.missing' }),
        },
      },
    },
    { any: source, broken: 'throw new SyntaxError("cannot be loaded")' },
  );
}

let made: HandMadeApplication;
let runtime: Runtime;
let lambda: LambdaClient;

beforeAll(async () => {
  made = application();
  runtime = await startRuntime({
    cdkOut: made.cdkOut,
    dataFolder: made.dataFolder,
    port: 0,
    clock: 'jump',
    startAt,
    pool: { warm: 3, busy: 4, perFunction: 2 },
  });
  lambda = new LambdaClient({
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
    maxAttempts: 1,
  });
});

afterAll(async () => {
  await runtime.stop();
  made.remove();
});

interface Answer {
  readonly error: string | undefined;
  readonly payload: Record<string, unknown>;
}

async function invoke(FunctionName: string, event: object): Promise<Answer> {
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const payload = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as Record<string, unknown>;
  return { error: answer.FunctionError, payload };
}

const any = (what: string): Promise<Answer> => invoke('any', { do: what });

describe('a function in its worker thread', () => {
  test('gets the event and answers; a warm thread keeps its state', async () => {
    const first = await any('echo');
    const second = await any('echo');
    expect(first.error).toBeUndefined();
    expect(first.payload['event']).toEqual({ do: 'echo' });
    expect(Number(second.payload['calls'])).toBe(Number(first.payload['calls']) + 1);
  });

  test('reads the virtual clock wherever it asks for the time', async () => {
    const { payload } = await any('time');
    expect(payload).toMatchObject({
      constructed: new Date(startAt).toISOString(),
      now: startAt,
      isDate: true,
      given: '1970-01-01T00:00:00.000Z',
      parts: 3,
      text: 'string',
      utc: Date.UTC(2020, 0, 1),
      constructorIsDate: true,
    });
  });

  test('knows its context', async () => {
    const { payload } = await any('context');
    expect(payload).toMatchObject({
      name: 'any',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:any',
      memory: '128',
    });
    expect(Number(payload['remaining'])).toBeGreaterThan(3000);
    expect(Number(payload['remaining'])).toBeLessThanOrEqual(5000);
    expect(payload['requestId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('has the environment of the template, its role, and nothing of this machine', async () => {
    process.env['A_SECRET_OF_THIS_MACHINE'] = 'yes';
    const { payload } = await any('environment');
    delete process.env['A_SECRET_OF_THIS_MACHINE'];
    expect(payload).toMatchObject({
      GREETING: 'good morning',
      COUNT: '3',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: runtime.url,
      AWS_LAMBDA_FUNCTION_NAME: 'any',
      _HANDLER: 'index.handler',
    });
    expect(payload['AWS_ACCESS_KEY_ID']).toMatch(/^ASIA/);
    expect(payload).not.toHaveProperty('A_SECRET_OF_THIS_MACHINE');
    expect(payload['AWS_ACCESS_KEY_ID']).not.toBe(runtime.operatorCredentials.accessKeyId);
  });

  test('answers null when it returns nothing', async () => {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'any', Payload: JSON.stringify({ do: 'nothing' }) }),
    );
    expect(Buffer.from(answer.Payload ?? []).toString('utf8')).toBe('null');
  });
});

describe('a function that fails answers the error and harms no one else', () => {
  test.each<[string, object, Record<string, unknown>]>([
    ['throws an error', { do: 'throw' }, { errorType: 'OutOfRange', errorMessage: 'out of range' }],
    ['throws a text', { do: 'throw text' }, { errorType: 'string', errorMessage: 'a text' }],
    ['returns what is not JSON', { do: 'circle' }, { errorType: 'Runtime.MarshalError' }],
    ['returns too much', { do: 'large' }, { errorType: 'Function.ResponseSizeTooLarge' }],
    [
      'ends its process',
      { do: 'exit' },
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    ],
    [
      'leaves a rejection uncaught',
      { do: 'reject later' },
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('nobody catches this') },
    ],
    [
      'takes all its memory',
      { do: 'leak' },
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('128 MB') },
    ],
  ])('%s', async (_name, event, expected) => {
    const { error, payload } = await invoke('any', event);
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject(expected);
    expect((await any('echo')).error).toBeUndefined();
  });

  test.each(['hang', 'loop'])('is ended at its timeout: %s', async (what) => {
    const { error, payload } = await invoke('short', { do: what });
    expect(error).toBe('Unhandled');
    expect(payload['errorType']).toBe('Sandbox.Timedout');
    expect(payload['errorMessage']).toContain('Task timed out after 1.00 seconds');
  });

  test('says why its bundle cannot be loaded', async () => {
    const { error, payload } = await invoke('broken', {});
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'SyntaxError', errorMessage: 'cannot be loaded' });
  });

  test('says that the handler is missing', async () => {
    const { payload } = await invoke('nameless', {});
    expect(payload).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.missing is undefined or not exported',
    });
  });
});

describe('a call that cannot be', () => {
  test('of a function that is not there', async () => {
    await expect(invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('with an event over 6 MB', async () => {
    await expect(invoke('any', { do: 'x'.repeat(6 * 1024 * 1024) })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });

  test('with an event that is not JSON', async () => {
    const call = lambda.send(new InvokeCommand({ FunctionName: 'any', Payload: Buffer.from('{') }));
    await expect(call).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });
});

describe('threads', () => {
  test('give way to each other: every call is answered though there are more functions than threads', async () => {
    const calls = ['any', 'short', 'watched', 'any', 'short', 'watched', 'any', 'watched'];
    const answers = await Promise.all(calls.map((name) => invoke(name, { do: 'slow' })));
    expect(answers.map((answer) => answer.error)).toEqual(calls.map(() => undefined));
  });
});

describe('an event without an answer', () => {
  test('is tried three times at virtual intervals, then its record goes to the failure destination', async () => {
    const began = runtime.clock.now();
    const { StatusCode } = await lambda.send(
      new InvokeCommand({
        FunctionName: 'watched',
        InvocationType: 'Event',
        Payload: JSON.stringify({ do: 'throw' }),
      }),
    );
    expect(StatusCode).toBe(202);
    await runtime.onSettled();
    expect(runtime.clock.now() - began).toBe(180_000);
    const sqs = new SQSClient({
      endpoint: runtime.url,
      region: runtime.region,
      credentials: runtime.operatorCredentials,
    });
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: `${runtime.url}/000000000000/failures` }),
    );
    expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { do: 'throw' },
      responsePayload: { errorType: 'OutOfRange' },
    });
  });
});

describe('what a function prints', () => {
  test('is kept as JSON lines, and its metrics are summed', async () => {
    await any('print');
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    const lines = readFileSync(path.join(made.dataFolder, 'logs', 'any.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ record: { level: 'INFO', message: 'structured' }, time: expect.any(String) }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ stream: 'stderr', line: 'plain words' }));
    expect(runtime.counters().metrics['Shop/sold']).toEqual({ count: 2, sum: 5 });
  });

  test('comes with counts of its invocations', () => {
    const counted = runtime.counters().functions['any'];
    expect(counted?.invocations).toBeGreaterThan(10);
    expect(counted?.errors).toBeGreaterThanOrEqual(7);
    expect(counted?.billedMilliseconds).toBeGreaterThan(0);
    expect(counted?.initMilliseconds).toBeGreaterThan(0);
    expect(counted?.bundleBytes).toBe(Buffer.byteLength(source));
  });
});
