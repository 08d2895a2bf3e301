import { describe, expect, test } from 'vitest';
import { answersHinted, faultsOfWording } from '#domain/coding/physician-query/query-wording.ts';

describe('the wording of a question to a provider', () => {
  test.each([
    ['Would reimbursement be higher with sepsis?', 'reimbursement', 'money'],
    ['The payer asks for more', 'payer', 'money'],
    ['Is this billable as a consultation?', 'billable', 'money'],
    ['We lose $40 on this', '$', 'money'],
    ['Does Medicare cover it here', 'Medicare', 'money'],
    ['This would be a better DRG', 'DRG', 'money'],
    ['This supports a higher level', 'higher level', 'money'],
    ['Without it the claim denied last time', 'claim denied', 'money'],
    ['Is it medically necessary?', 'medically necess', 'money'],
    ['Please document acute kidney injury', 'Please document', 'leading'],
    ['Can you confirm the sepsis?', 'Can you confirm', 'leading'],
    ["Don't you think this is heart failure?", "Don't you think", 'leading'],
    ["Isn't this pneumonia?", "Isn't this pneumonia?", 'leading'],
    ['This should be documented as chronic', 'should be documented', 'leading'],
    ['We believe it is acute', 'We believe', 'leading'],
    ['It is clearly diabetic', 'clearly', 'leading'],
    ['Clarify so that we can go on', 'so that we', 'leading'],
  ])('"%s" is refused for its words "%s"', (text, word, because) => {
    const faults = faultsOfWording('question', text);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.some((fault) => fault.toLowerCase().includes(word.slice(0, 8).toLowerCase()))).toBe(true);
    expect(faults.join(' ')).toContain(because === 'money' ? 'speaks of money' : 'leads to an answer');
    expect(faults.every((fault) => fault.includes('write '))).toBe(true);
  });

  test.each([
    'Based on your clinical judgment, what is the cause of the elevated creatinine of 2.4?',
    'The patient denies chest pain and was discharged. What was treated on this day?',
    'Can you say which foot was examined?',
    'What is the type and acuity of the heart failure that was treated?',
    'The patient was told to pause the drug; what was the adverse effect?',
  ])('"%s" is asked as it is', (text) => {
    expect(faultsOfWording('question', text)).toEqual([]);
  });

  test('hints an answer where it names some and not all of them', () => {
    expect(answersHinted('Does the patient have sepsis?', ['Sepsis', 'Bacteremia'])).toEqual(['Sepsis']);
    expect(answersHinted('Was the left or the right knee injected?', ['left', 'right'])).toEqual([]);
    expect(answersHinted('What do the findings mean?', ['Sepsis', 'Bacteremia'])).toEqual([]);
    // A part of a word is not the word.
    expect(answersHinted('What caused the anemias?', ['anemia', 'other blood loss'])).toEqual([]);
  });
});
