import { claimStates, type Claim, type ClaimEvent, type ClaimState } from '#contracts/claim.ts';
import type { OwnCharge } from '#contracts/own-charge.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import { blindFor } from '#domain/coding/audit/blind-claim.ts';
import { unbilledStates } from '#domain/reports/unbilled.ts';
import { ClaimQuery, problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export type ReadClaimsAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly claims: readonly Claim[]; readonly next?: string }
  | { readonly outcome: 'shown'; readonly claim: Claim; readonly history: readonly ClaimEvent[] }
  | { readonly outcome: 'own-charges'; readonly charges: readonly OwnCharge[]; readonly next?: string }
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
      const claims = page.claims.map((claim) => blindFor(query.authority, claim));
      return { outcome: 'listed', ...page, claims };
    }
    case 'show': {
      const claim = await world.claims.load(query.practiceId, query.claimId);
      return claim === undefined
        ? {
            outcome: 'refused',
            problems: [`claimId: practice ${query.practiceId} has no claim ${query.claimId}`],
            because: 'not-found',
          }
        : {
            outcome: 'shown',
            claim: blindFor(query.authority, claim),
            history: await world.claims.history(query.practiceId, query.claimId),
          };
    }
    case 'of-provider':
      return await ownCharges(query, world);
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

/**
 * Charges of a provider that no payer has yet, state by state: a page of all claims in a state is read at a time, and
 * what is the provider's own is answered.
 */
async function ownCharges(
  {
    practiceId,
    authority: { providerNpi },
    next,
  }: {
    readonly practiceId: PracticeId;
    readonly authority: StaffAuthority;
    readonly next?: string | undefined;
  },
  { claims }: { readonly claims: Pick<ClaimStore, 'list'> },
): Promise<ReadClaimsAnswer> {
  const [, index = '0', rest = ''] = /^(\d+):(.*)$/.exec(next ?? '') ?? [];
  const state = unbilledStates[Number(index)];
  if (providerNpi === undefined || state === undefined) {
    return { outcome: 'own-charges', charges: [] };
  }
  const page = await claims.list(practiceId, { state, ...(rest === '' ? {} : { next: rest }) });
  const following =
    page.next !== undefined
      ? `${index}:${page.next}`
      : Number(index) + 1 < unbilledStates.length
        ? `${Number(index) + 1}:`
        : undefined;
  return {
    outcome: 'own-charges',
    charges: page.claims.filter(({ renderingNpi }) => renderingNpi === providerNpi).map(ownChargeOf),
    ...(following === undefined ? {} : { next: following }),
  };
}

function ownChargeOf({
  claimId,
  state,
  patient,
  serviceDateFrom,
  lines,
  totalChargeCents,
  summary,
}: Claim): OwnCharge {
  return {
    claimId,
    state,
    patientName: `${patient.lastName}, ${patient.firstName}`,
    serviceDate: serviceDateFrom,
    lines: lines.map(({ code, modifiers, units }) => ({ code, modifiers, units })),
    chargeCents: totalChargeCents,
    summary,
  };
}

const noClaims = Object.fromEntries(claimStates.map((state) => [state, 0])) as Record<ClaimState, number>;
