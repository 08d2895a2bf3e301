import { memoryJournal } from '#adapters/memory/memory-journal.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { contractVariance, type LineVariance } from '#domain/expected-payment/contract-variance.ts';
import { deriveDay, type ClaimOfDay } from '#domain/warehouse/derive-day.ts';
import { entriesOfDay } from '#ports/journal.ts';
import { loadPractice } from '#ports/practice-store.ts';
import type { MemoryWorld } from '../functions/memory-world.ts';
import type { Books } from './independent/books.ts';
import type { WarehouseRows } from './report-warehouse.ts';

/** The books of a world in memory, as they stand. */
export async function booksOf(world: MemoryWorld): Promise<Books> {
  const { stored, practiceId } = world;
  const claims = [...stored.claims.values()];
  return {
    postings: [...stored.postings.values()],
    claims,
    history: [...stored.events.values()].flat(),
    tasks: [...stored.tasks.values()],
    audits: [...stored.codingAudits.values()],
    statements: [...stored.statementsSent.values()],
    costs: await world.costs.entries(practiceId),
    comparedWithContract: await comparisons(world, claims),
  };
}

/** How each decision compares with its payer's contract. */
async function comparisons(
  { practices, prices, practiceId }: MemoryWorld,
  claims: readonly Claim[],
): Promise<Books['comparedWithContract']> {
  const practice = await loadPractice(practices, practiceId);
  const found = new Map<Adjudication, readonly LineVariance[]>();
  for (const claim of claims) {
    for (const decision of claim.adjudications) {
      const payer = practice.payers.find(({ payerId }) => payerId === decision.payerId);
      if (payer !== undefined) {
        const compared = await prices.decide((inForce) =>
          contractVariance(claim, decision, payer, practice, inForce),
        );
        found.set(decision, compared ?? []);
      }
    }
  }
  return (_claim, decision) => found.get(decision) ?? [];
}

/** The facts of every day on which anything happened in a world, a day each. */
export async function rowsOfWorld(world: MemoryWorld): Promise<WarehouseRows[]> {
  const { postings, claims, history, tasks, statements, costs, comparedWithContract } = await booksOf(world);
  const days = new Set([
    ...postings.map(({ postingDate }) => String(postingDate)),
    ...history.map(({ at }) => at.slice(0, 10)),
    ...tasks.flatMap(({ openedAt, closedAt }) =>
      [openedAt, closedAt].flatMap((at) => at?.slice(0, 10) ?? []),
    ),
    ...[...statements, ...costs].map(({ at }) => at.slice(0, 10)),
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
      variances: new Map(
        claims.flatMap((claim) =>
          claim.adjudications.map((decision) => [decision, comparedWithContract(claim, decision)] as const),
        ),
      ),
    });
    rows.push(Object.fromEntries(facts));
  }
  return rows;
}
