import { feesOfYear } from '../../procedure-case-tables.ts';
import { billedTo, caseLines, medicare, type EditCase } from '../../edit-case.ts';

const claim = { ...billedTo(medicare), lines: caseLines({}, { code: '99080' }) };
const status = (letter: string) => feesOfYear([{ code: '99080', status: letter }, { code: '99213' }]);

export const cases: readonly EditCase[] = [
  ...['B', 'P'].map((letter): EditCase => ({
    title: `holds a code with status ${letter}`,
    claim,
    tables: status(letter),
    expect: [{ result: 'fail', where: 'line 2' }],
  })),
  { title: 'passes a code that is paid by itself', claim, tables: status('A'), expect: [] },
  {
    title: 'does not check without a schedule',
    claim,
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  { title: 'passes it for another payer', claim: { lines: claim.lines }, tables: status('B'), expect: [] },
];
