import { describe, expect, test } from 'vitest';
import { machine, ManualWorld } from './manual-world.ts';

/** Runs one definition and tells how it ended, with its output parsed. */
async function run(
  definition: object,
  input: unknown = {},
): Promise<{ status: string; output: unknown; error: unknown; cause: unknown }> {
  const world = new ManualWorld([machine('m', definition)]);
  const told = await world.run('m', input);
  return {
    status: told.status,
    output: told.output === undefined ? undefined : JSON.parse(told.output),
    error: told.error,
    cause: told.cause,
  };
}

function single(state: object, language: 'JSONPath' | 'JSONata' = 'JSONPath'): object {
  return { QueryLanguage: language, StartAt: 'Only', States: { Only: state, Other: { Type: 'Succeed' } } };
}

describe('Pass', () => {
  test.each<[string, object, unknown, unknown]>([
    ['hands on its input', {}, { a: 1 }, { a: 1 }],
    ['hands on a fixed result', { Result: [1] }, { a: 1 }, [1]],
    ['puts its result into the input', { Result: 2, ResultPath: '$.b' }, { a: 1 }, { a: 1, b: 2 }],
    ['drops its result', { Result: 2, ResultPath: null }, { a: 1 }, { a: 1 }],
    ['takes a part of its input', { InputPath: '$.a' }, { a: { b: 1 } }, { b: 1 }],
    ['takes none of its input', { InputPath: null }, { a: 1 }, {}],
    ['gives a part of its output', { OutputPath: '$.a' }, { a: { b: 1 } }, { b: 1 }],
    ['gives none of its output', { OutputPath: null }, { a: 1 }, {}],
    [
      'fills parameters, also in lists',
      { Parameters: { list: [{ 'x.$': '$.a' }, 'text'], 'n.$': "States.Format('{}!', $.a)", plain: '$.a' } },
      { a: 1 },
      { list: [{ x: 1 }, 'text'], n: '1!', plain: '$.a' },
    ],
    [
      'adds results beside the raw input',
      { InputPath: '$.a', ResultPath: '$.kept' },
      { a: 1, b: 2 },
      { a: 1, b: 2, kept: 1 },
    ],
  ])('%s.', async (_, fields, input, output) => {
    expect(await run(single({ Type: 'Pass', End: true, ...fields }), input)).toMatchObject({
      status: 'SUCCEEDED',
      output,
    });
  });

  test('fails the execution when a path finds nothing.', async () => {
    const told = await run(single({ Type: 'Pass', End: true, Parameters: { 'x.$': '$.missing' } }));
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(told.cause).toContain("'$.missing' specified for the field 'x.$'");
  });

  test('reads the context object.', async () => {
    const world = new ManualWorld([
      machine('m', single({ Type: 'Pass', End: true, Parameters: { 'all.$': '$$' } })),
    ]);
    const arn = await world.start('m', { in: 1 }, 'leg-1');
    await world.settle();
    expect(await world.outputOf(arn)).toEqual({
      all: {
        Execution: {
          Id: arn,
          Input: { in: 1 },
          Name: 'leg-1',
          RoleArn: 'arn:aws:iam::111122223333:role/m-role',
          StartTime: '2026-01-05T08:00:00.000Z',
          RedriveCount: 0,
        },
        StateMachine: { Id: 'arn:aws:states:eu-central-1:111122223333:stateMachine:m', Name: 'm' },
        State: { Name: 'Only', EnteredTime: '2026-01-05T08:00:00.000Z', RetryCount: 0 },
      },
    });
  });
});

describe('Choice', () => {
  const choice = {
    StartAt: 'Decide',
    States: {
      Decide: {
        Type: 'Choice',
        InputPath: '$.claim',
        Choices: [
          { Variable: '$.state', StringEquals: 'paid', Next: 'Paid' },
          {
            And: [
              { Variable: '$.state', StringEquals: 'denied' },
              { Variable: '$.cents', NumericGreaterThan: 0 },
            ],
            Next: 'Denied',
          },
        ],
        Default: 'Neither',
      },
      Paid: { Type: 'Pass', Result: 'paid', End: true },
      Denied: { Type: 'Pass', Result: 'denied', End: true },
      Neither: { Type: 'Succeed' },
    },
  };

  test.each<[object, unknown]>([
    [{ state: 'paid' }, 'paid'],
    [{ state: 'denied', cents: 5 }, 'denied'],
    [
      { state: 'denied', cents: 0 },
      { state: 'denied', cents: 0 },
    ],
  ])('goes by the first rule that holds for %j.', async (claim, output) => {
    expect(await run(choice, { claim })).toMatchObject({ status: 'SUCCEEDED', output });
  });

  test('without a match and a default fails the execution.', async () => {
    const told = await run({
      StartAt: 'Decide',
      States: {
        Decide: { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'End' }] },
        End: { Type: 'Succeed' },
      },
    });
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  test('a loop of many choices ends and lets others work meanwhile.', async () => {
    const world = new ManualWorld([
      machine('count', {
        StartAt: 'More',
        States: {
          More: {
            Type: 'Choice',
            Choices: [{ Variable: '$.n', NumericLessThan: 500, Next: 'Add' }],
            Default: 'Done',
          },
          Add: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'More' },
          Done: { Type: 'Succeed' },
        },
      }),
    ]);
    const told = await world.run('count', { n: 0 });
    expect(told.output).toBe('{"n":500}');
    expect(world.counts.get('states transition')).toBe(1002);
  });
});

