import type { PlainDate } from '#contracts/dates.ts';
import { isWithinDiagnoses } from '../../../code-sets/diagnosis-range.ts';
import type { DiagnosisOfDay } from '../../../code-sets/tables-of-day.ts';
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
  check: ({ serviceDateFrom }, { firstDay, diagnoses }) => {
    if (firstDay.diagnosisNotes === undefined) {
      return diagnoses.length < 2 ? [] : [notLoadedFor('the ICD-10-CM tabular list', serviceDateFrom)];
    }
    const findings: EditFinding[] = [];
    for (const [first, one] of diagnoses.entries()) {
      for (let second = first + 1; second < diagnoses.length; second += 1) {
        const other = diagnoses[second];
        if (
          other !== undefined &&
          one.code !== other.code &&
          (excludes(one, other) || excludes(other, one))
        ) {
          findings.push({
            result: 'fail',
            where: `diagnoses ${first + 1} and ${second + 1}`,
            codes: [one.code, other.code],
            found: `${one.written} with ${other.written}`,
            expected: 'one of the two, or two conditions that have nothing to do with each other',
            fix: 'Keep the one that the note supports, or attest that the two are unrelated.',
          });
        }
      }
    }
    return findings;
  },
};

function excludes({ notes }: DiagnosisOfDay, { code }: DiagnosisOfDay): boolean {
  return notes !== undefined && notes.excludes1.some((range) => isWithinDiagnoses(code, range));
}
