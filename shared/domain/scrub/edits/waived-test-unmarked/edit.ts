import type { PlainDate } from '#contracts/dates.ts';
import { laboratoryCertificateOf, needsCertificate } from '../../../practice/laboratory-certificate.ts';
import type { Edit, EditFinding } from '../../edit.ts';

const waived = 'QW';
/** Tests that are waived by their code and need no modifier. */
const waivedByCode: ReadonlySet<string> = new Set([
  '81002',
  '81025',
  '82270',
  '82272',
  '82962',
  '83026',
  '84830',
  '85013',
  '85651',
]);
/** What a provider may look at under a microscope without a full laboratory. */
const microscopy: ReadonlySet<string> = new Set(['81000', '81001', '81015', '81020', '89190']);

export const waivedTestUnmarked: Edit = {
  id: 'waived-test-unmarked',
  title: "A test is beyond the laboratory's certificate, or does not say that it is waived",
  snipType: 4,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-09-01' as PlainDate,
  source: '42 CFR 493.15 and 493.19; Medicare Claims Processing Manual, chapter 16, 70.8',
  check(claim, { practice, payer }) {
    const findings: EditFinding[] = [];
    if (payer === undefined) {
      return findings;
    }
    for (const line of claim.lines) {
      if (needsCertificate(line) && !line.modifiers.includes(waived) && !waivedByCode.has(line.code)) {
        const certificate = laboratoryCertificateOf(claim, practice, line.serviceDate);
        const kind = certificate?.kind;
        if (certificate !== undefined && kind === undefined) {
          findings.push({
            result: 'not-checked',
            where: `line ${line.lineNumber}`,
            codes: [line.code],
            found: `${line.code} under certificate ${certificate.number}, of which nobody said what it allows`,
            expected: 'a test that the certificate of the laboratory allows',
            fix: 'Hold the claim against the document of its practice, which has the kind of the certificate.',
          });
        } else if (kind === 'waiver' || (kind === 'microscopy' && !microscopy.has(line.code))) {
          findings.push({
            result: 'fail',
            where: `line ${line.lineNumber}`,
            codes: [line.code],
            found: `${line.code} without modifier ${waived}, by a laboratory with a certificate of ${kind}`,
            expected: `a waived test, which modifier ${waived} says`,
            fix: `Add modifier ${waived} if the kit is a waived one, or have a certified laboratory do the test.`,
          });
        }
      }
    }
    return findings;
  },
};
