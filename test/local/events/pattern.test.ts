import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/aws/events/pattern.ts';
import type { Json, JsonObject } from '../../../local/runtime/service.ts';

interface Case {
  readonly what: string;
  readonly pattern: JsonObject;
  readonly matching: JsonObject[];
  readonly others: JsonObject[];
}

const detail = (value: JsonObject): JsonObject => ({ detail: value });

const cases: Case[] = [
  {
    what: 'one of several values of one field, and all of several fields',
    pattern: { source: ['a', 'b'], 'detail-type': ['Object Created'] },
    matching: [{ source: 'b', 'detail-type': 'Object Created', more: 1 }],
    others: [{ source: 'c', 'detail-type': 'Object Created' }, { source: 'a' }],
  },
  {
    what: 'any value of a field that is an array',
    pattern: { resources: ['arn:one'] },
    matching: [{ resources: ['arn:two', 'arn:one'] }],
    others: [{ resources: ['arn:two'] }, { resources: [] }],
  },
  {
    what: 'numbers as numbers, texts as texts, null and booleans as themselves',
    pattern: detail({ a: [5, null, true] }),
    matching: [detail({ a: 5 }), detail({ a: null }), detail({ a: true })],
    others: [detail({ a: '5' }), detail({ a: false }), detail({}), detail({ a: 'null' })],
  },
  {
    what: 'prefix and suffix, also without regard to case',
    pattern: detail({
      key: [
        { prefix: 'upload/' },
        { suffix: '.x12' },
        { prefix: { 'equals-ignore-case': 'IN/' } },
        { suffix: { 'equals-ignore-case': '.PDF' } },
      ],
    }),
    matching: [
      detail({ key: 'upload/a' }),
      detail({ key: 'a.x12' }),
      detail({ key: 'in/a' }),
      detail({ key: 'a.pdf' }),
    ],
    others: [detail({ key: 'answer/a' }), detail({ key: 'Upload/a' }), detail({ key: 7 })],
  },
  {
    what: 'equals-ignore-case',
    pattern: detail({ state: [{ 'equals-ignore-case': 'paid' }] }),
    matching: [detail({ state: 'PAID' })],
    others: [detail({ state: 'unpaid' })],
  },
  {
    what: 'wildcards, with a literal star',
    pattern: detail({ key: [{ wildcard: 'in/*/835-*.x12' }, { wildcard: String.raw`a\*b` }] }),
    matching: [
      detail({ key: 'in/payer/835-1.x12' }),
      detail({ key: 'in/a/b/835-.x12' }),
      detail({ key: 'a*b' }),
    ],
    others: [
      detail({ key: 'in/payer/277-1.x12' }),
      detail({ key: 'axb' }),
      detail({ key: 'in/p/835-1xx12' }),
    ],
  },
  {
    what: 'anything-but a value, a list, a prefix, a suffix, a case, a wildcard; but not an absent field',
    pattern: detail({
      a: [{ 'anything-but': 'x' }],
      b: [{ 'anything-but': [1, 2] }],
      c: [{ 'anything-but': { prefix: 'no' } }],
      d: [{ 'anything-but': { suffix: ['.tmp', '.part'] } }],
      e: [{ 'anything-but': { 'equals-ignore-case': 'test' } }],
      f: [{ 'anything-but': { wildcard: '*/lib/*' } }],
    }),
    matching: [detail({ a: 'y', b: 3, c: 'yes', d: 'a.x12', e: 'live', f: 'a/b' })],
    others: [
      detail({ a: 'x', b: 3, c: 'yes', d: 'a.x12', e: 'live', f: 'a/b' }),
      detail({ a: 'y', b: 2, c: 'yes', d: 'a.x12', e: 'live', f: 'a/b' }),
      detail({ a: 'y', b: 3, c: 'not', d: 'a.x12', e: 'live', f: 'a/b' }),
      detail({ a: 'y', b: 3, c: 'yes', d: 'a.part', e: 'live', f: 'a/b' }),
      detail({ a: 'y', b: 3, c: 'yes', d: 'a.x12', e: 'TEST', f: 'a/b' }),
      detail({ a: 'y', b: 3, c: 'yes', d: 'a.x12', e: 'live', f: 'a/lib/b' }),
      detail({ b: 3, c: 'yes', d: 'a.x12', e: 'live', f: 'a/b' }),
    ],
  },
  {
    what: 'numeric comparisons',
    pattern: detail({ size: [{ numeric: ['>', 0, '<=', 100] }], count: [{ numeric: ['=', 3] }] }),
    matching: [detail({ size: 100, count: 3.0 })],
    others: [
      detail({ size: 0, count: 3 }),
      detail({ size: 101, count: 3 }),
      detail({ size: '50', count: 3 }),
    ],
  },
  {
    what: 'exists: true, and false also below an absent field',
    pattern: detail({ a: [{ exists: true }], b: { c: [{ exists: false }] } }),
    matching: [detail({ a: null }), detail({ a: 1, b: {} }), detail({ a: 1, b: { d: 1 } })],
    others: [detail({ b: {} }), detail({ a: 1, b: { c: 1 } }), detail({ a: { no: 'leaf' } })],
  },
  {
    what: 'address ranges of both kinds',
    pattern: detail({ ip: [{ cidr: '10.0.0.0/24' }, { cidr: '2001:db8::/32' }] }),
    matching: [detail({ ip: '10.0.0.255' }), detail({ ip: '2001:db8:1::1' })],
    others: [detail({ ip: '10.0.1.0' }), detail({ ip: '2001:db9::1' }), detail({ ip: 'nonsense' })],
  },
  {
    what: '$or at any depth',
    pattern: {
      source: ['aws.s3'],
      detail: { $or: [{ size: [{ numeric: ['>', 10] }] }, { object: { key: [{ prefix: 'x' }] } }] },
    },
    matching: [
      { source: 'aws.s3', detail: { size: 11 } },
      { source: 'aws.s3', detail: { size: 1, object: { key: 'xy' } } },
    ],
    others: [
      { source: 'aws.s3', detail: { size: 1 } },
      { source: 'other', detail: { size: 11 } },
    ],
  },
  {
    what: 'several fields of one object of an array',
    pattern: detail({ lines: { code: ['99213'], paid: [true] } }),
    matching: [
      detail({
        lines: [
          { code: '99213', paid: true },
          { code: '99214', paid: false },
        ],
      }),
    ],
    others: [
      detail({
        lines: [
          { code: '99213', paid: false },
          { code: '99214', paid: true },
        ],
      }),
    ],
  },
];

