import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, withDot, withoutDot, type InForce } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisNotInForce: Edit = {
  id: 'diagnosis-not-in-force',
  title: 'A diagnosis was not billable on the day of service',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'ICD-10-CM order files of the CDC, by edition',
  check: ({ diagnoses, serviceDateFrom }, { tables }) =>
    diagnoses.flatMap((code, index): EditFinding[] => {
      const where = `diagnosis ${index + 1}`;
      const codes = [withoutDot(code)];
      const edition = tables.diagnoses.inForceOn(serviceDateFrom);
      const row = edition?.find(withoutDot(code));
      if (row === undefined && edition?.isWhole === true) {
        return [
          {
            result: 'fail',
            where,
            codes,
            found: `${withDot(code)}, which ICD-10-CM ${edition.edition} does not have`,
            expected: `a code in force on ${serviceDateFrom}`,
            fix: 'Choose the code from the note.',
          },
        ];
      }
      if (row === undefined) {
        return [
          {
            result: 'not-checked',
            where,
            codes,
            found: `${code}, which the loaded table does not have`,
            expected: 'a code of the edition in force on the day of service',
            fix: 'Load the official ICD-10-CM file of that year.',
          },
        ];
      }
      if (!row.isBillable) {
        return [
          {
            result: 'fail',
            where,
            codes,
            found: `${withDot(code)}, a heading with more specific codes below it`,
            expected: 'a code of the highest specificity',
            fix: 'Choose the specific code from the note.',
          },
        ];
      }
      return isInForce(row, serviceDateFrom)
        ? []
        : [
            {
              result: 'fail',
              where,
              codes,
              found: `${withDot(code)}, in force ${periodOf(row)}`,
              expected: `a code in force on ${serviceDateFrom}`,
              fix: 'Choose the code that was in force that day; the conversion table of that year names the successor.',
            },
          ];
    }),
};

function periodOf({ from, to }: InForce): string {
  return [...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`until ${to}`])].join(
    ' ',
  );
}
