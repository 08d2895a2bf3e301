import type { BilledService } from '#contracts/billed-service.ts';
import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import {
  dayInPeriod,
  dayWords,
  globalPeriodOf,
  isPackagedVisit,
  paidApart,
  procedureDays,
  reasonsOn,
  reasonToPayVisit,
  specialtyNotKnown,
} from '../../global-period.ts';
import { historyTooShort } from '../../look-back.ts';
import { sameSpecialty } from '../../same-provider.ts';

export const visitInGlobalPeriod: Edit = {
  id: 'visit-in-global-period',
  title: 'A visit is paid with a procedure and billed beside it',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'Medicare physician fee schedule of CMS, global days; Claims Processing Manual, chapter 12, 30.6.6 and 40',
  check(claim, facts) {
    const findings: EditFinding[] = [];
    if (facts.payer === undefined) {
      return findings;
    }
    let earliest: PlainDate | undefined;
    for (const line of claim.lines) {
      if (isPackagedVisit(line.code)) {
        const days = procedureDays(line.serviceDate);
        const unknown = new Set<string>();
        earliest = earliest === undefined || days.from < earliest ? days.from : earliest;
        for (const other of claim.lines) {
          if (other !== line && other.serviceDate >= days.from && other.serviceDate <= days.to) {
            judge(line, other, 'same', facts, findings, unknown);
          }
        }
        for (const service of facts.history.services) {
          if (service.serviceDate >= days.from && service.serviceDate <= days.to) {
            const who = sameSpecialty(claim, service, facts.practice);
            if (who !== 'other') {
              judge(line, service, who, facts, findings, unknown);
            }
          }
        }
        if (unknown.size > 0) {
          findings.push({
            result: 'not-checked',
            where: `line ${line.lineNumber}`,
            codes: [line.code, ...[...unknown].toSorted()],
            found: `${line.code} near ${[...unknown].toSorted().join(', ')}, whose global days no schedule tells`,
            expected: 'a visit that is not paid with a procedure',
            fix: "Load the physician fee schedule of that year, or ask for the payer's global days.",
          });
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

type Procedure = Pick<ClaimLine, 'code' | 'modifiers' | 'serviceDate' | 'lineNumber'> &
  Partial<Pick<BilledService, 'claimId'>>;

function judge(
  visit: ClaimLine,
  procedure: Procedure,
  who: 'same' | 'unknown',
  { feeOf }: ScrubFacts,
  findings: EditFinding[],
  unknown: Set<string>,
): void {
  const period = globalPeriodOf(procedure, feeOf(procedure));
  if (period === undefined) {
    return;
  }
  if (period === 'unknown') {
    unknown.add(procedure.code);
    return;
  }
  const where = `line ${visit.lineNumber}`;
  const claimWords = procedure.claimId === undefined ? '' : ` of claim ${procedure.claimId}`;
  const other = `${procedure.code} of ${procedure.serviceDate}${claimWords}`;
  const day = dayInPeriod(procedure.serviceDate, visit.serviceDate, period);
  if (day === undefined) {
    return;
  }
  const codes = [visit.code, procedure.code];
  const found = `${visit.code} ${dayWords(day)} ${other}`;
  const reason = reasonToPayVisit(visit, day, period);
  if (reason !== undefined) {
    findings.push({ ...paidApart(where, found, reason), codes: [...codes, reason] });
  } else if (who === 'unknown') {
    findings.push({ ...specialtyNotKnown(where, found, 'a visit to another specialty'), codes });
  } else {
    findings.push({
      result: 'fail',
      where,
      codes,
      found,
      expected: `no charge, or modifier ${reasonsOn(visit.code, day, period.isMajor).join(' or ')} if the note supports it`,
      fix: 'Remove the visit, or add the modifier that says why it is paid apart.',
    });
  }
}
