import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit } from '../../edit.ts';

export const renderingProviderNotEnrolled: Edit = {
  id: 'rendering-provider-not-enrolled',
  title: 'The payer does not know the provider on that day',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Enrollments in the practice document, by payer and days of service',
  check: ({ renderingNpi, serviceDateFrom }, { practice, payer }) => {
    const provider = practice.providers.find(({ npi }) => npi === renderingNpi);
    if (provider === undefined || payer === undefined) {
      return [];
    }
    const spans = provider.enrollments.filter(({ payerId }) => payerId === payer.payerId);
    const where = 'rendering provider';
    const expected = `an enrollment with ${payer.name} on ${serviceDateFrom}`;
    if (spans.length === 0) {
      return [
        {
          result: 'not-checked',
          where,
          found: `no word on the enrollment with ${payer.name}`,
          expected,
          fix: 'Add the enrollment to the practice document.',
        },
      ];
    }
    const onDay = spans.filter(({ effectiveFrom, effectiveTo }) =>
      isWithin(serviceDateFrom, effectiveFrom, effectiveTo),
    );
    return onDay.some(({ status }) => status === 'enrolled')
      ? []
      : [
          {
            result: 'fail',
            where,
            found:
              onDay.length === 0
                ? 'no enrollment in force that day'
                : `an enrollment that is ${onDay[0]?.status}`,
            expected,
            fix: 'Hold the claim until the payer has enrolled the provider, within the filing limit, or enter the enrollment.',
          },
        ];
  },
};
