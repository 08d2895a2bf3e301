import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError, type JsonObject } from '../../../local/runtime/service.ts';
import { machine, machineArn, ManualWorld, operator } from './manual-world.ts';

const world = new ManualWorld(
  [
    machine('asking', {
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
          HeartbeatSeconds: 600,
          Next: 'Tell',
        },
        Tell: { Type: 'Pass', End: true },
      },
    }),
    machine(
      'quick',
      { StartAt: 'End', States: { End: { Type: 'Pass', Result: 'done', End: true } } },
      'EXPRESS',
    ),
  ],
  { answer: () => ({ MessageId: 'm1' }) },
);

let server: Server;
let client: SFNClient;

/** As much of the JSON 1.0 protocol as the SDK needs. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [prefix = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
      const known = world.service.targetPrefixes.includes(prefix);
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as JsonObject;
      const answer = known
        ? world.service.call(operation, input, operator)
        : Promise.reject(new AwsError('UnknownOperationException', prefix));
      answer.then(
        (body) => {
          response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
        },
        (error: unknown) => {
          const known =
            error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
          response
            .writeHead(known.statusCode, { 'content-type': 'application/x-amz-json-1.0' })
            .end(JSON.stringify({ __type: known.name, message: known.message, ...known.members }));
        },
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  client = new SFNClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${String(port)}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    disableHostPrefix: true,
    maxAttempts: 1,
  });
});

afterAll(() => {
  client.destroy();
  server.close();
});

test('The unmodified SDK starts, answers by token, reads and lists.', async () => {
  const started = await client.send(
    new StartExecutionCommand({ stateMachineArn: machineArn('asking'), name: 'leg-1', input: '{"id":"c1"}' }),
  );
  expect(started.startDate).toEqual(new Date('2026-01-05T08:00:00Z'));
  await world.settle();
  const { token } = JSON.parse(world.calls[0]?.input['MessageBody'] as string) as { token: string };
  await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
  await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"ok":true}' }));
  const { executionArn = '' } = started;
  const told = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(told).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"ok":true}',
    name: 'leg-1',
    redriveStatus: 'NOT_REDRIVABLE',
  });
  expect(told.stopDate).toBeInstanceOf(Date);
  const history = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  );
  expect(history.events?.[0]).toMatchObject({
    type: 'ExecutionSucceeded',
    executionSucceededEventDetails: { output: '{"ok":true}', outputDetails: { truncated: false } },
  });
  expect(history.events?.[0]?.timestamp).toBeInstanceOf(Date);
  const types: (string | undefined)[] = [];
  for await (const page of paginateGetExecutionHistory({ client, pageSize: 4 }, { executionArn })) {
    types.push(...(page.events ?? []).map((event) => event.type));
  }
  expect(types).toHaveLength(10);
  const listed = await client.send(
    new ListExecutionsCommand({ stateMachineArn: machineArn('asking'), statusFilter: 'SUCCEEDED' }),
  );
  expect(listed.executions?.map((each) => each.name)).toEqual(['leg-1']);

  await expect(
    client.send(new SendTaskSuccessCommand({ taskToken: token, output: '1' })),
  ).rejects.toBeInstanceOf(TaskTimedOut);
  await expect(
    client.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '1' })),
  ).rejects.toBeInstanceOf(InvalidToken);
  await expect(
    client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn('asking'), name: 'leg-1', input: '{}' }),
    ),
  ).rejects.toBeInstanceOf(ExecutionAlreadyExists);
});

test('The unmodified SDK stops, runs express and describes machines.', async () => {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn: machineArn('asking') }),
  );
  const stopped = await client.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'C' }));
  expect(stopped.stopDate).toBeInstanceOf(Date);
  const sync = await client.send(new StartSyncExecutionCommand({ stateMachineArn: machineArn('quick') }));
  expect(sync).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  const machines = await client.send(new ListStateMachinesCommand({}));
  expect(machines.stateMachines?.map((each) => each.type)).toEqual(['STANDARD', 'EXPRESS']);
  const described = await client.send(
    new DescribeStateMachineCommand({ stateMachineArn: machineArn('asking') }),
  );
  expect(described).toMatchObject({ name: 'asking', status: 'ACTIVE' });
});
