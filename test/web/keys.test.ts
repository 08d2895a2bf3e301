import { describe, expect, test } from 'vitest';
import { KeySequence, type KeyBinding, type Pressed } from '../../web/keys/key-sequence.ts';

const binding = (keys: string, more: Partial<KeyBinding> = {}): KeyBinding => ({
  keys,
  does: keys,
  group: 'Test',
  run: () => {},
  ...more,
});
const bindings = [
  binding('j'),
  binding('g t'),
  binding('g c'),
  binding('t'),
  binding('mod+Enter', { whileTyping: true }),
  binding('Escape'),
  binding('Escape', { does: 'leaves the field', whileTyping: 'only' }),
];

/** What the keys come to, pressed one after the other. */
function press(keys: readonly (Partial<Pressed> & { key: string; after?: number })[], list = bindings) {
  const sequence = new KeySequence();
  let at = 0;
  return keys.map(({ after = 100, ...pressed }) => {
    at += after;
    return sequence.next(list, { hasModifier: false, isTyping: false, ...pressed }, at)?.does;
  });
}

describe('Keys', () => {
  test.each<[string, Parameters<typeof press>[0], (string | undefined)[]]>([
    ['one key does one thing', [{ key: 'j' }], ['j']],
    ['a key of nothing does nothing', [{ key: 'q' }], [undefined]],
    ['two after each other go together', [{ key: 'g' }, { key: 'c' }], [undefined, 'g c']],
    ['the second alone does its own', [{ key: 'g' }, { key: 't' }, { key: 't' }], [undefined, 'g t', 't']],
    ['the first is forgotten after a while', [{ key: 'g' }, { key: 't', after: 2000 }], [undefined, 't']],
    [
      'a key between them breaks the two',
      [{ key: 'g' }, { key: 'j' }, { key: 'c' }],
      [undefined, 'j', undefined],
    ],
    ['nothing happens while somebody types', [{ key: 'j', isTyping: true }], [undefined]],
    ['but for what is meant for it', [{ key: 'Enter', hasModifier: true, isTyping: true }], ['mod+Enter']],
    ['what is for typing only does nothing else', [{ key: 'Escape' }], ['Escape']],
    ['and does it while somebody types', [{ key: 'Escape', isTyping: true }], ['leaves the field']],
    ['with Control a letter is another key', [{ key: 'j', hasModifier: true }], [undefined]],
  ])('%s', (_, keys, does) => {
    expect(press(keys)).toEqual(does);
  });

  test('of two bindings of one key the later one wins', () => {
    expect(press([{ key: 'j' }], [binding('j'), binding('j', { does: 'of the page above' })])).toEqual([
      'of the page above',
    ]);
  });
});
