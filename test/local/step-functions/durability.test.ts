import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject, Store } from '../../../local/runtime/service.ts';
import {
  executionArn,
  machine,
  machineArn,
  ManualWorld,
  openTestStore,
  type RecordedCall,
} from './manual-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
let files = 0;
function nextFile(): string {
  files += 1;
  return join(folder, `runtime-${String(files)}.sqlite`);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A store whose process dies after so many writes: later changes never happen and are never answered. */
function dyingStore(file: string, writes: number): Store & { dead(): boolean } {
  const store = openTestStore(file);
  let left = writes;
  return {
    database: store.database,
    dead: () => left <= 0,
    write: (change) => {
      left -= 1;
      return left < 0 ? new Promise(() => {}) : store.write(change);
    },
  };
}

const lambda = (name: string): string => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;

/** Every way of waiting, forking and joining in one machine. */
const everything = {
  StartAt: 'Prepare',
  States: {
    Prepare: {
      Type: 'Pass',
      Parameters: { list: [1, 2, 3], 'id.$': '$.id' },
      Assign: { seen: 0 },
      Next: 'Check',
    },
    Check: { Type: 'Task', Resource: lambda('check'), ResultPath: '$.checked', Next: 'Query' },
    Query: {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Assign: { total: '{% $sum($states.input.list) %}' },
      Output: '{% $merge([$states.input, { "sum": $sum($states.input.list) }]) %}',
      Next: 'Fork',
    },
    Fork: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Ask',
          States: {
            Ask: {
              Type: 'Task',
              Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
              Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
              End: true,
            },
          },
        },
        {
          StartAt: 'Rest',
          States: {
            Rest: { Type: 'Wait', Seconds: 60, Next: 'Each' },
            Each: {
              Type: 'Map',
              ItemsPath: '$.list',
              MaxConcurrency: 2,
              ItemProcessor: {
                StartAt: 'Square',
                States: {
                  Square: {
                    Type: 'Task',
                    Resource: lambda('square'),
                    Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 3, MaxAttempts: 2 }],
                    End: true,
                  },
                },
              },
              End: true,
            },
          },
        },
      ],
      ResultPath: '$.forked',
      Next: 'Many',
    },
    Many: {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Double',
        States: { Double: { Type: 'Task', Resource: lambda('double'), End: true } },
      },
      MaxConcurrency: 2,
      ResultPath: '$.many',
      Next: 'Child',
    },
    Child: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: machineArn('child'), 'Input.$': '$' },
      ResultSelector: { 'output.$': '$.Output' },
      ResultPath: '$.child',
      End: true,
    },
  },
};

const machines = [
  machine('everything', everything),
  machine('child', {
    StartAt: 'Rest',
    States: {
      Rest: { Type: 'Wait', Seconds: 10, Next: 'Tell' },
      Tell: { Type: 'Pass', Parameters: { 'id.$': '$.id' }, End: true },
    },
  }),
];

const expected = {
  id: 'c1',
  list: [1, 2, 3],
  checked: 'ok',
  sum: 6,
  forked: ['answered', [1, 4, 9]],
  many: [2, 4, 6],
  child: { output: { id: 'c1' } },
};

/** The world outside: it lives through every kill, answers calls, and remembers the tokens it was sent. */
class Outside {
  readonly calls = new Map<string, number>();
  readonly tokens: string[] = [];
  #flaky = true;

