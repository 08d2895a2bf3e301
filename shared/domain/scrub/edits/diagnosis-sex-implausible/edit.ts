import type { PlainDate } from '#contracts/dates.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit, EditFinding } from '../../edit.ts';

/** HCPCS: the requirements of the policy are met; tells the payer that the sex on file is no mistake. */
const sexIsRight = 'KX';
const words = { F: 'women', M: 'men' } as const;

export const diagnosisSexImplausible: Edit = {
  id: 'diagnosis-sex-implausible',
  title: 'A diagnosis is implausible for the sex of the patient',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source:
    'Medicare Code Editor of CMS, sex conflicts, with the modifier that lifts them on professional claims',
  check: ({ lines, patient, serviceDateFrom }, { firstDay, diagnoses }) => {
    if (firstDay.diagnosisLimits === undefined) {
      return [notLoadedFor('the Medicare Code Editor', serviceDateFrom)];
    }
    const findings: EditFinding[] = [];
    for (const [index, { code, written, limits }] of diagnoses.entries()) {
      const only = limits?.sex;
      if (only === undefined || only === patient.sex) {
        continue;
      }
      const where = `diagnosis ${index + 1}`;
      const pointing = lines.filter(({ diagnosisPointers }) => diagnosisPointers.includes(index + 1));
      const isSaid = pointing.length > 0 && pointing.every(({ modifiers }) => modifiers.includes(sexIsRight));
      const expected = `the sex that the diagnosis is for, or modifier ${sexIsRight} on its lines`;
      if (patient.sex === 'U') {
        findings.push({
          result: 'not-checked',
          where,
          codes: [code],
          found: `${written}, which is for ${words[only]}, and a sex that is not known`,
          expected,
          fix: 'Ask the front desk for the sex that the payer has on file.',
        });
      } else {
        findings.push({
          result: isSaid ? 'bypassed' : 'fail',
          where,
          codes: [code, ...(isSaid ? [sexIsRight] : [])],
          found: `${written}, which is for ${words[only]}${isSaid ? `, with modifier ${sexIsRight}` : ''}`,
          expected,
          fix: isSaid
            ? 'Keep the documentation at hand.'
            : `Correct the diagnosis or the sex; where both are right, add ${sexIsRight} to the lines.`,
        });
      }
    }
    return findings;
  },
};
