import { billedTo, caseLines, medicaid, medicare, type EditCase } from '../../edit-case.ts';

const drug = { lines: caseLines({ code: 'J3301' }) };
const named = { ndc: '00003029305', quantity: 1, unit: 'ML' } as const;

export const cases: readonly EditCase[] = [
  {
    title: 'holds a drug without a package for Medicaid',
    claim: { ...billedTo(medicaid), ...drug },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a biosimilar drug without one',
    claim: { ...billedTo(medicaid), lines: caseLines({ code: 'Q5101' }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes a drug that names it',
    claim: { ...billedTo(medicaid), lines: caseLines({ code: 'J3301', drug: named }) },
    expect: [],
  },
  { title: 'passes what is no drug', claim: billedTo(medicaid), expect: [] },
  {
    title: 'passes a vaccine',
    claim: { ...billedTo(medicaid), lines: caseLines({ code: '90686' }) },
    expect: [],
  },
  { title: 'passes a drug for Medicare', claim: { ...billedTo(medicare), ...drug }, expect: [] },
  {
    title: 'does not know whether another payer wants it',
    claim: drug,
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  { title: 'passes whatever the patient pays', claim: { ...drug, coverages: [] }, expect: [] },
  ...['H2037', 'K0001', 'Q5001', 'Q4081'].map((code): EditCase => ({
    title: `passes ${code}, which is next to the drugs`,
    claim: { ...billedTo(medicaid), lines: caseLines({ code }) },
    expect: [],
  })),
];
