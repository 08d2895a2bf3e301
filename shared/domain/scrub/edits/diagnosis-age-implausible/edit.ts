import type { PlainDate } from '#contracts/dates.ts';
import { ageInYears } from '../../../calendar/plain-date.ts';
import { withDot, withoutDot } from '../../../code-sets/code-tables.ts';
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
  check: ({ diagnoses, patient, serviceDateFrom }, { tables }) => {
    const limits = tables.diagnosisLimits.inForceOn(serviceDateFrom);
    if (limits === undefined) {
      return [notLoadedFor('the Medicare Code Editor', serviceDateFrom)];
    }
    const { birthDate } = patient;
    const findings: EditFinding[] = [];
    for (const [index, code] of diagnoses.entries()) {
      const ages = limits.find(withoutDot(code))?.ages;
      if (ages === undefined) {
        continue;
      }
      const where = `diagnosis ${index + 1}`;
      const expected = `an age from ${ages.fromYears} to ${ages.toYears} years on the day of service`;
      if (birthDate === undefined) {
        findings.push({
          result: 'not-checked',
          where,
          codes: [withoutDot(code)],
          found: `${withDot(code)}, and a birth date that is not known`,
          expected,
          fix: 'Ask the front desk for the birth date.',
        });
        continue;
      }
      const age = ageInYears(birthDate, serviceDateFrom);
      if (age < ages.fromYears || age > ages.toYears) {
        findings.push({
          result: 'fail',
          where,
          codes: [withoutDot(code)],
          found: `${withDot(code)} at another age than it is for`,
          expected,
          fix: 'Compare the date of birth and the diagnosis with the note, or attest that both are right.',
        });
      }
    }
    return findings;
  },
};
