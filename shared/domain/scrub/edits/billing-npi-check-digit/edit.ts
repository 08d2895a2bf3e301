import type { PlainDate } from '#contracts/dates.ts';
import { hasValidCheckDigit } from '../../../identity/npi.ts';
import type { Edit } from '../../edit.ts';

export const billingNpiCheckDigit: Edit = {
  id: 'billing-npi-check-digit',
  title: "The billing provider's NPI has a wrong check digit",
  snipType: 2,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2008-05-23' as PlainDate,
  source: 'CMS, National Provider Identifier check digit',
  check: ({ billingNpi }) =>
    hasValidCheckDigit(billingNpi)
      ? []
      : [
          {
            result: 'fail',
            where: 'billing provider',
            found: `NPI ${billingNpi}, whose last digit does not fit the others`,
            expected: 'an NPI with a valid check digit',
            fix: 'Look the practice up in NPPES and correct its master data.',
          },
        ],
};
