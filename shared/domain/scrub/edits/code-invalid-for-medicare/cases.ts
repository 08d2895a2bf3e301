import { feesOfYear } from '../../procedure-case-tables.ts';
import { billedTo, caseDay, caseLines, medicare, type EditCase } from '../../edit-case.ts';

const claim = { ...billedTo(medicare), lines: caseLines({ code: '99242' }) };
const status = (letter: string) => feesOfYear([{ code: '99242', status: letter }]);

export const cases: readonly EditCase[] = [
  ...['I', 'G', 'D', 'F', 'H'].map((letter): EditCase => ({
    title: `holds a code with status ${letter}`,
    claim,
    tables: status(letter),
    expect: [{ result: 'fail', where: 'line 1' }],
  })),
  ...['A', 'B', 'C', 'E', 'J', 'M', 'N', 'P', 'R', 'T', 'X'].map((letter): EditCase => ({
    title: `passes a code with status ${letter}`,
    claim,
    tables: status(letter),
    expect: [],
  })),
  { title: 'passes a code that the whole schedule does not have', claim, tables: feesOfYear([]), expect: [] },
  {
    title: 'does not check a code that a slice does not have',
    claim,
    tables: feesOfYear([], { isWhole: false }),
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'does not check a day that no edition governs',
    claim: { ...billedTo(medicare), lines: caseLines({ code: '99242', serviceDate: caseDay('2025-12-31') }) },
    tables: status('I'),
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  { title: 'passes it for another payer', claim: { lines: claim.lines }, tables: status('I'), expect: [] },
];
