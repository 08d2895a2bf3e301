import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../../local/aws/step-functions/payload-template.ts';

const scope = {
  input: {
    id: 'c1',
    n: 7,
    list: [1, 2, 2, { a: 1 }, { a: 1 }],
    text: '{"k":[1]}',
    left: { a: 1, b: 2 },
    right: { b: 3 },
  },
  context: { Execution: { Name: 'leg-1' } },
  variables: { v: 'var' },
};

const evaluate = (expression: string): unknown => evaluateExpression(expression, scope, 'field.$');

describe('An intrinsic function answers', () => {
  test.each<[string, unknown]>([
    ["States.Format('{}-{}', $.id, $.n)", 'c1-7'],
    ["States.Format('no place')", 'no place'],
    [String.raw`States.Format('it\'s {}', $.id)`, "it's c1"],
    ["States.Format('{} {}', $$.Execution.Name, $v)", 'leg-1 var'],
    ["States.Format('{}', $.left)", '{"a":1,"b":2}'],
    ['States.StringToJson($.text)', { k: [1] }],
    ['States.JsonToString($.left)', '{"a":1,"b":2}'],
    ["States.Array('a', 1, true, null, $.id)", ['a', 1, true, null, 'c1']],
    ['States.Array()', []],
    ['States.ArrayPartition($.list, 2)', [[1, 2], [2, { a: 1 }], [{ a: 1 }]]],
    ['States.ArrayContains($.list, 2)', true],
    ['States.ArrayContains($.list, States.StringToJson(\'{"a":1}\'))', true],
    ['States.ArrayContains($.list, 9)', false],
    ['States.ArrayRange(1, 9, 4)', [1, 5, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 3)', { a: 1 }],
    ['States.ArrayLength($.list)', 5],
    ['States.ArrayUnique($.list)', [1, 2, { a: 1 }]],
    ["States.Base64Encode('claim')", 'Y2xhaW0='],
    ["States.Base64Decode('Y2xhaW0=')", 'claim'],
    ["States.Hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    ["States.Hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["States.Hash('abc', 'SHA-256')", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['States.JsonMerge($.left, $.right, false)', { a: 1, b: 3 }],
    ['States.MathAdd($.n, -2)', 5],
    ["States.StringSplit('a,b;;c', ',;')", ['a', 'b', 'c']],
    ["States.ArrayLength(States.StringSplit(States.Format('{} {}', $.id, $.n), ' '))", 2],
    ['States.ArrayGetItem($.list[?(@.a == 1)], 0)', { a: 1 }],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });
});

test('The same seed draws the same number in the range.', () => {
  const first = evaluate('States.MathRandom(1, 100, 4711)');
  expect(evaluate('States.MathRandom(1, 100, 4711)')).toBe(first);
  expect(first).toBeGreaterThanOrEqual(1);
  expect(first).toBeLessThan(100);
});

test('Two identifiers differ and have the form of a UUID.', () => {
  const first = evaluate('States.UUID()');
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(evaluate('States.UUID()')).not.toBe(first);
});

test.each([
  "States.Format('{} {}', $.id)",
  "States.Format('{}', 1, 2)",
  'States.Format(1)',
  'States.ArrayRange(1, 9, 0)',
  'States.ArrayRange(1, 5000, 1)',
  'States.ArrayGetItem($.list, 99)',
  'States.ArrayLength($.id)',
  'States.ArrayPartition($.list, 0)',
  'States.JsonMerge($.left, $.right, true)',
  'States.JsonMerge($.left, $.id, false)',
  "States.StringToJson('{')",
  "States.Hash('abc', 'CRC')",
])('%s fails as an intrinsic.', (expression) => {
  expect(() => evaluate(expression)).toThrow(/^States\.IntrinsicFailure/);
});

test.each([
  'States.Unknown(1)',
  'States.Array(1',
  'States.Array(1) x',
  'States.Array(a)',
  'States.Array(1 2)',
])('%s cannot be read.', (expression) => {
  expect(() => evaluate(expression)).toThrow(/^States\.Runtime: Invalid intrinsic function/);
});

test('A path in an argument that finds nothing is a runtime fault.', () => {
  expect(() => evaluate("States.Format('{}', $.missing)")).toThrow(/^States\.Runtime/);
});
