import { PlainDate } from '#contracts/dates.ts';
import { PaymentBatchId, RemittanceId, type PracticeId } from '#contracts/identifiers.ts';
import type { AccountKind, Posting } from '#contracts/ledger.ts';
import { PaymentBatchEntry, type PaymentBatch } from '#contracts/payment-batch.ts';
import { problemsOf } from '#contracts/queries.ts';
import { ReportQuery, type HolderMovement, type ReportAnswer } from '#contracts/reports.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { coderAccuracies } from '#domain/coding/audit/measure-accuracy.ts';
import { movementOf } from '#domain/ledger/ledger-day.ts';
import { timesApplied, unappliedMoneyOf } from '#domain/payment-batches/unapplied-money.ts';
import { agingEntriesOf } from '#domain/reports/aging.ts';
import { movementsOf, transitAccounts, unappliedAccounts } from '#domain/reports/holder-movements.ts';
import { unbilledEntryOf, unbilledStates } from '#domain/reports/unbilled.ts';
import type { CodingAudits } from '#ports/coding-audits.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { pagesOfDay, type LedgerStore } from '#ports/ledger-store.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { Periods } from '#ports/periods.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { seeDaySheet, type SeeDaySheetWorld } from '#ports/see-day-sheet.ts';
import { seeLedgerDays } from '#ports/see-ledger-days.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface ReadReportsWorld extends SeeDaySheetWorld {
  readonly claims: Pick<ClaimStore, 'list'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'pageOfDay'>;
  readonly batches: Pick<PaymentBatches, 'load' | 'list'>;
  readonly periods: Pick<Periods, 'load' | 'history'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly codingAudits: Pick<CodingAudits, 'closedIn'>;
}

/** The longest time that one report of accuracy tells of. */
const longestDays = 366;

/** Claims of one page, and of how many the postings are read at once. */
const [claimsAPage, claimsAtOnce] = [100, 25];
/** A page of movements ends with the day that fills it, or when the time of a call is used up. */
const [movementsAPage, longestMilliseconds] = [2000, 12_000];

/** Answers with reports over the whole practice, the long ones a page at a time; changes nothing. */
export async function readReportsStep(event: unknown, world: ReadReportsWorld): Promise<ReportAnswer> {
  const read = ReportQuery.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const query = read.data;
  const { practiceId } = query;
  switch (query.report) {
    case 'aging':
      return await aging(practiceId, query.next, world);
    case 'unbilled':
      return await unbilled(practiceId, query.next, world);
    case 'unapplied':
      return await movements(practiceId, unappliedAccounts, query.next, world);
    case 'deposits':
      return await movements(practiceId, transitAccounts, query.next, world);
    case 'day-sheet': {
      const sheet = await seeDaySheet(practiceId, query.day, world);
      return sheet === undefined
        ? refused(
            `day: found ${query.day}, on which practice ${practiceId} had no books, or which is yet to come`,
          )
        : { outcome: 'day-sheet', sheet };
    }
    case 'batches': {
      const today = dateOf(world.clock.now());
      const { from = addDays(today, -90), to = today } = query;
      return { outcome: 'batches', batches: [...(await world.batches.list(practiceId, from, to))] };
    }
    case 'batch': {
      const batch = await world.batches.load(practiceId, query.batchId);
      return batch === undefined
        ? refused(`batchId: practice ${practiceId} has no batch ${query.batchId}`)
        : await withItems(batch, world);
    }
    case 'coding-accuracy': {
      const today = dateOf(world.clock.now());
      const { from = addDays(today, -90), to = today } = query;
      if (to < from || addDays(from, longestDays) < to) {
        return refused(`to: found ${to}; expected a day from ${from} to ${addDays(from, longestDays)}`);
      }
      const audits = await world.codingAudits.closedIn(practiceId, from, to);
      return { outcome: 'coding-accuracy', from, to, coders: coderAccuracies(audits) };
    }
    case 'periods':
      return {
        outcome: 'periods',
        book: await world.periods.load(practiceId),
        history: [...(await world.periods.history(practiceId))],
      };
  }
}

