import type { BilledService } from '#contracts/billed-service.ts';
import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import {
  dayInPeriod,
  dayWords,
  globalPeriodOf,
  paidApart,
  procedureDays,
  specialtyNotKnown,
} from '../../global-period.ts';
import { historyTooShort } from '../../look-back.ts';
import { procedureKind } from '../../procedure-kind.ts';
import { sameSpecialty } from '../../same-provider.ts';

/** Staged, a return to the operating room, unrelated. */
const reasons: ReadonlySet<string> = new Set(['58', '78', '79']);
/** Whose line is not another procedure: assistants, and those who share the care of one. */
const notAnother: ReadonlySet<string> = new Set(['54', '55', '56', '80', '81', '82', 'AS']);

export const procedureInGlobalPeriod: Edit = {
  id: 'procedure-in-global-period',
  title: 'A procedure follows another one without the modifier that says why it is paid',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, global days; Claims Processing Manual, chapter 12, 40.2',
  check(claim, facts) {
    const findings: EditFinding[] = [];
    if (facts.payer === undefined) {
      return findings;
    }
    let earliest: PlainDate | undefined;
    for (const { line, procedure } of facts.lines) {
      if (procedureKind(line.code) === 'surgery' && !line.modifiers.some((code) => notAnother.has(code))) {
        const period = globalPeriodOf(line, procedure.fee, []);
        if (period === 'unknown') {
          findings.push({
            result: 'not-checked',
            where: `line ${line.lineNumber}`,
            codes: [line.code],
            found: `${line.code}, whose global days no schedule tells`,
            expected: 'a procedure outside the global period of another',
            fix: "Load the physician fee schedule of that year, or ask for the payer's global days.",
          });
        } else if (period !== undefined) {
          const { from } = procedureDays(line.serviceDate);
          earliest = earliest === undefined || from < earliest ? from : earliest;
          for (const service of facts.history.services) {
            if (service.serviceDate >= from && service.serviceDate < line.serviceDate) {
              const who = sameSpecialty(claim, service, facts.practice);
              if (who !== 'other') {
                judge(line, service, who, facts, findings);
              }
            }
          }
        }
      }
    }
    const tooShort = earliest && historyTooShort(earliest, facts.history, 'procedures');
    if (tooShort !== undefined) {
      findings.push(tooShort);
    }
    return findings;
  },
};

function judge(
  line: ClaimLine,
  earlier: BilledService,
  who: 'same' | 'unknown',
  { feeOf }: ScrubFacts,
  findings: EditFinding[],
): void {
  const period = globalPeriodOf(earlier, feeOf(earlier));
  const where = `line ${line.lineNumber}`;
  const codes = [line.code, earlier.code];
  const other = `${earlier.code} of ${earlier.serviceDate} of claim ${earlier.claimId}`;
  if (period === undefined) {
    return;
  }
  if (period === 'unknown') {
    findings.push({
      result: 'not-checked',
      where,
      codes,
      found: `${line.code} after ${other}, whose global days no schedule tells`,
      expected: 'a procedure outside the global period of another',
      fix: "Load the physician fee schedule of that year, or ask for the payer's global days.",
    });
    return;
  }
  const day = dayInPeriod(earlier.serviceDate, line.serviceDate, period);
  if (day === undefined) {
    return;
  }
  const found = `${line.code} ${dayWords(day)} ${other}`;
  const reason = line.modifiers.find((modifier) => reasons.has(modifier));
  if (reason !== undefined) {
    findings.push({ ...paidApart(where, found, reason), codes: [...codes, reason] });
  } else if (who === 'unknown') {
    findings.push({
      ...specialtyNotKnown(where, found, 'a procedure of another specialty'),
      codes,
    });
  } else {
    findings.push({
      result: 'fail',
      where,
      codes,
      found,
      expected: `modifier ${[...reasons].join(', ')}: staged, a return to the operating room, or unrelated`,
      fix: 'Add the modifier that the note supports.',
    });
  }
}
