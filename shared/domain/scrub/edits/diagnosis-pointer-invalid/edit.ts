import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';

export const diagnosisPointerInvalid: Edit = {
  id: 'diagnosis-pointer-invalid',
  title: 'A line does not point at its diagnoses',
  snipType: 2,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, SV107: one to four pointers to diagnoses of the claim',
  check: ({ lines, diagnoses }) =>
    lines.flatMap(({ lineNumber, diagnosisPointers }) => {
      const where = `line ${lineNumber}`;
      const fix = 'Point the line at the diagnoses for which it was done, the most important first.';
      if (diagnosisPointers.length === 0) {
        const expected = 'one to four pointers';
        return [{ result: 'fail' as const, where, found: 'no pointer to a diagnosis', expected, fix }];
      }
      const dangling = diagnosisPointers.filter((pointer) => pointer > diagnoses.length);
      return dangling.length === 0
        ? []
        : [
            {
              result: 'fail' as const,
              where,
              found: `a pointer to diagnosis ${dangling.join(', ')}`,
              expected: `positions from 1 to ${diagnoses.length}, the number of diagnoses`,
              fix,
            },
          ];
    }),
};
