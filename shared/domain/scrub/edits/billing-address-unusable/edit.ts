import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';

const postOfficeBox = /\bp\.?\s*o\.?\s*box\b|\bpost office box\b/i;

export const billingAddressUnusable: Edit = {
  id: 'billing-address-unusable',
  title: "The billing provider's address cannot be sent",
  snipType: 2,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, loop 2010AA: street address with a ZIP code of nine digits',
  check: (_, { practice }) => {
    const { line1, zip } = practice.address;
    const findings: EditFinding[] = [];
    if (postOfficeBox.test(line1)) {
      findings.push({
        result: 'fail',
        where: 'billing provider',
        found: 'a post office box as address',
        expected: 'a street address; a post office box may only be the address for payment',
        fix: 'Load the street address of the practice as its address.',
      });
    }
    if (zip.length !== 9) {
      findings.push({
        result: 'fail',
        where: 'billing provider',
        found: `a ZIP code of ${zip.length} digits`,
        expected: 'a ZIP code of nine digits',
        fix: 'Look up the four digits that follow the ZIP code and load them with the practice.',
      });
    }
    return findings;
  },
};
