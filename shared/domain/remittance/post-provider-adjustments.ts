import { TaskId, type ClaimId, type PracticeId, type RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '../calendar/plain-date.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents, formatDollars, negateCents } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { Write } from '../writes/write.ts';
import { providerAdjustmentRow, providerAdjustmentSentence } from './provider-adjustment-codes.ts';
import type { RemittanceFacts } from './read-adjudication.ts';

const daysToWork = 7;

/** One pair: its posting, and all that is written with it. */
export interface ProviderAdjustmentPosted {
  readonly adjustment: ProviderAdjustment835;
  readonly posting: Posting;
  readonly writes: readonly Write[];
}

/** Before the code in the reason of a leg. */
export const providerAdjustmentReason = 'PLB-';

/** The id of the posting of one pair. @param position of the pair in its remittance, counted from 1. */
export function providerAdjustmentPostingId(remittanceId: RemittanceId, position: number): string {
  return `provider-adjustment-${remittanceId}-${position}`;
}

function providerAdjustmentTaskId(remittanceId: RemittanceId, position: number): TaskId {
  return TaskId.parse(`${remittanceId}-provider-adjustment-${position}`);
}

/** The posting that a task about a provider adjustment was opened for. */
export function providerAdjustmentOfTask({ taskId, remittanceId }: Task): string | undefined {
  const position = /-provider-adjustment-(\d+)(?:-asked-\d+)?$/.exec(taskId)?.[1];
  return position === undefined || remittanceId === undefined
    ? undefined
    : providerAdjustmentPostingId(remittanceId, Number(position));
}

/**
 * Posts the provider-level adjustments (PLB) of a remittance, one posting a pair, so that the cash in transit of all
 * its postings equals its payment (BPR02). A positive amount lowers the payment: cash is credited and the account of
 * the code debited. Codes that want a person open a task. What a pair writes belongs together: one list a pair.
 * @param providerAdjustments every pair of the remittance in the file's order: the position names the posting.
 * @param claimsOf the claims of ours that a pair is about, where it is about any.
 */
export function postProviderAdjustments(
  practiceId: PracticeId,
  facts: RemittanceFacts,
  providerAdjustments: readonly ProviderAdjustment835[],
  occasion: PostingOccasion,
  claimsOf: (adjustment: ProviderAdjustment835) => readonly ClaimId[] = () => [],
): ProviderAdjustmentPosted[] {
  return providerAdjustments.flatMap((adjustment, index): ProviderAdjustmentPosted[] => {
    if (adjustment.amountCents === 0) {
      return [];
    }
    const claimIds = claimsOf(adjustment);
    const posting = postingOf(practiceId, facts, adjustment, index + 1, claimIds, occasion);
    return [
      {
        adjustment,
        posting,
        writes: [{ kind: 'post', posting }, ...taskAbout(practiceId, facts, adjustment, index + 1, occasion)],
      },
    ];
  });
}

function taskAbout(
  practiceId: PracticeId,
  facts: RemittanceFacts,
  adjustment: ProviderAdjustment835,
  position: number,
  occasion: PostingOccasion,
): Write[] {
  const { amountCents, reasonCode } = adjustment;
  const { work } = providerAdjustmentRow(reasonCode);
  return work === undefined
    ? []
    : [
        {
          kind: 'open-task',
          task: {
            practiceId,
            taskId: providerAdjustmentTaskId(facts.remittanceId, position),
            kind: 'unexplained-adjustment',
            remittanceId: facts.remittanceId,
            waitSequence: 0,
            status: 'open',
            openedAt: occasion.at,
            dueOn: addDays(occasion.postingDate, daysToWork),
            why: `${reasonCode}: ${providerAdjustmentSentence(reasonCode, amountCents)}`,
            evidence: [
              `${formatDollars(cents(Math.abs(amountCents)))} ${amountCents > 0 ? 'taken from' : 'added to'} the payment with the trace number ${facts.traceNumber}.${aboutReference(adjustment)}`,
              work,
            ],
            dollarsAtStakeCents: cents(Math.abs(amountCents)),
            outcomes: practiceTaskOutcomeNames('unexplained-adjustment'),
          },
        },
      ];
}

function postingOf(
  practiceId: PracticeId,
  { remittanceId, payerId }: RemittanceFacts,
  adjustment: ProviderAdjustment835,
  position: number,
  claimIds: readonly ClaimId[],
  occasion: PostingOccasion,
): Posting {
  const { amountCents, reasonCode, reference, providerId } = adjustment;
  const payer = payerId === undefined ? {} : { payerId };
  return makePosting({
    practiceId,
    postingId: providerAdjustmentPostingId(remittanceId, position),
    cause: 'provider-adjustment',
    remittanceId,
    ...(reference === undefined ? {} : { reference }),
    payeeId: providerId,
    ...(claimIds.length === 0 ? {} : { aboutClaimIds: [...claimIds] }),
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${reasonCode}: ${providerAdjustmentSentence(reasonCode, amountCents)}${aboutReference(adjustment)}`,
    legs: [
      { account: 'cash-in-transit', ...payer, amountCents: negateCents(amountCents) },
      {
        account: providerAdjustmentRow(reasonCode).account,
        ...payer,
        amountCents,
        reason: `${providerAdjustmentReason}${reasonCode}`,
      },
    ],
  });
}

function aboutReference({ reference }: ProviderAdjustment835): string {
  return reference === undefined ? '' : ` Reference ${reference}.`;
}
