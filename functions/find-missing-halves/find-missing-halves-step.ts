import type { AwaitedDeposit, BankDays, OpenEntry } from '#contracts/bank.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { missingHalfTask, unexplainedEntries, unmatchedDepositTask } from '#domain/bank/bank-tasks.ts';
import { missingHalves } from '#domain/bank/missing-halves.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { BankBook } from '#ports/bank-book.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { openOnce, reassociate, type ReassociateWorld } from '#ports/reassociate.ts';
import { lookAtPractices, type Looked } from '#ports/round-of-looks.ts';

export interface FindMissingHalvesWorld extends ReassociateWorld {
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly bank: ReassociateWorld['bank'] & Pick<BankBook, 'days'>;
}

const by = 'find-missing-halves';

/**
 * Looks, in every practice that shows its bank's statements, for money whose remittance is late, for remittances whose
 * money is, and for money that nothing explains: each is a task, with the letter to the payer where one is to be
 * written. What belongs together is matched first.
 * @throws LooksFailed at the end, when the look at some practice failed.
 */
export async function findMissingHalvesStep(world: FindMissingHalvesWorld): Promise<Looked> {
  return await lookAtPractices(world, (practiceId) => lookAtPractice(practiceId, world), 1);
}

async function lookAtPractice(practiceId: PracticeId, world: FindMissingHalvesWorld): Promise<number> {
  const days = await world.bank.days(practiceId);
  if (days === undefined) {
    return 0;
  }
  const practice = await loadPractice(world.practices, practiceId);
  const { entries, opened } = await reassociate(practiceId, by, world);
  const deposits = (await world.bank.awaited(practiceId)).filter(({ issuedOn }) => issuedOn >= days.from);
  return opened + (await openTasks(practice, { entries, deposits, days }, world));
}

async function openTasks(
  practice: Practice,
  {
    entries,
    deposits,
    days,
  }: {
    readonly entries: readonly OpenEntry[];
    readonly deposits: readonly AwaitedDeposit[];
    readonly days: BankDays;
  },
  world: FindMissingHalvesWorld,
): Promise<number> {
  const at = world.clock.now();
  const today = dateOf(at);
  let opened = 0;
  for (const half of missingHalves(entries, deposits, { today, shownThrough: days.through })) {
    const late = missingHalfTask(half, { entries, deposits }, practice, at);
    if (late !== undefined) {
      opened += await openOnce(late.task, late.about, world);
    }
  }
  for (const entry of unexplainedEntries(entries, today)) {
    opened += await openOnce(unmatchedDepositTask(entry, undefined, [], at), entry, world);
  }
  return opened;
}
