import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkIndicators, type IndicatorRule, type Verdict } from '../../modifier-indicator.ts';

const verdicts: Readonly<Record<string, Verdict>> = {
  '0': {
    result: 'not-checked',
    expected: 'documentation that an assistant was needed',
    fix: 'Send the operative report with the claim.',
  },
  '1': {
    result: 'fail',
    expected: 'a procedure at which an assistant is paid',
    fix: "Remove the assistant's line; it may not be billed to the patient either.",
  },
  '9': {
    result: 'fail',
    expected: 'a procedure that can have an assistant',
    fix: 'Correct the code or remove the modifier.',
  },
};

const rule: IndicatorRule = {
  modifiers: new Set(['80', '81', '82', 'AS']),
  indicatorName: 'assistant indicator',
  indicatorOf: ({ assistantIndicator }) => assistantIndicator,
  judge: (indicator) => verdicts[indicator],
  expected: 'a procedure at which an assistant is paid',
};

export const assistantNotAllowed: Edit = {
  id: 'assistant-not-allowed',
  title: 'An assistant at surgery is not paid for the procedure',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, indicator of assistants at surgery',
  needs: 'modifier',
  check: (_, facts) => checkIndicators(facts, rule),
};
