import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { isMedicare } from '../../payer-kind.ts';

export const medicareSecondaryReasonMissing: Edit = {
  id: 'medicare-secondary-reason-missing',
  title: 'Medicare pays second, and nobody says why',
  snipType: 4,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, SBR05: required when Medicare is not the primary payer',
  check({ coverages }, { practice }) {
    const findings: EditFinding[] = [];
    for (const { order, payerId, medicareSecondaryReason } of coverages) {
      if (
        order !== 'primary' &&
        medicareSecondaryReason === undefined &&
        practice.payers.some((known) => known.payerId === payerId && isMedicare(known))
      ) {
        findings.push({
          result: 'fail',
          where: `${order} coverage`,
          found: 'Medicare without the reason why another pays first',
          expected:
            'the type of insurance that goes before it, for example 12 for an employer group plan of the aged',
          fix: 'Go through the questionnaire on who pays first with the patient.',
        });
      }
    }
    return findings;
  },
};
