import type { Instant } from '#contracts/dates.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { decideDispute } from '#domain/patient-billing/decide-dispute.ts';
import type { WorkCreditTasksWorld } from './work-credit-tasks.ts';

/** Carries out what was decided about a balance that its guarantor disputes. */
export async function workDispute(
  outcome: unknown,
  {
    task,
    user,
    proposedBy,
    at,
  }: {
    readonly task: Task;
    readonly user: string;
    readonly proposedBy: string | undefined;
    readonly at: Instant;
  },
  { claims, ledger, practices, accounts }: WorkCreditTasksWorld,
): Promise<ReturnType<typeof decideDispute>> {
  const decision = practiceTaskOutcomes.dispute.parse(outcome);
  const { practiceId, disputed } = task;
  const practice = await practices.edition(practiceId);
  if (practice === undefined || disputed === undefined) {
    return { refused: [`There is no practice ${practiceId}, or the task names no dispute`] };
  }
  const claim = 'claim' in decision ? await claims.load(practiceId, decision.claim) : undefined;
  return decideDispute(
    task,
    decision,
    {
      practice,
      account: await accounts.load(practiceId, disputed.guarantorId),
      claim,
      postings: claim === undefined ? [] : await ledger.ofClaim(practiceId, claim.claimId),
    },
    user,
    {
      at,
      postingDate: dateOf(at),
      by:
        proposedBy === undefined || proposedBy === user ? `user ${user}` : `users ${proposedBy} and ${user}`,
    },
  );
}
