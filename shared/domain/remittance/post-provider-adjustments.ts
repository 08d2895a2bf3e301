import { TaskId, type PracticeId } from '#contracts/identifiers.ts';
import { addDays } from '../calendar/plain-date.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents, formatDollars, negateCents } from '../money/cents.ts';
import type { ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { Write } from '../writes/write.ts';
import { providerAdjustmentRow } from './provider-adjustment-codes.ts';
import type { RemittanceFacts } from './read-adjudication.ts';

const daysToWork = 7;

/**
 * Posts the provider-level adjustments (PLB) of a remittance, one posting a pair, so that the cash in transit of all
 * its postings equals its payment (BPR02). A positive amount lowers the payment: cash is credited and the account of
 * the code debited. Codes that want a person open a task.
 * @param providerAdjustments every pair of the remittance in the file's order: the position names the posting.
 */
export function postProviderAdjustments(
  practiceId: PracticeId,
  facts: RemittanceFacts,
  providerAdjustments: readonly ProviderAdjustment835[],
  occasion: PostingOccasion,
): Write[] {
  const { remittanceId, payerId } = facts;
  const payer = payerId === undefined ? {} : { payerId };
  return providerAdjustments.flatMap(({ amountCents, reasonCode, reference }, index): Write[] => {
    const row = providerAdjustmentRow(reasonCode);
    const position = index + 1;
    const words = `${reasonCode}: ${row.sentence}`;
    const about = reference === undefined ? '' : ` Reference ${reference}.`;
    if (amountCents === 0) {
      return [];
    }
    const posting = makePosting({
      practiceId,
      postingId: `provider-adjustment-${remittanceId}-${position}`,
      cause: 'provider-adjustment',
      remittanceId,
      postingDate: occasion.postingDate,
      knownAt: occasion.at,
      by: occasion.by,
      words: `${words}${about}`,
      legs: [
        { account: 'cash-in-transit', ...payer, amountCents: negateCents(amountCents) },
        { account: row.account, ...payer, amountCents, reason: `PLB-${reasonCode}` },
      ],
    });
    return row.work === undefined
      ? [{ kind: 'post', posting }]
      : [
          { kind: 'post', posting },
          {
            kind: 'open-task',
            task: {
              practiceId,
              taskId: TaskId.parse(`${remittanceId}-provider-adjustment-${position}`),
              kind: 'unmatched-remittance',
              remittanceId,
              waitSequence: 0,
              status: 'open',
              openedAt: occasion.at,
              dueOn: addDays(occasion.postingDate, daysToWork),
              why: words,
              evidence: [
                `${formatDollars(cents(Math.abs(amountCents)))} ${amountCents > 0 ? 'taken from' : 'added to'} the payment with the trace number ${facts.traceNumber}.${about}`,
                row.work,
              ],
              dollarsAtStakeCents: cents(Math.abs(amountCents)),
              outcomes: [],
            },
          },
        ];
  });
}
