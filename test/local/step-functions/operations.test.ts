import { describe, expect, test } from 'vitest';
import { AwsError } from '../../../local/runtime/service.ts';
import { executionArn, machine, machineArn, ManualWorld, type ToldEvent } from './manual-world.ts';

const rest = machine('rest', { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 60, End: true } } });
const quick = machine('quick', { StartAt: 'End', States: { End: { Type: 'Pass', End: true } } });
const express = machine(
  'express',
  { StartAt: 'Rest', States: { Rest: { Type: 'Wait', SecondsPath: '$.s', End: true } } },
  'EXPRESS',
);
const broken = machine(
  'broken',
  { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Broken', Cause: 'always' } } },
  'EXPRESS',
);

function open(): ManualWorld {
  return new ManualWorld([rest, quick, express, broken]);
}

describe('StartExecution', () => {
  test('with the same name and input starts nothing new while the execution runs.', async () => {
    const world = open();
    const first = await world.start('rest', { a: 1 }, 'leg');
    await world.advance(1000);
    const again = await world.call('StartExecution', {
      stateMachineArn: machineArn('rest'),
      name: 'leg',
      input: '{"a":1}',
    });
    expect(again).toEqual({ executionArn: first, startDate: Date.parse('2026-01-05T08:00:00Z') / 1000 });
    expect(
      (await world.call('ListExecutions', { stateMachineArn: machineArn('rest') }))['executions'],
    ).toHaveLength(1);
  });

  test('twice at the same moment starts one.', async () => {
    const world = open();
    await Promise.all([world.start('rest', {}, 'leg'), world.start('rest', {}, 'leg')]);
    expect(
      (await world.call('ListExecutions', { stateMachineArn: machineArn('rest') }))['executions'],
    ).toHaveLength(1);
  });

  test('refuses a name with another input, and a name whose execution has closed, for 90 days.', async () => {
    const world = open();
    await world.start('rest', { a: 1 }, 'leg');
    await expect(world.start('rest', { a: 2 }, 'leg')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await world.advance(60_000);
    await expect(world.start('rest', { a: 1 }, 'leg')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${executionArn('rest', 'leg')}'`,
    });
    await world.advance(90 * 24 * 3600 * 1000);
    const arn = await world.start('rest', { a: 3 }, 'leg');
    expect(await world.describe(arn)).toMatchObject({ status: 'RUNNING', input: '{"a":3}' });
  });

  test.each<[string, object, string]>([
    ['an unknown machine', { stateMachineArn: machineArn('nope') }, 'StateMachineDoesNotExist'],
    ['no ARN', { stateMachineArn: 'rest' }, 'InvalidArn'],
    ['the ARN of something else', { stateMachineArn: executionArn('rest', 'x') }, 'InvalidArn'],
    ['a name with a space', { stateMachineArn: machineArn('rest'), name: 'a b' }, 'InvalidName'],
    ['a name of 81 characters', { stateMachineArn: machineArn('rest'), name: 'x'.repeat(81) }, 'InvalidName'],
    [
      'an input that is no JSON',
      { stateMachineArn: machineArn('rest'), input: '{' },
      'InvalidExecutionInput',
    ],
    ['no machine', {}, 'ValidationException'],
  ])('refuses %s.', async (_, input, name) => {
    await expect(open().call('StartExecution', input as never)).rejects.toMatchObject({ name });
  });

  test('takes an ARN with a version or alias for the machine itself.', async () => {
    const world = open();
    const answer = await world.call('StartExecution', {
      stateMachineArn: `${machineArn('quick')}:live`,
      name: 'x',
    });
    expect(answer['executionArn']).toBe(executionArn('quick', 'x'));
  });

  test('without permission starts nothing.', async () => {
    const world = new ManualWorld([quick], {
      authorizer: {
        authorize: () => {
          throw new AwsError('AccessDeniedException', 'no statement allows states:StartExecution');
        },
      },
    });
    await expect(world.start('quick')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(world.service.busy()).toBeUndefined();
  });
});

test('Executions are listed newest first, by status, page by page.', async () => {
  const world = open();
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    await world.start('rest', {}, name);
  }
  await world.call('StopExecution', { executionArn: executionArn('rest', 'c') });
  const names = async (input: object): Promise<string[]> => {
    const answer = await world.call('ListExecutions', { stateMachineArn: machineArn('rest'), ...input });
    return (answer['executions'] as { name: string }[]).map((each) => each.name);
  };
  expect(await names({})).toEqual(['e', 'd', 'c', 'b', 'a']);
  expect(await names({ statusFilter: 'ABORTED' })).toEqual(['c']);
  expect(await names({ statusFilter: 'SUCCEEDED' })).toEqual([]);
  const first = await world.call('ListExecutions', {
    stateMachineArn: machineArn('rest'),
    maxResults: 2,
    statusFilter: 'RUNNING',
  });
  expect(await names({ maxResults: 2, statusFilter: 'RUNNING', nextToken: first['nextToken'] })).toEqual([
    'b',
    'a',
  ]);
  await expect(names({ nextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidToken' });
});

test('Stopping what has ended changes nothing.', async () => {
  const world = open();
  const arn = await world.start('quick');
  await world.settle();
  const told = await world.describe(arn);
  expect(await world.call('StopExecution', { executionArn: arn })).toEqual({ stopDate: told.stopDate });
  expect((await world.describe(arn)).status).toBe('SUCCEEDED');
  await expect(
    world.call('StopExecution', { executionArn: executionArn('quick', 'none') }),
  ).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

describe('GetExecutionHistory', () => {
  test('answers page by page in both directions, each event once.', async () => {
    const world = new ManualWorld([
      machine('m', {
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', Next: 'B' },
          B: { Type: 'Wait', Seconds: 1, Next: 'C' },
          C: { Type: 'Pass', Next: 'D' },
          D: { Type: 'Succeed' },
        },
      }),
    ]);
    const arn = await world.start('m');
    await world.runToTheEnd();
    const read = async (reverseOrder: boolean): Promise<number[]> => {
      const ids: number[] = [];
      let nextToken: string | undefined;
      do {
        const page = await world.call('GetExecutionHistory', {
          executionArn: arn,
          reverseOrder,
          maxResults: 3,
          ...(nextToken === undefined ? {} : { nextToken }),
        });
        ids.push(...(page['events'] as unknown as ToldEvent[]).map((event) => event.id));
        nextToken = page['nextToken'] as string | undefined;
      } while (nextToken !== undefined);
      return ids;
    };
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    expect(await read(false)).toEqual(ids);
    expect(await read(true)).toEqual(ids.toReversed());
    const events = await world.history(arn);
    expect(events.map((event) => event.previousEventId)).toEqual(ids.map((id) => id - 1));
    expect(events[0]).toMatchObject({
      type: 'ExecutionStarted',
      executionStartedEventDetails: {
        input: '{}',
        inputDetails: { truncated: false },
        roleArn: 'arn:aws:iam::111122223333:role/m-role',
      },
    });
  });

  test('leaves the data out when asked to.', async () => {
    const world = open();
    const arn = await world.start('quick', { secret: 1 });
    await world.settle();
    const answer = await world.call('GetExecutionHistory', {
      executionArn: arn,
      includeExecutionData: false,
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(JSON.stringify(await world.history(arn))).toContain('secret');
  });

  test('knows the branch that an event of a fork belongs to.', async () => {
    const branch = (name: string): object => ({
      StartAt: name,
      States: { [name]: { Type: 'Pass', End: true } },
    });
    const world = new ManualWorld([
      machine('m', {
        StartAt: 'Fork',
        States: { Fork: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } },
      }),
    ]);
    const arn = await world.start('m');
    await world.settle();
    const events = await world.history(arn);
    const started = events.find((event) => event.type === 'ParallelStateStarted')?.id;
    const entered = events.filter((event) => event.type === 'PassStateEntered');
    expect(entered.map((event) => event.previousEventId)).toEqual([started, started]);
  });
});

describe('Express', () => {
  test('StartSyncExecution answers with the end.', async () => {
    const world = open();
    const answer = world.call('StartSyncExecution', {
      stateMachineArn: machineArn('express'),
      input: '{"s":5}',
    });
    await world.advance(5000);
    expect(await answer).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"s":5}',
      billingDetails: { billedDurationInMilliseconds: 5000 },
    });
    expect(world.counts.get('states express-request')).toBe(1);
    expect(world.counts.get('states express-milliseconds')).toBe(5000);
    expect(world.counts.get('states transition')).toBeUndefined();
  });

  test('StartSyncExecution answers also with a failure.', async () => {
    const world = open();
    const answer = world.call('StartSyncExecution', { stateMachineArn: machineArn('broken') });
    await world.settle();
    expect(await answer).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'always' });
  });

  test('is refused where only the one or the other type is served.', async () => {
    const world = open();
    await expect(
      world.call('StartSyncExecution', { stateMachineArn: machineArn('rest') }),
    ).rejects.toMatchObject({
      name: 'StateMachineTypeNotSupported',
    });
    await expect(
      world.call('ListExecutions', { stateMachineArn: machineArn('express') }),
    ).rejects.toMatchObject({
      name: 'StateMachineTypeNotSupported',
    });
  });
});

describe('RedriveExecution', () => {
  test('goes on from the failed state with what had been done before.', async () => {
    let healthy = false;
    const lambda = (name: string): string => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
    const world = new ManualWorld(
      [
        machine('m', {
          StartAt: 'First',
          States: {
            First: {
              Type: 'Task',
              Resource: lambda('first'),
              ResultPath: '$.first',
              Assign: { kept: true },
              Next: 'Fork',
            },
            Fork: {
              Type: 'Parallel',
              Branches: [
                { StartAt: 'Good', States: { Good: { Type: 'Task', Resource: lambda('good'), End: true } } },
                { StartAt: 'Bad', States: { Bad: { Type: 'Task', Resource: lambda('bad'), End: true } } },
              ],
              ResultPath: '$.fork',
              Next: 'Tell',
            },
            Tell: {
              Type: 'Pass',
              Parameters: { 'first.$': '$.first', 'fork.$': '$.fork', 'kept.$': '$kept' },
              End: true,
            },
          },
        }),
      ],
      {
        answer: async (call) => {
          const name = (call.input['FunctionName'] as string).split(':').at(-1) ?? '';
          if (name === 'bad') {
            // The other branch is to be done before this one fails.
            await new Promise((resolve) => {
              setTimeout(resolve, 20);
            });
          }
          return name === 'bad' && !healthy
            ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"Down"}' }
            : { StatusCode: 200, Payload: JSON.stringify(name) };
        },
      },
    );
    const arn = await world.start('m');
    await world.settle();
    expect(await world.describe(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Down',
      redriveStatus: 'REDRIVABLE',
    });
    healthy = true;
    await world.advance(1000);
    await world.call('RedriveExecution', { executionArn: arn });
    await world.settle();
    expect(await world.outputOf(arn)).toEqual({ first: 'first', fork: ['good', 'bad'], kept: true });
    expect(world.calls.map((call) => (call.input['FunctionName'] as string).split(':').at(-1))).toEqual([
      'first',
      'good',
      'bad',
      'bad',
    ]);
    expect(await world.describe(arn)).toMatchObject({ redriveCount: 1 });
    const types = await world.eventTypes(arn);
    expect(types.indexOf('ExecutionRedriven')).toBe(types.indexOf('ExecutionFailed') + 1);
  });

  test('is refused for what runs, what succeeded and what ended more than 14 days ago.', async () => {
    const world = open();
    const running = await world.start('rest');
    const succeeded = await world.start('quick');
    const stopped = await world.start('rest');
    await world.call('StopExecution', { executionArn: stopped });
    await world.settle();
    for (const executionArn of [running, succeeded]) {
      await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
        name: 'ExecutionNotRedrivable',
      });
    }
    await world.advance(15 * 24 * 3600 * 1000);
    await expect(world.call('RedriveExecution', { executionArn: stopped })).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

test('State machines are listed and described as they were declared.', async () => {
  const world = open();
  const listed = await world.call('ListStateMachines', {});
  expect((listed['stateMachines'] as { name: string }[]).map((each) => each.name)).toEqual([
    'broken',
    'express',
    'quick',
    'rest',
  ]);
  const page = await world.call('ListStateMachines', { maxResults: 3 });
  expect(page['stateMachines']).toHaveLength(3);
  expect(
    (await world.call('ListStateMachines', { nextToken: page['nextToken'] ?? '' }))['stateMachines'],
  ).toHaveLength(1);
  expect(await world.call('DescribeStateMachine', { stateMachineArn: machineArn('rest') })).toMatchObject({
    name: 'rest',
    status: 'ACTIVE',
    type: 'STANDARD',
    definition: rest.definition,
    roleArn: rest.roleArn,
  });
  await expect(
    world.call('DescribeStateMachine', { stateMachineArn: machineArn('none') }),
  ).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
  });
});

test('A map run that is not here is not found, and an unknown operation is named.', async () => {
  const world = open();
  await expect(
    world.call('DescribeMapRun', { mapRunArn: 'arn:aws:states:x:1:mapRun:a:b' }),
  ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  await expect(world.call('CreateStateMachine', {})).rejects.toThrow(/does not serve CreateStateMachine/);
});

test('A broken disk is reported, and nothing is acknowledged any more.', async () => {
  const world = open();
  await world.settle();
  world.store.database.exec('DROP TABLE states_history');
  await expect(world.start('rest')).rejects.toThrow(/states_history/);
  await expect(world.start('rest')).rejects.toThrow(/has stopped/);
  expect(world.service.busy()).toMatch(/has stopped/);
});
