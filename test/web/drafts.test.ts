import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { DraftStore } from '../../web/forms/draft-store.ts';
import { beginning, withoutUnchanged } from '../../web/forms/beginnings.ts';
import { fill, outcomeForms, type OutcomeForm } from '../../web/forms/outcome-forms.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';

function formOf(kind: TaskKind, outcome: string): OutcomeForm {
  const form = outcomeForms(kind).find((known) => known.outcome === outcome);
  if (form === undefined) {
    throw new Error(`No form for ${kind} ${outcome}`);
  }
  return form;
}

const claim = {
  claimId: 'C000000000001',
  diagnoses: ['E11.9', 'I10'],
  coverages: [{ order: 'primary', payerId: '60054', memberId: 'W123', relationship: 'self' }],
  lines: [
    {
      lineNumber: 1,
      lineControlNumber: '1',
      code: '99213',
      modifiers: [],
      units: 1,
      chargeCents: 16_005,
      diagnosisPointers: [1],
      serviceDate: '2026-11-02',
    },
  ],
  placeOfService: '11',
  renderingNpi: '1234567893',
} as unknown as Claim;

describe('What was typed', () => {
  test('is kept until the task is worked', () => {
    const drafts = new DraftStore();
    drafts.belongTo('maria');
    drafts.keep('task-1', 'appeal', { reason: 'The notes show it' });
    drafts.choose('task-1', 'appeal');
    drafts.keep('task-2', 'appeal', { reason: 'Another' });
    drafts.belongTo('maria');
    expect([drafts.chosen('task-1'), drafts.draft('task-1', 'appeal')]).toEqual([
      'appeal',
      { reason: 'The notes show it' },
    ]);
    drafts.forget('task-1');
    expect([drafts.has('task-1'), drafts.chosen('task-1'), drafts.has('task-2')]).toEqual([
      false,
      undefined,
      true,
    ]);
  });

  test('in one practice is not where another one begins, and goes with the person', () => {
    const drafts = new DraftStore();
    drafts.belongTo('maria');
    const cedar = drafts.of('cedar-hill');
    cedar.keep('payment-batch', 'entry', { header: { name: 'lockbox' } });
    expect(drafts.of('elm-street').has('payment-batch')).toBe(false);
    expect(drafts.of('cedar-hill').has('payment-batch')).toBe(true);
    drafts.belongTo('ida');
    expect([cedar.has('payment-batch'), drafts.of('cedar-hill').has('payment-batch')]).toEqual([
      false,
      false,
    ]);
  });

  test('is nobody else’s to see', () => {
    const drafts = new DraftStore();
    drafts.belongTo('maria');
    drafts.keep('task-1', 'appeal', { reason: 'The notes show it' });
    drafts.belongTo('ida');
    expect(drafts.has('task-1')).toBe(false);
  });
});

describe('A form about a claim', () => {
  test('begins with what the claim has, where that is what is asked', () => {
    const form = formOf('coding', 'coded');
    const filled = fill(form, beginning({ kind: 'coding' }, claim, form));
    expect(filled.ok && filled.decision).toEqual({
      outcome: 'coded',
      diagnoses: ['E11.9', 'I10'],
      lines: [
        {
          code: '99213',
          modifiers: [],
          units: 1,
          charge: '160.05',
          diagnosisPointers: [1],
          serviceDate: '2026-11-02',
        },
      ],
    });
  });

  test('begins empty elsewhere', () => {
    expect(beginning({ kind: 'denial' }, claim, formOf('denial', 'appeal'))).toBeUndefined();
  });

  test('hands in only those corrections that correct something', () => {
    const form = formOf('correction', 'corrected');
    const draft = {
      correction: { diagnoses: ['E11.65', 'I10'], placeOfService: '11', renderingNpi: '1234567893' },
      reason: 'Retired code replaced',
    };
    const filled = fill(form, withoutUnchanged(form, draft, claim));
    expect(filled.ok && filled.decision['correction']).toEqual({ diagnoses: ['E11.65', 'I10'] });
  });
});
