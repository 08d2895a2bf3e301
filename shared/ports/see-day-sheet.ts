import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import type { SeenLedgerDay } from '#contracts/ledger-days.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { DaySheet } from '#contracts/reports.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { outOfBalanceCents } from '#domain/ledger/ledger-day.ts';
import { dayAmounts, DayPayments, forDeposit } from '#domain/reports/day-sheet.ts';
import { pagesOfDay } from './ledger-store.ts';
import type { PaymentBatches } from './payment-batches.ts';
import type { Periods } from './periods.ts';
import type { RemittanceRegister } from './remittance-register.ts';
import { seeLedgerDays, type DaysWanted, type SeeLedgerDaysWorld } from './see-ledger-days.ts';

export interface SeeDaySheetWorld extends SeeLedgerDaysWorld {
  readonly batches: Pick<PaymentBatches, 'list'>;
  readonly periods: Pick<Periods, 'load'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
}

/** All days wanted, however many calls it would take. */
export async function seeAllDays(
  practiceId: PracticeId,
  wanted: DaysWanted,
  world: SeeLedgerDaysWorld,
): Promise<SeenLedgerDay[]> {
  const days: SeenLedgerDay[] = [];
  let from = wanted.from;
  for (;;) {
    const seen = await seeLedgerDays(practiceId, { ...wanted, from }, world);
    days.push(...seen.days);
    if (seen.next === undefined) {
      return days;
    }
    from = seen.next;
  }
}

/** The day sheet of one posting day; undefined for a day on which the practice had no books, or that is yet to come. */
export async function seeDaySheet(
  practiceId: PracticeId,
  day: PlainDate,
  world: SeeDaySheetWorld,
): Promise<DaySheet | undefined> {
  const [[totals], before, book, batches] = await Promise.all([
    seeAllDays(practiceId, { from: day, to: day }, world),
    seeAllDays(practiceId, { to: addDays(day, -1) }, world),
    world.periods.load(practiceId),
    world.batches.list(practiceId, day, day),
  ]);
  if (totals === undefined) {
    return undefined;
  }
  const runs = new Map<RemittanceId, RemittanceRun>();
  const payments = new DayPayments(runs);
  for await (const postings of pagesOfDay(world.ledger, practiceId, day)) {
    const named = new Set(
      postings.flatMap(({ remittanceId }) =>
        remittanceId === undefined || runs.has(remittanceId) ? [] : [remittanceId],
      ),
    );
    for (const run of await Promise.all([...named].map((id) => world.remittances.load(practiceId, id)))) {
      if (run !== undefined) {
        runs.set(run.remittanceId, run);
      }
    }
    payments.add(postings);
  }
  return {
    day,
    isTotalled: totals.totalledAt !== undefined,
    closed: book.closedThrough !== undefined && day <= book.closedThrough,
    ...dayAmounts(totals, before),
    payments: payments.payments,
    refundsCents: payments.refundsCents,
    depositedCents: payments.depositedCents,
    differenceCents: outOfBalanceCents(totals),
    forDeposit: forDeposit(payments.payments),
    batches: [...batches],
  };
}
