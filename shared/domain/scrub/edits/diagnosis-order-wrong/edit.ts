import type { PlainDate } from '#contracts/dates.ts';
import { isWithinDiagnoses } from '../../../code-sets/diagnosis-range.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
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
  check: ({ diagnoses, serviceDateFrom }, { tables }) => {
    const notes = tables.diagnosisNotes.inForceOn(serviceDateFrom);
    if (notes === undefined) {
      return [notLoadedFor('the ICD-10-CM tabular list', serviceDateFrom)];
    }
    const findings: EditFinding[] = [];
    const codes = diagnoses.map(withoutDot);
    for (const [index, code] of codes.entries()) {
      const first = notes.find(code)?.codeFirst ?? [];
      const isLed = codes
        .slice(0, index)
        .some((earlier) => first.some((range) => isWithinDiagnoses(earlier, range)));
      if (first.length > 0 && !isLed) {
        findings.push({
          result: 'fail',
          where: `diagnosis ${index + 1}`,
          codes: [code],
          found: `${withDot(code)} without its cause before it`,
          expected: `a diagnosis of ${rangesInWords(first)} before it`,
          fix: 'Code the underlying condition first, or attest that the note names none.',
        });
      }
    }
    return findings;
  },
};

const shown = 5;

function rangesInWords(ranges: readonly { readonly from: string; readonly to: string }[]): string {
  const words = ranges.map(({ from, to }) =>
    from === to ? withDot(from) : `${withDot(from)}-${withDot(to)}`,
  );
  const more = words.length > shown ? ` and ${words.length - shown} more` : '';
  return words.slice(0, shown).join(', ') + more;
}
