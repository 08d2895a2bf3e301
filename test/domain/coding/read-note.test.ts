import { expect, test } from 'vitest';
import { readNote } from '#domain/coding/suggest/read-note.ts';

const wordsOf = (text: string) =>
  readNote({ textId: 'note', text }).flatMap(({ words }) =>
    words.map(({ word, start, end, assertion }) => ({ word, at: text.slice(start, end), assertion })),
  );

test.each([
  ['Ménière’s disease', 'meniere', 'Ménière’s'],
  ['Sjögren syndrome', 'sjogren', 'Sjögren'],
  ['Guillain-Barré syndrome', 'barre', 'Barré'],
  // The accent as a character of its own.
  ['Sjo\u0308gren syndrome', 'sjogren', 'Sjo\u0308gren'],
  ['😀 Sjögren syndrome', 'sjogren', 'Sjögren'],
])('A word with an accent is read whole, as code sets have it: %s', (text, word, at) => {
  expect(wordsOf(text)).toContainEqual({ word, at, assertion: 'present' });
});

test('A piece of a name with an accent says nothing of what follows', () => {
  expect(wordsOf('Dr. Noë saw hypertension').at(-1)).toEqual({
    word: 'hypertension',
    at: 'hypertension',
    assertion: 'present',
  });
  expect(wordsOf('Señor Roé has hypertension').map(({ assertion }) => assertion)).not.toContain('uncertain');
});
