import type { PlainDate } from '#contracts/dates.ts';
import {
  earlierMeeting,
  newPatientSince,
  newPatientYears,
  type EarlierMeeting,
} from '../../earlier-meeting.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { historyTooShort } from '../../look-back.ts';
import { isNewPatientVisit } from '../../procedure-kind.ts';

export const patientNotNew: Edit = {
  id: 'patient-not-new',
  title: 'A visit of a new patient is billed for one who is known',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'CPT, guidelines of evaluation and management; Medicare Claims Processing Manual, chapter 12, 30.6.7',
  check(claim, { payer, history, practice }) {
    const findings: EditFinding[] = [];
    if (payer === undefined) {
      return findings;
    }
    for (const line of claim.lines) {
      if (isNewPatientVisit(line.code)) {
        const seen = earlierMeeting(claim, line.serviceDate, history.services, practice);
        const where = `line ${line.lineNumber}`;
        if (seen !== undefined) {
          findings.push(report(where, line.code, seen));
        }
        if (seen?.kind !== 'certain') {
          const tooShort = historyTooShort(
            newPatientSince(line.serviceDate),
            history,
            'everything that was done',
          );
          if (tooShort !== undefined) {
            findings.push({ ...tooShort, where });
          }
        }
      }
    }
    return findings;
  },
};

function report(
  where: string,
  code: string,
  { kind, service: { code: before, serviceDate, claimId } }: EarlierMeeting,
): EditFinding {
  const codes = [code, before];
  const found = `${code}, and ${before} on ${serviceDate} of claim ${claimId}`;
  const expected = `a patient whom the group's specialty has not seen for ${newPatientYears} years`;
  switch (kind) {
    case 'certain':
      return {
        result: 'fail',
        where,
        codes,
        found,
        expected,
        fix: 'Code the visit of an established patient.',
      };
    case 'specialty-unknown':
      return {
        result: 'not-checked',
        where,
        codes,
        found: `${found} by somebody who may count as the same specialty`,
        expected,
        fix: 'Ask whether the two are of one specialty for this payer.',
      };
    case 'perhaps-no-meeting':
      return {
        result: 'not-checked',
        where,
        codes,
        found: `${found}, which may have been done without seeing the patient`,
        expected,
        fix: 'Look whether the provider saw the patient then.',
      };
  }
}
