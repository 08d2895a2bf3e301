import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit } from '../../edit.ts';

export const renderingProviderNotActive: Edit = {
  id: 'rendering-provider-not-active',
  title: 'The provider did not work for the practice that day',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'The practice’s own master data',
  check: ({ renderingNpi, serviceDateFrom }, { practice }) => {
    const provider = practice.providers.find(({ npi }) => npi === renderingNpi);
    if (provider !== undefined && isWithin(serviceDateFrom, provider.effectiveFrom, provider.effectiveTo)) {
      return [];
    }
    return [
      {
        result: 'fail',
        where: 'rendering provider',
        found:
          provider === undefined
            ? `${renderingNpi}, whom the practice does not have`
            : `${renderingNpi}, with the practice ${[provider.effectiveFrom, provider.effectiveTo].map((end) => end ?? 'open').join(' to ')}`,
        expected: `a provider of the practice on ${serviceDateFrom}`,
        fix: 'Correct the provider of the visit, or the days in the practice document.',
      },
    ];
  },
};
