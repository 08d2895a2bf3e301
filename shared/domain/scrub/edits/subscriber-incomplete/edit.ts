import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { isMedicare } from '../../payer-kind.ts';

/** Letters, digits and dashes, with a digit among them: a placeholder has none. */
const memberIdPattern = /^(?=.*\d)[A-Za-z0-9-]{2,30}$/;

export const subscriberIncomplete: Edit = {
  id: 'subscriber-incomplete',
  title: 'The subscriber is not known well enough to bill',
  snipType: 4,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, loops 2010BA and 2000C; Medicare has no dependents',
  check({ coverages }, { practice }) {
    const findings: EditFinding[] = [];
    for (const { order, memberId, relationship, subscriber, payerId } of coverages) {
      const where = `${order} coverage`;
      if (relationship !== 'self' && subscriber === undefined) {
        findings.push({
          result: 'fail',
          where,
          found: `relationship "${relationship}" and no subscriber`,
          expected: 'the person who holds the policy, with name, birth date, sex and address',
          fix: 'Add the subscriber as printed on the card.',
        });
      }
      if (!memberIdPattern.test(memberId)) {
        findings.push({
          result: 'fail',
          where,
          found: 'a member id without a digit or with other characters',
          expected: 'the member id as printed on the card',
          fix: 'Enter the member id from the card.',
        });
      }
      if (
        relationship !== 'self' &&
        practice.payers.some((known) => known.payerId === payerId && isMedicare(known))
      ) {
        findings.push({
          result: 'fail',
          where,
          found: `relationship "${relationship}" with Medicare`,
          expected: 'relationship "self": Medicare covers each person under an own number',
          fix: "Enter the patient's own Medicare number.",
        });
      }
    }
    return findings;
  },
};
