import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const authorizationExceeded: Edit = {
  id: 'authorization-exceeded',
  title: 'The authorization does not cover what was done',
  snipType: 7,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'The authorization of the payer: its days and units, as given with the visit',
  check: ({ lines, authorizationNumber, authorizationLimits }) => {
    if (authorizationNumber === undefined) {
      return [];
    }
    if (authorizationLimits === undefined) {
      return [
        {
          result: 'not-checked',
          where: 'claim',
          found: 'an authorization whose days and units nobody gave',
          expected: 'the first and last day and the units of the authorization',
          fix: 'Compare with the letter of the payer.',
        },
      ];
    }
    const { from, to, units } = authorizationLimits;
    const findings: EditFinding[] = lines.flatMap(({ lineNumber, code, serviceDate }) =>
      isWithin(serviceDate, from, to)
        ? []
        : [
            {
              result: 'fail',
              where: `line ${lineNumber}`,
              found: `${code} on ${serviceDate}`,
              expected: `a day of the authorization, ${[from, to].map((end) => end ?? 'open').join(' to ')}`,
              fix: 'Ask the payer to extend the authorization, or enter the one for that day.',
            },
          ],
    );
    const billed = lines.reduce((sum, line) => sum + line.units, 0);
    if (units !== undefined && billed > units) {
      findings.push({
        result: 'fail',
        where: 'claim',
        found: `${billed} units`,
        expected: `at most the ${units} units of the authorization`,
        fix: 'Ask the payer for more units before the claim goes out.',
      });
    }
    return findings;
  },
};
