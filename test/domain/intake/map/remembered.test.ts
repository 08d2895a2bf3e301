import { expect, test } from 'vitest';
import { remembered, rememberedOf } from '#domain/intake/map/remembered.ts';

test('A remembered function gives what it computed the first time, undefined too, and forgets when it knows too much', () => {
  const computed: string[] = [];
  const length = remembered((text) => {
    computed.push(text);
    return text === '' ? undefined : text.length;
  }, 2);
  expect([length('ab'), length('ab'), length(''), length('')]).toEqual([2, 2, undefined, undefined]);
  expect(computed).toEqual(['ab', '']);
  expect([length('abc'), length('ab')]).toEqual([3, 2]);
  expect(computed).toEqual(['ab', '', 'abc', 'ab']);
});

test('A remembered function keeps no long text', () => {
  let count = 0;
  const counted = remembered(() => (count += 1));
  expect([counted('x'.repeat(101)), counted('x'.repeat(101))]).toEqual([1, 2]);
});

test('What was computed of one owner and one source is never given for another', () => {
  let count = 0;
  const named = rememberedOf(
    ({ name }: { name: string }, source, text) => `${name} ${source} ${text} ${(count += 1)}`,
  );
  const [harbor, shore] = [{ name: 'Harbor' }, { name: 'Shore' }];
  const once = [
    named(harbor, 'a', 'x'),
    named(shore, 'a', 'x'),
    named(harbor, 'b', 'x'),
    named(harbor, 'a', 'y'),
  ];
  expect(once).toEqual(['Harbor a x 1', 'Shore a x 2', 'Harbor b x 3', 'Harbor a y 4']);
  expect([named(harbor, 'a', 'x'), named(shore, 'a', 'x'), named(harbor, 'b', 'x')]).toEqual(
    once.slice(0, 3),
  );
});