  answer(call: RecordedCall): JsonObject {
    const name =
      call.service === 'lambda'
        ? ((call.input['FunctionName'] as string).split(':').at(-1) ?? '')
        : call.service;
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
    if (name === 'sqs') {
      this.tokens.push((JSON.parse(call.input['MessageBody'] as string) as { token: string }).token);
      return { MessageId: 'm1' };
    }
    const payload = JSON.parse(call.input['Payload'] as string) as number;
    if (name === 'square' && payload === 2 && this.#flaky) {
      this.#flaky = false;
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"Flaky"}' };
    }
    const result: Record<string, unknown> = { check: 'ok', square: payload ** 2, double: payload * 2 };
    return { StatusCode: 200, Payload: JSON.stringify(result[name]) };
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Drives a world, answering tokens as they come, until the execution ends or the process dies. */
async function drive(world: ManualWorld, outside: Outside, dead: () => boolean): Promise<void> {
  const answered = new Set<string>();
  for (let idle = 0; idle < 4 && !dead();) {
    const due = world.service.nextDueAt();
    if (due !== undefined && (due <= world.now() || world.service.busy() === undefined)) {
      world.turnClock(Math.max(0, due - world.now()));
      world.service.runDue(world.now());
      idle = 0;
    }
    for (const token of outside.tokens) {
      if (!answered.has(token)) {
        answered.add(token);
        idle = 0;
        void world.call('SendTaskSuccess', { taskToken: token, output: '"answered"' }).catch(() => {});
      }
    }
    idle = world.service.busy() === undefined && world.service.nextDueAt() === undefined ? idle + 1 : 0;
    await turns(1);
  }
}

async function lifeAndDeaths(
  lifetimes: readonly number[],
): Promise<{ world: ManualWorld; outside: Outside; lives: number }> {
  const file = nextFile();
  const outside = new Outside();
  let now = Date.parse('2026-01-05T08:00:00Z');
  let lives = 0;
  for (const writes of [...lifetimes, Number.POSITIVE_INFINITY]) {
    const store = dyingStore(file, writes);
    const world = new ManualWorld(machines, { store, startAt: now, answer: (call) => outside.answer(call) });
    lives += 1;
    // Starting twice under one name starts one execution, so a client may ask again after each crash.
    void world.start('everything', { id: 'c1' }, 'leg-1').catch(() => {});
    await drive(world, outside, () => store.dead());
    if (!store.dead()) {
      return { world, outside, lives };
    }
    await turns(2);
    now = world.now();
    world.kill();
  }
  throw new Error('The last life cannot die.');
}

test('Undisturbed, every call is made once.', async () => {
  const { world, outside } = await lifeAndDeaths([]);
  expect(await world.outputOf(executionArn('everything', 'leg-1'))).toEqual(expected);
  expect(Object.fromEntries(outside.calls)).toEqual({ check: 1, sqs: 1, square: 4, double: 3 });
});

describe('Killed after any of its writes and opened again, an execution ends the same', () => {
  test.each(Array.from({ length: 45 }, (_, index) => index + 1))('after write %d.', async (writes) => {
    const { world, outside } = await lifeAndDeaths([writes]);
    expect(await world.outputOf(executionArn('everything', 'leg-1'))).toEqual(expected);
    // At least once each, and no more often than calls can have been in flight at the kill.
    expect(outside.calls.get('check')).toBeLessThanOrEqual(2);
    expect(outside.calls.get('double')).toBeLessThanOrEqual(5);
    expect(new Set(outside.tokens).size).toBeLessThanOrEqual(2);
  });
});

test('Killed again and again, an execution still ends the same.', async () => {
  const { world, lives } = await lifeAndDeaths([3, 4, 5, 4, 3, 6, 5, 4, 7, 3, 5]);
  expect(lives).toBeGreaterThan(5);
  expect(await world.outputOf(executionArn('everything', 'leg-1'))).toEqual(expected);
});

describe('After a kill', () => {
  const one = (task: object): object => ({
    StartAt: 'Work',
    States: { Work: { Type: 'Task', End: true, ...task } },
  });

  test('a call that was in flight is made again, as an attempt that uses up no retry.', async () => {
    const file = nextFile();
    const machinesOfOne = [
      machine(
        'm',
        one({
          Resource: lambda('slow'),
          Parameters: { 'retry.$': '$$.State.RetryCount', 'key.$': 'States.UUID()' },
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }],
        }),
      ),
    ];
    const first = new ManualWorld(machinesOfOne, {
      store: openTestStore(file),
      answer: () => new Promise(() => {}),
    });
    const arn = await first.start('m');
    await turns(4);
    expect(first.calls).toHaveLength(1);
    first.kill();

    const second = new ManualWorld(machinesOfOne, {
      store: openTestStore(file),
      answer: () => ({ StatusCode: 200, Payload: '"done"' }),
    });
    expect(second.service.nextDueAt()).toBe(second.now());
    await second.settle();
    expect(await second.outputOf(arn)).toBe('done');
    expect(second.calls[0]?.input).toEqual(first.calls[0]?.input);
    const types = await second.eventTypes(arn);
    expect(types.filter((type) => type === 'LambdaFunctionScheduled')).toHaveLength(2);
  });

