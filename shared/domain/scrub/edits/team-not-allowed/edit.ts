import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkIndicators, type IndicatorRule, type Verdict } from '../../modifier-indicator.ts';

const noTeam: Verdict = {
  result: 'fail',
  expected: 'a procedure that a team is paid for',
  fix: 'Correct the code or remove the modifier.',
};

const verdicts: Readonly<Record<string, Verdict>> = {
  '0': noTeam,
  '1': {
    result: 'not-checked',
    expected: 'documentation that a team was needed',
    fix: 'Send the operative report with the claim.',
  },
  '9': noTeam,
};

const rule: IndicatorRule = {
  modifiers: new Set(['66']),
  indicatorName: 'team indicator',
  indicatorOf: ({ teamIndicator }) => teamIndicator,
  judge: (indicator) => verdicts[indicator],
  expected: noTeam.expected,
};

export const teamNotAllowed: Edit = {
  id: 'team-not-allowed',
  title: 'A surgical team is not paid for the procedure',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, indicator of team surgery',
  needs: 'modifier',
  check: (_, facts) => checkIndicators(facts, rule),
};
