import { array, assert, constant, constantFrom, integer, property, record, type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import { draftOf, inputOf, sameInput, type Draft } from '../../web/forms/draft.ts';
import type { Field, FieldShape } from '../../web/forms/field-shape.ts';
import { wordsOfField } from '../../web/forms/field-words.ts';
import { fill, outcomeForms, type OutcomeForm } from '../../web/forms/outcome-forms.ts';
import { wordsOfOutcome } from '../../web/words/outcome-words.ts';

/** What a careful person types into a field of this name. */
const typed: Readonly<Record<string, readonly string[]>> = {
  reason: ['The payer said so on the phone', '  It is right  '],
  visit: ['E-1001'],
  suffix: ['Jr'],
  sourceSystem: ['athena'],
  target: ['2000001018'],
  consent: ['The mother agreed by phone on March 3'],
  claimId: ['C000000000001'],
  claim: ['C000000000001'],
  holders: ['R0000000000000001', 'B0000000000000001'],
  holder: ['B0000000000000001'],
  entry: ['K0000000000000001'],
  system: ['old-system'],
  reasonCode: ['45', 'A1'],
  payerId: ['60054'],
  memberId: ['W123-456'],
  groupNumber: ['G-1'],
  placeOfService: ['11'],
  renderingNpi: ['1234567893'],
  npi: ['1234567893'],
  to: ['1234567893'],
  question: ['What does it mean?'],
  indicators: ['Creatinine 2.4'],
  code: ['99213', 'J1885'],
  modifiers: ['25'],
  diagnoses: ['E11.9', 'I10'],
  state: ['NY'],
  zip: ['10001', '100011234'],
  phone: ['2125550100'],
  email: ['anna@example.org'],
  ndc: ['00009002501'],
  locationId: ['main'],
  sourcePatientId: ['P-1'],
  sourceLineId: ['7'],
  editId: ['npi-missing'],
  where: ['line 1'],
};
const anyText = ['Sorrel', 'Main Street 1', 'An'];

/** Drafts that fill a shape in: what need not be given is given or not. */
function drafts(shape: FieldShape, name: string): Arbitrary<Draft> {
  switch (shape.kind) {
    case 'text':
      return constantFrom(...(typed[name] ?? anyText));
    case 'dollars':
      return constantFrom('0.01', '125', '160.00');
    case 'date':
      return constantFrom('2026-03-04', '1958-12-31');
    case 'number':
      return integer({ min: 1, max: 4 }).map(String);
    case 'choice':
      return constantFrom(...shape.options);
    case 'pairs':
      return record({ 1: integer({ min: 1, max: 9 }).map(String), 2: constant('') });
    case 'list':
      return array(drafts(shape.of, name), {
        minLength: Math.max(1, shape.atLeast),
        maxLength: Math.min(3, shape.atMost),
      });
    case 'group':
      return filledIn(shape.fields);
  }
}

function filledIn(fields: readonly Field[]): Arbitrary<{ [name: string]: Draft }> {
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return record(Object.fromEntries(fields.map(({ name, shape }) => [name, drafts(shape, name)])), {
    requiredKeys: required,
  });
}

const forms = TaskKind.options.flatMap((kind) =>
  outcomeForms(kind).map((form): [string, TaskKind, OutcomeForm] => [`${kind}: ${form.outcome}`, kind, form]),
);

function pathsOf(fields: readonly Field[], path: readonly string[]): string[][] {
  return fields.flatMap(({ name, shape }) => {
    const here = [...path, name];
    const inside = shape.kind === 'list' ? shape.of : shape;
    return [here, ...(inside.kind === 'group' ? pathsOf(inside.fields, here) : [])];
  });
}

describe('The forms of what may be decided', () => {
  test('are as many as there are decisions', () => {
    expect(forms.length).toBeGreaterThan(80);
  });

  test.each([
    ['coding', 'coded', 'diagnoses', 1, 12],
    ['coding', 'query-provider', 'options', 1, 6],
    ['unmatched-deposit', 'is', 'holders', 1, 20],
  ] as const)(
    'of %s, %s: as many %s can be given as the contract takes, from the fewest on',
    (kind, outcome, name, atLeast, atMost) => {
      const form = outcomeForms(kind).find((one) => one.outcome === outcome);
      expect(form?.fields.find((field) => field.name === name)?.shape).toMatchObject({ atLeast, atMost });
    },
  );

  test.each(forms)('of %s: what is filled in is what the contract takes', (_, __, form) => {
    assert(
      property(filledIn(form.fields), (draft) => {
        const filled = fill(form, draft);
        expect(filled).toMatchObject({ ok: true });
      }),
      { numRuns: 30 },
    );
  });

  test.each(forms)('of %s: what was given before is shown and handed in as it was', (_, __, form) => {
    const shape = { kind: 'group', fields: form.fields, look: 'plain' } as const;
    assert(
      property(filledIn(form.fields), (draft) => {
        const input = inputOf(shape, draft);
        expect(sameInput(inputOf(shape, draftOf(shape, input)), input)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test.each(forms)('of %s: an empty one says which fields are missing, and nothing else', (_, __, form) => {
    const filled = fill(form, undefined);
    const required = form.fields
      .filter(({ isRequired, name }) => isRequired && name !== 'correction')
      .map(({ name }) => name);
    expect(filled.ok ? [] : Object.keys(filled.faults).toSorted()).toEqual(required.toSorted());
    expect(
      filled.ok ? [] : Object.values(filled.faults).filter((fault) => !/^(Fill|Choose)/.test(fault)),
    ).toEqual([]);
  });

  test.each(forms)('of %s: every field has words', (_, kind, form) => {
    const paths = pathsOf(form.fields, [kind, form.outcome]);
    expect(paths.filter((path) => wordsOfField(path).label === '')).toEqual([]);
  });

  test.each(forms)('of %s: the decision has words', (_, kind, { outcome }) => {
    expect(wordsOfOutcome(kind, outcome).leadsTo).toMatch(/\.$/);
  });
});

describe('A form that is filled in wrongly', () => {
  const formOf = (kind: TaskKind, outcome: string) => {
    const form = outcomeForms(kind).find((known) => known.outcome === outcome);
    if (form === undefined) {
      throw new Error(`No form for ${kind} ${outcome}`);
    }
    return form;
  };

  test.each<[string, TaskKind, string, Draft, Record<string, string>]>([
    [
      'a reason of two letters',
      'denial',
      'appeal',
      { reason: 'no' },
      { reason: 'Write at least 3 characters' },
    ],
    [
      'an amount with a comma',
      'credit-balance',
      'refund',
      { to: 'payer', amount: '1,25', reason: 'Asked for it' },
      { amount: 'Expected an amount in dollars with two decimals, for example "125.00"' },
    ],
    [
      'a diagnosis that is no code, in its row',
      'coding',
      'coded',
      {
        diagnoses: ['E11.9', 'sugar'],
        lines: [{ code: '99213', charge: '160.00', diagnosisPointers: ['1'] }],
      },
      { 'diagnoses.1': 'Expected an ICD-10-CM code, for example E11.9' },
    ],
    [
      'units that are no number, in their line',
      'coding',
      'coded',
      { diagnoses: ['E11.9'], lines: [{ code: '99213', units: 'two', charge: '160.00' }] },
      { 'lines.0.units': 'This is not right' },
    ],
    [
      'a day that is none',
      'underpayment',
      'asked-payer',
      { by: '2026-02-30', reason: 'Called them' },
      { by: 'Expected a day' },
    ],
  ])('says so beside the field: %s', (_, kind, outcome, draft, faults) => {
    expect(fill(formOf(kind, outcome), draft)).toEqual({ ok: false, faults });
  });

  test('leaves out rows and groups in which nothing was typed', () => {
    const form = formOf('correction', 'corrected');
    expect(
      fill(form, {
        correction: { diagnoses: ['I10', ' '], accident: { kind: '', date: '' }, authorizationNumber: ' ' },
        reason: ' Retired code ',
      }),
    ).toEqual({
      ok: true,
      decision: { outcome: 'corrected', correction: { diagnoses: ['I10'] }, reason: 'Retired code' },
    });
  });

  test('is the contract’s to judge: what it takes, the form hands in unread', () => {
    const form = formOf('coding', 'coded');
    const filled = fill(form, {
      diagnoses: ['E11.9'],
      lines: [{ code: '99213', charge: '160', modifiers: ['25'], diagnosisPointers: ['1'] }],
    });
    expect(filled.ok && taskOutcomes.coding.parse(filled.decision)).toMatchObject({
      lines: [{ charge: 16_000, units: 1 }],
    });
  });
});
