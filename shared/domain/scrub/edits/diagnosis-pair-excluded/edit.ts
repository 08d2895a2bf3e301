import type { PlainDate } from '#contracts/dates.ts';
import { isWithinDiagnoses } from '../../../code-sets/diagnosis-range.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisPairExcluded: Edit = {
  id: 'diagnosis-pair-excluded',
  title: 'Two diagnoses that do not stand together, unless they are unrelated',
  snipType: 5,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'ICD-10-CM tabular list of the CDC, Excludes1 notes; official guidelines, section I.A.12.a',
  check: ({ diagnoses, serviceDateFrom }, { tables }) => {
    const notes = tables.diagnosisNotes.inForceOn(serviceDateFrom);
    if (notes === undefined) {
      return diagnoses.length < 2 ? [] : [notLoadedFor('the ICD-10-CM tabular list', serviceDateFrom)];
    }
    const codes = diagnoses.map(withoutDot);
    const excluded = codes.map((code) => notes.find(code)?.excludes1 ?? []);
    const findings: EditFinding[] = [];
    for (let first = 0; first < codes.length; first += 1) {
      for (let second = first + 1; second < codes.length; second += 1) {
        const one = codes[first] ?? '';
        const other = codes[second] ?? '';
        const apart =
          excluded[first]?.some((range) => isWithinDiagnoses(other, range)) === true ||
          excluded[second]?.some((range) => isWithinDiagnoses(one, range)) === true;
        if (apart && one !== other) {
          findings.push({
            result: 'fail',
            where: `diagnoses ${first + 1} and ${second + 1}`,
            codes: [one, other],
            found: `${withDot(one)} with ${withDot(other)}`,
            expected: 'one of the two, or two conditions that have nothing to do with each other',
            fix: 'Keep the one that the note supports, or attest that the two are unrelated.',
          });
        }
      }
    }
    return findings;
  },
};
