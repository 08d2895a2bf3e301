import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimLine } from '#contracts/claim.ts';
import type {
  CodeList,
  ModifierRow,
  ProcedurePairRow,
  ProcedurePairs,
} from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const ncciPair: Edit = {
  id: 'ncci-pair',
  title: 'Two codes are not paid together',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1996-01-01' as PlainDate,
  source: 'NCCI procedure-to-procedure edits of CMS, practitioner table',
  check: ({ lines }, { tables, payer }) => {
    if (payer === undefined) {
      return [];
    }
    const findings: EditFinding[] = [];
    let unknownPairs = 0;
    for (const [index, first] of lines.entries()) {
      for (const second of lines.slice(index + 1)) {
        if (first.serviceDate === second.serviceDate && first.code !== second.code) {
          const edition = tables.practitionerPairs.inForceOn(first.serviceDate);
          const pair = edition && pairOf(first, second, edition);
          if (pair !== undefined) {
            findings.push(...judge(pair, tables.modifiers.inForceOn(first.serviceDate)));
          } else if (edition?.isWhole !== true) {
            unknownPairs += 1;
          }
        }
      }
    }
    if (unknownPairs > 0) {
      findings.push({
        result: 'not-checked',
        where: 'claim',
        found: `${unknownPairs} ${unknownPairs === 1 ? 'pair' : 'pairs'} of codes that the loaded table does not have`,
        expected: 'pairs that are paid together',
        fix: 'Load the NCCI table of that quarter.',
      });
    }
    return findings;
  },
};

interface BilledPair {
  readonly row: ProcedurePairRow;
  readonly column1: ClaimLine;
  readonly column2: ClaimLine;
}

/** The row for two lines, in whichever order they stand; undefined when the table has none for that day. */
function pairOf(first: ClaimLine, second: ClaimLine, pairs: ProcedurePairs): BilledPair | undefined {
  for (const [column1, column2] of [
    [first, second],
    [second, first],
  ] as const) {
    const row = pairs.find(column1.code, column2.code, first.serviceDate);
    if (row !== undefined) {
      return { row, column1, column2 };
    }
  }
  return undefined;
}

function judge(
  { row, column1, column2 }: BilledPair,
  known: CodeList<ModifierRow> | undefined,
): EditFinding[] {
  if (row.indicator === '9') {
    return [];
  }
  const where = `lines ${column1.lineNumber} and ${column2.lineNumber}`;
  const codes = `${column1.code} with ${column2.code}`;
  const bypass = [...column2.modifiers, ...column1.modifiers].find(
    (modifier) => known?.find(modifier)?.bypassesPairs === true,
  );
  if (row.indicator === '1' && bypass !== undefined) {
    return [
      {
        result: 'bypassed',
        where,
        found: `${codes} and modifier ${bypass}`,
        expected: 'a modifier that the note supports',
        fix: 'Keep the documentation at hand.',
      },
    ];
  }
  return [
    {
      result: 'fail',
      where,
      found: `${codes} on one day`,
      expected:
        row.indicator === '0'
          ? `${column1.code} alone; no modifier separates the two`
          : `${column1.code} alone, or a modifier that says why both were done`,
      fix:
        row.indicator === '0'
          ? `Remove ${column2.code}.`
          : `Add the modifier if the note supports it, or remove ${column2.code}.`,
    },
  ];
}
