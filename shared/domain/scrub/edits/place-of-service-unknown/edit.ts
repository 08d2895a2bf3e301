import type { PlainDate } from '#contracts/dates.ts';
import { isInForce } from '../../../code-sets/code-tables.ts';
import type { Edit } from '../../edit.ts';

export const placeOfServiceUnknown: Edit = {
  id: 'place-of-service-unknown',
  title: 'The place of service is not an assigned code',
  snipType: 5,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CMS, place of service code set',
  check: ({ placeOfService, serviceDateFrom }, { tables }) => {
    const edition = tables.placesOfService.inForceOn(serviceDateFrom);
    const row = edition?.find(placeOfService);
    if (row !== undefined && isInForce(row, serviceDateFrom)) {
      return [];
    }
    const expected = 'a code of the CMS place of service set, for example 11 for the office';
    return row === undefined && edition?.isWhole !== true
      ? [
          {
            result: 'not-checked',
            where: 'claim',
            found: `place of service ${placeOfService}, which the loaded table does not have`,
            expected,
            fix: 'Load the places of service.',
          },
        ]
      : [
          {
            result: 'fail',
            where: 'claim',
            found: `place of service ${placeOfService}, which is not assigned`,
            expected,
            fix: 'Correct the place of service from the schedule.',
          },
        ];
  },
};
