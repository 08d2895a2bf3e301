import type { Instant } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { decideCreditBalance } from '#domain/credit-balances/decide-credit-balance.ts';
import { askedAgain, type AdjustmentDecided } from '#domain/remittance/decide-unexplained-adjustment.ts';
import { dayFault } from '#domain/tasks/day-to-wait-for.ts';
import type { ClaimStore } from './claim-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PatientAccounts } from './patient-accounts.ts';
import type { PracticeStore } from './practice-store.ts';

export interface WorkCreditTasksWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder'>;
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
}

interface CreditOccasion {
  readonly task: Task;
  readonly user: string;
  readonly proposedBy: string | undefined;
  readonly at: Instant;
}

/** Carries out what was decided about a credit balance. */
export async function workCreditBalance(
  outcome: unknown,
  { task, user, proposedBy, at }: CreditOccasion,
  { claims, ledger, practices, accounts }: WorkCreditTasksWorld,
): Promise<AdjustmentDecided> {
  const decision = practiceTaskOutcomes['credit-balance'].parse(outcome);
  const { practiceId, credit } = task;
  const practice = await practices.edition(practiceId);
  if (practice === undefined || credit === undefined) {
    return { refused: [`There is no practice ${practiceId}, or the task names no credit`] };
  }
  const claimId = ClaimId.safeParse(credit.holder).data;
  const claim = claimId === undefined ? undefined : await claims.load(practiceId, claimId);
  const targetId = decision.outcome === 'apply' ? decision.claim : undefined;
  const target = targetId === undefined ? undefined : await claims.load(practiceId, targetId);
  const guarantorId = credit.payee.kind === 'patient' ? credit.payee.guarantorId : claim?.guarantorId;
  return decideCreditBalance(
    task,
    decision,
    {
      practice,
      claim,
      postings: await ledger.ofHolder(practiceId, credit.holder),
      target:
        target === undefined
          ? undefined
          : { claim: target, postings: await ledger.ofClaim(practiceId, target.claimId) },
      account: guarantorId === undefined ? undefined : await accounts.load(practiceId, guarantorId),
    },
    {
      at,
      postingDate: dateOf(at),
      by: proposedBy === undefined ? `user ${user}` : `users ${proposedBy} and ${user}`,
    },
  );
}

/** Carries out what was decided about money that a payer took though it had been refunded. */
export function workRefundTakenAgain(
  outcome: unknown,
  { task, user, at }: CreditOccasion,
): AdjustmentDecided {
  const decision = practiceTaskOutcomes['refund-taken-again'].parse(outcome);
  if (decision.outcome === 'settled') {
    return { summary: 'Nobody is asked about this refund again.', writes: [] };
  }
  const fault = dayFault(decision.by, at);
  const occasion = { at, postingDate: dateOf(at), by: `user ${user}` };
  return fault === undefined
    ? {
        summary: `The payer is asked; the task is due again on ${decision.by}.`,
        writes: [{ kind: 'open-task', task: askedAgain(task, decision, occasion) }],
      }
    : { refused: [fault] };
}
