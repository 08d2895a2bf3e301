import { describe, expect, test } from 'vitest';
import { idsFor } from '../../web/forms/fields/row-ids.ts';
import { keyed } from '../../web/parts/keyed.ts';

describe('Rows that a person types', () => {
  const fresh = () => {
    let next = 0;
    return () => {
      next += 1;
      return `new ${next}`;
    };
  };

  test.each([
    ['begin with new ids', 2, [], ['new 1', 'new 2']],
    ['stay who they are where one is added', 3, ['a', 'b'], ['a', 'b', 'new 1']],
    ['stay who they are where the last goes', 1, ['a', 'b'], ['a']],
    ['are none where there are none', 0, ['a'], []],
  ])('%s', (_, count, before, after) => {
    expect(idsFor(count, before, fresh())).toEqual(after);
  });
});

describe('Things without an id', () => {
  test('have keys that say what they say, and which of the same they are', () => {
    expect(keyed(['paid', 'sent', 'paid', 'paid'], String)).toEqual([
      { key: 'paid', item: 'paid' },
      { key: 'sent', item: 'sent' },
      { key: 'paid (2)', item: 'paid' },
      { key: 'paid (3)', item: 'paid' },
    ]);
  });
});
