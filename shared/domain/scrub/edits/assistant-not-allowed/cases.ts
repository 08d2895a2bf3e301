import { feesOfYear } from '../../procedure-case-tables.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const tables = feesOfYear([
  { code: '27447', assistantIndicator: '2' },
  { code: '29881', assistantIndicator: '1' },
  { code: '15734', assistantIndicator: '0' },
]);
const withModifier = (code: string, modifier: string) => ({
  lines: caseLines({ code, modifiers: [modifier] }),
});

export const cases: readonly EditCase[] = [
  { title: 'passes where an assistant is paid', claim: withModifier('27447', '80'), tables, expect: [] },
  {
    title: 'passes a code that the whole schedule does not have',
    claim: withModifier('27448', '80'),
    tables,
    expect: [],
  },
  {
    title: 'holds an assistant whom no payment is made for',
    claim: withModifier('29881', '80'),
    tables,
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds an assistant who is no physician',
    claim: withModifier('29881', 'AS'),
    tables,
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a minimum assistant, and one where no resident was available',
    claim: { lines: caseLines({ code: '29881', modifiers: ['81'] }, { code: '29881', modifiers: ['82'] }) },
    tables,
    expect: [
      { result: 'fail', where: 'line 1' },
      { result: 'fail', where: 'line 2' },
    ],
  },
  {
    title: 'does not know whether an assistant was needed where documentation decides',
    claim: withModifier('15734', '80'),
    tables,
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds an assistant at a visit',
    claim: withModifier('99213', '80'),
    tables: feesOfYear([{ code: '99213', assistantIndicator: '9' }]),
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check a code that a slice of the schedule does not have',
    claim: withModifier('29881', '80'),
    tables: feesOfYear([], { isWhole: false }),
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check a day that no edition governs',
    claim: { lines: caseLines({ code: '29881', modifiers: ['80'], serviceDate: caseDay('2025-12-31') }) },
    tables,
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...withModifier('29881', '80'), coverages: [] },
    tables,
    expect: [],
  },
];
