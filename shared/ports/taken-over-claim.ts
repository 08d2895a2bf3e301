import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import { legacyClaimId, systemsNumbering } from '#domain/cutover/legacy-numbers.ts';
import type { ClaimStore } from './claim-store.ts';

/** The claim that was taken over from an old system under this number, if one was. */
export async function takenOverClaim(
  practice: Practice,
  claimNumber: string,
  claims: Pick<ClaimStore, 'load'>,
): Promise<Claim | undefined> {
  for (const { name } of systemsNumbering(practice, claimNumber)) {
    const { practiceId } = practice;
    const claim = await claims.load(practiceId, legacyClaimId(practiceId, name, claimNumber));
    if (claim !== undefined) {
      return claim;
    }
  }
  return undefined;
}
