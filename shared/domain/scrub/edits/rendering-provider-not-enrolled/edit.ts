import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { serviceDaysOf } from '../../service-days.ts';

const where = 'rendering provider';

export const renderingProviderNotEnrolled: Edit = {
  id: 'rendering-provider-not-enrolled',
  title: 'The payer does not know the provider on that day',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Enrollments in the practice document, by payer and days of service',
  check: (claim, { practice, payer }) => {
    const provider = practice.providers.find(({ npi }) => npi === claim.renderingNpi);
    if (provider === undefined || payer === undefined) {
      return [];
    }
    const spans = provider.enrollments.filter(({ payerId }) => payerId === payer.payerId);
    if (spans.length === 0) {
      return [
        {
          result: 'not-checked',
          where,
          found: `no word on the enrollment with ${payer.name}`,
          expected: `an enrollment with ${payer.name}`,
          fix: 'Add the enrollment to the practice document.',
        },
      ];
    }
    return serviceDaysOf(claim).flatMap((day): EditFinding[] => {
      const onDay = spans.filter(({ effectiveFrom, effectiveTo }) =>
        isWithin(day, effectiveFrom, effectiveTo),
      );
      return onDay.some(({ status }) => status === 'enrolled')
        ? []
        : [
            {
              result: 'fail',
              where,
              found: `${onDay.length === 0 ? 'no enrollment in force' : `an enrollment that is ${onDay[0]?.status}`} on ${day}`,
              expected: `an enrollment with ${payer.name} on ${day}`,
              fix: 'Hold the claim until the payer has enrolled the provider, within the filing limit, or enter the enrollment.',
            },
          ];
    });
  },
};
