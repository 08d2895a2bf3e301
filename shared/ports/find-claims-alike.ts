import type { Claim, ClaimState } from '#contracts/claim.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { claimIdsWithin, claimsAlike, type ClaimAlike } from '#domain/remittance/claims-alike.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { ClaimStore } from './claim-store.ts';

export interface FindClaimsAlikeWorld {
  readonly claims: Pick<ClaimStore, 'load' | 'list'>;
}

/** Where a payer's decision is awaited, or may yet be another one; those that wait for it first. */
const billedStates: readonly ClaimState[] = [
  'awaiting-remittance',
  'awaiting-acknowledgement',
  'awaiting-follow-up',
  'awaiting-denial-work',
  'ready-for-patient',
];

/** As many claims as a person who reads a task may wait for: some seconds' reading. */
const mostClaims = 2000;

/**
 * Finds the claims that a CLP of a remittance is most like: those that it names in its own way, and a bounded number of
 * those that a payer's decision is awaited of. This reads much, and is for a person who looks at one task.
 */
export async function findClaimsAlike(
  clp: Claim835,
  { practiceId }: Pick<Practice, 'practiceId'>,
  { claims }: FindClaimsAlikeWorld,
): Promise<ClaimAlike[]> {
  const candidates = new Map<ClaimId, Claim>();
  for (const claimId of claimIdsWithin(clp.patientControlNumber)) {
    const claim = await claims.load(practiceId, claimId);
    if (claim !== undefined) {
      candidates.set(claimId, claim);
    }
  }
  let looked = 0;
  for (const state of billedStates) {
    let next: string | undefined;
    do {
      const page = await claims.list(practiceId, { state, ...(next === undefined ? {} : { next }) });
      // Only the likeliest are kept, so that what is kept does not grow with what is read.
      for (const { claim } of claimsAlike(clp, page.claims)) {
        candidates.set(claim.claimId, claim);
      }
      looked += page.claims.length;
      next = page.next;
    } while (next !== undefined && looked < mostClaims);
  }
  return claimsAlike(clp, candidates.values());
}
