import type { PlainDate } from '#contracts/dates.ts';

import type { Edit, EditFinding } from '../../edit.ts';

const telehealthModifiers: ReadonlySet<string> = new Set(['93', '95', 'FQ', 'GQ', 'GT']);
const telehealthPlaces: ReadonlySet<string> = new Set(['02', '10']);

export const telehealthPlaceDiffers: Edit = {
  id: 'telehealth-place-differs',
  title: 'A telehealth modifier stands beside a place that is not telehealth',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '2017-01-01' as PlainDate,
  source: 'CMS place of service codes 02 (2017) and 10 (2022), and the modifiers of telehealth',
  needs: 'modifier',
  check({ placeOfService, lines }) {
    const findings: EditFinding[] = [];
    for (const { lineNumber, code, modifiers } of lines) {
      const said = modifiers.find((modifier) => telehealthModifiers.has(modifier));
      if (said !== undefined && !telehealthPlaces.has(placeOfService)) {
        findings.push({
          result: 'fail',
          where: `line ${lineNumber}`,
          codes: [code, said],
          found: `${code} with modifier ${said} at place of service ${placeOfService}`,
          expected: '10 where the patient was at home, 02 elsewhere',
          fix: 'Correct the place of service or the modifier, or attest that this payer wants it so.',
        });
      }
    }
    return findings;
  },
};
