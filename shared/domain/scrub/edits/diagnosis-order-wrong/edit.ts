import type { PlainDate } from '#contracts/dates.ts';
import { isWithinDiagnoses } from '../../../code-sets/diagnosis-range.ts';
import { withDot, type DiagnosisRange } from '../../../code-sets/code-tables.ts';
import type { DiagnosisOfDay } from '../../../code-sets/tables-of-day.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisOrderWrong: Edit = {
  id: 'diagnosis-order-wrong',
  title: 'A diagnosis stands before the one that is coded first',
  snipType: 5,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source:
    'ICD-10-CM tabular list of the CDC, notes on what is coded first; official guidelines, section I.A.13',
  check: ({ serviceDateFrom }, { firstDay, diagnoses }) => {
    if (firstDay.diagnosisNotes === undefined) {
      return [notLoadedFor('the ICD-10-CM tabular list', serviceDateFrom)];
    }
    const findings: EditFinding[] = [];
    for (const [index, { code, written, notes }] of diagnoses.entries()) {
      const first = notes?.codeFirst ?? [];
      if (first.length > 0 && !isLed(diagnoses.slice(0, index), first)) {
        findings.push({
          result: 'fail',
          where: `diagnosis ${index + 1}`,
          codes: [code],
          found: `${written} without its cause before it`,
          expected: `a diagnosis of ${rangesInWords(first)} before it`,
          fix: 'Code the underlying condition first, or attest that the note names none.',
        });
      }
    }
    return findings;
  },
};

/** Whether one of the diagnoses before is among those that are coded first. */
function isLed(earlier: readonly DiagnosisOfDay[], first: readonly DiagnosisRange[]): boolean {
  return earlier.some(({ code }) => first.some((range) => isWithinDiagnoses(code, range)));
}

const shown = 5;

function rangesInWords(ranges: readonly DiagnosisRange[]): string {
  const words = ranges.map(({ from, to }) =>
    from === to ? withDot(from) : `${withDot(from)}-${withDot(to)}`,
  );
  const more = words.length > shown ? ` and ${words.length - shown} more` : '';
  return words.slice(0, shown).join(', ') + more;
}
