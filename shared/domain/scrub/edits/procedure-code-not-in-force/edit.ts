import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, procedureTable } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding } from '../../edit.ts';

const wellFormed = /^(?:\d{4}[\dFTU]|[A-V]\d{4})$/;

export const procedureCodeNotInForce: Edit = {
  id: 'procedure-code-not-in-force',
  title: 'A procedure code is malformed or was not in force',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CPT and HCPCS Level II, by edition; the form of both from 005010X222A1, SV101-2',
  check: ({ lines }, { tables }) =>
    lines.flatMap(({ lineNumber, code, serviceDate }): EditFinding[] => {
      const where = `line ${lineNumber}`;
      if (!wellFormed.test(code)) {
        return [
          {
            result: 'fail',
            where,
            found: `${code}, which has the form of no procedure code`,
            expected: 'five digits, four digits and F, T or U, or a letter from A to V and four digits',
            fix: 'Code the line from the note.',
          },
        ];
      }
      const edition = procedureTable(code, tables).inForceOn(serviceDate);
      const row = edition?.find(code);
      if (row === undefined && edition?.isWhole === true) {
        return [
          {
            result: 'fail',
            where,
            found: `${code}, which ${edition.table} ${edition.edition} does not have`,
            expected: `a code in force on ${serviceDate}`,
            fix: 'Code the line from the note.',
          },
        ];
      }
      if (row === undefined) {
        return [
          {
            result: 'not-checked',
            where,
            found: `${code}, which the loaded table does not have`,
            expected: 'a code in force on the day of service',
            fix: 'Load the code set of that year.',
          },
        ];
      }
      return isInForce(row, serviceDate)
        ? []
        : [
            {
              result: 'fail',
              where,
              found: `${code}, in force until ${row.to ?? 'another day'}`,
              expected: `a code in force on ${serviceDate}`,
              fix: 'Choose the code that was in force that day.',
            },
          ];
    }),
};
