import { MatchBankEntryRequest, type MatchBankEntryAnswer } from '#contracts/bank.ts';
import { problemsOf } from '#contracts/queries.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import { explainByHand, type WorkBankTasksWorld } from '#ports/work-bank-tasks.ts';
import { decideAgainOnConflict } from '#ports/work-on-claim.ts';

interface MatchBankEntryWorld extends WorkBankTasksWorld {
  readonly clock: Clock;
  readonly commit: Commit;
}

/** Posts what a person found out: which remittances and batches an entry of the bank is the money of. */
export async function matchBankEntryStep(
  event: unknown,
  world: MatchBankEntryWorld,
): Promise<MatchBankEntryAnswer> {
  const read = MatchBankEntryRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId, bankEntryId, holders, user } = read.data;
  return await decideAgainOnConflict(async () => {
    const entry = await world.bank.openEntry(practiceId, bankEntryId);
    if (entry === undefined) {
      return {
        outcome: 'refused',
        problems: [
          `Nothing of the entry ${bankEntryId} is open; the list of entries that nobody explained shows those that are`,
        ],
      };
    }
    const decided = await explainByHand(entry, holders, { user, at: world.clock.now() }, world);
    if (decided.refused !== undefined) {
      return { outcome: 'refused', problems: [...decided.refused] };
    }
    await world.commit.apply(decided.writes);
    return { outcome: 'matched', summary: decided.summary };
  });
}
