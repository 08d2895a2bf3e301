import { describe, expect, test } from 'vitest';
import { CoverageForm, RegistrationForm, VisitForm } from '#contracts/front-desk.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { answeredFaults, deskForm, fillDeskForm, formPath, withChoices } from '../../web/forms/desk-forms.ts';
import type { FieldShape } from '../../web/forms/field-shape.ts';
import { wordsOfField } from '../../web/forms/field-words.ts';
import { paymentBeginning } from '../../web/pages/desk/payment-draft.ts';

/** The names of every field from the form down. */
function pathsOf(shape: FieldShape, path: readonly string[]): (readonly string[])[] {
  switch (shape.kind) {
    case 'group':
      return shape.fields.flatMap((field) => [
        [...path, field.name],
        ...pathsOf(field.shape, [...path, field.name]),
      ]);
    case 'list':
      return pathsOf(shape.of, path);
    default:
      return [];
  }
}

const problem = (field: string): RecordProblem => ({
  recordNumber: 1,
  field,
  code: 'field-invalid',
  found: '"x"',
  expected: 'y',
  howToFix: 'Correct it.',
});

describe('The forms of the front desk', () => {
  test.each([
    ['registration', RegistrationForm],
    ['coverages', CoverageForm],
    ['visit', VisitForm],
  ])('have words for every field of the %s', (_, schema) => {
    const paths = pathsOf({ kind: 'group', fields: deskForm(schema).fields, look: 'plain' }, ['desk']);
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      expect(wordsOfField(path).label).not.toBe('');
    }
  });

  test('tell an answer at its field, and beside the form what it has no field for', () => {
    const { fields } = deskForm(VisitForm);
    const problems = [problem('lines[2].charge'), problem('coverages[1].payerId'), problem('')];
    const { faults, others } = answeredFaults(fields, problems);
    expect(faults).toEqual({ 'lines.1.charge': 'Found "x"; expected y. Correct it.' });
    expect(others).toHaveLength(2);
    expect(formPath('coverages[1].subscriber.address.zip')).toBe('coverages.0.subscriber.address.zip');
  });

  test('say at once what is plainly wrong, and hand in the rest as typed', () => {
    const visit = deskForm(VisitForm);
    const bad = fillDeskForm(visit, { renderingNpi: '1234567893', placeOfService: '1' });
    expect(bad.ok ? {} : bad.faults).toMatchObject({
      serviceDateFrom: 'Fill this in',
      placeOfService: expect.stringContaining('place of service'),
    });
    const good = fillDeskForm(visit, {
      renderingNpi: '1234567893',
      placeOfService: '11',
      serviceDateFrom: '2026-11-20',
      diagnoses: ['J06.9'],
      lines: [{ code: '99213', charge: '', diagnosisPointers: ['1'], units: '1' }],
    });
    expect(good).toEqual({
      ok: true,
      form: {
        renderingNpi: '1234567893',
        placeOfService: '11',
        serviceDateFrom: '2026-11-20',
        diagnoses: ['J06.9'],
        lines: [{ code: '99213', diagnosisPointers: [1], units: 1 }],
      },
    });
  });

  test('let ids of the practice be chosen, wherever they stand', () => {
    const choices = { payerId: { JUNIP: 'JUNIP Juniper' }, locationId: {} };
    const paths = (shape: FieldShape, name = ''): readonly string[] =>
      shape.kind === 'group'
        ? shape.fields.flatMap((field) => paths(field.shape, field.name))
        : shape.kind === 'list'
          ? paths(shape.of, name)
          : [`${name} ${shape.kind}`];
    const fields = withChoices(deskForm(RegistrationForm).fields, choices);
    const found = paths({ kind: 'group', fields, look: 'plain' });
    expect(found).toContain('payerId choice');
    expect(found).not.toContain('payerId text');
    expect(
      paths({ kind: 'group', fields: withChoices(deskForm(VisitForm).fields, choices), look: 'plain' }),
    ).toContain('locationId text');
  });

  test('begin a payment with the copay, else with what is owed, else with nothing', () => {
    const cents = (amount: number) => amount as Parameters<typeof paymentBeginning>[1];
    expect(paymentBeginning(cents(2500), cents(900))).toMatchObject({ purpose: 'copay', amount: '25.00' });
    expect(paymentBeginning(undefined, cents(900))).toMatchObject({ purpose: 'balance', amount: '9.00' });
    expect(paymentBeginning(undefined, cents(-900))).toMatchObject({ purpose: 'copay', amount: '' });
  });
});
