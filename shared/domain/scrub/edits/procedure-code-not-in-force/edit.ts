import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, procedureTable, type CodeTables } from '../../../code-sets/code-tables.ts';
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
  check({ lines }, { tables }) {
    const findings: EditFinding[] = [];
    for (const line of lines) {
      const finding = judge(line, tables);
      if (finding !== undefined) {
        findings.push(finding);
      }
    }
    return findings;
  },
};

function judge({ lineNumber, code, serviceDate }: ClaimLine, tables: CodeTables): EditFinding | undefined {
  const where = `line ${lineNumber}`;
  const codes = [code];
  if (!wellFormed.test(code)) {
    return {
      result: 'fail',
      where,
      codes,
      found: `${code}, which has the form of no procedure code`,
      expected: 'five digits, four digits and A, F, M, T or U, or a letter from A to V and four digits',
      fix: 'Code the line from the note.',
    };
  }
  const expected = `a code in force on ${serviceDate}`;
  const edition = procedureTable(code, tables).inForceOn(serviceDate);
  const row = edition?.find(code);
  if (row !== undefined) {
    return isInForce(row, serviceDate)
      ? undefined
      : {
          result: 'fail',
          where,
          codes,
          found: `${code}, ${periodWords(row)}`,
          expected,
          fix: 'Choose the code that was in force that day.',
        };
  }
  return edition?.isWhole === true
    ? {
        result: 'fail',
        where,
        codes,
        found: `${code}, which ${edition.table} ${edition.edition} does not have`,
        expected,
        fix: 'Code the line from the note.',
      }
    : {
        result: 'not-checked',
        where,
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
