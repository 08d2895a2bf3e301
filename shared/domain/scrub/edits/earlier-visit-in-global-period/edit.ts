import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import {
  dayInPeriod,
  dayWords,
  globalPeriodOf,
  isPackagedVisit,
  reasonsOn,
  reasonToPayVisit,
} from '../../global-period.ts';
import { notGiven } from '../../look-back.ts';
import { sameSpecialty } from '../../same-provider.ts';

export const earlierVisitInGlobalPeriod: Edit = {
  id: 'earlier-visit-in-global-period',
  title: 'A visit of another claim is paid with a procedure of this one',
  snipType: 6,
  severity: 'advisory',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'Medicare physician fee schedule of CMS, global days; Claims Processing Manual, chapter 12, 30.6.6 and 40',
  needs: 'other-service',
  check(claim, { lines, payer, history, practice }) {
    const findings: EditFinding[] = [];
    if (payer === undefined) {
      return findings;
    }
    for (const { line, procedure } of lines) {
      const period = globalPeriodOf(line, procedure.fee);
      if (period !== undefined && period !== 'unknown') {
        if (history.isNotGiven === true) {
          findings.push(
            notGiven('no visit of another claim in its global period', `line ${line.lineNumber}`),
          );
        }
        for (const visit of history.services) {
          if (isPackagedVisit(visit.code) && sameSpecialty(claim, visit, practice) === 'same') {
            const day = dayInPeriod(line.serviceDate, visit.serviceDate, period);
            if (day !== undefined && reasonToPayVisit(visit, day, period) === undefined) {
              findings.push({
                result: 'fail',
                where: `line ${line.lineNumber}`,
                codes: [line.code, visit.code],
                found: `${line.code}, and ${visit.code} of claim ${visit.claimId} ${dayWords(day)} it`,
                expected: `modifier ${reasonsOn(visit.code, day, period.isMajor).join(' or ')} on that visit, or no charge for it`,
                fix: visit.isSubmitted
                  ? `Replace claim ${visit.claimId} with one that says why the visit is paid, or void it.`
                  : `Correct claim ${visit.claimId} before it goes out.`,
              });
            }
          }
        }
      }
    }
    return findings;
  },
};
