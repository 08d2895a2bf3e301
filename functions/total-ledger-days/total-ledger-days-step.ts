import type { PlainDate } from '#contracts/dates.ts';
import { TellableError } from '#contracts/errors.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import { addDays, dateOf, daysBetween } from '#domain/calendar/plain-date.ts';
import { differencesBetween, isDayOver, outOfBalanceCents } from '#domain/ledger/ledger-day.ts';
import { formatDollars } from '#domain/money/cents.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { lookAtPractices, type RoundOfLooks } from '#ports/round-of-looks.ts';
import { firstPostingDay, totalPostings } from '#ports/see-ledger-days.ts';

export interface TotalLedgerDaysWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'listIds' | 'history'>;
  readonly ledger: Pick<LedgerStore, 'pageOfDay'>;
  readonly ledgerDays: LedgerDays;
}

/** A day's debits and credits differ, or its postings give other totals than those that were kept of it. */
export class LedgerDamaged extends TellableError {
  override readonly name = 'LedgerDamaged';
}

/** Days that are looked at again every day; each older one is looked at again once in as many days. */
const verifiedDaily = 31;

/**
 * Totals each posting day that is over, of every practice, from the first on, and looks again at those that were
 * totalled: their postings must still give the same. What is left when the time is up is done by the next round.
 * @throws LooksFailed at the end, when a day does not balance or gives other totals now; its cause says which.
 */
export async function totalLedgerDaysStep(
  world: TotalLedgerDaysWorld,
): Promise<{ readonly outcome: 'looked'; readonly totalled: number; readonly verified: number }> {
  const counts = { totalled: 0, verified: 0 };
  await lookAtPractices(world, async (practiceId, round) => {
    const damages = await lookAtPractice(practiceId, round, counts, world);
    const [first] = damages;
    if (first !== undefined) {
      throw new LedgerDamaged(
        `The ledger of ${practiceId} is damaged on ${damages.length} ${damages.length === 1 ? 'day' : 'days'}: ${first}`,
      );
    }
    return 0;
  });
  return { outcome: 'looked', ...counts };
}

async function lookAtPractice(
  practiceId: PracticeId,
  round: RoundOfLooks,
  counts: { totalled: number; verified: number },
  world: TotalLedgerDaysWorld,
): Promise<string[]> {
  const first = await firstPostingDay(world.practices, practiceId);
  if (first === undefined) {
    return [];
  }
  const before = await world.ledgerDays.last(practiceId);
  const damages = before === undefined ? [] : await verify(practiceId, first, before, round, counts, world);
  for (
    let day = before === undefined ? first : addDays(before.postingDate, 1);
    !round.isOver && isDayOver(day, world.clock.now());
    day = addDays(day, 1)
  ) {
    damages.push(...(await total(practiceId, day, undefined, world)));
    counts.totalled += 1;
  }
  return damages;
}

/** Totals a day and keeps it; says what is wrong with it. */
async function total(
  practiceId: PracticeId,
  postingDate: PlainDate,
  former: LedgerDay | undefined,
  { clock, ledger, ledgerDays }: TotalLedgerDaysWorld,
): Promise<string[]> {
  const totals = await totalPostings(ledger, practiceId, postingDate);
  const at = clock.now();
  const version = former?.version ?? 0;
  await ledgerDays.keep(
    {
      practiceId,
      postingDate,
      version: version + 1,
      totalledAt: at,
      verifiedAt: at,
      ...totals,
      // The tasks that were made of it are made anew when the day is compared again.
      ...(former?.variances === undefined ? {} : { variances: former.variances }),
    },
    version,
  );
  const differenceCents = outOfBalanceCents(totals);
  return differenceCents === 0
    ? []
    : [`debits and credits of ${postingDate} differ by ${formatDollars(differenceCents)}`];
}

/** Looks again at days that were totalled. */
async function verify(
  practiceId: PracticeId,
  first: PlainDate,
  last: LedgerDay,
  round: RoundOfLooks,
  counts: { totalled: number; verified: number },
  world: TotalLedgerDaysWorld,
): Promise<string[]> {
  const today = dateOf(world.clock.now());
  const recently = addDays(last.postingDate, -verifiedDaily);
  const isFirstRoundOfDay = dateOf(last.verifiedAt) < today;
  const days = await world.ledgerDays.list(
    practiceId,
    isFirstRoundOfDay || recently < first ? first : recently,
    last.postingDate,
  );
  const damages: string[] = [];
  for (const day of days) {
    const isDue =
      dateOf(day.verifiedAt) < today &&
      (day.postingDate >= recently || daysBetween(day.postingDate, today) % verifiedDaily === 0);
    if (round.isOver) {
      break;
    }
    if (day.openedAgain !== undefined) {
      damages.push(...(await total(practiceId, day.postingDate, day, world)));
      counts.totalled += 1;
    } else if (isDue) {
      damages.push(...(await verifyDay(day, world)));
      counts.verified += 1;
    }
  }
  return damages;
}

async function verifyDay(
  day: LedgerDay,
  { clock, ledger, ledgerDays }: TotalLedgerDaysWorld,
): Promise<string[]> {
  const found = await totalPostings(ledger, day.practiceId, day.postingDate);
  const [difference] = differencesBetween(day, found);
  const differenceCents = outOfBalanceCents(found);
  if (difference !== undefined) {
    return [`the postings of ${day.postingDate} are not those that were totalled: ${difference}`];
  }
  if (differenceCents !== 0) {
    return [`debits and credits of ${day.postingDate} differ by ${formatDollars(differenceCents)}`];
  }
  await ledgerDays.keep({ ...day, version: day.version + 1, verifiedAt: clock.now() }, day.version);
  return [];
}
