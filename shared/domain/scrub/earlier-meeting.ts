import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { isNewPatientVisit, procedureKind } from './procedure-kind.ts';
import { sameSpecialty } from './same-provider.ts';

/** Whoever was seen within so many years is no new patient. Source: CPT, guidelines of evaluation and management. */
export const newPatientYears = 3;

/** How sure it is that provider and patient met: whether it was the specialty, and whether it was face to face. */
type MeetingKind = 'certain' | 'specialty-unknown' | 'perhaps-no-meeting';

/** A service of before, at which the patient may have been seen. */
export interface EarlierMeeting {
  readonly kind: MeetingKind;
  readonly service: BilledService;
}

/**
 * The same day three years before: somebody seen then is known, the day before that is not. The text need not be a day
 * of the calendar: from 29 February it lies between two days, as it should.
 */
export function newPatientSince(day: PlainDate): PlainDate {
  return `${Number(day.slice(0, 4)) - newPatientYears}${day.slice(4)}` as PlainDate;
}

/**
 * The service that tells most surely that the group's specialty saw the patient in the three years before a day of
 * service; of several the latest, so that no order of the history changes what is found.
 */
export function earlierMeeting(
  claim: Pick<Claim, 'renderingNpi' | 'billingNpi'>,
  day: PlainDate,
  services: readonly BilledService[],
  practice: Pick<Practice, 'providers'>,
): EarlierMeeting | undefined {
  const from = newPatientSince(day);
  let seen: EarlierMeeting | undefined;
  for (const service of services) {
    if (service.serviceDate >= from && service.serviceDate <= day) {
      const kind = meetingOf(service, day, sameSpecialty(claim, service, practice));
      if (kind !== undefined && (seen === undefined || isMoreTelling(kind, service, seen))) {
        seen = { kind, service };
      }
    }
  }
  return seen;
}

function meetingOf(
  { code, serviceDate }: BilledService,
  day: PlainDate,
  who: 'same' | 'other' | 'unknown',
): MeetingKind | undefined {
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

const rank: Readonly<Record<MeetingKind, number>> = {
  certain: 2,
  'specialty-unknown': 1,
  'perhaps-no-meeting': 0,
};

/** The surest, and of two the latest. */
function isMoreTelling(kind: MeetingKind, service: BilledService, known: EarlierMeeting): boolean {
  return kind === known.kind ? orderOf(service) > orderOf(known.service) : rank[kind] > rank[known.kind];
}

function orderOf({ serviceDate, claimId, lineNumber }: BilledService): string {
  return `${serviceDate} ${claimId} ${lineNumber}`;
}
