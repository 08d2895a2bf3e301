import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { postClaimPayment } from '../remittance/post-claim-payment.ts';
import type { RemittanceFacts } from '../remittance/read-adjudication.ts';
import { suspendPayment } from '../remittance/suspend-payment.ts';
import type { Write } from '../writes/write.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';

/** One CLP as the file has it, with its place. */
export interface RawClaimPayment {
  readonly facts: RemittanceFacts;
  readonly clp: Claim835;
  /** Counted from 1. */
  readonly claimIndex: number;
  /** When it was posted at the latest, where the claim does not remember it. */
  readonly until: Instant;
  /** It did not balance, and two persons had it parked. */
  readonly isUnbalanced: boolean;
}

/** Whether the posting of remittances made a posting by itself, from the file; all others are facts of their own. */
export function isMadeFromFile({ by, cause }: Posting): boolean {
  return (
    /^remittance R\w+ claim \d+$/.test(by) ||
    by === 'post-claim-payments' ||
    (by === 'close-remittance' && cause === 'provider-adjustment')
  );
}

type Happening =
  | { readonly at: Instant; readonly posting: Posting; readonly raw?: never; readonly placed?: never }
  | { readonly at: Instant; readonly raw: RawClaimPayment; readonly posting?: never; readonly placed?: never }
  /** A decision of a payer that a person placed here. */
  | {
      readonly at: Instant;
      readonly placed: Adjudication;
      readonly posting?: never;
      readonly raw?: never;
    };

/**
 * The postings that a claim's history leads to when every CLP is posted anew from its file: the charges, and what people
 * decided, as they were entered; the payer's decisions by the same functions that posted them, in the order in which
 * they became known.
 * @param kept every posting of the claim as the ledger has it.
 * @param raw every CLP of any remittance that is about the claim.
 */
export function replayClaim(
  claim: Claim,
  practice: Practice,
  kept: readonly Posting[],
  raw: readonly RawClaimPayment[],
): Posting[] {
  const happenings: Happening[] = [
    ...kept
      .filter((posting) => !isMadeFromFile(posting))
      .map((posting) => ({ at: posting.knownAt, posting })),
    ...raw.map((one) => ({ at: postedAt(one, claim, kept), raw: one })),
    ...placedDecisions(claim, kept, raw).map((placed) => ({ at: placed.postedAt, placed })),
  ].toSorted(inOrder);
  const { earlyReversals: _, ...rest } = claim;
  let standing: Claim = { ...rest, ...startedAnew, adjudications: [] };
  const postings: Posting[] = [];
  for (const happening of happenings) {
    if (happening.posting !== undefined) {
      postings.push(happening.posting);
    } else if (happening.placed !== undefined) {
      standing = withDecision(standing, happening.placed);
    } else {
      const { writes, changed } = post(standing, practice, postings, happening.raw, happening.at);
      postings.push(...writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : [])));
      standing = changed === undefined ? standing : { ...changed, ...startedAnew };
    }
  }
  return postings;
}

/** The state decides nothing about money: it is one in which every decision may be posted, however many there were. */
const startedAnew = { state: 'awaiting-remittance', rounds: {} } as const satisfies Partial<Claim>;

/** A reversal that waited for its decision waits no more once a person has placed it. */
function withDecision(claim: Claim, placed: Adjudication): Claim {
  const earlyReversals = claim.earlyReversals?.filter(
    ({ remittanceId, claimIndex }) =>
      remittanceId !== placed.remittanceId || claimIndex !== placed.claimIndex,
  );
  return {
    ...claim,
    adjudications: [...claim.adjudications, placed],
    ...(earlyReversals === undefined ? {} : { earlyReversals }),
  };
}

function post(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  { facts, clp, claimIndex, isUnbalanced }: RawClaimPayment,
  at: Instant,
): { readonly writes: readonly Write[]; readonly changed?: Claim } {
  const occasion = { at, postingDate: dateOf(at) };
  if (isUnbalanced) {
    const by = 'post-claim-payments';
    return {
      writes: suspendPayment(claim, facts, clp, claimIndex, { ...occasion, by }, 'It does not balance'),
    };
  }
  const posted = postClaimPayment(claim, practice, facts, clp, claimIndex, { ...occasion, postings });
  return posted.outcome !== 'duplicate' && posted.claim !== undefined
    ? { writes: posted.writes, changed: posted.claim }
    : { writes: posted.writes };
}

function postedAt(
  { facts: { remittanceId }, claimIndex, until }: RawClaimPayment,
  claim: Claim,
  kept: readonly Posting[],
): Instant {
  const remembered = [...claim.adjudications, ...(claim.earlyReversals ?? [])].find(
    (one) => one.remittanceId === remittanceId && one.claimIndex === claimIndex,
  );
  const parked = kept.find(
    (posting) =>
      posting.cause === 'unmatched-remittance' &&
      posting.remittanceId === remittanceId &&
      posting.postingId.endsWith(`-${remittanceId}-${claimIndex}`),
  );
  // One that was parked first may have been placed by a person later.
  return parked?.knownAt ?? remembered?.postedAt ?? until;
}

/** Decisions on the claim of which the files say that they are about another, or nobody's: a person placed them. */
function placedDecisions(
  claim: Claim,
  kept: readonly Posting[],
  raw: readonly RawClaimPayment[],
): Adjudication[] {
  const byPerson = new Set(
    kept
      .filter((posting) => !isMadeFromFile(posting) && ['adjudication', 'reversal'].includes(posting.cause))
      .map(({ postingId }) => postingId as string),
  );
  return claim.adjudications.filter(
    ({ remittanceId, claimIndex }) =>
      byPerson.has(`adjudication-${remittanceId}-${claimIndex}`) ||
      !raw.some((one) => one.facts.remittanceId === remittanceId && one.claimIndex === claimIndex),
  );
}

function inOrder(one: Happening, other: Happening): number {
  if (one.at !== other.at) {
    return one.at < other.at ? -1 : 1;
  }
  return (one.raw?.claimIndex ?? 0) - (other.raw?.claimIndex ?? 0);
}
