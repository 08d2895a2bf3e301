import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PostingId, PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { InterestReceived, LatePayment } from '#contracts/variances.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { interestOn } from '#domain/expected-payment/late-payments.ts';
import { keyOf, VarianceGroups } from '#domain/expected-payment/variance-groups.ts';
import { latePaymentTask, varianceTask, varianceTaskId } from '#domain/expected-payment/variance-tasks.ts';
import { adjudicationPostingId } from '#domain/remittance/adjudication-posting.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import { askOnce, lastAsked } from '#ports/asked-again.ts';
import type { Commit } from '#ports/commit.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { pagesOfDay } from '#ports/ledger-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';
import {
  seeLatePayments,
  seeVariances,
  type SeeVariancesWorld,
  type SeenLatePayments,
  type SeenVariances,
} from '#ports/see-variances.ts';
import type { TaskStore } from '#ports/task-store.ts';

export interface FindUnderpaymentsWorld extends SeeVariancesWorld {
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly ledgerDays: Pick<LedgerDays, 'list' | 'keep'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** A practice that enters its contracts is told of what was posted in this time; of older days the report tells. */
const oldestLookDays = 45;
/** Of one day; what is beyond is the least money, and the report has it. */
const [groupsKept, linesKept] = [400, 2];

/**
 * Compares what payers decided on each posting day that was totalled with their contracts, of every practice: one task a
 * payer, code, contract and month, which says what is known of the month by then. With the last day of a month it also asks which payments of the month came late: one
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

/** Asks about what follows from a day, and marks it; gives how many questions were new. */
async function lookAtDay(practice: Practice, day: LedgerDay, world: FindUnderpaymentsWorld): Promise<number> {
  const { postingDate } = day;
  // What was taken back on this day changes what is to be said of the days before.
  let opened = 0;
  for (const former of day.postings > 0 ? await daysTakenBack(day, world) : []) {
    opened += await compare(practice, former, world);
  }
  opened += await compare(practice, day, world);
  if (addDays(postingDate, 1).slice(0, 7) !== postingDate.slice(0, 7)) {
    for (const task of await lateTasksOf(practice, postingDate, world)) {
      if (task !== undefined) {
        const { outcome } = await world.commit.apply([{ kind: 'open-task', task }]);
        opened += outcome === 'committed' ? 1 : 0;
      }
    }
  }
  return opened;
}

/**
 * Compares a day with the contracts, brings the tasks of its month up to it, and keeps what was found with the day. A
 * task of which nothing is left is moot; one that says something else by now is asked in the place of the former.
 */
async function compare(practice: Practice, day: LedgerDay, world: FindUnderpaymentsWorld): Promise<number> {
  const { practiceId, postingDate } = day;
  const at = world.clock.now();
  const found = day.postings > 0 ? await variancesOf(practice, postingDate, world) : new VarianceGroups();
  const variances = found
    .of('underpaid', 'overpaid', 'charge-too-low')
    .slice(0, groupsKept)
    .map((group) => ({ ...group, lines: group.lines.slice(0, linesKept) }));
  const first = addDays(postingDate, 1 - Number(postingDate.slice(8)));
  const ofMonth = (await world.ledgerDays.list(practiceId, first, addDays(first, 30)))
    .filter((one) => one.postingDate.slice(0, 7) === postingDate.slice(0, 7))
    .map((one) => (one.postingDate === postingDate ? { ...one, variances } : one));
  const months = new VarianceGroups();
  for (const one of ofMonth) {
    months.merge(one.variances ?? []);
  }
  const groups = new Map(
    months.of('underpaid', 'overpaid', 'charge-too-low').map((group) => [keyOf(group), group]),
  );
  const concerned = new Map([...(day.variances ?? []), ...variances].map((group) => [keyOf(group), group]));
  let opened = 0;
  for (const [key, group] of concerned) {
    const taskId = varianceTaskId(practiceId, group, postingDate.slice(0, 7));
    if (taskId !== undefined) {
      const last = await lastAsked(world.tasks, practiceId, taskId);
      const of = groups.get(key);
      const days = ofMonth.filter((one) => one.variances?.some((other) => keyOf(other) === key) === true);
      const task =
        of === undefined
          ? undefined
          : varianceTask(
              practice,
              of,
              days.map((one) => one.postingDate),
              at,
            );
      const writes =
        task === undefined
          ? mootTask(last, 'as-expected', at, 'find-underpayments')
          : askOnce(task, last, at, 'find-underpayments');
      if (writes.length > 0) {
        const { outcome } = await world.commit.apply(writes);
        opened += outcome === 'committed' && last?.status !== 'open' ? 1 : 0;
      }
    }
  }
  await world.ledgerDays.keep({ ...day, version: day.version + 1, comparedAt: at, variances }, day.version);
  return opened;
}

/** The days before this one, compared already, of whose decisions some were taken back, or stood again, on it. */
async function daysTakenBack(
  { practiceId, postingDate }: LedgerDay,
  { claims, ledger, ledgerDays }: FindUnderpaymentsWorld,
): Promise<LedgerDay[]> {
  const takenBack = new Map<ClaimId, Set<PostingId>>();
  for await (const postings of pagesOfDay(ledger, practiceId, postingDate)) {
    for (const { claimId, corrects, concerns = corrects } of postings) {
      if (claimId !== undefined && corrects !== undefined && concerns !== undefined) {
        takenBack.set(claimId, (takenBack.get(claimId) ?? new Set()).add(corrects).add(concerns));
      }
    }
  }
  const dates = new Set<PlainDate>();
  for (const [claimId, postingIds] of takenBack) {
    for (const decision of (await claims.load(practiceId, claimId))?.adjudications ?? []) {
      if ((postingIds as ReadonlySet<string>).has(adjudicationPostingId(decision))) {
        dates.add(decision.postingDate);
      }
    }
  }
  const days: LedgerDay[] = [];
  for (const date of [...dates].toSorted()) {
    const [day] = date < postingDate ? await ledgerDays.list(practiceId, date, date) : [];
    if (day?.comparedAt !== undefined && day.openedAgain === undefined) {
      days.push(day);
    }
  }
  return days;
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