async function aging(
  practiceId: PracticeId,
  next: string | undefined,
  { claims, ledger, clock }: ReadReportsWorld,
): Promise<ReportAnswer> {
  const page = await claims.list(practiceId, { limit: claimsAPage, ...(next === undefined ? {} : { next }) });
  const entries = [];
  for (let start = 0; start < page.claims.length; start += claimsAtOnce) {
    const found = await Promise.all(
      page.claims
        .slice(start, start + claimsAtOnce)
        .map(async (claim) => agingEntriesOf(claim, await ledger.ofClaim(practiceId, claim.claimId))),
    );
    entries.push(...found.flat());
  }
  return {
    outcome: 'aging',
    on: dateOf(clock.now()),
    entries,
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

async function unbilled(
  practiceId: PracticeId,
  next: string | undefined,
  { claims, clock }: ReadReportsWorld,
): Promise<ReportAnswer> {
  const [, index = '0', rest = ''] = /^(\d+):(.*)$/.exec(next ?? '') ?? [];
  const state = unbilledStates[Number(index)];
  if (state === undefined) {
    return refused('next: it leads to no page of this report');
  }
  const page = await claims.list(practiceId, { state, ...(rest === '' ? {} : { next: rest }) });
  const following =
    page.next !== undefined
      ? `${index}:${page.next}`
      : Number(index) + 1 < unbilledStates.length
        ? `${Number(index) + 1}:`
        : undefined;
  return {
    outcome: 'unbilled',
    on: dateOf(clock.now()),
    entries: page.claims.map(unbilledEntryOf),
    ...(following === undefined ? {} : { next: following }),
  };
}

/** What some accounts were moved by, of days on which their totals say that they were: the others are not read. */
async function movements(
  practiceId: PracticeId,
  accounts: readonly AccountKind[],
  next: string | undefined,
  world: ReadReportsWorld,
): Promise<ReportAnswer> {
  const began = Date.parse(world.clock.now());
  const seen = await seeLedgerDays(
    practiceId,
    next === undefined ? {} : { from: PlainDate.parse(next) },
    world,
  );
  const found: Omit<HolderMovement, 'label'>[] = [];
  let following: PlainDate | undefined = seen.next;
  for (const [index, day] of seen.days.entries()) {
    const isMoved = accounts.some(
      (account) => movementOf(day, account) !== 0 || day.accounts.some((moved) => moved.account === account),
    );
    if (isMoved) {
      for await (const postings of pagesOfDay(world.ledger, practiceId, day.postingDate)) {
        found.push(...movementsOf(postings, accounts));
      }
    }
    const isFull =
      found.length >= movementsAPage || Date.parse(world.clock.now()) - began > longestMilliseconds;
    const later = seen.days[index + 1];
    if (isFull && later !== undefined) {
      following = later.postingDate;
      break;
    }
  }
  const labels = await labelsOf(practiceId, new Set(found.map(({ holder }) => holder)), world);
  return {
    outcome: 'movements',
    on: dateOf(world.clock.now()),
    movements: found.map((movement) => ({
      ...movement,
      label: labels.get(movement.holder) ?? movement.holder,
    })),
    ...(following === undefined ? {} : { next: following }),
  };
}

async function labelsOf(
  practiceId: PracticeId,
  holders: ReadonlySet<string>,
  { remittances, batches }: Pick<ReadReportsWorld, 'remittances' | 'batches'>,
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const holder of holders) {
    const remittanceId = RemittanceId.safeParse(holder).data;
    const batchId = PaymentBatchId.safeParse(holder).data;
    if (remittanceId !== undefined) {
      const run = await remittances.load(practiceId, remittanceId);
      labels.set(holder, run === undefined ? holder : `${run.traceNumber} of ${run.payerName}`);
    } else if (batchId !== undefined) {
      labels.set(holder, `batch "${(await batches.load(practiceId, batchId))?.name ?? holder}"`);
    }
  }
  return labels;
}

async function withItems(
  batch: PaymentBatch,
  { documents, ledger, remittances }: Pick<ReadReportsWorld, 'documents' | 'ledger' | 'remittances'>,
): Promise<ReportAnswer> {
  const stored = await documents.get('exchange', batch.documentKey);
  if (stored === undefined) {
    throw new InvariantBroken(`The items of batch ${batch.batchId} are gone`);
  }
  const { items } = PaymentBatchEntry.parse(JSON.parse(new TextDecoder().decode(stored.body)));
  const runs = await Promise.all(
    batch.remittances.map(async ({ item, remittanceId }) => ({
      item,
      run: await remittances.load(batch.practiceId, remittanceId),
    })),
  );
  const postings = await ledger.ofHolder(batch.practiceId, batch.batchId);
  return {
    outcome: 'batch',
    batch,
    items,
    runs: runs.flatMap(({ item, run }) => (run === undefined ? [] : [{ item, run }])),
    unapplied: items.flatMap((_, index) => unappliedItem(batch.batchId, index + 1, postings)),
  };
}

function unappliedItem(batchId: PaymentBatchId, item: number, postings: readonly Posting[]) {
  const money = unappliedMoneyOf(batchId, item, postings);
  return money === undefined
    ? []
    : [
        {
          item,
          leftCents: money.leftCents,
          sequence: timesApplied(batchId, item, postings) + 1,
          applications: money.applications.map(({ posting, claimId, amountCents }) => ({
            postingId: posting.postingId,
            claimId,
            postingDate: posting.postingDate,
            amountCents,
          })),
        },
      ];
}

function refused(...problems: string[]): ReportAnswer {
  return { outcome: 'refused', problems };
}
