import { describe, expect, test } from 'vitest';
import { AwsError, type JsonObject } from '../../../local/runtime/service.ts';
import { machine, machineArn, ManualWorld, openTestStore } from './manual-world.ts';

const waiting = (fields: object = {}): object => ({
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token', 'id.$': '$.id' } },
      ResultPath: '$.answer',
      End: true,
      ...fields,
    },
    Caught: { Type: 'Pass', End: true },
  },
});

function tokenOf(input: JsonObject | undefined): string {
  return (JSON.parse(input?.['MessageBody'] as string) as { token: string }).token;
}

async function parked(fields: object = {}): Promise<{ world: ManualWorld; arn: string; token: string }> {
  const world = new ManualWorld([machine('m', waiting(fields))], { answer: () => ({ MessageId: 'm1' }) });
  const arn = await world.start('m', { id: 'c1' });
  await world.settle();
  return { world, arn, token: tokenOf(world.calls[0]?.input) };
}

test('A task waits for its token without holding memory or the clock, and goes on with the answer.', async () => {
  const { world, arn, token } = await parked();
  expect(world.service.busy()).toBeUndefined();
  expect(world.service.nextDueAt()).toBeUndefined();
  await world.call('SendTaskSuccess', { taskToken: token, output: '{"outcome":"coded"}' });
  expect(await world.outputOf(arn)).toEqual({ id: 'c1', answer: { outcome: 'coded' } });
  expect(await world.eventTypes(arn)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('A failure by token has the name and the cause that the worker gives.', async () => {
  const { world, arn, token } = await parked({ Catch: [{ ErrorEquals: ['Unclear'], Next: 'Caught' }] });
  await world.call('SendTaskFailure', { taskToken: token, error: 'Unclear', cause: 'no note' });
  expect(await world.outputOf(arn)).toEqual({ Error: 'Unclear', Cause: 'no note' });
});

describe('A token that was used', () => {
  test.each(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])(
    'is told so by %s.',
    async (operation) => {
      const { world, token } = await parked();
      await world.call('SendTaskSuccess', { taskToken: token, output: '1' });
      await expect(world.call(operation, { taskToken: token, output: '2' })).rejects.toMatchObject({
        name: 'TaskTimedOut',
        message: "Task Timed Out: 'Provided task does not exist anymore'",
      });
    },
  );

  test('wins against another of the same moment.', async () => {
    const { world, arn, token } = await parked();
    const results = await Promise.allSettled([
      world.call('SendTaskSuccess', { taskToken: token, output: '"first"' }),
      world.call('SendTaskFailure', { taskToken: token, error: 'Second' }),
      world.call('SendTaskSuccess', { taskToken: token, output: '"third"' }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await world.outputOf(arn)).toEqual({ id: 'c1', answer: 'first' });
  });
});

test('A token whose execution was stopped is told so.', async () => {
  const { world, arn, token } = await parked();
  await world.call('StopExecution', { executionArn: arn });
  await expect(world.call('SendTaskSuccess', { taskToken: token, output: '1' })).rejects.toMatchObject({
    name: 'TaskTimedOut',
  });
  expect(await world.eventTypes(arn)).toContain('TaskStateAborted');
});

test('A token that is none is invalid; one of an execution that is not here does not exist.', async () => {
  const { world } = await parked();
  const elsewhere = Buffer.from(JSON.stringify([1, 9_999, 0, 'f'.repeat(32)])).toString('base64');
  await expect(world.call('SendTaskSuccess', { taskToken: 'nonsense', output: '1' })).rejects.toMatchObject({
    name: 'InvalidToken',
  });
  await expect(world.call('SendTaskSuccess', { taskToken: elsewhere, output: '1' })).rejects.toMatchObject({
    name: 'TaskDoesNotExist',
  });
});

test('An output that is no JSON is refused, and the task waits on.', async () => {
  const { world, arn, token } = await parked();
  await expect(world.call('SendTaskSuccess', { taskToken: token, output: '{' })).rejects.toMatchObject({
    name: 'InvalidOutput',
  });
  await expect(world.call('SendTaskSuccess', { taskToken: token })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect((await world.describe(arn)).status).toBe('RUNNING');
  await world.call('SendTaskSuccess', { taskToken: token, output: '1' });
  expect((await world.describe(arn)).status).toBe('SUCCEEDED');
});

test('A worker that answers before the call has come back is heard.', async () => {
  const world: ManualWorld = new ManualWorld([machine('m', waiting())], {
    answer: async (call) => {
      await world.call('SendTaskSuccess', { taskToken: tokenOf(call.input), output: '"quick"' });
      return { MessageId: 'm1' };
    },
  });
  const told = await world.run('m', { id: 'c1' });
  expect(told.output).toBe('{"id":"c1","answer":"quick"}');
});

test('A retried wait has a new token; the old one is dead.', async () => {
  const { world, arn, token } = await parked({
    TimeoutSeconds: 60,
    Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 5, MaxAttempts: 1 }],
  });
  await world.advance(65_000);
  const second = tokenOf(world.calls[1]?.input);
  expect(second).not.toBe(token);
  await expect(world.call('SendTaskSuccess', { taskToken: token, output: '"old"' })).rejects.toMatchObject({
    name: 'TaskTimedOut',
  });
  await world.call('SendTaskSuccess', { taskToken: second, output: '"new"' });
  expect(await world.outputOf(arn)).toEqual({ id: 'c1', answer: 'new' });
});

describe('A heartbeat', () => {
  test('that stays away fails the task.', async () => {
    const { world, arn } = await parked({ HeartbeatSeconds: 30, TimeoutSeconds: 3600 });
    await world.advance(29_999);
    expect((await world.describe(arn)).status).toBe('RUNNING');
    await world.advance(1);
    expect(await world.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
    expect(await world.eventTypes(arn)).toContain('TaskTimedOut');
  });

  test('keeps the task alive, but not beyond its time limit.', async () => {
    const { world, arn, token } = await parked({ HeartbeatSeconds: 30, TimeoutSeconds: 100 });
    for (let beat = 0; beat < 4; beat += 1) {
      await world.advance(20_000);
      await world.call('SendTaskHeartbeat', { taskToken: token });
    }
    expect((await world.describe(arn)).status).toBe('RUNNING');
    await world.advance(20_000);
    expect(await world.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });
});

test('A wait on a row keeps its token in the row and its role authorizes the write.', async () => {
  const world = new ManualWorld(
    [
      machine('m', {
        StartAt: 'Park',
        States: {
          Park: {
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
            Parameters: { TableName: 't', ExpressionAttributeValues: { ':t': { 'S.$': '$$.Task.Token' } } },
            End: true,
          },
        },
      }),
    ],
    { answer: () => ({}) },
  );
  const arn = await world.start('m');
  await world.settle();
  const values = world.calls[0]?.input['ExpressionAttributeValues'] as { ':t': { S: string } };
  await world.call('SendTaskSuccess', { taskToken: values[':t'].S, output: '{"ack":"999"}' });
  expect(await world.outputOf(arn)).toEqual({ ack: '999' });
});

test('Sending an answer needs the permission on the state machine of the task.', async () => {
  const asked: string[] = [];
  const world = new ManualWorld([machine('m', waiting())], {
    answer: () => ({}),
    authorizer: {
      authorize: (_, action, resource) => {
        asked.push(`${action} ${resource}`);
        if (action === 'states:SendTaskFailure') {
          throw new AwsError('AccessDeniedException', 'no statement allows it');
        }
      },
    },
  });
  await world.start('m', { id: 'c1' });
  await world.settle();
  const token = tokenOf(world.calls[0]?.input);
  await expect(world.call('SendTaskFailure', { taskToken: token })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await world.call('SendTaskHeartbeat', { taskToken: token });
  await world.call('SendTaskSuccess', { taskToken: token, output: '1' });
  expect(asked).toEqual([
    `states:StartExecution ${machineArn('m')}`,
    `states:SendTaskFailure ${machineArn('m')}`,
    `states:SendTaskHeartbeat ${machineArn('m')}`,
    `states:SendTaskSuccess ${machineArn('m')}`,
  ]);
});

test(
  'Thousands of parked executions leave nothing in memory and open in a moment.',
  { timeout: 60_000 },
  async () => {
    const store = openTestStore();
    const options = { store, answer: () => ({ MessageId: 'm1' }) };
    const world = new ManualWorld([machine('m', waiting({ TimeoutSeconds: 8_640_000 }))], options);
    await Promise.all(
      Array.from({ length: 3000 }, (_, index) => world.start('m', { id: `c${String(index)}` })),
    );
    await world.settle();
    expect(world.service.busy()).toBeUndefined();
    const started = performance.now();
    const reopened = new ManualWorld([machine('m', waiting({ TimeoutSeconds: 8_640_000 }))], options);
    const due = reopened.service.nextDueAt();
    expect(performance.now() - started).toBeLessThan(100);
    expect(due).toBe(world.now() + 8_640_000_000);
    const token = tokenOf(world.calls[1234]?.input);
    await reopened.call('SendTaskSuccess', { taskToken: token, output: '1' });
  },
);
