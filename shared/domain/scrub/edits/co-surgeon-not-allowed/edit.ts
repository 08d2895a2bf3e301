import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { notGiven } from '../../look-back.ts';
import { checkIndicators, type IndicatorRule, type Verdict } from '../../modifier-indicator.ts';
import type { ScrubbedClaim } from '../../scrubbed-claim.ts';

const twoSurgeons = '62';

const notTwo: Verdict = {
  result: 'fail',
  expected: 'a procedure that two surgeons are paid for',
  fix: 'Correct the code, or bill the second surgeon as an assistant if that is what was done.',
};

const verdicts: Readonly<Record<string, Verdict>> = {
  '0': notTwo,
  '1': {
    result: 'not-checked',
    expected: 'documentation that two surgeons were needed',
    fix: 'Send both operative reports with the claim.',
  },
  '9': notTwo,
};

const rule: IndicatorRule = {
  modifiers: new Set([twoSurgeons]),
  indicatorName: 'co-surgeon indicator',
  indicatorOf: ({ coSurgeonIndicator }) => coSurgeonIndicator,
  judge: (indicator) => verdicts[indicator],
  expected: notTwo.expected,
};

export const coSurgeonNotAllowed: Edit = {
  id: 'co-surgeon-not-allowed',
  title: 'Two surgeons are not paid for the procedure, or only one of them says so',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'Medicare physician fee schedule of CMS, indicator of co-surgeons; Claims Processing Manual, chapter 12, 40.8',
  needs: 'modifier',
  check(claim, facts) {
    const findings = checkIndicators(facts, rule);
    return facts.payer === undefined ? findings : [...findings, ...onlyOneSaysSo(claim, facts)];
  },
};

/** Both surgeons bill the same code with the modifier. */
function onlyOneSaysSo({ lines, renderingNpi }: ScrubbedClaim, { history }: ScrubFacts): EditFinding[] {
  const findings: EditFinding[] = [];
  for (const line of lines) {
    if (line.modifiers.includes(twoSurgeons)) {
      if (history.isNotGiven === true) {
        findings.push(notGiven(`modifier ${twoSurgeons} from both surgeons`, `line ${line.lineNumber}`));
      }
      for (const service of history.services) {
        if (
          service.serviceDate === line.serviceDate &&
          service.code === line.code &&
          service.renderingNpi !== renderingNpi &&
          !service.modifiers.includes(twoSurgeons)
        ) {
          findings.push({
            result: 'fail',
            where: `line ${line.lineNumber}`,
            codes: [line.code, twoSurgeons],
            found: `${line.code} with modifier ${twoSurgeons}, and without it on claim ${service.claimId}`,
            expected: `modifier ${twoSurgeons} from both surgeons`,
            fix: 'Correct the claim of whichever surgeon is billed wrongly.',
          });
        }
      }
    }
  }
  return findings;
}
