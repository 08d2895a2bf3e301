import { claimStates, type Claim, type ClaimEvent, type ClaimState } from '#contracts/claim.ts';
import { ClaimQuery, problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export type ReadClaimsAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly claims: readonly Claim[]; readonly next?: string }
  | { readonly outcome: 'shown'; readonly claim: Claim; readonly history: readonly ClaimEvent[] }
  | { readonly outcome: 'counted'; readonly counts: Readonly<Record<ClaimState, number>> }
  | { readonly outcome: 'practices'; readonly practiceIds: readonly string[] };

/** Answers questions about claims; changes nothing. */
export async function readClaimsStep(
  event: unknown,
  world: { readonly claims: ClaimStore; readonly practices: Pick<PracticeStore, 'listIds'> },
): Promise<ReadClaimsAnswer> {
  const read = ClaimQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  switch (query.query) {
    case 'list': {
      const { state, limit, next } = query;
      const page = await world.claims.list(query.practiceId, {
        limit,
        ...(state === undefined ? {} : { state }),
        ...(next === undefined ? {} : { next }),
      });
      return { outcome: 'listed', ...page };
    }
    case 'show': {
      const claim = await world.claims.load(query.practiceId, query.claimId);
      return claim === undefined
        ? {
            outcome: 'refused',
            problems: [`claimId: practice ${query.practiceId} has no claim ${query.claimId}`],
            because: 'not-found',
          }
        : { outcome: 'shown', claim, history: await world.claims.history(query.practiceId, query.claimId) };
    }
    case 'practices':
      return { outcome: 'practices', practiceIds: await world.practices.listIds() };
    case 'count': {
      const counts: Record<ClaimState, number> = { ...noClaims };
      let next: string | undefined;
      do {
        const page = await world.claims.list(query.practiceId, next === undefined ? {} : { next });
        for (const { state } of page.claims) {
          counts[state] += 1;
        }
        next = page.next;
      } while (next !== undefined);
      return { outcome: 'counted', counts };
    }
  }
}

const noClaims = Object.fromEntries(claimStates.map((state) => [state, 0])) as Record<ClaimState, number>;
