import type { PlainDate } from '#contracts/dates.ts';
import { dateOf } from '../../../calendar/plain-date.ts';
import { filingTermOf } from '../../../submission/filing-limit.ts';
import type { Edit } from '../../edit.ts';
import { contractNotKnown, hasFilingLimit } from '../../filing-contract.ts';

export const filingLimitPassed: Edit = {
  id: 'filing-limit-passed',
  title: "The payer's filing limit has passed",
  snipType: 7,
  severity: 'blocking',
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
    const { claimKind, countedFrom, days, lastDay } = filingTermOf(claim, payer);
    if (today <= lastDay) {
      return [];
    }
    const inTime = claim.submissions.find(
      ({ payerId, submittedAt, frequency, acknowledgements }) =>
        payerId === payer.payerId &&
        frequency !== '8' &&
        !acknowledgements.some(({ outcome }) => outcome === 'rejected') &&
        dateOf(submittedAt) >= countedFrom &&
        dateOf(submittedAt) <= lastDay,
    );
    const counted =
      claimKind === 'corrected' && countedFrom !== claim.serviceDateFrom
        ? "the payer's decision"
        : 'the service';
    // The same words every day: what somebody attested of them holds.
    const found = `a day after ${lastDay}, the last of ${days} days since ${counted}`;
    const expected = `the claim with ${payer.name} by ${lastDay}, ${days} days after ${counted}`;
    return inTime === undefined
      ? [
          {
            result: 'fail',
            where: 'claim',
            found,
            expected,
            fix: 'Ask the payer for an exception if it is at fault; otherwise find the visit not billable, or write it off where it was billed. The patient is never billed for it.',
          },
        ]
      : [
          {
            result: 'bypassed',
            where: 'claim',
            found: `${found}, but submission ${inTime.sequence} went out on ${dateOf(inTime.submittedAt)}`,
            expected,
            fix: 'Keep the acknowledgement of that submission as proof of timely filing.',
          },
        ];
  },
};
