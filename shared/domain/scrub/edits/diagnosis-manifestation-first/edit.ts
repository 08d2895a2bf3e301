import type { PlainDate } from '#contracts/dates.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit } from '../../edit.ts';

export const diagnosisManifestationFirst: Edit = {
  id: 'diagnosis-manifestation-first',
  title: 'The first diagnosis only shows what another disease did',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'Medicare Code Editor of CMS, manifestations; official guidelines, section I.A.13',
  check: ({ serviceDateFrom }, { firstDay, diagnoses: [first] }) => {
    if (first === undefined) {
      return [];
    }
    if (firstDay.diagnosisLimits === undefined) {
      return [notLoadedFor('the Medicare Code Editor', serviceDateFrom)];
    }
    return first.limits?.isManifestation === true
      ? [
          {
            result: 'fail',
            where: 'diagnosis 1',
            codes: [first.code],
            found: `${first.written}, which shows what another disease did`,
            expected: 'that disease first',
            fix: 'Code the underlying disease before it.',
          },
        ]
      : [];
  },
};
