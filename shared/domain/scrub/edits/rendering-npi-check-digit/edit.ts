import type { PlainDate } from '#contracts/dates.ts';
import { hasValidCheckDigit } from '../../../identity/npi.ts';
import type { Edit } from '../../edit.ts';

export const renderingNpiCheckDigit: Edit = {
  id: 'rendering-npi-check-digit',
  title: "The rendering provider's NPI has a wrong check digit",
  snipType: 2,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2008-05-23' as PlainDate,
  source: 'CMS, National Provider Identifier check digit',
  check: ({ renderingNpi }) =>
    hasValidCheckDigit(renderingNpi)
      ? []
      : [
          {
            result: 'fail',
            where: 'rendering provider',
            found: `NPI ${renderingNpi}, whose last digit does not fit the others`,
            expected: 'an NPI with a valid check digit',
            fix: 'Look the provider up in NPPES and correct the rendering provider.',
          },
        ],
};
