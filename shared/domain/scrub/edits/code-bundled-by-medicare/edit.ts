import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkMedicareStatus, type StatusJudgement } from '../../medicare-status.ts';

const expected = 'a code that is paid by itself';
/** Paid with whatever else was done: always, and as part of a service of a physician. */
const bundled: ReadonlySet<string> = new Set(['B', 'P']);

const judge: StatusJudgement = (status) =>
  bundled.has(status)
    ? { result: 'fail', expected, fix: 'Remove the line; the patient may not be billed for it either.' }
    : undefined;

export const codeBundledByMedicare: Edit = {
  id: 'code-bundled-by-medicare',
  title: 'Medicare pays the code only with what it belongs to',
  snipType: 7,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, status codes B and P',
  needs: 'medicare',
  check: (_, facts) => checkMedicareStatus(facts, expected, judge),
};
