import type { PlainDate } from '#contracts/dates.ts';
import { daysBetween } from '../../../calendar/plain-date.ts';
import { filingTermOf } from '../../../submission/filing-limit.ts';
import type { Edit } from '../../edit.ts';
import { contractNotKnown, hasFilingLimit } from '../../filing-contract.ts';

export const filingLimitNear: Edit = {
  id: 'filing-limit-near',
  title: 'More than half of the time to file the claim is gone',
  snipType: 7,
  severity: 'advisory',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'The contract with the payer, as loaded with the practice',
  check: (claim, { payer, today }) => {
    if (payer === undefined) {
      return [];
    }
    if (!hasFilingLimit(payer)) {
      return [contractNotKnown(payer)];
    }
    const { countedFrom, days, lastDay } = filingTermOf(claim, payer);
    const gone = daysBetween(countedFrom, today);
    const left = days - gone;
    return gone * 2 < days || left < 0
      ? []
      : [
          {
            result: 'fail',
            where: 'claim',
            found: `${gone} of ${days} days gone, ${left} left`,
            expected: `the claim with ${payer.name} by ${lastDay}`,
            fix: left <= 7 ? 'Send it today.' : 'Send it soon.',
          },
        ];
  },
};
