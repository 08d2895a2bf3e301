import { describe, expect, test } from 'vitest';
import {
  frameBundleEntries,
  frameEncounterValues,
  frameResourceValues,
} from '#domain/intake/frame/json-values.ts';
import { codesOf, frameAll, smallLimits, textsOf } from './framing.ts';

describe('A list of encounters', () => {
  test('gives each element with its line, however it is laid out', () => {
    const { frames, fileProblem } = frameAll(
      frameEncounterValues,
      '[\n  {\n    "a": "] }"\n  } ,\r\n  {"b":[1,{}]}\n]\n',
    );
    expect(fileProblem).toBeUndefined();
    expect(frames).toEqual([
      { number: 1, line: 2, offset: 4, text: '{\n    "a": "] }"\n  }' },
      { number: 2, line: 5, offset: 30, text: '{"b":[1,{}]}' },
    ]);
  });

  test.each([
    ['{"a":1}', ['{"a":1}']],
    [' {"a":1}\n{"b":2} ', ['{"a":1}', '{"b":2}']],
    ['[1, "x", null, [2]]', ['1', '"x"', 'null', '[2]']],
    ['["\\"]", "\\\\"]', ['"\\"]"', '"\\\\"']],
  ])('reads %s', (file, texts) => {
    const framed = frameAll(frameEncounterValues, file);
    expect(framed.fileProblem).toBeUndefined();
    expect(textsOf(framed)).toEqual(texts);
  });

  test.each([
    ['', 'file-empty'],
    [' \n', 'file-without-records'],
    ['[]', 'file-without-records'],
    ['[{"a":1}', 'file-broken-off'],
    ['[{"a":1},', 'file-broken-off'],
    ['[{"a":1},]', 'file-broken-off'],
    ['[{"a":1} {"b":1}]', 'file-broken-off'],
    ['[{"a":1}]]', 'file-broken-off'],
    ['[{"a":1}] {}', 'file-broken-off'],
    ['[{"a":1}],[{"a":1}]', 'file-broken-off'],
    ['[{"a":[1}]]', 'file-broken-off'],
    ['[{"a":"x\n"}]', 'file-broken-off'],
    ['{"a":1},{"a":1}', 'file-broken-off'],
    ['{"a":1}[2]', 'file-without-fault'],
    ['['.repeat(100_000), 'file-broken-off'],
  ])('%j is %s', (file, code) => {
    const { fileProblem } = frameAll(frameEncounterValues, file, [], smallLimits);
    expect(fileProblem?.code ?? 'file-without-fault').toBe(code);
  });

  test('says where a file breaks off', () => {
    expect(frameAll(frameEncounterValues, '[{"a":1},\n{"b":2}\n{"c":3}]').fileProblem).toMatchObject({
      found: 'on line 3, at offset 18 of the file, after 2 records: something else',
      expected: '"," or "]" after a record',
      line: 3,
    });
  });

  test('refuses a record too long or nested too deep, and gives the others', () => {
    const deep = `${'{"a":'.repeat(7)}1${'}'.repeat(7)}`;
    const framed = frameAll(
      frameEncounterValues,
      `[${deep},{"a":"${'x'.repeat(200)}"},{"b":2}]`,
      [],
      smallLimits,
    );
    expect(codesOf(framed)).toEqual(['1 nested-too-deep', '2 record-too-long']);
    expect(textsOf(framed)).toEqual(['', '', '{"b":2}']);
    expect(framed.fileProblem).toBeUndefined();
  });
});

describe('A bundle', () => {
  test('gives its entries and what it says of itself before them', () => {
    const file =
      '{"resourceType":"Bundle","meta":{"entry":[1]},"id":"b1","type":"transaction","entry":[{"x":1},\n{"y":{}}],"total":2}';
    const { frames, fileProblem } = frameAll(frameBundleEntries, file);
    expect(fileProblem).toBeUndefined();
    const context = { bundleType: 'transaction', bundleId: 'b1' };
    expect(frames.map(({ text, line, number }) => [number, line, text])).toEqual([
      [1, 1, '{"x":1}'],
      [2, 2, '{"y":{}}'],
    ]);
    expect(frames.map((frame) => frame.context)).toEqual([context, context]);
  });

  test('may name its type after its entries', () => {
    const { frames, fileProblem } = frameAll(
      frameBundleEntries,
      '{"entry":[{"x":1}],"type":"batch","resourceType":"Bundle"}',
    );
    expect(fileProblem).toBeUndefined();
    expect(frames.map(({ context }) => context)).toEqual([{}]);
  });

  test.each([
    ['{"resourceType":"Bundle"}', 'file-without-records'],
    ['{"resourceType":"Bundle","entry":[]}', 'file-without-records'],
    ['{"entry":[{}],"entry":[{}]}', 'file-broken-off'],
    ['{"entry":[{}]', 'file-broken-off'],
    ['{"entry":[{}]}{"entry":[{}]}', 'file-broken-off'],
    ['{entry:[{}]}', 'file-broken-off'],
    ['{"type" "x"}', 'file-broken-off'],
    [' \n ', 'file-without-records'],
  ])('%j is %s', (file, code) => {
    expect(frameAll(frameBundleEntries, file).fileProblem?.code).toBe(code);
  });
});

test('A resource by itself is one record', () => {
  const file = '{\n "resourceType": "Patient"\n}\n';
  expect(textsOf(frameAll(frameResourceValues, file))).toEqual(['{\n "resourceType": "Patient"\n}']);
});
