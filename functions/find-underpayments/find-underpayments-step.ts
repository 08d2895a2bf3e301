import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { InterestReceived, LatePayment } from '#contracts/variances.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { interestOn } from '#domain/expected-payment/late-payments.ts';
import { VarianceGroups } from '#domain/expected-payment/variance-groups.ts';
import { latePaymentTask, varianceTask } from '#domain/expected-payment/variance-tasks.ts';
import type { Commit } from '#ports/commit.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';
import {
  seeLatePayments,
  seeVariances,
  type SeeVariancesWorld,
  type SeenLatePayments,
  type SeenVariances,
} from '#ports/see-variances.ts';

export interface FindUnderpaymentsWorld extends SeeVariancesWorld {
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly ledgerDays: Pick<LedgerDays, 'list' | 'keep'>;
}

/** A practice that enters its contracts is told of what was posted in this time; of older days the report tells. */
const oldestLookDays = 45;

/**
 * Compares what payers decided on each posting day that was totalled with their contracts, of every practice: one task a
 * payer, code, contract and month. With the last day of a month it also asks which payments of the month came late: one
 * task a payer and month. A day that was looked at is marked and not looked at again.
 * @throws LooksFailed at the end, when the look at some day failed.
 */
export async function findUnderpaymentsStep(world: FindUnderpaymentsWorld): Promise<Looked> {
  return await lookAtPractices(world, (practiceId, round) => lookAtPractice(practiceId, round, world));
}

async function lookAtPractice(
  practiceId: PracticeId,
  round: RoundOfLooks,
  world: FindUnderpaymentsWorld,
): Promise<number> {
  const practice = await loadPractice(world.practices, practiceId);
  const isComparable = practice.payers.some(
    ({ contract, contracts, promptPay }) =>
      contract.length > 0 || contracts.length > 0 || promptPay !== undefined,
  );
  if (!isComparable) {
    // Not marked: once there is a contract, the days before are compared too.
    return 0;
  }
  const today = dateOf(world.clock.now());
  const days = await world.ledgerDays.list(practiceId, addDays(today, -oldestLookDays), addDays(today, -1));
  for (const day of days) {
    if (round.isOver) {
      break;
    }
    if (day.comparedAt === undefined && day.openedAgain === undefined) {
      await round.look(`${practiceId} ${day.postingDate}`, 1, () => lookAtDay(practice, day, world));
    }
  }
  return 0;
}

/** Opens the tasks that follow from a day and marks it; gives how many were new. */
async function lookAtDay(practice: Practice, day: LedgerDay, world: FindUnderpaymentsWorld): Promise<number> {
  const { postingDate } = day;
  const at = world.clock.now();
  const tasks: (Task | undefined)[] = [];
  if (day.postings > 0) {
    const groups = await variancesOf(practice, postingDate, world);
    tasks.push(
      ...groups
        .of('underpaid', 'overpaid', 'charge-too-low')
        .map((group) => varianceTask(practice, group, postingDate, at)),
    );
  }
  if (addDays(postingDate, 1).slice(0, 7) !== postingDate.slice(0, 7)) {
    tasks.push(...(await lateTasksOf(practice, postingDate, world)));
  }
  let opened = 0;
  for (const task of tasks) {
    if (task !== undefined) {
      const { outcome } = await world.commit.apply([{ kind: 'open-task', task }]);
      opened += outcome === 'committed' ? 1 : 0;
    }
  }
  await world.ledgerDays.keep({ ...day, version: day.version + 1, comparedAt: at }, day.version);
  return opened;
}

async function variancesOf(
  practice: Practice,
  day: PlainDate,
  world: FindUnderpaymentsWorld,
): Promise<VarianceGroups> {
  const groups = new VarianceGroups();
  let seen: SeenVariances | undefined;
  do {
    seen = await seeVariances(practice, { from: day, to: day, next: seen?.next }, world);
    groups.add(seen.variances);
  } while (seen.next !== undefined);
  return groups;
}

async function lateTasksOf(
  practice: Practice,
  last: PlainDate,
  world: FindUnderpaymentsWorld,
): Promise<(Task | undefined)[]> {
  const asking = practice.payers.flatMap((payer) =>
    payer.promptPay === undefined ? [] : [{ payer, promptPay: payer.promptPay }],
  );
  if (asking.length === 0) {
    return [];
  }
  const month = last.slice(0, 7);
  const payments: LatePayment[] = [];
  const interest = new Map<string, readonly InterestReceived[]>();
  let seen: SeenLatePayments | undefined;
  do {
    seen = await seeLatePayments(
      practice,
      { from: addDays(last, 1 - Number(last.slice(8))), to: last, next: seen?.next },
      world,
    );
    payments.push(...seen.payments);
    for (const [remittanceId, added] of Map.groupBy(seen.interest, (one) => one.remittanceId)) {
      interest.set(remittanceId, added);
    }
  } while (seen.next !== undefined);
  return asking.map(({ payer, promptPay }) =>
    latePaymentTask(
      practice,
      payer,
      interestOn(
        payments.filter(({ payerId }) => payerId === payer.payerId),
        [...interest.values()].flat(),
        promptPay,
      ),
      month,
      world.clock.now(),
    ),
  );
}
