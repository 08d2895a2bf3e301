import type { PlainDate } from '#contracts/dates.ts';
import { ageInYears } from '../../../calendar/plain-date.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisAgeImplausible: Edit = {
  id: 'diagnosis-age-implausible',
  title: 'A diagnosis is implausible for the age of the patient',
  snipType: 5,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'Medicare Code Editor of CMS, age conflicts, with the ages that the loaded edition gives',
  check: ({ patient, serviceDateFrom }, { firstDay, diagnoses }) => {
    if (firstDay.diagnosisLimits === undefined) {
      return [notLoadedFor('the Medicare Code Editor', serviceDateFrom)];
    }
    const { birthDate } = patient;
    const age = birthDate === undefined ? undefined : ageInYears(birthDate, serviceDateFrom);
    const findings: EditFinding[] = [];
    for (const [index, { code, written, limits }] of diagnoses.entries()) {
      const ages = limits?.ages;
      if (ages !== undefined && (age === undefined || age < ages.fromYears || age > ages.toYears)) {
        const where = `diagnosis ${index + 1}`;
        const expected = `an age from ${ages.fromYears} to ${ages.toYears} years on the day of service`;
        findings.push(
          age === undefined
            ? {
                result: 'not-checked',
                where,
                codes: [code],
                found: `${written}, and a birth date that is not known`,
                expected,
                fix: 'Ask the front desk for the birth date.',
              }
            : {
                result: 'fail',
                where,
                codes: [code],
                found: `${written} at another age than it is for`,
                expected,
                fix: 'Compare the date of birth and the diagnosis with the note, or attest that both are right.',
              },
        );
      }
    }
    return findings;
  },
};
