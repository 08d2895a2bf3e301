import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';

/** Places for diagnoses in an 837P. */
const limit = 12;

export const diagnosisMissing: Edit = {
  id: 'diagnosis-missing',
  title: 'There is no diagnosis, or there are more than twelve',
  snipType: 2,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, HI of loop 2300: one to twelve diagnoses',
  check: ({ diagnoses }) =>
    diagnoses.length >= 1 && diagnoses.length <= limit
      ? []
      : [
          {
            result: 'fail',
            where: 'claim',
            found: diagnoses.length === 0 ? 'no diagnosis' : `${diagnoses.length} diagnoses`,
            expected: `one to ${limit} diagnoses, the most important first`,
            fix: 'Code the diagnoses from the note; what exceeds the limit goes on another claim.',
          },
        ],
};
