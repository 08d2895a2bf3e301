import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { isUnlisted } from '../../unlisted-codes.ts';

export const unlistedWithoutDescription: Edit = {
  id: 'unlisted-without-description',
  title: 'A code of something unlisted has no description',
  snipType: 4,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2012-01-01' as PlainDate,
  source:
    '005010X222A1, SV101-7; the unlisted codes of CPT and those of HCPCS Level II not otherwise classified',
  check({ lines }, { payer }) {
    const findings: EditFinding[] = [];
    for (const { lineNumber, code, description, drug } of lines) {
      if (
        payer !== undefined &&
        isUnlisted(code) &&
        (description ?? '').trim() === '' &&
        drug === undefined
      ) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          codes: [code],
          found: `${code}, which is unlisted, without a description`,
          expected: 'what was done or given, in up to 80 characters',
          fix: 'Describe it as the note does, or choose a code that says it.',
        });
      }
    }
    return findings;
  },
};
