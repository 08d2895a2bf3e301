import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisDuplicate: Edit = {
  id: 'diagnosis-duplicate',
  title: 'A diagnosis is given twice',
  snipType: 2,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, HI of loop 2300: no code twice',
  check(_, { diagnoses }) {
    const findings: EditFinding[] = [];
    for (const [index, { code, written }] of diagnoses.entries()) {
      const first = diagnoses.findIndex((other) => other.code === code);
      if (first < index) {
        findings.push({
          result: 'fail',
          where: `diagnosis ${index + 1}`,
          codes: [code],
          found: `${written}, which is diagnosis ${first + 1} already`,
          expected: 'each diagnosis once',
          fix: 'Remove the second one and correct the pointers of the lines.',
        });
      }
    }
    return findings;
  },
};
