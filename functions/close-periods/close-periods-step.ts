import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import {
  ClosePeriodRequest,
  DepositSlip,
  Month,
  type ClosePeriodAnswer,
  type PeriodBook,
  type PeriodEvent,
} from '#contracts/periods.ts';
import { problemsOf } from '#contracts/queries.ts';
import type { DaySheet } from '#contracts/reports.ts';
import { addDays, daysBetween } from '#domain/calendar/plain-date.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { differencesBetween, isDayOver } from '#domain/ledger/ledger-day.ts';
import { formatDollars, sumCents } from '#domain/money/cents.ts';
import { isHeld } from '#domain/remittance/run-record.ts';
import { slipDifferences } from '#domain/reports/day-sheet.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { Periods } from '#ports/periods.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { seeDaySheet, type SeeDaySheetWorld } from '#ports/see-day-sheet.ts';
import { firstPostingDay, totalPostings } from '#ports/see-ledger-days.ts';

export interface ClosePeriodsWorld extends SeeDaySheetWorld {
  readonly batches: Pick<PaymentBatches, 'list'>;
  readonly ledgerDays: Pick<LedgerDays, 'load' | 'list' | 'keep'>;
  readonly periods: Periods;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'list'>;
}

type Request<Action extends string> = Extract<
  ReturnType<(typeof ClosePeriodRequest)['parse']>,
  { action: Action }
>;

/** Days that one call closes, and how many of them are read at the same time: each is the postings of a day, twice. */
const [daysAtOnce, daysAtTheSameTime] = [31, 4];

/**
 * Closes a posting day or a month, by a manager alone and only when it ties; or opens days again, which takes two
 * managers. Everything is kept as history.
 */
export async function closePeriodsStep(event: unknown, world: ClosePeriodsWorld): Promise<ClosePeriodAnswer> {
  const read = ClosePeriodRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  if (request.role !== 'manager') {
    return refused(
      'Only a manager closes a day or a month, or has one opened again; say so with --role manager.',
    );
  }
  const firstDay = await firstPostingDay(world.practices, request.practiceId);
  if (firstDay === undefined) {
    return refused(`There is no practice ${request.practiceId}.`);
  }
  const book = await world.periods.load(request.practiceId);
  switch (request.action) {
    case 'close-day':
      return await closeDay(request, book, firstDay, world);
    case 'close-month':
      return await closeMonth(request, book, firstDay, world);
    case 'request-reopening':
      return await requestReopening(request, book, world);
    case 'confirm-reopening':
      return await confirmReopening(request, book, firstDay, world);
  }
}

async function closeDay(
  { practiceId, user, day, slip }: Request<'close-day'>,
  book: PeriodBook,
  firstDay: PlainDate,
  world: ClosePeriodsWorld,
): Promise<ClosePeriodAnswer> {
  const from = book.closedThrough === undefined ? firstDay : addDays(book.closedThrough, 1);
  if (day < from) {
    return refused(
      day < firstDay
        ? `The books of the practice begin on ${firstDay}.`
        : `${day} is closed already; the first open day is ${from}.`,
    );
  }
  if (!isDayOver(day, world.clock.now())) {
    return refused(`${day} is not over: a day can be closed from 01:00 UTC of the next day on.`);
  }
  if (daysBetween(from, day) >= daysAtOnce) {
    return refused(
      `More than ${daysAtOnce} days are open from ${from} on; close ${addDays(from, daysAtOnce - 1)} first.`,
    );
  }
  // The days as they are before anything else is looked at: whatever is entered into one from now on changes it.
  const kept = await world.ledgerDays.list(practiceId, from, day);
  const problems = await remittanceChecks(practiceId, slip, world);
  const days = daysFrom(from, day);
  for (let start = 0; start < days.length; start += daysAtTheSameTime) {
    const some = days.slice(start, start + daysAtTheSameTime).map((one) =>
      whyOpen(
        practiceId,
        one,
        {
          kept: kept.find(({ postingDate }) => postingDate === one),
          slip: one === day ? slip : undefined,
        },
        world,
      ),
    );
    problems.push(...(await Promise.all(some)).flat());
  }
  if (problems.length > 0) {
    return refused(...problems);
  }
  const isClosed = await world.periods.save(
    { ...book, closedThrough: day },
    {
      event: 'day-closed',
      at: world.clock.now(),
      by: user,
      day,
      slip,
      totalsHash: totalsHashOf(kept),
    },
    kept,
  );
  if (!isClosed) {
    return elsewhere();
  }
  return await done(
    practiceId,
    from === day ? `${day} is closed.` : `${day} is closed, with every open day before it from ${from} on.`,
    world,
  );
}

