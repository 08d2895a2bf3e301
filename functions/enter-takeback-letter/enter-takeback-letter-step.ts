import { problemsOf } from '#contracts/queries.ts';
import { TakebackLetter, type TakebackLetterAnswer } from '#contracts/takeback-letter.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { enterTakebackLetter } from '#domain/takebacks/enter-takeback-letter.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { decideAgainOnConflict, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface EnterTakebackLetterWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
}

/** Enters a payer's letter about a takeback, or withdraws it; the same letter twice is refused the second time. */
export async function enterTakebackLetterStep(
  event: unknown,
  world: EnterTakebackLetterWorld,
): Promise<TakebackLetterAnswer> {
  const read = TakebackLetter.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const letter = read.data;
  const { practiceId, claimId, user } = letter;
  return await decideAgainOnConflict(async (): Promise<TakebackLetterAnswer> => {
    const claim = await world.claims.load(practiceId, claimId);
    if (claim === undefined) {
      return {
        outcome: 'refused',
        problems: [`claimId: practice ${practiceId} has no claim ${claimId}`],
        because: 'not-found',
      };
    }
    const at = world.clock.now();
    const decided = enterTakebackLetter(letter, claim, await world.ledger.ofClaim(practiceId, claimId), {
      at,
      postingDate: dateOf(at),
      by: `user ${user}`,
    });
    if (decided.refused !== undefined) {
      return { outcome: 'refused', problems: [decided.refused] };
    }
    const { outcome } = await world.commit.apply(decided.writes);
    return outcome === 'duplicate'
      ? { outcome: 'refused', problems: ['The same letter was entered at the same moment'] }
      : { outcome: 'entered', summary: decided.summary };
  });
}
