import type { PlainDate } from '#contracts/dates.ts';
import { laboratoryCertificateOf, needsCertificate } from '../../../practice/laboratory-certificate.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { isMedicaid, isMedicare } from '../../payer-kind.ts';

export const laboratoryNotCertified: Edit = {
  id: 'laboratory-not-certified',
  title: 'A laboratory test is billed without the certificate of the laboratory',
  snipType: 4,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '1992-09-01' as PlainDate,
  source: '42 CFR part 493; Medicare Claims Processing Manual, chapter 16, 70; 005010X222A1, REF*X4',
  check(claim, { practice, payer }) {
    const findings: EditFinding[] = [];
    if (payer === undefined) {
      return findings;
    }
    for (const line of claim.lines) {
      if (
        needsCertificate(line) &&
        laboratoryCertificateOf(claim, practice, line.serviceDate) === undefined
      ) {
        findings.push({
          result: isMedicare(payer) || isMedicaid(payer) ? 'fail' : 'not-checked',
          where: `line ${line.lineNumber}`,
          codes: [line.code],
          found: `${line.code}, and no certificate of a laboratory on ${line.serviceDate}`,
          expected: 'the number of the certificate under which the test was done',
          fix: "Enter the laboratory in the practice's master data; add modifier 90 if another one did the test.",
        });
      }
    }
    return findings;
  },
};
