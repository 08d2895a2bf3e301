import type { PlainDate } from '#contracts/dates.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
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
  check: ({ diagnoses: [first], serviceDateFrom }, { tables }) => {
    if (first === undefined) {
      return [];
    }
    const limits = tables.diagnosisLimits.inForceOn(serviceDateFrom);
    if (limits === undefined) {
      return [notLoadedFor('the Medicare Code Editor', serviceDateFrom)];
    }
    return limits.find(withoutDot(first))?.isManifestation === true
      ? [
          {
            result: 'fail',
            where: 'diagnosis 1',
            codes: [withoutDot(first)],
            found: `${withDot(first)}, which shows what another disease did`,
            expected: 'that disease first',
            fix: 'Code the underlying disease before it.',
          },
        ]
      : [];
  },
};
