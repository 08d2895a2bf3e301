import type { Payee } from '#contracts/credit-balance.ts';
import { ClaimId, type PracticeId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { creditBalancesOf, payeesEver, unappliedCreditsOf } from '#domain/credit-balances/credit-balances.ts';
import { creditTaskId, daysToLookAt, watchCredit } from '#domain/credit-balances/credit-task.ts';
import { claimsAfterMoney } from '#domain/credit-balances/claims-after-money.ts';
import { settleTakenBack } from '#domain/credit-balances/refund-takebacks.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import { pagesOfDay, type LedgerStore } from '#ports/ledger-store.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';
import type { TaskStore } from '#ports/task-store.ts';

export interface FindCreditBalancesWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'pageOfDay' | 'takebacks'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
}

const atOnce = 10;
/** Of one holder and payee; more were never asked. */
const tasksLimit = 60;

/**
 * Looks at the claims and payments that were posted to on days that are over, of every practice: what stands in
 * somebody's favor for long enough is a task, a task whose credit is gone is moot, and a refund of which the payer took
 * the money as well is settled or told of.
 * @throws LooksFailed at the end, when a look failed.
 */
export async function findCreditBalancesStep(world: FindCreditBalancesWorld): Promise<Looked> {
  return await lookAtPractices(world, (practiceId, round) => lookAtPractice(practiceId, round, world));
}

async function lookAtPractice(
  practiceId: PracticeId,
  round: RoundOfLooks,
  world: FindCreditBalancesWorld,
): Promise<number> {
  const practice = await loadPractice(world.practices, practiceId);
  const holders = await holdersToLookAt(practiceId, world);
  // Few claims are refunded: what payers took is read when the first of them is met, and once.
  let takebacks: Promise<readonly Posting[]> | undefined;
  const taken = () => (takebacks ??= world.ledger.takebacks(practiceId));
  for (let start = 0; start < holders.length && !round.isOver; start += atOnce) {
    await Promise.all(
      holders
        .slice(start, start + atOnce)
        .map((holder) =>
          round.look(`${practiceId} ${holder}`, 1, () => lookAtHolder(practice, holder, taken, world)),
        ),
    );
  }
  return 0;
}

/** Claims, and payments that may not have been applied, of the days on which a credit may have become due. */
async function holdersToLookAt(
  practiceId: PracticeId,
  { clock, ledger }: FindCreditBalancesWorld,
): Promise<AccountHolder[]> {
  const holders = new Set<AccountHolder>();
  for (const day of daysToLookAt(dateOf(clock.now()))) {
    for await (const postings of pagesOfDay(ledger, practiceId, day)) {
      for (const posting of postings) {
        if (
          posting.claimId !== undefined ||
          posting.legs.some(({ account }) => account === 'unapplied-payment')
        ) {
          holders.add(accountHolderOf(posting));
        }
        // A remittance that takes a payment back names the claim and is not held by it.
        for (const claimId of posting.aboutClaimIds ?? []) {
          holders.add(claimId);
        }
      }
    }
  }
  return [...holders];
}

/** Gives how many tasks it opened. */
async function lookAtHolder(
  practice: Practice,
  holder: AccountHolder,
  taken: () => Promise<readonly Posting[]>,
  world: FindCreditBalancesWorld,
): Promise<number> {
  const { practiceId } = practice;
  const at = world.clock.now();
  const occasion = { at, postingDate: dateOf(at), by: 'find-credit-balances' };
  const claimId = ClaimId.safeParse(holder).data;
  const claim = claimId === undefined ? undefined : await world.claims.load(practiceId, claimId);
  let postings = await world.ledger.ofHolder(practiceId, holder);
  let opened = 0;
  if (claim !== undefined && postings.some(({ cause }) => cause === 'refund-approved')) {
    const takebacks = await taken();
    const ids = new Set(postings.map(({ postingId }) => postingId));
    const acknowledged = takebacks.filter(
      ({ concerns, postingId }) => concerns !== undefined && ids.has(concerns) && !ids.has(postingId),
    );
    const settled = settleTakenBack(practiceId, [...postings, ...acknowledged], takebacks, occasion);
    const account = await world.accounts.load(practiceId, claim.guarantorId);
    const writes: Write[] = settled.postings.map((posting) => ({ kind: 'post', posting }));
    const words = 'A refund meets what the payer took';
    if (writes.length > 0) {
      await world.commit.apply([
        ...writes,
        ...claimsAfterMoney(
          [{ claim, postings, added: settled.postings, words, reason: words }],
          account,
          occasion,
        ),
      ]);
      postings = await world.ledger.ofHolder(practiceId, holder);
    }
    for (const task of settled.tasks) {
      if ((await world.tasks.load(practiceId, task.taskId)) === undefined) {
        await world.commit.apply([{ kind: 'open-task', task }]);
        opened += 1;
      }
    }
    for (const taskId of settled.answered) {
      const moot = mootTask(
        await world.tasks.load(practiceId, taskId),
        'refund-acknowledged',
        at,
        occasion.by,
      );
      if (moot.length > 0) {
        await world.commit.apply(moot);
      }
    }
  }
  const current = claim === undefined ? undefined : await world.claims.load(practiceId, claim.claimId);
  const credits = current === undefined ? unappliedCreditsOf(postings) : creditBalancesOf(current, postings);
  for (const payee of payeesEver(postings)) {
    const credit = credits.find((one) => JSON.stringify(one.payee) === JSON.stringify(payee));
    const latest = await latestTask(practiceId, holder, payee, world);
    const writes = watchCredit(credit, latest, practice, occasion);
    if (writes.length > 0) {
      await world.commit.apply(writes);
      opened += writes.some(({ kind }) => kind === 'open-task') ? 1 : 0;
    }
  }
  return opened;
}

/** The last of the tasks about a holder and payee: each has the next number. */
async function latestTask(
  practiceId: PracticeId,
  holder: AccountHolder,
  payee: Payee,
  { tasks }: Pick<FindCreditBalancesWorld, 'tasks'>,
): Promise<Task | undefined> {
  let latest: Task | undefined;
  for (let sequence = 1; sequence <= tasksLimit; sequence += 1) {
    const task = await tasks.load(practiceId, creditTaskId(holder, payee, sequence));
    if (task === undefined) {
      return latest;
    }
    latest = task;
  }
  return latest;
}
