import type { Claim, ClaimState } from '#contracts/claim.ts';
import { TellableError } from '#contracts/errors.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { waitKeyOf, type ClaimStepAnswer, type ClaimStepInput } from '#contracts/steps.ts';
import type { Write } from '#domain/writes/write.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Commit } from './commit.ts';

/** Something that can not be, unless there is a fault in the program or a hand in the tables: never retried. */
export class InvariantBroken extends TellableError {
  override readonly name = 'InvariantBroken';
}

/** The row did not hold still: the claim is not where this step expects it, so the pipeline must look again. */
export const movedOn = 'moved-on';

export interface ClaimWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly commit: Commit;
}

/** Loads a claim that must exist. */
export async function loadClaim(
  claims: ClaimWorld['claims'],
  practiceId: PracticeId,
  claimId: ClaimId,
): Promise<Claim> {
  const claim = await claims.load(practiceId, claimId);
  if (claim === undefined) {
    throw new InvariantBroken(`There is no claim ${claimId} in practice ${practiceId}`);
  }
  return claim;
}

/**
 * What every step of the claim pipeline does: read the row, decide, write it all at once, and answer where the claim
 * now stands. A claim that is not in one of the states the step is for, or whose leg is another's, is left alone and
 * answered as moved on; a step that is delivered twice therefore changes nothing.
 * @throws CommitConflict when another writer was first; the step is then taken again from the start.
 */
export async function workOnClaim(
  input: ClaimStepInput,
  states: readonly ClaimState[],
  world: ClaimWorld,
  decide: (claim: Claim) => Promise<readonly Write[]> | readonly Write[],
): Promise<ClaimStepAnswer> {
  const claim = await loadClaim(world.claims, input.practiceId, input.claimId);
  if (claim.leg !== input.leg || !states.includes(claim.state)) {
    return standing(claim, movedOn);
  }
  const writes = await decide(claim);
  const committed = await world.commit.apply(writes);
  if (committed.outcome === 'duplicate') {
    return standing(await loadClaim(world.claims, input.practiceId, input.claimId), movedOn);
  }
  const event = writes.find((write) => write.kind === 'record-event')?.event;
  const saved = writes.find((write) => write.kind === 'save-claim')?.claim;
  return standing(saved ?? claim, event?.event ?? movedOn);
}

/** Where a claim stands, as the state machine reads it. */
export function standing(
  claim: Pick<Claim, 'waitSequence' | 'deadlineSeconds'>,
  outcome: string,
): ClaimStepAnswer {
  return { outcome, waitKey: waitKeyOf(claim.waitSequence), deadlineSeconds: claim.deadlineSeconds };
}

/** How often a decision is taken anew because another writer was first, before the fault is left to the retry outside. */
const attemptLimit = 4;

/**
 * Decides and commits, and decides again on what is there then when another writer was first: for messages that
 * concern many claims, of which one in conflict must not hold up the others.
 */
export async function decideAgainOnConflict<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isConflict = error instanceof Error && error.name === 'CommitConflict';
      if (!isConflict || count >= attemptLimit) {
        throw error;
      }
    }
  }
}