  test('a parked token lives, and one that was answered stays answered.', async () => {
    const file = nextFile();
    const waiting = [
      machine(
        'm',
        one({
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
          TimeoutSeconds: 100,
        }),
      ),
    ];
    const outside = new Outside();
    const open = (): ManualWorld =>
      new ManualWorld(waiting, { store: openTestStore(file), answer: (call) => outside.answer(call) });
    const first = open();
    const answeredArn = await first.start('m', {}, 'answered');
    await first.settle();
    const parkedArn = await first.start('m', {}, 'parked');
    const lateArn = await first.start('m', {}, 'late');
    await first.settle();
    const [used = '', parked = ''] = outside.tokens;
    await first.call('SendTaskSuccess', { taskToken: used, output: '1' });
    first.kill();

    const second = open();
    await expect(second.call('SendTaskSuccess', { taskToken: used, output: '2' })).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    await second.call('SendTaskSuccess', { taskToken: parked, output: '3' });
    await second.runToTheEnd();
    expect(await second.outputOf(answeredArn)).toBe(1);
    expect(await second.outputOf(parkedArn)).toBe(3);
    expect(await second.describe(lateArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(outside.calls.get('sqs')).toBe(3);
  });

  test('an answer that was acknowledged is never lost.', async () => {
    const file = nextFile();
    const waiting = [
      machine('m', {
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
            Next: 'After',
          },
          After: { Type: 'Task', Resource: lambda('check'), ResultPath: '$.checked', End: true },
        },
      }),
    ];
    const outside = new Outside();
    const first = new ManualWorld(waiting, {
      store: openTestStore(file),
      answer: (call) => (call.service === 'sqs' ? outside.answer(call) : new Promise(() => {})),
    });
    const arn = await first.start('m');
    await first.settle();
    await first.call('SendTaskSuccess', { taskToken: outside.tokens[0] ?? '', output: '{"ok":true}' });
    first.kill();
    const second = new ManualWorld(waiting, {
      store: openTestStore(file),
      answer: (call) => outside.answer(call),
    });
    await second.settle();
    expect(await second.outputOf(arn)).toEqual({ ok: true, checked: 'ok' });
    expect(outside.calls.get('sqs')).toBe(1);
  });

  test('an execution keeps the definition it began with; a new one takes the new.', async () => {
    const file = nextFile();
    const version = (mark: string): object => ({
      StartAt: 'Rest',
      States: {
        Rest: { Type: 'Wait', Seconds: 10, Next: 'Mark' },
        Mark: { Type: 'Pass', Result: mark, End: true },
      },
    });
    const first = new ManualWorld([machine('m', version('old'))], { store: openTestStore(file) });
    const oldArn = await first.start('m', {}, 'a');
    await first.settle();
    first.kill();
    const second = new ManualWorld([machine('m', version('new'))], { store: openTestStore(file) });
    const newArn = await second.start('m', {}, 'b');
    await second.runToTheEnd();
    expect(await second.outputOf(oldArn)).toBe('old');
    expect(await second.outputOf(newArn)).toBe('new');
  });
});
