import { describe, expect, test } from 'vitest';
import { asTyped, isBegunCode, isCode, lastOf, withLast } from '../../web/codes/code-text.ts';
import { SessionCodes } from '../../web/codes/session-codes.ts';
import { modifiersLike } from '../../web/codes/modifiers-like.ts';
import { DraftStore } from '../../web/forms/draft-store.ts';

const migraine = { code: 'G43.909', label: 'Migraine' };
const visit = { code: '99213', label: 'Office visit' };

describe('What is typed into a field for codes', () => {
  test.each<[Parameters<typeof isBegunCode>[0], string, boolean]>([
    ['diagnosis', 'm54', true],
    ['diagnosis', 'M54.5', true],
    ['diagnosis', 'b12 deficiency', false],
    ['diagnosis', 'low back', false],
    ['diagnosis', 'i', false],
    ['procedure', '992', true],
    ['procedure', 'g04', true],
    ['procedure', 'flu shot', false],
    ['procedure', '2 views', false],
    ['modifier', '2', true],
    ['modifier', 'left', false],
  ])('of the sort %s, "%s" begins a code: %s', (sort, text, isCode) => {
    expect(isBegunCode(sort, text)).toBe(isCode);
  });

  test.each<[string, string]>([
    ['m54.59', 'M54.59'],
    ['low back pain', 'low back pain'],
    ['', ''],
  ])('is written so that a code is in capitals and words are as typed: %s', (text, written) => {
    expect(asTyped('diagnosis', text)).toBe(written);
  });

  test('is a whole code only where the contract takes it', () => {
    expect(isCode('diagnosis', 'i10')).toBe(true);
    expect(isCode('diagnosis', 'I1')).toBe(false);
    expect(isCode('procedure', 'g0439')).toBe(true);
    expect(isCode('procedure', '9921')).toBe(false);
  });

  test('may be several codes, of which the last is looked for and replaced', () => {
    expect(lastOf('25 5')).toBe('5');
    expect(withLast('25 5', '59')).toBe('25 59');
    expect(lastOf('25 ')).toBe('');
    expect(withLast('25 ', '59')).toBe('25 59');
    expect(withLast('', 'RT')).toBe('RT');
  });
});

describe('Modifiers', () => {
  test('are found by their code before those whose words have it', () => {
    expect(modifiersLike('2', []).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['22', '23', '24', '25', '26', '27']),
    );
    expect(modifiersLike('separate visit', []).map(({ code }) => code)).toEqual(['25']);
  });

  test('that fit the line stand before all others, once', () => {
    const offered = [{ code: '59', label: 'Distinct procedure', isBillable: true, group: 'For this line' }];
    const found = modifiersLike('59', offered);
    expect(found).toEqual(offered);
  });
});

describe('Codes of a session', () => {
  test('are remembered, the last first and each once', () => {
    const codes = new SessionCodes();
    codes.remember('diagnosis', migraine);
    codes.remember('diagnosis', { code: 'I10', label: 'High blood pressure' });
    codes.remember('diagnosis', migraine);
    expect(codes.atHand('diagnosis').recent.map(({ code }) => code)).toEqual(['G43.909', 'I10']);
    expect(codes.atHand('procedure').recent).toEqual([]);
  });

  test('are no more than eight, but for those that are kept at hand', () => {
    const codes = new SessionCodes();
    codes.toggleFavorite('procedure', visit);
    for (let number = 0; number < 20; number += 1) {
      codes.remember('procedure', { code: `9921${number % 10}`, label: 'Visit' });
    }
    expect(codes.atHand('procedure').recent).toHaveLength(8);
    expect(codes.isFavorite('procedure', visit.code)).toBe(true);
    codes.toggleFavorite('procedure', visit);
    expect(codes.isFavorite('procedure', visit.code)).toBe(false);
  });

  test('are told to who shows them, and are the same object until they change', () => {
    const codes = new SessionCodes();
    let told = 0;
    const leave = codes.subscribe(() => (told += 1));
    const before = codes.atHand('diagnosis');
    expect(codes.atHand('diagnosis')).toBe(before);
    codes.remember('diagnosis', migraine);
    expect(told).toBe(1);
    expect(codes.atHand('diagnosis')).not.toBe(before);
    leave();
    codes.forgetAll();
    expect(told).toBe(1);
  });

  test('are gone when another person signs in', () => {
    const drafts = new DraftStore();
    drafts.belongTo('coder');
    drafts.codes.remember('diagnosis', migraine);
    drafts.codes.toggleFavorite('procedure', visit);
    drafts.belongTo('coder');
    expect(drafts.codes.atHand('diagnosis').recent).toEqual([migraine]);
    drafts.belongTo('biller');
    expect(drafts.codes.atHand('diagnosis').recent).toEqual([]);
    expect(drafts.codes.isFavorite('procedure', visit.code)).toBe(false);
  });
});
