import type { Posting } from '#contracts/ledger.ts';
import { LedgerQuery, problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';

export type ReadLedgerAnswer =
  | QueryRefused
  | { readonly outcome: 'postings'; readonly postings: readonly Posting[] }
  | { readonly outcome: 'remittances'; readonly runs: readonly RemittanceRun[] };

/** Answers questions about postings and remittance runs; changes nothing. */
export async function readLedgerStep(
  event: unknown,
  world: { readonly ledger: LedgerStore; readonly remittances: Pick<RemittanceRegister, 'list'> },
): Promise<ReadLedgerAnswer> {
  const read = LedgerQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  switch (query.query) {
    case 'claim':
      return { outcome: 'postings', postings: await world.ledger.ofClaim(query.practiceId, query.claimId) };
    case 'remittance':
      return {
        outcome: 'postings',
        postings: await world.ledger.ofHolder(query.practiceId, query.remittanceId),
      };
    case 'day':
      return { outcome: 'postings', postings: await world.ledger.ofDay(query.practiceId, query.postingDate) };
    case 'remittances':
      return { outcome: 'remittances', runs: await world.remittances.list(query.practiceId) };
  }
}
