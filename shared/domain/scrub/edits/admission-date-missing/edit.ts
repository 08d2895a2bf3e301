import type { PlainDate } from '#contracts/dates.ts';

import type { Edit } from '../../edit.ts';

/** Inpatient hospital. */
const inpatient = '21';

export const admissionDateMissing: Edit = {
  id: 'admission-date-missing',
  title: 'An inpatient visit does not say when the patient was admitted',
  snipType: 4,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, DTP with qualifier 435: required on inpatient medical visits',
  check: ({ placeOfService, admissionDate, serviceDateFrom }) => {
    if (placeOfService !== inpatient || (admissionDate !== undefined && admissionDate <= serviceDateFrom)) {
      return [];
    }
    return [
      {
        result: 'fail',
        where: 'claim',
        found: admissionDate === undefined ? 'no day of admission' : `an admission on ${admissionDate}`,
        expected: `the day of admission, ${serviceDateFrom} or before, for place of service ${inpatient}`,
        fix: 'Take it from the hospital record.',
      },
    ];
  },
};
