import type { PlainDate } from '#contracts/dates.ts';

import type { Edit } from '../../edit.ts';

/** Telehealth is rendered in no facility, though it may be paid as in one. */
const telehealth = '02';

export const serviceFacilityMissing: Edit = {
  id: 'service-facility-missing',
  title: 'A visit in a facility does not say which',
  snipType: 4,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source:
    '005010X222A1, loop 2310C: the place of service, where it is not the address of the billing provider',
  check: ({ placeOfService, locationId, serviceDateFrom }, { tables, practice }) => {
    const location = practice.locations.find((known) => known.locationId === locationId);
    if (placeOfService === telehealth || location !== undefined) {
      return [];
    }
    const edition = tables.placesOfService.inForceOn(serviceDateFrom);
    const place = edition?.find(placeOfService);
    if (place === undefined && edition?.isWhole !== true) {
      return [
        {
          result: 'not-checked',
          where: 'claim',
          found: `place of service ${placeOfService} without a location, and no table that says whether it is a facility`,
          expected: 'the facility, if it is one',
          fix: 'Load the places of service, or choose the location.',
        },
      ];
    }
    if (place?.isFacility !== true) {
      return [];
    }
    return [
      {
        result: 'fail',
        where: 'claim',
        found:
          locationId === undefined
            ? 'no location'
            : `location ${locationId}, which the practice does not have`,
        expected: `the facility, for place of service ${placeOfService}`,
        fix: 'Choose the location; the administrator adds a facility that is not there yet.',
      },
    ];
  },
};
