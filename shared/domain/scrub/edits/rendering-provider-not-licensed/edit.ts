import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit } from '../../edit.ts';

export const renderingProviderNotLicensed: Edit = {
  id: 'rendering-provider-not-licensed',
  title: 'The provider had no licence where the patient was seen',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Licences in the practice document; payers require one in the state of the service',
  check: ({ renderingNpi, locationId, serviceDateFrom }, { practice, payer }) => {
    const provider = practice.providers.find(({ npi }) => npi === renderingNpi);
    if (provider === undefined || payer === undefined) {
      return [];
    }
    const location = practice.locations.find((known) => known.locationId === locationId);
    const { state } = (location ?? practice).address;
    const where = 'rendering provider';
    const expected = `a licence in ${state} on ${serviceDateFrom}`;
    if (provider.licences.length === 0) {
      return [
        {
          result: 'not-checked',
          where,
          found: 'no licence in the practice document',
          expected,
          fix: 'Add the provider’s licences to the practice document.',
        },
      ];
    }
    return provider.licences.some(
      (licence) =>
        licence.state === state && isWithin(serviceDateFrom, licence.effectiveFrom, licence.effectiveTo),
    )
      ? []
      : [
          {
            result: 'fail',
            where,
            found: `licences in ${[...new Set(provider.licences.map((licence) => licence.state))].join(', ')}, none in force there that day`,
            expected,
            fix: 'Enter the renewed licence, or correct the provider of the visit.',
          },
        ];
  },
};
