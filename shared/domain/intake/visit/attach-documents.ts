import type { Claim, ClaimDocument } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import { amendClaim } from '../../claims/move-claim.ts';
import { canonicalJson } from '../../identity/content-hash.ts';
import type { Write } from '../../writes/write.ts';
import type { IntakeOrigin } from '../claim-content.ts';
import type { VisitDecision } from './decide-visit.ts';

/** The documents of a visit as a claim with this patient has them. */
export type DocumentsOf = (claim: Pick<Claim, 'patient'>) => readonly ClaimDocument[];

type Origin = IntakeOrigin & { readonly at: Instant };

/**
 * The decision about a visit, with the visit's documents on its claim: with what is written of the claim anyway, and
 * else by themselves. What a payer sees is not changed by a document.
 */
export function attachDocuments(
  decided: VisitDecision,
  existing: Claim | undefined,
  documentsOf: DocumentsOf,
  origin: Origin,
): VisitDecision {
  const savesClaim = decided.writes.some(({ kind }) => kind === 'create-claim' || kind === 'save-claim');
  if (savesClaim) {
    return { ...decided, writes: decided.writes.map((write) => withDocuments(write, documentsOf)) };
  }
  const writes = existing === undefined ? [] : amendDocuments(existing, documentsOf(existing), origin);
  return writes.length === 0 ? decided : { ...decided, writes: [...decided.writes, ...writes] };
}

function withDocuments(write: Write, documentsOf: DocumentsOf): Write {
  switch (write.kind) {
    case 'create-claim':
    case 'save-claim':
      return { ...write, claim: claimWith(write.claim, documentsOf(write.claim)) };
    default:
      return write;
  }
}

function claimWith(claim: Claim, documents: readonly ClaimDocument[]): Claim {
  return { ...claim, documents: documents.length === 0 ? undefined : [...documents] };
}

/**
 * What becomes of documents whose visit came whole: they are added to its claim, whatever becomes of that. Answered the
 * same however often it is done.
 */
export function attachToWhole(existing: Claim, documentsOf: DocumentsOf, origin: Origin): VisitDecision {
  return {
    answer: { outcome: 'kept', claimId: existing.claimId, problems: [] },
    writes: amendDocuments(existing, documentsOf(existing), origin),
  };
}

function amendDocuments(
  existing: Claim,
  documents: readonly ClaimDocument[],
  { uploadId, at }: Origin,
): readonly Write[] {
  if (canonicalJson(existing.documents ?? []) === canonicalJson(documents)) {
    return [];
  }
  const { writes } = amendClaim(
    existing,
    { documents: documents.length === 0 ? undefined : [...documents] },
    at,
    {
      event: 'documents-attached',
      by: `upload ${uploadId}`,
      words: `${documents.length === 1 ? 'One document is' : `${documents.length} documents are`} with the visit`,
    },
  );
  return writes;
}
