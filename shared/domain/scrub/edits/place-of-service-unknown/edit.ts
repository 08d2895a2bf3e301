import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';

export const placeOfServiceUnknown: Edit = {
  id: 'place-of-service-unknown',
  title: 'The place of service is not an assigned code',
  snipType: 5,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CMS, place of service code set',
  check: ({ placeOfService, serviceDateFrom }, { tables }) =>
    tables.placesOfService.inForceOn(serviceDateFrom)?.find(placeOfService) !== undefined
      ? []
      : [
          {
            result: 'fail',
            where: 'claim',
            found: `place of service ${placeOfService}, which is not assigned`,
            expected: 'a code of the CMS place of service set, for example 11 for the office',
            fix: 'Correct the place of service from the schedule.',
          },
        ],
};
