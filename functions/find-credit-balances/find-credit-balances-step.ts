import type { Payee } from '#contracts/credit-balance.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { ClaimId, type PracticeId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { creditBalancesOf, payeesEver, unappliedCreditsOf } from '#domain/credit-balances/credit-balances.ts';
import {
  creditLookDue,
  creditTaskId,
  watchCredit,
  type CreditLook,
} from '#domain/credit-balances/credit-task.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { pagesOfDay, type LedgerStore } from '#ports/ledger-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';
import { settleRefundsTakenBack, type SettleTakenBackWorld } from '#ports/settle-taken-back.ts';

export interface FindCreditBalancesWorld extends SettleTakenBackWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofHolder' | 'pageOfDay' | 'takebacks'>;
  readonly ledgerDays: Pick<LedgerDays, 'list' | 'keep'>;
}

const atOnce = 10;
/** A day that was not looked at in this time is not made up for any more; `ledger credits` tells of its credits. */
const oldestLookDays = 400;
/** Of one holder and payee; more were never asked. */
const tasksLimit = 60;

/**
 * Looks at the claims and payments that were posted to on days that were totalled, of every practice: what stands in
 * somebody's favor for long enough is a task, a task whose credit is gone is moot, and a refund of which the payer took
 * the money as well is settled or told of.
 * @throws LooksFailed at the end, when a look failed.
 */
export async function findCreditBalancesStep(world: FindCreditBalancesWorld): Promise<Looked> {
  return await lookAtPractices(world, (practiceId, round) => lookAtPractice(practiceId, round, world));
}

/** Every posting on `takeback-payable` of a practice, read once until what was read is dropped. */
interface Taken {
  readonly read: () => Promise<readonly Posting[]>;
  readonly drop: () => void;
}

async function lookAtPractice(
  practiceId: PracticeId,
  round: RoundOfLooks,
  world: FindCreditBalancesWorld,
): Promise<number> {
  const practice = await loadPractice(world.practices, practiceId);
  // Few claims are refunded: what payers took is read when the first of them is met, and again when it may have changed.
  let takebacks: Promise<readonly Posting[]> | undefined;
  const taken: Taken = {
    read: () => (takebacks ??= world.ledger.takebacks(practiceId)),
    drop: () => {
      takebacks = undefined;
    },
  };
  const today = dateOf(world.clock.now());
  const days = await world.ledgerDays.list(practiceId, addDays(today, -oldestLookDays), addDays(today, -1));
  // The latest first: what was missed is made up for with the time that is left.
  for (const day of days.toReversed()) {
    const due = day.openedAgain === undefined ? creditLookDue(day, today) : undefined;
    if (due !== undefined && !round.isOver) {
      await round.look(`${practiceId} ${day.postingDate}`, 0, () =>
        lookAtDay(day, due, round, world, (holder) => lookAtHolder(practice, holder, taken, world)),
      );
    }
  }
  return 0;
}

/**
 * Looks at the account holders of a day, in the order of their ids, and marks how far it came. One that could not be
 * looked at has all of the day looked at again, for a look changes nothing that it has changed before.
 */
async function lookAtDay(
  day: LedgerDay,
  { waitDays, after }: CreditLook,
  round: RoundOfLooks,
  { ledger, ledgerDays }: FindCreditBalancesWorld,
  look: (holder: AccountHolder) => Promise<number>,
): Promise<number> {
  const { practiceId, postingDate } = day;
  const all = await holdersOf(practiceId, postingDate, ledger);
  const holders = after === undefined ? all : all.filter((holder) => holder > after);
  let [begun, done] = [0, 0];
  while (begun < holders.length && !round.isOver) {
    const together = holders.slice(begun, begun + atOnce);
    begun += together.length;
    await Promise.all(
      together.map((holder) =>
        round.look(`${practiceId} ${holder}`, 1, async () => {
          const opened = await look(holder);
          done += 1;
          return opened;
        }),
      ),
    );
  }
  const last = holders[begun - 1];
  const { brokeOff: _former, ...looked } = day.creditsLooked ?? {};
  const creditsLooked =
    done < begun
      ? looked
      : begun === holders.length
        ? { waitDays }
        : last === undefined
          ? day.creditsLooked
          : { ...looked, brokeOff: { waitDays, after: last } };
  // Where another writer was first, the day is looked at once more.
  await ledgerDays.keep(
    { ...day, version: day.version + 1, ...(creditsLooked === undefined ? {} : { creditsLooked }) },
    day.version,
  );
  return 0;
}

/** Claims, and payments that may not have been applied, that something was posted to on a day, by their ids. */
async function holdersOf(
  practiceId: PracticeId,
  day: PlainDate,
  ledger: FindCreditBalancesWorld['ledger'],
): Promise<AccountHolder[]> {
  const holders = new Set<AccountHolder>();
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
  return [...holders].toSorted();
}

/** Gives how many tasks it opened. */
async function lookAtHolder(
  practice: Practice,
  holder: AccountHolder,
  taken: Taken,
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
    const settled = await settleRefundsTakenBack(claim, postings, await taken.read(), occasion, world).catch(
      (error: unknown) => {
        taken.drop();
        throw error;
      },
    );
    opened = settled.opened;
    if (settled.isPosted) {
      taken.drop();
      postings = await world.ledger.ofHolder(practiceId, holder);
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
