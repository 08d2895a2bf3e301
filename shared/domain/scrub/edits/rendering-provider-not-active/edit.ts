import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { serviceDaysOf } from '../../service-days.ts';

const where = 'rendering provider';
const fix = 'Correct the provider of the visit, or the days in the practice document.';

export const renderingProviderNotActive: Edit = {
  id: 'rendering-provider-not-active',
  title: 'The provider did not work for the practice that day',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'The practice’s own master data',
  check: (claim, { practice }) => {
    const { renderingNpi } = claim;
    const provider = practice.providers.find(({ npi }) => npi === renderingNpi);
    if (provider === undefined) {
      return [
        {
          result: 'fail',
          where,
          found: `${renderingNpi}, whom the practice does not have`,
          expected: 'a provider of the practice',
          fix,
        },
      ];
    }
    const { effectiveFrom, effectiveTo } = provider;
    return serviceDaysOf(claim)
      .filter((day) => !isWithin(day, effectiveFrom, effectiveTo))
      .map((day): EditFinding => ({
        result: 'fail',
        where,
        found: `${renderingNpi} on ${day}, with the practice ${[effectiveFrom, effectiveTo].map((end) => end ?? 'open').join(' to ')}`,
        expected: `a provider of the practice on ${day}`,
        fix,
      }));
  },
};
