import { describe, expect, test } from 'vitest';
import { machine, ManualWorld } from './manual-world.ts';

const lambda = 'arn:aws:states:::lambda:invoke';

async function run(states: Record<string, object>, input: unknown = {}, answer: () => object = () => ({})) {
  const world = new ManualWorld(
    [machine('m', { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states })],
    { answer: () => answer() as never },
  );
  const told = await world.run('m', input);
  return {
    ...told,
    output: told.output === undefined ? undefined : (JSON.parse(told.output) as unknown),
    world,
  };
}

describe('An expression answers', () => {
  test.each<[string, unknown]>([
    ['{% $states.input.lines[cents > 1000].code %}', '99213'],
    ['{% $sum($states.input.lines.cents) %}', 13_400],
    ['{% $states.context.Execution.Input.id %}', 'c1'],
    ['{% { "id": $states.input.id, "count": $count($states.input.lines) } %}', { id: 'c1', count: 2 }],
    ['{% $states.input.lines.code %}', ['99213', '36415']],
    ['{% $partition([1, 2, 3], 2) %}', [[1, 2], [3]]],
    ['{% $range(0, 10, 5) %}', [0, 5, 10]],
    ['{% $parse(\'{"a":[1]}\') %}', { a: [1] }],
    ["{% $hash('abc', 'MD5') %}", '900150983cd24fb0d6963f7d28e17f72'],
    ['{% $random(7) = $random(7) %}', true],
    ['{% $length($uuid()) %}', 36],
    ['plain text', 'plain text'],
    ['{% null %}', null],
  ])('%s', async (expression, expected) => {
    const told = await run(
      { Only: { Type: 'Pass', Output: { value: expression, nested: [expression] }, End: true } },
      {
        id: 'c1',
        lines: [
          { code: '99213', cents: 12_500 },
          { code: '36415', cents: 900 },
        ],
      },
    );
    expect(told.output).toEqual({ value: expected, nested: [expected] });
  });
});

test.each<[string, RegExp]>([
  ['{% $states.input.missing %}', /returned nothing/],
  ['{% $states.input.( %}', /cannot be read/],
  ['{% $error("boom") %}', /boom/],
  ['{% $eval("1") %}', /\$parse/],
])('%s fails the execution as a query.', async (expression, cause) => {
  const told = await run({ Only: { Type: 'Pass', Output: expression, End: true } });
  expect(told).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(told.cause).toMatch(cause);
});

test('A Task takes Arguments, and Output and Assign see its result.', async () => {
  const told = await run(
    {
      Ask: {
        Type: 'Task',
        Resource: lambda,
        Arguments: {
          FunctionName: 'f',
          Payload: { id: '{% $states.input.id %}', attempt: '{% $states.context.State.RetryCount %}' },
        },
        TimeoutSeconds: '{% $states.input.limit %}',
        Assign: { answer: '{% $states.result.Payload.answer %}' },
        Output: { status: '{% $states.result.StatusCode %}', kept: '{% $states.input.id %}' },
        Next: 'Tell',
      },
      Tell: { Type: 'Pass', Output: { answer: '{% $answer %}', before: '{% $states.input %}' }, End: true },
    },
    { id: 'c1', limit: 30 },
    () => ({ StatusCode: 200, Payload: '{"answer":42}' }),
  );
  expect(told.output).toEqual({ answer: 42, before: { status: 200, kept: 'c1' } });
  expect(told.world.calls[0]?.input).toEqual({ FunctionName: 'f', Payload: '{"id":"c1","attempt":0}' });
});

test('Choice, Wait, Map, Parallel and Fail take expressions.', async () => {
  const told = await run(
    {
      Decide: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% $states.input.n > 1 %}',
            Output: { big: '{% $states.input.n %}' },
            Assign: { n: '{% $states.input.n %}' },
            Next: 'Rest',
          },
        ],
        Default: 'Refuse',
      },
      Rest: { Type: 'Wait', Seconds: '{% $n * 10 %}', Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: '{% [1..$n] %}',
        ItemSelector: { i: '{% $states.context.Map.Item.Value %}', n: '{% $n %}' },
        MaxConcurrency: '{% 1 %}',
        ItemProcessor: {
          StartAt: 'Square',
          States: { Square: { Type: 'Pass', Output: '{% $states.input.i * $states.input.i %}', End: true } },
        },
        Output: { squares: '{% $states.result %}' },
        Next: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Arguments: '{% $states.input.squares %}',
        Branches: [
          {
            StartAt: 'Sum',
            States: { Sum: { Type: 'Pass', Output: '{% $sum($states.input) %}', End: true } },
          },
          {
            StartAt: 'Max',
            States: { Max: { Type: 'Pass', Output: '{% $max($states.input) %}', End: true } },
          },
        ],
        Next: 'Refuse',
      },
      Refuse: { Type: 'Fail', Error: "{% 'Too' & 'Big' %}", Cause: '{% $string($states.input) %}' },
    },
    { n: 3 },
  );
  expect(told).toMatchObject({ status: 'FAILED', error: 'TooBig', cause: '[14,9]' });
  expect((told.stopDate ?? 0) - told.startDate).toBe(30);
});

test('A condition that is no boolean fails the execution.', async () => {
  const told = await run({
    Decide: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'End' }] },
    End: { Type: 'Succeed' },
  });
  expect(told).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

test('A catcher sees the error in $states.errorOutput.', async () => {
  const told = await run(
    {
      Ask: {
        Type: 'Task',
        Resource: lambda,
        Arguments: { FunctionName: 'f' },
        Catch: [
          {
            ErrorEquals: ['NoCoverage'],
            Output: { why: '{% $states.errorOutput.Error %}', id: '{% $states.input.id %}' },
            Assign: { failed: true },
            Next: 'Tell',
          },
        ],
        End: true,
      },
      Tell: { Type: 'Pass', Output: { input: '{% $states.input %}', failed: '{% $failed %}' }, End: true },
    },
    { id: 'c1' },
    () => ({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      Payload: '{"errorType":"NoCoverage","errorMessage":"x"}',
    }),
  );
  expect(told.output).toEqual({ input: { why: 'NoCoverage', id: 'c1' }, failed: true });
});

test('A state of one language may stand in a machine of the other.', async () => {
  const world = new ManualWorld([
    machine('m', {
      StartAt: 'Path',
      States: {
        Path: { Type: 'Pass', Parameters: { 'a.$': '$.a' }, Assign: { 'v.$': '$.a' }, Next: 'Query' },
        Query: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.a + $v %}', End: true },
      },
    }),
  ]);
  expect((await world.run('m', { a: 2 })).output).toBe('4');
});
