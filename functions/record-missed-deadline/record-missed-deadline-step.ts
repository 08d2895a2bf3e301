import type { ClaimState } from '#contracts/claim.ts';
import { MissedDeadlineInput, waitKeyOf, type ClaimStepAnswer } from '#contracts/steps.ts';
import { missedEligibility } from '#domain/eligibility/settle-eligibility.ts';
import { missedAcknowledgement, missedRemittance } from '#domain/submission/miss-deadline.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface RecordMissedDeadlineWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
}

const waitingStates = {
  eligibility: 'awaiting-eligibility',
  acknowledgement: 'awaiting-acknowledgement',
  remittance: 'awaiting-remittance',
} as const satisfies Record<MissedDeadlineInput['waitName'], ClaimState>;

/**
 * The way out of a wait for an answer that did not come: a person gets a task. When the answer came at the last moment,
 * or the claim waits for another one by now, nothing is written and the pipeline looks again.
 */
export async function recordMissedDeadlineStep(
  event: unknown,
  world: RecordMissedDeadlineWorld,
): Promise<ClaimStepAnswer> {
  const input = MissedDeadlineInput.parse(event);
  return await workOnClaim(input, [waitingStates[input.waitName]], world, async (claim) => {
    if (waitKeyOf(claim.waitSequence) !== input.waitKey) {
      return [];
    }
    const at = world.clock.now();
    if (input.waitName === 'eligibility') {
      return missedEligibility(claim, at).writes;
    }
    const practice = await loadPractice(world.practices, input.practiceId);
    if (input.waitName === 'acknowledgement') {
      return missedAcknowledgement(claim, practice, at).writes;
    }
    const postings = await world.ledger.ofClaim(input.practiceId, claim.claimId);
    return missedRemittance(claim, practice, at, postings).writes;
  });
}
