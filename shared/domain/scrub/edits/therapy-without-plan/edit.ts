import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { feeNotKnown } from '../../fee-not-known.ts';
import { isMedicare } from '../../payer-kind.ts';

/** Speech, occupational and physical therapy. */
const plans: readonly string[] = ['GN', 'GO', 'GP'];
/** The indicator of multiple procedures that therapy, and nothing else, has. */
const therapy = '5';

/** First and last code of services that one discipline alone bills, and its plan. */
const ofOneDiscipline: readonly (readonly [from: string, to: string, plan: string])[] = [
  ['92507', '92508', 'GN'],
  ['92521', '92526', 'GN'],
  ['92607', '92609', 'GN'],
  ['97161', '97164', 'GP'],
  ['97165', '97168', 'GO'],
];

export const therapyWithoutPlan: Edit = {
  id: 'therapy-without-plan',
  title: 'Therapy is billed without the modifier of its plan, or with the wrong one',
  snipType: 7,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1999-01-01' as PlainDate,
  source:
    'Medicare Claims Processing Manual, chapter 5, 20.1; physician fee schedule, indicator 5 of multiple procedures',
  needs: 'medicare',
  check(_, { lines, payer }) {
    const findings: EditFinding[] = [];
    if (!isMedicare(payer)) {
      return findings;
    }
    for (const { line, procedure } of lines) {
      if (mayBeTherapy(line.code)) {
        const where = `line ${line.lineNumber}`;
        const row = procedure.fee;
        const given = line.modifiers.filter((modifier) => plans.includes(modifier));
        if (row === 'unknown') {
          findings.push(
            feeNotKnown(where, [line.code], line.code, 'the modifier of its plan, if it is therapy'),
          );
        } else if (row !== 'none' && row.multipleIndicator === therapy) {
          const only = ofOneDiscipline.find(([from, to]) => line.code >= from && line.code <= to);
          const wanted = only === undefined ? plans : [only[2]];
          if (given.length !== 1 || !given.every((modifier) => wanted.includes(modifier))) {
            findings.push({
              result: 'fail',
              where,
              codes: [line.code, ...given],
              found: `${line.code} with ${given.length === 0 ? 'no modifier of a plan' : given.join(' and ')}`,
              expected: wanted.length === 1 ? `modifier ${wanted.join('')}` : `one of ${wanted.join(', ')}`,
              fix: "Add the modifier of the therapist's plan.",
            });
          }
        }
      }
    }
    return findings;
  },
};

/** The chapters that hold therapy; whether a code in them is therapy, the schedule says. */
function mayBeTherapy(code: string): boolean {
  return (
    (code >= '92500' && code <= '92700') ||
    (code >= '96105' && code <= '96125') ||
    (code >= '97010' && code <= '97799') ||
    (code >= 'G0281' && code <= 'G0329')
  );
}
