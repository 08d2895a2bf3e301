import type { Coverage } from '#contracts/encounter.ts';
import type { Payer, Practice } from '#contracts/practice.ts';

/** The practice does not know the payer that a claim names: its master data was changed under the claim. */
export class UnknownPayer extends Error {
  override readonly name = 'UnknownPayer';
}

/** The coverage that is billed first. */
export function primaryCoverage<Covered extends Pick<Coverage, 'order'>>(claim: {
  readonly coverages: readonly Covered[];
}): Covered | undefined {
  return claim.coverages.find(({ order }) => order === 'primary');
}

/**
 * The payer of a coverage in the practice's master data.
 * @throws UnknownPayer when it is not there.
 */
export function payerOf<Known extends Pick<Payer, 'payerId'>>(
  coverage: Pick<Coverage, 'payerId'>,
  practice: Pick<Practice, 'practiceId'> & { readonly payers: readonly Known[] },
): Known {
  const payer = practice.payers.find(({ payerId }) => payerId === coverage.payerId);
  if (payer === undefined) {
    throw new UnknownPayer(
      `Practice ${practice.practiceId} has no payer ${coverage.payerId}; load its master data with that payer`,
    );
  }
  return payer;
}
