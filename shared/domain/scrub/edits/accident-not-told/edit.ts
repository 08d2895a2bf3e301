import type { PlainDate } from '#contracts/dates.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
import type { Edit } from '../../edit.ts';

export const accidentNotTold: Edit = {
  id: 'accident-not-told',
  title: 'A diagnosis tells of a transport accident, the claim of none',
  snipType: 4,
  severity: 'warning',
  fixer: 'front-desk',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: '005010X222A1, CLM11 and DTP 439; ICD-10-CM chapter 20, V00 to V99',
  check: ({ diagnoses, accident }) => {
    const cause = diagnoses.findIndex((code) => code.startsWith('V'));
    return cause === -1 || accident !== undefined
      ? []
      : [
          {
            result: 'fail',
            where: `diagnosis ${cause + 1}`,
            found: `${withDot(diagnoses[cause] ?? '')}, and no accident on the claim`,
            codes: [withoutDot(diagnoses[cause] ?? '')],
            expected: 'the kind of accident, its day and state',
            fix: 'Ask the patient and add the accident, or attest that it was none that an insurer answers for.',
          },
        ];
  },
};