describe('Wait', () => {
  const start = Date.parse('2026-01-05T08:00:00Z');
  test.each<[string, object, unknown, number]>([
    ['seconds', { Seconds: 90 }, {}, 90],
    ['seconds from a path', { SecondsPath: '$.s' }, { s: 3600 }, 3600],
    ['until a timestamp', { Timestamp: '2026-01-05T09:00:00Z' }, {}, 3600],
    ['until a timestamp from a path', { TimestampPath: '$.t' }, { t: '2026-01-06T09:00:00+01:00' }, 86_400],
    ['not at all for a time that has passed', { Timestamp: '2025-01-05T09:00:00Z' }, {}, 0],
    ['not at all for no seconds', { Seconds: 0 }, {}, 0],
  ])('waits %s.', async (_, fields, input, seconds) => {
    const world = new ManualWorld([machine('m', single({ Type: 'Wait', Next: 'Other', ...fields }))]);
    const told = await world.run('m', input);
    expect(told).toMatchObject({ status: 'SUCCEEDED', output: JSON.stringify(input) });
    expect((told.stopDate ?? 0) * 1000 - start).toBe(seconds * 1000);
  });

  test('does not end a millisecond early.', async () => {
    const world = new ManualWorld([machine('m', single({ Type: 'Wait', Seconds: 10, End: true }))]);
    const arn = await world.start('m');
    await world.advance(9999);
    expect((await world.describe(arn)).status).toBe('RUNNING');
    expect(world.service.busy()).toBeUndefined();
    await world.advance(1);
    expect((await world.describe(arn)).status).toBe('SUCCEEDED');
  });

  test('fails when the path holds no timestamp.', async () => {
    const told = await run(single({ Type: 'Wait', TimestampPath: '$.t', End: true }), { t: 'tomorrow' });
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(told.cause).toContain('tomorrow');
  });
});

describe('Succeed and Fail', () => {
  test('Succeed ends early with a part of its input.', async () => {
    expect(await run(single({ Type: 'Succeed', OutputPath: '$.a' }), { a: 1 })).toMatchObject({
      status: 'SUCCEEDED',
      output: 1,
    });
  });

  test.each<[object, object]>([
    [
      { Error: 'Denied', Cause: 'No coverage' },
      { error: 'Denied', cause: 'No coverage' },
    ],
    [
      { ErrorPath: '$.e', CausePath: '$.c' },
      { error: 'FromInput', cause: 'why' },
    ],
    [
      { ErrorPath: '$.e', CausePath: "States.Format('{} because {}', $.e, $.c)" },
      { error: 'FromInput', cause: 'FromInput because why' },
    ],
    [{}, { error: undefined, cause: undefined }],
  ])('Fail with %j.', async (fields, expected) => {
    const told = await run(single({ Type: 'Fail', ...fields }), { e: 'FromInput', c: 'why' });
    expect(told).toMatchObject({ status: 'FAILED', ...expected });
  });
});

