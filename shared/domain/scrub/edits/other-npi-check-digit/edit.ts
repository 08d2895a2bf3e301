import type { PlainDate } from '#contracts/dates.ts';
import { hasValidCheckDigit } from '../../../identity/npi.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const otherNpiCheckDigit: Edit = {
  id: 'other-npi-check-digit',
  title: 'The NPI of a referring or supervising provider has a wrong check digit',
  snipType: 2,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2008-05-23' as PlainDate,
  source: 'CMS, National Provider Identifier check digit',
  check: ({ referringProvider, supervisingProvider }) => [
    ...judge('referring provider', referringProvider?.npi),
    ...judge('supervising provider', supervisingProvider?.npi),
  ],
};

function judge(where: string, npi: string | undefined): readonly EditFinding[] {
  return npi === undefined || hasValidCheckDigit(npi)
    ? []
    : [
        {
          result: 'fail',
          where,
          found: `${npi}, whose check digit is wrong`,
          expected: 'an NPI',
          fix: 'Look the provider up in NPPES.',
        },
      ];
}
