import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkMedicareStatus, type StatusJudgement } from '../../medicare-status.ts';

const expected = 'a service that Medicare covers';
const notCovered = 'N';
/** Excluded by statute, and a voluntary notice of it. */
const saidSo: ReadonlySet<string> = new Set(['GY', 'GX']);

const judge: StatusJudgement = (status, { modifiers }) => {
  if (status !== notCovered) {
    return undefined;
  }
  return modifiers.some((modifier) => saidSo.has(modifier))
    ? {
        result: 'bypassed',
        expected: 'a denial that the patient or the next payer is billed by',
        fix: 'Send it for the denial; the patient pays.',
      }
    : {
        result: 'fail',
        expected,
        fix: 'Add modifier GY where a denial is needed, or bill the patient.',
      };
};

export const codeNotCoveredByMedicare: Edit = {
  id: 'code-not-covered-by-medicare',
  title: 'Medicare never covers the service',
  snipType: 7,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, status code N; modifiers of exclusion in HCPCS Level II',
  needs: 'medicare',
  check: (_, facts) => checkMedicareStatus(facts, expected, judge),
};
