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
    const age = ageInYears(patient.birthDate, serviceDateFrom);
    const findings: EditFinding[] = [];
    for (const [index, code] of diagnoses.entries()) {
      const ages = limits.find(withoutDot(code))?.ages;
      if (ages !== undefined && (age < ages.fromYears || age > ages.toYears)) {
        findings.push({
          result: 'fail',
          where: `diagnosis ${index + 1}`,
          found: `${withDot(code)} at another age than it is for`,
          expected: `an age from ${ages.fromYears} to ${ages.toYears} years on the day of service`,
          fix: 'Compare the date of birth and the diagnosis with the note, or attest that both are right.',
        });
      }
    }
    return findings;
  },
};