describe('Parallel', () => {
  test('gives the outputs of its branches in their order, whichever ends first.', async () => {
    const told = await run(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Parameters: { 'n.$': '$.n' },
            ResultSelector: { 'slow.$': '$[0]', 'quick.$': '$[1]' },
            ResultPath: '$.both',
            Branches: [
              {
                StartAt: 'Slow',
                States: {
                  Slow: { Type: 'Wait', Seconds: 60, Next: 'Mark' },
                  Mark: { Type: 'Pass', Result: 'slow', End: true },
                },
              },
              { StartAt: 'Quick', States: { Quick: { Type: 'Pass', End: true } } },
            ],
            End: true,
          },
        },
      },
      { n: 1, m: 2 },
    );
    expect(told).toMatchObject({
      status: 'SUCCEEDED',
      output: { n: 1, m: 2, both: { slow: 'slow', quick: { n: 1 } } },
    });
  });

  test('a failing branch ends the others, and its error is caught.', async () => {
    const world = new ManualWorld([
      machine('m', {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 3600, End: true } } },
              { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Broken', Cause: 'it was' } } },
            ],
            Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.failure', Next: 'Caught' }],
            End: true,
          },
          Caught: { Type: 'Pass', End: true },
        },
      }),
    ]);
    const arn = await world.start('m', { a: 1 });
    await world.settle();
    expect(await world.outputOf(arn)).toEqual({ a: 1, failure: { Error: 'Broken', Cause: 'it was' } });
    expect(world.service.nextDueAt()).toBeUndefined();
  });

  test('is retried as a whole.', async () => {
    let failures = 2;
    const world = new ManualWorld(
      [
        machine('m', {
          StartAt: 'Both',
          States: {
            Both: {
              Type: 'Parallel',
              Branches: [
                { StartAt: 'A', States: { A: { Type: 'Pass', Result: 'a', End: true } } },
                {
                  StartAt: 'B',
                  States: {
                    B: {
                      Type: 'Task',
                      Resource: 'arn:aws:lambda:eu-central-1:111122223333:function:b',
                      End: true,
                    },
                  },
                },
              ],
              Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 5, BackoffRate: 2 }],
              End: true,
            },
          },
        }),
      ],
      {
        answer: () => {
          failures -= 1;
          return failures >= 0
            ? {
                StatusCode: 200,
                FunctionError: 'Unhandled',
                Payload: '{"errorType":"Flaky","errorMessage":"no"}',
              }
            : { StatusCode: 200, Payload: '"b"' };
        },
      },
    );
    const told = await world.run('m');
    expect(told.output).toBe('["a","b"]');
    expect((told.stopDate ?? 0) - told.startDate).toBe(15);
  });

  test('forks within forks join from the inside out.', async () => {
    const inner = (name: string): object => ({
      StartAt: 'Inner',
      States: {
        Inner: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'X', States: { X: { Type: 'Pass', Result: `${name}x`, End: true } } },
            {
              StartAt: 'Y',
              States: {
                Y: { Type: 'Wait', Seconds: 5, Next: 'Z' },
                Z: { Type: 'Pass', Result: `${name}y`, End: true },
              },
            },
          ],
          End: true,
        },
      },
    });
    const told = await run({
      StartAt: 'Outer',
      States: { Outer: { Type: 'Parallel', Branches: [inner('1'), inner('2')], End: true } },
    });
    expect(told.output).toEqual([
      ['1x', '1y'],
      ['2x', '2y'],
    ]);
  });
});

