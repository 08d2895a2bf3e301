import type { Claim } from '#contracts/claim.ts';
import type { Coverage } from '#contracts/encounter.ts';

/** What tells which payer is to decide next. */
type Owed = Pick<Claim, 'coverages' | 'legacy'>;

/**
 * The coverage whose payer owes what is open of a claim: the primary one, unless the claim was taken over after its
 * first payer had decided.
 */
export function coverageOwing({ coverages, legacy }: Owed): Coverage | undefined {
  const owing = legacy?.status === 'second-payer' ? 'secondary' : 'primary';
  return coverages.find(({ order }) => order === owing);
}

/**
 * Why a claim that its second payer owes is not sent: here the first payer is billed and nobody after it, and the first
 * has decided.
 */
export function refuseSecondPayer(claim: Owed): string | undefined {
  return claim.legacy?.status === 'second-payer'
    ? `The first payer has decided this claim in ${claim.legacy.system}, and the second one, ${coverageOwing(claim)?.payerId ?? 'unknown'}, is not billed from here. Bill it in ${claim.legacy.system}, with the payer's own portal or on paper, and keep waiting; or write it off.`
    : undefined;
}
