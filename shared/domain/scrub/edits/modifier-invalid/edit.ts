import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';

/** Places for modifiers of a line. */
const limit = 4;
/** Two modifiers that cannot both be true of a line, and what is expected instead. */
const contradictions: readonly (readonly [one: string, other: string, expected: string])[] = [
  ['26', 'TC', 'one of the parts, or the whole service without either'],
  ['50', 'LT', 'both sides or one side'],
  ['50', 'RT', 'both sides or one side'],
];

export const modifierInvalid: Edit = {
  id: 'modifier-invalid',
  title: 'A line has modifiers that do not go together, or one that is not known',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'CPT and HCPCS Level II modifiers; 005010X222A1, SV101-3 to 6',
  check: ({ lines }, { tables }) =>
    lines.flatMap(({ lineNumber, modifiers, serviceDate }): EditFinding[] => {
      const where = `line ${lineNumber}`;
      const fail = (found: string, expected: string, fix: string): EditFinding => ({
        result: 'fail',
        where,
        found,
        expected,
        fix,
      });
      const repeated = new Set(modifiers.filter((code, index) => modifiers.indexOf(code) !== index));
      const findings = [...repeated].map((code) =>
        fail(`modifier ${code} twice`, 'each modifier once', 'Remove the repetition.'),
      );
      if (modifiers.length > limit) {
        findings.push(
          fail(`${modifiers.length} modifiers`, `at most ${limit}`, 'Keep those that change the payment.'),
        );
      }
      for (const [one, other, reason] of contradictions) {
        if (modifiers.includes(one) && modifiers.includes(other)) {
          findings.push(
            fail(`modifiers ${one} and ${other} on one line`, reason, 'Keep the one that is meant.'),
          );
        }
      }
      const edition = tables.modifiers.inForceOn(serviceDate);
      const unknown = new Set(modifiers.filter((code) => edition?.find(code) === undefined));
      return [
        ...findings,
        ...[...unknown].map((code): EditFinding => ({
          result: 'not-checked',
          where,
          found: `modifier ${code}, which the loaded table does not have`,
          expected: 'a modifier of CPT or HCPCS Level II',
          fix: 'Load the modifiers of that year.',
        })),
      ];
    }),
};
