import type { BilledService } from '#contracts/billed-service.ts';
import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ProcedureOfDay } from '../../../code-sets/tables-of-day.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { feeNotKnown } from '../../fee-not-known.ts';
import { notGiven } from '../../look-back.ts';
import { procedureKind } from '../../procedure-kind.ts';
import { isBySameProvider } from '../../same-provider.ts';
import type { ScrubbedClaim } from '../../scrubbed-claim.ts';

const severalProcedures = '51';
const addOn = 'ZZZ';

export const multipleProcedureModifierMisused: Edit = {
  id: 'multiple-procedure-modifier-misused',
  title: 'Modifier 51 is on a code that is not reduced, or on the only procedure',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'Medicare physician fee schedule of CMS, indicator of multiple procedures; Claims Processing Manual, chapter 12, 40.6',
  needs: 'modifier',
  check(claim, { lines, payer, history }) {
    const findings: EditFinding[] = [];
    for (const { line, procedure } of lines) {
      if (payer !== undefined && line.modifiers.includes(severalProcedures)) {
        judgeCode(line, procedure, findings);
        if (!hasAnotherProcedure(line, claim, history.services)) {
          const where = `line ${line.lineNumber}`;
          const expected = 'another procedure of the same day and provider';
          findings.push(
            history.isNotGiven === true
              ? notGiven(expected, where)
              : {
                  result: 'fail',
                  where,
                  codes: [line.code, severalProcedures],
                  found: `${line.code} with modifier ${severalProcedures}, the only procedure of the day`,
                  expected,
                  fix: 'Remove the modifier, or add the procedure that is missing.',
                },
          );
        }
      }
    }
    return findings;
  },
};

function judgeCode(line: ClaimLine, { fee: row }: ProcedureOfDay, findings: EditFinding[]): void {
  const where = `line ${line.lineNumber}`;
  const found = `${line.code} with modifier ${severalProcedures}`;
  if (row === 'unknown') {
    findings.push(
      feeNotKnown(where, [line.code, severalProcedures], found, 'a procedure that is reduced beside another'),
    );
  } else if (row !== 'none') {
    const { multipleIndicator, globalDays } = row;
    // 1 to 3: the reductions of surgery and endoscopy. The others are not reduced, or in ways that need no modifier.
    if (globalDays === addOn || !['1', '2', '3'].includes(multipleIndicator)) {
      findings.push({
        result: 'fail',
        where,
        codes: [line.code, severalProcedures],
        found: `${found} (${globalDays === addOn ? 'an add-on code' : `multiple procedure indicator ${multipleIndicator}`})`,
        expected: 'the code without the modifier: it is not reduced beside another procedure',
        fix: 'Remove the modifier.',
      });
    }
  }
}

function hasAnotherProcedure(
  line: ClaimLine,
  claim: ScrubbedClaim,
  services: readonly BilledService[],
): boolean {
  const isAnother = (other: Pick<ClaimLine, 'code' | 'serviceDate'>): boolean =>
    other.serviceDate === line.serviceDate && procedureKind(other.code) !== 'visit';
  return (
    claim.lines.some((other) => other !== line && isAnother(other)) ||
    services.some((service) => isAnother(service) && isBySameProvider(claim, service))
  );
}
