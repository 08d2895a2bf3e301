import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type Edition, type InForce } from '../../../code-sets/code-tables.ts';
import type { DiagnosisOfDay } from '../../../code-sets/tables-of-day.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisNotInForce: Edit = {
  id: 'diagnosis-not-in-force',
  title: 'A diagnosis was not billable on the day of service',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'ICD-10-CM order files of the CDC, by edition',
  check({ serviceDateFrom }, { firstDay, diagnoses }) {
    const findings: EditFinding[] = [];
    for (const [index, diagnosis] of diagnoses.entries()) {
      const wrong = judge(diagnosis, firstDay.diagnoses, serviceDateFrom);
      if (wrong !== undefined) {
        findings.push({ where: `diagnosis ${index + 1}`, ...wrong });
      }
    }
    return findings;
  },
};

function judge(
  { code, written, row }: DiagnosisOfDay,
  edition: Edition | undefined,
  day: PlainDate,
): Omit<EditFinding, 'where'> | undefined {
  const codes = [code];
  if (row === undefined) {
    return edition?.isWhole === true
      ? {
          result: 'fail',
          codes,
          found: `${written}, which ICD-10-CM ${edition.edition} does not have`,
          expected: `a code in force on ${day}`,
          fix: 'Choose the code from the note.',
        }
      : {
          result: 'not-checked',
          codes,
          found: `${written}, which the loaded table does not have`,
          expected: 'a code of the edition in force on the day of service',
          fix: 'Load the official ICD-10-CM file of that year.',
        };
  }
  if (!row.isBillable) {
    return {
      result: 'fail',
      codes,
      found: `${written}, a heading with more specific codes below it`,
      expected: 'a code of the highest specificity',
      fix: 'Choose the specific code from the note.',
    };
  }
  return isInForce(row, day)
    ? undefined
    : {
        result: 'fail',
        codes,
        found: `${written}, in force ${periodOf(row)}`,
        expected: `a code in force on ${day}`,
        fix: 'Choose the code that was in force that day; the conversion table of that year names the successor.',
      };
}

function periodOf({ from, to }: InForce): string {
  return [...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`until ${to}`])].join(
    ' ',
  );
}
