import { memoryJournal } from '#adapters/memory/memory-journal.ts';
import { PlainDate } from '#contracts/dates.ts';
import { deriveDay, type ClaimOfDay } from '#domain/warehouse/derive-day.ts';
import { entriesOfDay } from '#ports/journal.ts';
import type { MemoryWorld } from '../functions/memory-world.ts';
import type { Books } from './independent/books.ts';
import type { WarehouseRows } from './report-warehouse.ts';

/** The books of a world in memory, as they stand. */
export function booksOf({ stored }: MemoryWorld): Books {
  return {
    postings: [...stored.postings.values()],
    claims: [...stored.claims.values()],
    history: [...stored.events.values()].flat(),
  };
}

/** The facts of every day on which anything happened in a world, a day each. */
export async function rowsOfWorld(world: MemoryWorld): Promise<WarehouseRows[]> {
  const { postings, claims, history } = booksOf(world);
  const days = new Set([
    ...postings.map(({ postingDate }) => String(postingDate)),
    ...history.map(({ at }) => at.slice(0, 10)),
    ...[...world.stored.tasks.values()].flatMap(({ openedAt, closedAt }) =>
      [openedAt, closedAt].flatMap((at) => at?.slice(0, 10) ?? []),
    ),
    ...claims.flatMap(({ submissions }) => submissions.map(({ submittedAt }) => submittedAt.slice(0, 10))),
  ]);
  const journal = memoryJournal(world.stored);
  const rows: WarehouseRows[] = [];
  for (const day of [...days].toSorted()) {
    const onDay = postings.filter(({ postingDate }) => postingDate === day);
    const ofDay = claims.map((claim): ClaimOfDay => {
      const isOfClaim = ({ claimId }: { readonly claimId?: string | undefined }) => claimId === claim.claimId;
      return {
        claim,
        onDay: onDay.filter(isOfClaim),
        postings: postings.filter(isOfClaim),
        history: history.filter(isOfClaim),
      };
    });
    const plainDay = PlainDate.parse(day);
    const facts = deriveDay({
      day: plainDay,
      postings: onDay,
      entries: await entriesOfDay(journal, world.practiceId, plainDay),
      claims: ofDay,
      audits: [],
      runs: new Map(),
      variances: new Map(),
    });
    rows.push(Object.fromEntries(facts));
  }
  return rows;
}
