import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkMedicareStatus, type StatusJudgement } from '../../medicare-status.ts';

const expected = 'a code that Medicare takes';

/** I and G: Medicare has another code for it. D, F and H: deleted. */
const refused: ReadonlySet<string> = new Set(['I', 'G', 'D', 'F', 'H']);

const judge: StatusJudgement = (status) =>
  refused.has(status)
    ? { result: 'fail', expected, fix: 'Choose the code that Medicare has for it.' }
    : undefined;

export const codeInvalidForMedicare: Edit = {
  id: 'code-invalid-for-medicare',
  title: 'Medicare does not take the code and has another one for it',
  snipType: 7,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, status codes D, F, G, H and I',
  needs: 'medicare',
  check: (_, facts) => checkMedicareStatus(facts, expected, judge),
};
