import type { PlainDate } from '#contracts/dates.ts';
import type { Edit } from '../../edit.ts';
import { checkIndicators, type IndicatorRule, type Verdict } from '../../modifier-indicator.ts';

const verdict = (expected: string): Verdict => ({
  result: 'fail',
  expected,
  fix: 'Remove the modifier, or choose the code of the part that was done.',
});
const hasNoParts = verdict('the code without a modifier of a part: it has none');
const noTechnicalPart = verdict('the interpretation alone: there is no technical part');

const verdicts: Readonly<Record<string, Verdict>> = {
  '0': hasNoParts,
  '2': verdict('the code without a modifier: it is the professional part'),
  '3': verdict('the code without a modifier: it is the technical part'),
  '4': verdict('the code without a modifier: each part has a code of its own'),
  '5': hasNoParts,
  '7': hasNoParts,
  '9': hasNoParts,
};

const rule: IndicatorRule = {
  modifiers: new Set(['26', 'TC']),
  indicatorName: 'component indicator',
  indicatorOf: ({ componentIndicator }) => componentIndicator,
  judge: (indicator, modifier) =>
    indicator === '6' || indicator === '8'
      ? modifier === 'TC'
        ? noTechnicalPart
        : undefined
      : verdicts[indicator],
  expected: 'a code that has a professional and a technical part',
};

export const componentModifierNotAllowed: Edit = {
  id: 'component-modifier-not-allowed',
  title: 'A professional or technical part is billed of a code that has no such part',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, indicator of professional and technical components',
  needs: 'modifier',
  check: (_, facts) => checkIndicators(facts, rule),
};
