import type { ClaimId } from '#contracts/identifiers.ts';
import { Link } from 'wouter';

/** The claim of a row, as a link to it. */
export function claimLook({ claimId }: { readonly claimId: ClaimId }) {
  return <Link href={`/claims/${claimId}`}>{claimId}</Link>;
}
