import { expect, test } from 'vitest';
import { outcomeInWords } from '#domain/tasks/moot-words.ts';

test.each([
  'asked-otherwise',
  'change-taken-back',
  'changed-again',
  'charge-came',
  'given-to-visit',
  'no-longer-alike',
  'not-needed',
  'one-person',
])('Whoever finds a task closed as %s reads why in words', (code) => {
  expect(outcomeInWords(code)).toMatch(/^[a-z ,]{15,}$/);
});

test('What a person has decided stays as it was written', () => {
  expect(outcomeInWords('will-come: Registration is late')).toBe('will-come: Registration is late');
});
