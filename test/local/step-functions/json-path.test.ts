import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findPath,
  insertAtPath,
  type PathScope,
  readPath,
} from '../../../local/aws/step-functions/json-path.ts';

const scope: PathScope = {
  input: {
    claim: {
      id: 'c1',
      lines: [
        { code: '99213', cents: 12_500 },
        { code: '36415', cents: 900 },
      ],
    },
    'a.b': 1,
    nothing: null,
    numbers: [0, 1, 2, 3, 4],
  },
  context: { Execution: { Name: 'leg-1' } },
  variables: { limit: 1000, codes: { first: '36415' } },
};

describe('A path answers', () => {
  test.each<[string, unknown]>([
    ['$.claim.id', 'c1'],
    ["$['claim']['id']", 'c1'],
    ['$["claim"].id', 'c1'],
    ["$['a.b']", 1],
    ['$.nothing', null],
    ['$.claim.lines[1].code', '36415'],
    ['$.claim.lines[-1].code', '36415'],
    ['$.claim.missing', undefined],
    ['$.claim.id.deeper', undefined],
    ['$.claim.lines[*].code', ['99213', '36415']],
    ['$.claim.lines.*.cents', [12_500, 900]],
    ['$..code', ['99213', '36415']],
    ['$..lines[0].cents', [12_500]],
    ['$.numbers[1:3]', [1, 2]],
    ['$.numbers[-2:]', [3, 4]],
    ['$.numbers[::2]', [0, 2, 4]],
    ['$.numbers[0,4]', [0, 4]],
    ["$.claim['id','lines'][0]", [{ code: '99213', cents: 12_500 }]],
    ["$.claim.lines[?(@.code == '36415')].cents", [900]],
    ['$.claim.lines[?(@.cents > 1000)].code', ['99213']],
    ['$.claim.lines[?(@.cents < 1000 || @.code == "99213")].code', ['99213', '36415']],
    ["$.claim.lines[?(@.cents >= 900 && !(@.code == '36415'))].code", ['99213']],
    ['$.claim.lines[?(@.modifier)].code', []],
    ['$.claim.lines[?(@.code == $.claim.lines[1].code)].cents', [900]],
    ['$$.Execution.Name', 'leg-1'],
    ['$limit', 1000],
    ['$codes.first', '36415'],
    ['$unknown', undefined],
  ])('%s', (path, expected) => {
    expect(findPath(path, scope)).toEqual(expected);
  });
});

test.each(['claim.id', '$.claim..', '$.claim[', '$.claim[x]', '$.claim id', '$.numbers[?(@ ==)]'])(
  'The path %s is refused and shown.',
  (path) => {
    expect(() => findPath(path, scope)).toThrow(path);
  },
);

test('Reading a path that finds nothing says which field wanted it.', () => {
  expect(() => readPath('$.claim.payer', scope, 'payer.$')).toThrow(
    /The JSONPath '\$\.claim\.payer' specified for the field 'payer\.\$' could not be found/,
  );
});

describe('A result is put', () => {
  test.each<[string, unknown, unknown]>([
    ['$.result', { a: 1 }, { a: 1, result: 'x' }],
    ['$.deep.er', { a: 1 }, { a: 1, deep: { er: 'x' } }],
    ['$.a', { a: { b: 1 } }, { a: 'x' }],
    ['$.list[1]', { list: [1, 2] }, { list: [1, 'x'] }],
    ["$['odd name']", {}, { 'odd name': 'x' }],
  ])('at %s', (path, document, expected) => {
    const before = JSON.stringify(document);
    expect(insertAtPath(path, document as never, 'x')).toEqual(expected);
    expect(JSON.stringify(document)).toBe(before);
  });

  test.each<[string, unknown]>([
    ['$.a.b', { a: 'text' }],
    ['$.a', [1]],
    ['$.list[5]', { list: [] }],
  ])('not at %s, for the input has no room there', (path, document) => {
    expect(() => insertAtPath(path, document as never, 'x')).toThrow(/States\.ResultPathMatchFailure/);
  });
});

test('What is put at a path is found there, and all else stays.', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{0,8}$/);
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.dictionary(name, fc.integer())),
      fc.array(name, { minLength: 1, maxLength: 2 }),
      fc.jsonValue(),
      (document, names, value) => {
        const path = `$${names.map((each) => `['${each}']`).join('')}`;
        const changed = insertAtPath(path, document, value as never);
        expect(findPath(path, { input: changed, context: {}, variables: {} })).toEqual(value);
        for (const other of Object.keys(document).filter((each) => each !== names[0])) {
          expect(findPath(`$['${other}']`, { input: changed, context: {}, variables: {} })).toEqual(
            document[other],
          );
        }
      },
    ),
    { numRuns: 100 },
  );
});
