import type { BilledService } from '#contracts/billed-service.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { historyTooShort } from '../../look-back.ts';
import { isNewPatientVisit, procedureKind } from '../../procedure-kind.ts';
import { sameSpecialty } from '../../same-provider.ts';

const years = 3;

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
        const from = yearsBefore(line.serviceDate);
        let seen: readonly [Meeting, BilledService] | undefined;
        for (const service of history.services) {
          if (service.serviceDate >= from && service.serviceDate <= line.serviceDate) {
            const meeting = meetingOf(service, line.serviceDate, sameSpecialty(claim, service, practice));
            if (meeting !== undefined && (seen === undefined || isMoreTelling(meeting, service, seen))) {
              seen = [meeting, service];
            }
          }
        }
        const where = `line ${line.lineNumber}`;
        if (seen !== undefined) {
          findings.push(report(where, line.code, ...seen));
        }
        if (seen?.[0] !== 'certain') {
          const tooShort = historyTooShort(from, history, 'everything that was done');
          if (tooShort !== undefined) {
            findings.push({ ...tooShort, where });
          }
        }
      }
    }
    return findings;
  },
};

/**
 * The same day three years before: somebody seen then is known, the day before that is not. The text need not be a day
 * of the calendar: from 29 February it lies between two days, as it should.
 */
function yearsBefore(day: PlainDate): PlainDate {
  return `${Number(day.slice(0, 4)) - years}${day.slice(4)}` as PlainDate;
}

/** How sure it is that provider and patient met: whether it was the specialty, and whether it was face to face. */
type Meeting = 'certain' | 'specialty-unknown' | 'perhaps-no-meeting';

function meetingOf(
  { code, serviceDate }: BilledService,
  day: PlainDate,
  who: 'same' | 'other' | 'unknown',
): Meeting | undefined {
  if (who === 'other') {
    return undefined;
  }
  const kind = procedureKind(code);
  // What was done on the day of the visit says nothing of before, except another visit of a new patient.
  if (serviceDate === day && !isNewPatientVisit(code)) {
    return undefined;
  }
  if (kind === 'visit' || (kind === 'surgery' && !isDrawingBlood(code))) {
    return who === 'same' ? 'certain' : 'specialty-unknown';
  }
  return kind === 'medicine' || kind === 'other' || kind === 'anesthesia' ? 'perhaps-no-meeting' : undefined;
}

function isDrawingBlood(code: string): boolean {
  return code === '36415' || code === '36416';
}

const rank: Readonly<Record<Meeting, number>> = {
  certain: 2,
  'specialty-unknown': 1,
  'perhaps-no-meeting': 0,
};

/** The surest, and of two the latest; so that no order of the history changes what is reported. */
function isMoreTelling(
  meeting: Meeting,
  service: BilledService,
  [known, other]: readonly [Meeting, BilledService],
): boolean {
  if (meeting !== known) {
    return rank[meeting] > rank[known];
  }
  return orderOf(service) > orderOf(other);
}

function orderOf({ serviceDate, claimId, lineNumber }: BilledService): string {
  return `${serviceDate} ${claimId} ${lineNumber}`;
}

function report(
  where: string,
  code: string,
  meeting: Meeting,
  { code: before, serviceDate, claimId }: BilledService,
): EditFinding {
  const codes = [code, before];
  const found = `${code}, and ${before} on ${serviceDate} of claim ${claimId}`;
  switch (meeting) {
    case 'certain':
      return {
        result: 'fail',
        where,
        codes,
        found,
        expected: `a patient whom the group's specialty has not seen for ${years} years`,
        fix: 'Code the visit of an established patient.',
      };
    case 'specialty-unknown':
      return {
        result: 'not-checked',
        where,
        codes,
        found: `${found} by somebody who may count as the same specialty`,
        expected: `a patient whom the group's specialty has not seen for ${years} years`,
        fix: 'Ask whether the two are of one specialty for this payer.',
      };
    case 'perhaps-no-meeting':
      return {
        result: 'not-checked',
        where,
        codes,
        found: `${found}, which may have been done without seeing the patient`,
        expected: `a patient whom the group's specialty has not seen for ${years} years`,
        fix: 'Look whether the provider saw the patient then.',
      };
  }
}
