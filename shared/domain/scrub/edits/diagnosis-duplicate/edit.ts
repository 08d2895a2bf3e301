import type { PlainDate } from '#contracts/dates.ts';
import { withoutDot } from '../../../code-sets/code-tables.ts';
import type { Edit } from '../../edit.ts';

export const diagnosisDuplicate: Edit = {
  id: 'diagnosis-duplicate',
  title: 'A diagnosis is given twice',
  snipType: 2,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, HI of loop 2300: no code twice',
  check: ({ diagnoses }) =>
    diagnoses.flatMap((code, index) => {
      const first = diagnoses.findIndex((other) => withoutDot(other) === withoutDot(code));
      return first === index
        ? []
        : [
            {
              result: 'fail' as const,
              where: `diagnosis ${index + 1}`,
              codes: [withoutDot(code)],
              found: `${code}, which is diagnosis ${first + 1} already`,
              expected: 'each diagnosis once',
              fix: 'Remove the second one and correct the pointers of the lines.',
            },
          ];
    }),
};
