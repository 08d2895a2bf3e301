import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { askedAgain, type AdjustmentDecided } from '../remittance/decide-unexplained-adjustment.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';

type Decision =
  | { readonly outcome: 'asked-payer' | 'told-payer'; readonly by: PlainDate; readonly reason: string }
  | {
      readonly outcome:
        | 'contract-is-wrong'
        | 'accepted'
        | 'charge-raised'
        | 'left'
        | 'right-as-paid'
        | 'waived'
        | 'paid';
      readonly reason: string;
    };

const summaries: Readonly<Record<Exclude<Decision['outcome'], 'asked-payer' | 'told-payer'>, string>> = {
  'contract-is-wrong':
    'Correct the contract in the practice document; what is posted from then on is compared with it.',
  accepted: 'What the payer allowed is taken as it is.',
  'charge-raised': 'Charges from now on are to be above what the contract allows.',
  left: 'The charge stays as it is.',
  'right-as-paid': 'What the payer allowed is taken as it is.',
  waived: 'The interest is not asked for.',
  paid: 'The payer has paid the interest.',
};

/**
 * What a person's decision about a difference from a contract, or about a late payment, comes to. Nothing is posted: what
 * the payer pays then comes with its remittance. Who asks the payer has the task again on the day that is named.
 */
export function decideVarianceTask(
  task: Task,
  decision: Decision,
  occasion: PostingOccasion,
): AdjustmentDecided {
  if (decision.outcome !== 'asked-payer' && decision.outcome !== 'told-payer') {
    return { summary: summaries[decision.outcome], writes: [] };
  }
  const fault = dayFault(decision.by, occasion.at);
  return fault === undefined
    ? {
        summary: `The payer is asked; the task is due again on ${decision.by}.`,
        writes: [{ kind: 'open-task', task: askedAgain(task, decision, occasion) }],
      }
    : { refused: [fault] };
}