function totalsHashOf(days: readonly LedgerDay[]): string {
  return contentHashOf(
    days.map(({ postingDate, postingsHash, accounts }) => ({ postingDate, postingsHash, accounts })),
  );
}

function daysFrom(from: PlainDate, to: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** What keeps a day from being closed, a sentence each. @param slip of the day; none where nothing may have to be deposited. */
async function whyOpen(
  practiceId: PracticeId,
  day: PlainDate,
  { kept, slip }: { readonly kept: LedgerDay | undefined; readonly slip: DepositSlip | undefined },
  world: ClosePeriodsWorld,
): Promise<string[]> {
  const sheet = await seeDaySheet(practiceId, day, world);
  if (kept === undefined || kept.openedAgain !== undefined || sheet === undefined) {
    return [`${day} is not totalled yet; it is within the hour.`];
  }
  const changed = differencesBetween(kept, await totalPostings(world.ledger, practiceId, day));
  return [
    ...(sheet.differenceCents === 0
      ? []
      : [`Debits and credits of ${day} differ by ${formatDollars(sheet.differenceCents)}.`]),
    ...changed.map((difference) => `The postings of ${day} are not those that were totalled: ${difference}.`),
    ...(await unfinished(sheet, world)),
    ...(slip === undefined && sheet.forDeposit.length > 0
      ? [
          `${formatDollars(sheet.forDeposit.reduce((sum, { amountCents }) => (sum + amountCents) as Cents, 0 as Cents))} were taken in on ${day}; close that day first, with its own deposit slip.`,
        ]
      : slipDifferences(sheet, slip ?? DepositSlip.parse({}), await checksOf(practiceId, slip, world))),
  ];
}

/** Batches of the day of which something is not posted. */
async function unfinished(sheet: DaySheet, { remittances }: ClosePeriodsWorld): Promise<string[]> {
  const problems: string[] = [];
  for (const batch of sheet.batches) {
    if (batch.state === 'posting' || batch.state === 'taking-back') {
      problems.push(
        `Batch "${batch.name}" is ${batch.state === 'posting' ? 'not posted' : 'not taken back'} whole: ${batch.done} of ${batch.control.count} items are.${batch.state === 'posting' && batch.done === 0 ? ` Enter it again, or move batch ${batch.batchId} to the present day.` : ''}`,
      );
    }
    for (const { item, remittanceId } of batch.state === 'posted' ? batch.remittances : []) {
      const run = await remittances.load(batch.practiceId, remittanceId);
      // One that was moved on has no day of its own any more.
      const isMovedOn = run !== undefined && isHeld(run) && run.postingDate === undefined;
      if (run?.state !== 'posted' && run?.state !== 'set-aside' && !isMovedOn) {
        problems.push(
          run !== undefined && isHeld(run)
            ? `Item ${item} of batch "${batch.name}" is held; decide its task first, or move item ${item} of batch ${batch.batchId} to the day of its decision.`
            : `Item ${item} of batch "${batch.name}" is being posted.`,
        );
      }
    }
  }
  return problems;
}

async function checksNamed(
  practiceId: PracticeId,
  slip: DepositSlip | undefined,
  { remittances }: ClosePeriodsWorld,
) {
  const named = slip?.remittanceChecks ?? [];
  const runs = named.length === 0 ? [] : await remittances.list(practiceId);
  return named.map((trace) => ({
    trace,
    run: runs.find(
      (run) => run.traceNumber === trace && run.paymentMethod === 'CHK' && run.paymentBatchId === undefined,
    ),
  }));
}

async function remittanceChecks(
  practiceId: PracticeId,
  slip: DepositSlip,
  world: ClosePeriodsWorld,
): Promise<string[]> {
  return (await checksNamed(practiceId, slip, world))
    .filter(({ run }) => run === undefined)
    .map(({ trace }) => `No remittance announced a check of the number ${trace}.`);
}

async function checksOf(
  practiceId: PracticeId,
  slip: DepositSlip | undefined,
  world: ClosePeriodsWorld,
): Promise<Cents> {
  return sumCents(
    (await checksNamed(practiceId, slip, world)).flatMap(({ run }) => (run === undefined ? [] : [run])),
    ({ paymentCents }) => paymentCents,
  );
}

async function closeMonth(
  { practiceId, user, month }: Request<'close-month'>,
  book: PeriodBook,
  firstDay: PlainDate,
  world: ClosePeriodsWorld,
): Promise<ClosePeriodAnswer> {
  const last = lastOfMonth(month);
  if (last < firstDay) {
    return refused(`The books of the practice begin on ${firstDay}.`);
  }
  if (book.closedMonth !== undefined && month <= book.closedMonth) {
    return refused(`${month} is closed already.`);
  }
  const before = monthOf(addDays(firstOfMonth(month), -1));
  if (before >= monthOf(firstDay) && book.closedMonth !== before) {
    return refused(`Close ${before} first: months are closed one after the other.`);
  }
  if (book.closedThrough === undefined || book.closedThrough < last) {
    const open = book.closedThrough === undefined ? firstDay : addDays(book.closedThrough, 1);
    return refused(
      `Not every day of ${month} is closed: ${open} is the first that is open. Close its days up to ${last} first.`,
    );
  }
  const days = await world.ledgerDays.list(practiceId, firstOfMonth(month), last);
  const saved = await world.periods.save(
    { ...book, closedMonth: month },
    {
      event: 'month-closed',
      at: world.clock.now(),
      by: user,
      day: last,
      month,
      totalsHash: totalsHashOf(days),
    },
  );
  return saved ? await done(practiceId, `${month} is closed.`, world) : elsewhere();
}

async function requestReopening(
  { practiceId, user, day, reason }: Request<'request-reopening'>,
  book: PeriodBook,
  world: ClosePeriodsWorld,
): Promise<ClosePeriodAnswer> {
  if (book.closedThrough === undefined || day > book.closedThrough) {
    return refused(`${day} is open.`);
  }
  const at = world.clock.now();
  const saved = await world.periods.save(
    { ...book, reopening: { from: day, requestedBy: user, requestedAt: at, reason } },
    { event: 'reopening-requested', at, by: user, day, reason },
  );
  return saved
    ? await done(
        practiceId,
        `${day} and the days after it stay closed until another manager confirms that ${day} is opened again.`,
        world,
      )
    : elsewhere();
}

async function confirmReopening(
  { practiceId, user, day }: Request<'confirm-reopening'>,
  book: PeriodBook,
  firstDay: PlainDate,
  world: ClosePeriodsWorld,
): Promise<ClosePeriodAnswer> {
  const { reopening, closedThrough: _, closedMonth, ...rest } = book;
  if (reopening === undefined || reopening.from !== day) {
    return refused(
      reopening === undefined
        ? `Nobody asked for ${day} to be opened again; a manager asks first, and another confirms.`
        : `What was asked for is ${reopening.from}, not ${day}.`,
    );
  }
  if (reopening.requestedBy === user) {
    return refused(`${user} asked for it; another manager confirms it.`);
  }
  const before = addDays(day, -1);
  const monthBefore = monthOf(addDays(firstOfMonth(monthOf(day)), -1));
  const month = closedMonth !== undefined && closedMonth >= monthOf(day) ? monthBefore : closedMonth;
  const happened: Omit<PeriodEvent, 'practiceId' | 'number'> = {
    event: 'reopened',
    at: world.clock.now(),
    by: user,
    day,
    reason: `${reopening.requestedBy} asked for it: ${reopening.reason}`,
  };
  const saved = await world.periods.save(
    {
      ...rest,
      ...(before < firstDay ? {} : { closedThrough: before }),
      ...(month === undefined || month < monthOf(firstDay) ? {} : { closedMonth: month }),
    },
    happened,
  );
  if (!saved) {
    return elsewhere();
  }
  await openDayAgain(
    { practiceId, postingDate: day },
    { at: happened.at, by: `user ${user}`, words: happened.reason ?? '' },
    world,
  );
  return await done(practiceId, `${day} and the days after it are open again.`, world);
}

function monthOf(day: PlainDate): Month {
  return Month.parse(day.slice(0, 7));
}

async function done(
  practiceId: PracticeId,
  summary: string,
  { periods }: Pick<ClosePeriodsWorld, 'periods'>,
): Promise<ClosePeriodAnswer> {
  return { outcome: 'done', book: await periods.load(practiceId), summary };
}

function elsewhere(): ClosePeriodAnswer {
  return refused(
    'Somebody else closed or opened a day at this moment, or entered something into one; look at what was closed and opened, and try again.',
  );
}

function refused(...problems: string[]): ClosePeriodAnswer {
  return { outcome: 'refused', problems };
}
