import type { PlainDate } from '#contracts/dates.ts';
import { isInForce } from '../../../code-sets/code-tables.ts';
import type { ProcedureOfDay } from '../../../code-sets/tables-of-day.ts';
import type { Edit, EditFinding } from '../../edit.ts';

/** CPT, with the letters of its other categories, and HCPCS Level II. */
const wellFormed = /^(?:\d{4}[\dAFMTU]|[A-V]\d{4})$/;

export const procedureCodeNotInForce: Edit = {
  id: 'procedure-code-not-in-force',
  title: 'A procedure code is malformed or was not in force',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CPT and HCPCS Level II, by edition; the form of both from 005010X222A1, SV101-2',
  check(_, { lines }) {
    const findings: EditFinding[] = [];
    for (const { line, procedure } of lines) {
      const wrong = judge(procedure, line.serviceDate);
      if (wrong !== undefined) {
        findings.push({ where: `line ${line.lineNumber}`, ...wrong });
      }
    }
    return findings;
  },
};

function judge(
  { code, edition, row }: ProcedureOfDay,
  day: PlainDate,
): Omit<EditFinding, 'where'> | undefined {
  if (row !== undefined && isInForce(row, day) && wellFormed.test(code)) {
    return undefined;
  }
  const codes = [code];
  if (!wellFormed.test(code)) {
    return {
      result: 'fail',
      codes,
      found: `${code}, which has the form of no procedure code`,
      expected: 'five digits, four digits and A, F, M, T or U, or a letter from A to V and four digits',
      fix: 'Code the line from the note.',
    };
  }
  const expected = `a code in force on ${day}`;
  if (row !== undefined) {
    return {
      result: 'fail',
      codes,
      found: `${code}, ${periodWords(row)}`,
      expected,
      fix: 'Choose the code that was in force that day.',
    };
  }
  return edition?.isWhole === true
    ? {
        result: 'fail',
        codes,
        found: `${code}, which ${edition.table} ${edition.edition} does not have`,
        expected,
        fix: 'Code the line from the note.',
      }
    : {
        result: 'not-checked',
        codes,
        found: `${code}, which the loaded table does not have`,
        expected,
        fix: 'Load the code set of that year.',
      };
}

function periodWords({ from, to }: { readonly from?: PlainDate; readonly to?: PlainDate }): string {
  return from === undefined
    ? `in force until ${to ?? 'another day'}`
    : `in force from ${from}${to === undefined ? '' : ` until ${to}`}`;
}