describe('Map', () => {
  const lines = (fields: object, states: object = { Keep: { Type: 'Pass', End: true } }): object => ({
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: Object.keys(states)[0],
          States: states,
        },
        End: true,
        ...fields,
      },
    },
  });

  test.each<[string, object, unknown, unknown]>([
    ['walks over its input', {}, [1, 2, 3], [1, 2, 3]],
    ['walks over nothing', { ItemsPath: '$.list' }, { list: [] }, []],
    ['walks over a part of its input', { ItemsPath: '$.list' }, { list: ['a'] }, ['a']],
    [
      'makes each input by a selector',
      {
        ItemsPath: '$.list',
        ItemSelector: { 'n.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.all' },
        MaxConcurrency: 1,
      },
      { list: ['a', 'b'], all: 9 },
      [
        { n: 0, v: 'a', all: 9 },
        { n: 1, v: 'b', all: 9 },
      ],
    ],
    [
      'puts its result where it is told',
      { ItemsPath: '$.list', ResultPath: '$.done' },
      { list: [1] },
      { list: [1], done: [1] },
    ],
  ])('%s.', async (_, fields, input, output) => {
    expect(await run(lines(fields), input)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  test('the older Iterator with Parameters is the same.', async () => {
    const told = await run(
      {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            Parameters: { 'v.$': '$$.Map.Item.Value' },
            Iterator: { StartAt: 'Keep', States: { Keep: { Type: 'Pass', End: true } } },
            End: true,
          },
        },
      },
      ['x'],
    );
    expect(told.output).toEqual([{ v: 'x' }]);
  });

  test('keeps to its concurrency.', async () => {
    const world = new ManualWorld([
      machine('m', lines({ MaxConcurrency: 2 }, { Rest: { Type: 'Wait', Seconds: 10, End: true } })),
    ]);
    const told = await world.run('m', [1, 2, 3, 4, 5]);
    expect(told.output).toBe('[1,2,3,4,5]');
    expect((told.stopDate ?? 0) - told.startDate).toBe(30);
  });

  test('an iteration that fails fails the Map with its error.', async () => {
    const states = {
      Check: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'Bad' }], Default: 'Good' },
      Bad: { Type: 'Fail', Error: 'Two', Cause: 'is refused' },
      Good: { Type: 'Wait', Seconds: 60, End: true },
    };
    expect(await run(lines({}, states), [1, 2, 3])).toMatchObject({
      status: 'FAILED',
      error: 'Two',
      cause: 'is refused',
    });
    const caught = lines(
      { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }], End: undefined, Next: 'After' },
      states,
    ) as {
      States: Record<string, unknown>;
    };
    caught.States['After'] = { Type: 'Pass', End: true };
    expect(await run(caught, [1, 2, 3])).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'Two', Cause: 'is refused' },
    });
  });

  test('a selector that fails on a later item fails the Map.', async () => {
    const told = await run(
      lines({ ItemsPath: '$.list', MaxConcurrency: 1, ItemSelector: { 'x.$': '$$.Map.Item.Value.x' } }),
      { list: [{ x: 1 }, { y: 2 }] },
    );
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('items that are no list fail the Map.', async () => {
    expect(await run(lines({}), { a: 1 })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('Variables', () => {
  test('assigned in one state are read in later ones and in branches, which keep their own to themselves.', async () => {
    const told = await run(
      {
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { 'id.$': '$.id', fixed: [1] }, Next: 'Fork' },
          Fork: {
            Type: 'Parallel',
            Branches: [
              {
                StartAt: 'Read',
                States: {
                  Read: {
                    Type: 'Pass',
                    Parameters: { 'seen.$': '$id', 'first.$': '$fixed[0]' },
                    Assign: { own: 1 },
                    End: true,
                  },
                },
              },
            ],
            Assign: { 'result.$': '$[0].seen' },
            ResultPath: null,
            Next: 'Check',
          },
          Check: {
            Type: 'Choice',
            Choices: [{ Variable: '$result', StringEquals: 'c1', Assign: { matched: true }, Next: 'Tell' }],
          },
          Tell: {
            Type: 'Pass',
            Parameters: { 'id.$': '$id', 'result.$': '$result', 'matched.$': '$matched' },
            End: true,
          },
        },
      },
      { id: 'c1' },
    );
    expect(told.output).toEqual({ id: 'c1', result: 'c1', matched: true });
  });

  test('a variable of a branch is not known outside.', async () => {
    const told = await run({
      StartAt: 'Fork',
      States: {
        Fork: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'Set', States: { Set: { Type: 'Pass', Assign: { own: 1 }, End: true } } }],
          Next: 'Tell',
        },
        Tell: { Type: 'Pass', Parameters: { 'own.$': '$own' }, End: true },
      },
    });
    expect(told).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

test('A whole machine that takes longer than its TimeoutSeconds times out.', async () => {
  const world = new ManualWorld([
    machine('m', { TimeoutSeconds: 100, ...single({ Type: 'Wait', Seconds: 500, End: true }) }),
  ]);
  const told = await world.run('m');
  expect(told).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  expect((told.stopDate ?? 0) - told.startDate).toBe(100);
  expect(world.service.nextDueAt()).toBeUndefined();
});

describe('A definition is refused when', () => {
  test.each<[string, object, RegExp]>([
    ['it leads nowhere', single({ Type: 'Pass', Next: 'Lost' }), /leads to 'Lost'/],
    [
      'its start is missing',
      { StartAt: 'Nope', States: { A: { Type: 'Succeed' } } },
      /StartAt leads to 'Nope'/,
    ],
    ['a state neither ends nor goes on', single({ Type: 'Pass' }), /neither Next nor End/],
    ['a type is unknown', single({ Type: 'Sleep', End: true }), /not valid Amazon States Language/],
    [
      'a resource is not served',
      single({ Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun', End: true }),
      /glue:startJobRun/,
    ],
    [
      'optimised DynamoDB should wait for a token',
      single({ Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem.waitForTaskToken', End: true }),
      /use aws-sdk:dynamodb/,
    ],
    [
      'an activity is used',
      single({ Type: 'Task', Resource: 'arn:aws:states:eu-central-1:111122223333:activity:x', End: true }),
      /activity/,
    ],
    [
      'a choice rule compares nothing',
      single({ Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'Other' }] }),
      /no comparison operator/,
    ],
    [
      'a branch is broken',
      single({
        Type: 'Parallel',
        Branches: [{ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }],
        End: true,
      }),
      /Branch 0 of state 'Only': state 'A' leads to 'B'/,
    ],
  ])('%s.', (_, definition, message) => {
    expect(() => new ManualWorld([machine('broken', definition)])).toThrow(message);
    expect(() => new ManualWorld([machine('broken', definition)])).toThrow(/State machine 'broken'/);
  });
});
