import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { isMedicaid, isMedicare } from '../../payer-kind.ts';
import { procedureKind } from '../../procedure-kind.ts';

/** Codes of biosimilar drugs begin so. */
const biosimilar = 'Q51';

export const drugWithoutNdc: Edit = {
  id: 'drug-without-ndc',
  title: 'A drug does not name its package',
  snipType: 4,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2008-01-01' as PlainDate,
  source: 'Deficit Reduction Act of 2005, section 6002; 005010X222A1, loop 2410',
  check({ lines }, { payer }) {
    const findings: EditFinding[] = [];
    if (payer === undefined || isMedicare(payer)) {
      return findings;
    }
    for (const { lineNumber, code, drug } of lines) {
      if (drug === undefined && (procedureKind(code) === 'drug' || code.startsWith(biosimilar))) {
        findings.push(
          isMedicaid(payer)
            ? {
                result: 'fail',
                where: `line ${lineNumber}`,
                codes: [code],
                found: `${code} without a national drug code`,
                expected: 'the code on the package, with how much was given',
                fix: 'Enter the national drug code, quantity and unit of the package.',
              }
            : {
                result: 'not-checked',
                where: `line ${lineNumber}`,
                codes: [code],
                found: `${code} without a national drug code`,
                expected: 'a payer that pays the drug without it',
                fix: 'Look whether this payer wants the code on the package.',
              },
        );
      }
    }
    return findings;
  },
};
