import { caseLines, cleanClaim, type EditCase } from '../../edit-case.ts';
import { caseLimits } from '../../diagnosis-case-tables.ts';

const tables = caseLimits({ code: 'N40', sex: 'M' }, { code: 'N951', sex: 'F' });
const prostate = { diagnoses: ['I10', 'N40'] };

export const cases: readonly EditCase[] = [
  { title: 'passes a diagnosis of either sex', tables, expect: [] },
  { title: 'passes a diagnosis of the patient’s sex', tables, claim: { diagnoses: ['N95.1'] }, expect: [] },
  {
    title: 'holds a diagnosis of the other sex',
    tables,
    claim: prostate,
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'is bypassed by KX on every line that points at it',
    tables,
    claim: { ...prostate, lines: caseLines({ modifiers: ['KX'], diagnosisPointers: [2] }, {}) },
    expect: [{ result: 'bypassed', where: 'diagnosis 2' }],
  },
  {
    title: 'is not bypassed by KX on one of two such lines',
    tables,
    claim: {
      ...prostate,
      lines: caseLines({ modifiers: ['KX'], diagnosisPointers: [2] }, { diagnosisPointers: [1, 2] }),
    },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'does not check where the sex is not known',
    tables,
    claim: { ...prostate, patient: { ...cleanClaim.patient, sex: 'U' } },
    expect: [{ result: 'not-checked', where: 'diagnosis 2' }],
  },
  { title: 'does not check without the editor', expect: [{ result: 'not-checked', where: 'claim' }] },
];
