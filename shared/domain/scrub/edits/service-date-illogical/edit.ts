import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const serviceDateIllogical: Edit = {
  id: 'service-date-illogical',
  title: 'A day of service cannot be right',
  snipType: 2,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Logic of the calendar; 005010X222A1, DTP*472',
  check: ({ patient, serviceDateFrom, serviceDateTo, lines }, { today }) => {
    const findings: EditFinding[] = [];
    if (patient.birthDate === undefined) {
      findings.push({
        result: 'not-checked',
        where: 'patient',
        found: 'a birth date that is not known',
        expected: 'days of service on or after the birth date',
        fix: 'Ask the front desk for the birth date.',
      });
    }
    const fail = (where: string, found: string, expected: string): void => {
      findings.push({
        result: 'fail',
        where,
        found,
        expected,
        fix: 'Compare with the schedule and correct the day.',
      });
    };
    if (serviceDateFrom > serviceDateTo) {
      fail('claim', `service from ${serviceDateFrom} to ${serviceDateTo}`, 'a first day not after the last');
    }
    for (const { lineNumber, serviceDate } of lines) {
      const where = `line ${lineNumber}`;
      if (serviceDate > today) {
        fail(where, `service on ${serviceDate}`, `a day not after today, ${today}`);
      } else if (patient.birthDate !== undefined && serviceDate < patient.birthDate) {
        fail(
          where,
          `service on ${serviceDate}, before the patient was born`,
          'a day on or after the birth date',
        );
      } else if (patient.deathDate !== undefined && serviceDate > patient.deathDate) {
        fail(
          where,
          `service on ${serviceDate}, after the patient had died`,
          'a day on or before the date of death',
        );
      } else if (serviceDateFrom <= serviceDateTo && !isWithin(serviceDate, serviceDateFrom, serviceDateTo)) {
        fail(where, `service on ${serviceDate}`, `a day from ${serviceDateFrom} to ${serviceDateTo}`);
      }
    }
    return findings;
  },
};
