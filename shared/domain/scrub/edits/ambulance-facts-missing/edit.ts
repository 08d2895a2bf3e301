import type { PlainDate } from '#contracts/dates.ts';

import type { Edit, EditFinding } from '../../edit.ts';

export const ambulanceFactsMissing: Edit = {
  id: 'ambulance-facts-missing',
  title: 'An ambulance line cannot say what its guide requires',
  snipType: 4,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, CR1 and loops 2310E and 2310F: required on ambulance claims',
  check({ lines, tellsTransport = false }) {
    const findings: EditFinding[] = [];
    for (const { lineNumber, code } of lines) {
      if (!tellsTransport && /^A0\d{3}$/.test(code)) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          codes: [code],
          found: `${code}, an ambulance service`,
          expected: 'the reason, the miles, where the patient was picked up and brought to',
          fix: 'Bill it from the ambulance supplier’s own system: these claims carry no transport data.',
        });
      }
    }
    return findings;
  },
};
