import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';

const fix = 'Point the line at the diagnoses for which it was done, the most important first.';

export const diagnosisPointerInvalid: Edit = {
  id: 'diagnosis-pointer-invalid',
  title: 'A line does not point at its diagnoses',
  snipType: 2,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, SV107: one to four pointers to diagnoses of the claim',
  check({ lines, diagnoses }) {
    const findings: EditFinding[] = [];
    for (const { lineNumber, diagnosisPointers } of lines) {
      if (diagnosisPointers.length === 0) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          found: 'no pointer to a diagnosis',
          expected: 'one to four pointers',
          fix,
        });
      } else if (diagnosisPointers.some((pointer) => pointer > diagnoses.length)) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          found: `a pointer to diagnosis ${diagnosisPointers.filter((pointer) => pointer > diagnoses.length).join(', ')}`,
          expected: `positions from 1 to ${diagnoses.length}, the number of diagnoses`,
          fix,
        });
      }
    }
    return findings;
  },
};
