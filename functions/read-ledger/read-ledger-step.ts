import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Posting, ToldPosting } from '#contracts/ledger.ts';
import { LedgerQuery, problemsOf, type LedgerDaysAnswer, type QueryRefused } from '#contracts/queries.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { seeLedgerDays, type SeeLedgerDaysWorld } from '#ports/see-ledger-days.ts';

export type ReadLedgerAnswer =
  | QueryRefused
  | { readonly outcome: 'postings'; readonly postings: readonly ToldPosting[]; readonly next?: string }
  | LedgerDaysAnswer
  /** `on`: the day on which they are read, for their ages. */
  | { readonly outcome: 'takebacks'; readonly on: PlainDate; readonly postings: readonly ToldPosting[] }
  | { readonly outcome: 'refunds'; readonly on: PlainDate; readonly postings: readonly ToldPosting[] }
  | { readonly outcome: 'remittances'; readonly runs: readonly RemittanceRun[] };

interface ReadLedgerWorld extends SeeLedgerDaysWorld {
  readonly ledger: LedgerStore;
  readonly remittances: Pick<RemittanceRegister, 'list'>;
}

/** Of refunds, with what payers acknowledged or withheld of them. */
async function refundPostings(
  practiceId: PracticeId,
  { ledger }: Pick<ReadLedgerWorld, 'ledger'>,
): Promise<Posting[]> {
  const refunds = await ledger.refunds(practiceId);
  const ids = new Set(refunds.map(({ postingId }) => postingId));
  const takebacks = refunds.length === 0 ? [] : await ledger.takebacks(practiceId);
  return [
    ...refunds,
    ...takebacks.filter(
      ({ concerns, legs }) =>
        (concerns !== undefined && ids.has(concerns)) ||
        legs.some(({ account }) => account === 'refund-payable'),
    ),
  ];
}

/** Without the lines of charges: whoever audits the coding of a visit is not shown its codes before it is coded again. */
function told(postings: readonly Posting[]): ToldPosting[] {
  return postings.map((posting) => {
    const { services: _, ...rest } = posting;
    return rest;
  });
}

/** Answers questions about postings and remittance runs; changes nothing. */
export async function readLedgerStep(event: unknown, world: ReadLedgerWorld): Promise<ReadLedgerAnswer> {
  const read = LedgerQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  switch (query.query) {
    case 'claim':
      return {
        outcome: 'postings',
        postings: told(await world.ledger.ofClaim(query.practiceId, query.claimId)),
      };
    case 'remittance':
      return {
        outcome: 'postings',
        postings: told(await world.ledger.ofHolder(query.practiceId, query.remittanceId)),
      };
    case 'day': {
      const page = await world.ledger.pageOfDay(query.practiceId, query.postingDate, query);
      return { outcome: 'postings', ...page, postings: told(page.postings) };
    }
    case 'days': {
      const { days, next } = await seeLedgerDays(query.practiceId, query, world);
      return { outcome: 'days', days: [...days], ...(next === undefined ? {} : { next }) };
    }
    case 'takebacks':
      return {
        outcome: 'takebacks',
        on: dateOf(world.clock.now()),
        postings: told(await world.ledger.takebacks(query.practiceId)),
      };
    case 'refunds':
      return {
        outcome: 'refunds',
        on: dateOf(world.clock.now()),
        postings: told(await refundPostings(query.practiceId, world)),
      };
    case 'remittances':
      return { outcome: 'remittances', runs: await world.remittances.list(query.practiceId) };
  }
}
