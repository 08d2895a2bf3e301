import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type CodeTables } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding } from '../../edit.ts';

/** Places for modifiers of a line. */
const limit = 4;
/** Two modifiers that cannot both be true of a line, and what is expected instead. */
const contradictions: readonly (readonly [one: string, other: string, expected: string])[] = [
  ['26', 'TC', 'one of the parts, or the whole service without either'],
  ['50', 'LT', 'both sides or one side'],
  ['50', 'RT', 'both sides or one side'],
  ['76', '77', 'the provider who did it again: the same or another'],
  ['JW', 'JZ', 'what was discarded, or that nothing was'],
];

export const modifierInvalid: Edit = {
  id: 'modifier-invalid',
  title: 'A line has modifiers that do not go together, or one that is not known',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CPT and HCPCS Level II modifiers; 005010X222A1, SV101-3 to 6',
  needs: 'modifier',
  check({ lines }, { tables }) {
    const findings: EditFinding[] = [];
    for (const line of lines) {
      if (line.modifiers.length > 0) {
        judgeTogether(line, findings);
        judgeEach(line, tables, findings);
      }
    }
    return findings;
  },
};

function judgeTogether({ lineNumber, modifiers }: ClaimLine, findings: EditFinding[]): void {
  const fail = (codes: readonly string[], found: string, expected: string, fix: string): void => {
    findings.push({ result: 'fail', where: `line ${lineNumber}`, codes, found, expected, fix });
  };
  modifiers.forEach((code, index) => {
    const first = modifiers.indexOf(code);
    if (first !== index && modifiers.indexOf(code, first + 1) === index) {
      fail([code], `modifier ${code} twice`, 'each modifier once', 'Remove the repetition.');
    }
  });
  if (modifiers.length > limit) {
    fail(
      modifiers,
      `${modifiers.length} modifiers`,
      `at most ${limit}`,
      'Keep those that change the payment.',
    );
  }
  for (const [one, other, expected] of contradictions) {
    if (modifiers.includes(one) && modifiers.includes(other)) {
      fail(
        [one, other],
        `modifiers ${one} and ${other} on one line`,
        expected,
        'Keep the one that is meant.',
      );
    }
  }
}

function judgeEach(
  { lineNumber, modifiers, serviceDate }: ClaimLine,
  tables: CodeTables,
  findings: EditFinding[],
): void {
  const edition = tables.modifiers.inForceOn(serviceDate);
  const where = `line ${lineNumber}`;
  modifiers.forEach((code, index) => {
    if (modifiers.indexOf(code) !== index) {
      return;
    }
    const row = edition?.find(code);
    const expected = `a modifier of CPT or HCPCS Level II in force on ${serviceDate}`;
    if (row === undefined && edition?.isWhole !== true) {
      findings.push({
        result: 'not-checked',
        where,
        codes: [code],
        found: `modifier ${code}, which the loaded table does not have`,
        expected,
        fix: 'Load the modifiers of that year.',
      });
    } else if (row === undefined || !isInForce(row, serviceDate)) {
      findings.push({
        result: 'fail',
        where,
        codes: [code],
        found: `modifier ${code}, which ${row === undefined ? 'is none' : 'was not in force'} that day`,
        expected,
        fix: 'Keep the modifiers that the note supports.',
      });
    }
  });
}