describe('an event pattern matches', () => {
  it.each(cases)('$what', ({ pattern, matching, others }) => {
    const matches = compilePattern(pattern);
    expect(matching.filter((event) => !matches(event))).toEqual([]);
    expect(others.filter((event) => matches(event))).toEqual([]);
  });

  it('every event that it was made from', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const tree = fc.letrec<{ node: JsonObject }>((tie) => ({
      node: fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== '$or' && name !== '__proto__'),
        fc.oneof({ maxDepth: 3 }, scalar, tie('node')),
        { minKeys: 1, maxKeys: 3 },
      ),
    })).node;
    const patternOf = (value: Json): Json =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, patternOf(child)]))
        : [value];
    fc.assert(
      fc.property(tree, (event) => {
        expect(compilePattern(patternOf(event) as JsonObject)(event)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an event pattern is refused', () => {
  const bad: { what: string; pattern: JsonObject; place: string }[] = [
    { what: 'with a plain value', pattern: { source: 'aws.s3' }, place: '$.source' },
    { what: 'with an empty array', pattern: { detail: { a: [] } }, place: '$.detail.a' },
    { what: 'with an unknown comparison', pattern: { a: [{ contains: 'x' }] }, place: 'contains' },
    {
      what: 'with two comparisons in one object',
      pattern: { a: [{ prefix: 'x', suffix: 'y' }] },
      place: '$.a',
    },
    { what: 'with an unknown sign', pattern: { a: [{ numeric: ['!=', 1] }] }, place: '$.a' },
    { what: 'with two stars', pattern: { a: [{ wildcard: 'a**b' }] }, place: '$.a' },
    { what: 'with an address that is none', pattern: { a: [{ cidr: '10.0.0.0/33' }] }, place: '$.a' },
    { what: 'with exists that is no boolean', pattern: { a: [{ exists: 'yes' }] }, place: '$.a' },
    { what: 'when it is empty', pattern: {}, place: '$' },
  ];
  it.each(bad)('$what, and the place is named', ({ pattern, place }) => {
    expect(() => compilePattern(pattern)).toThrow(place);
  });
});
