import type { PlainDate } from '#contracts/dates.ts';
import { formatDollars, sumCents } from '../../../money/cents.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const chargesDoNotAddUp: Edit = {
  id: 'charges-do-not-add-up',
  title: 'The total is not the sum of the lines, or is not a charge',
  snipType: 3,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, CLM02: the sum of SV102; clearinghouse edits on zero and negative charges',
  check: ({ lines, totalChargeCents }) => {
    const findings: EditFinding[] = [];
    for (const { lineNumber, chargeCents } of lines) {
      if (chargeCents < 0) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          found: `a charge of ${formatDollars(chargeCents)}`,
          expected: 'a charge of zero or more',
          fix: 'Enter the charge as it was; a credit is not a charge.',
        });
      }
    }
    const sum = sumCents(lines, ({ chargeCents }) => chargeCents);
    if (sum !== totalChargeCents) {
      findings.push({
        result: 'fail',
        where: 'claim',
        found: `a total of ${formatDollars(totalChargeCents)} and a sum of the lines of ${formatDollars(sum)}`,
        expected: 'the total to be the sum of the lines',
        fix: 'Correct the lines; the total follows from them.',
      });
    } else if (totalChargeCents <= 0) {
      findings.push({
        result: 'fail',
        where: 'claim',
        found: `a total of ${formatDollars(totalChargeCents)}`,
        expected: 'a total above zero',
        fix: 'Enter the charges of the lines, or find the visit not billable.',
      });
    }
    return findings;
  },
};
