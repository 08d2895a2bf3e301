import { describe, expect, test } from 'vitest';
import { LogContent } from '#contracts/contact-log.ts';
import { disputeTypes } from '#contracts/dispute.ts';
import { ManageHoldsRequest } from '#contracts/holds.ts';
import { fieldsOf, type Field } from '../../web/forms/field-shape.ts';
import { wordsOfChoice, wordsOfField } from '../../web/forms/field-words.ts';
import { disputeForm } from '../../web/forms/dispute-form.ts';
import { contentOf, logForms } from '../../web/forms/log-forms.ts';

const worded = (root: string, fields: readonly Field[]): string[] =>
  fields.flatMap(({ name, shape }) => [
    wordsOfField([root, name]).label,
    ...(shape.kind === 'choice' ? shape.options.map(wordsOfChoice) : []),
  ]);

describe('The forms of the log and of holds', () => {
  test.each(Object.entries(logForms))('have a field and words for all of a %s', (_kind, schema) => {
    const words = worded('log', fieldsOf(schema));
    expect(words.length).toBeGreaterThan(1);
    expect(words.every((text) => /^[A-Z]/.test(text))).toBe(true);
  });

  test('have words for all of a hold', () => {
    const [, , place] = ManageHoldsRequest.options;
    const fields = fieldsOf(place.pick({ reason: true, words: true, owner: true, reviewOn: true }));
    expect(worded('hold', fields).every((text) => /^[A-Z]/.test(text))).toBe(true);
  });

  test('have words for all of a dispute', () => {
    const said = worded('dispute', fieldsOf(disputeForm));
    expect(said).toHaveLength(4 + disputeTypes.length);
    expect(said.every((text) => /^[A-Z]/.test(text))).toBe(true);
  });

  test('keep dollars as cents', () => {
    const filled = logForms.call.parse({
      direction: 'we-called',
      with: 'payer',
      text: 'They will pay',
      promisedAmount: '125.00',
    });
    expect(LogContent.parse(contentOf('call', filled))).toEqual({
      kind: 'call',
      direction: 'we-called',
      with: 'payer',
      text: 'They will pay',
      promisedCents: 12_500,
    });
  });
});
