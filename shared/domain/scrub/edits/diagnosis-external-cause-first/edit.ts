import type { PlainDate } from '#contracts/dates.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
import type { Edit } from '../../edit.ts';

export const diagnosisExternalCauseFirst: Edit = {
  id: 'diagnosis-external-cause-first',
  title: 'The first diagnosis says how an injury came about, not what it is',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'ICD-10-CM official guidelines, section I.C.20.a: chapter 20 is never sequenced first',
  check: ({ diagnoses: [first = ''] }) =>
    /^[V-Y]/.test(first)
      ? [
          {
            result: 'fail',
            where: 'diagnosis 1',
            codes: [withoutDot(first)],
            found: `${withDot(first)}, an external cause`,
            expected: 'the injury or condition first',
            fix: 'Put the diagnosis that was treated before it.',
          },
        ]
      : [],
};
