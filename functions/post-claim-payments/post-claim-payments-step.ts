import { RemittanceChunkInput } from '#contracts/steps.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { systemAwaiting } from '#domain/cutover/legacy-numbers.ts';
import { postLegacyPayment } from '#domain/cutover/legacy-payment.ts';
import { claimIdOfControlNumber } from '#domain/identity/ids.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import {
  readRemittanceChunk,
  remittanceChunkKey,
  type RemittanceChunkContent,
} from '#domain/remittance/remittance-chunk.ts';
import { suspendPayment, suspendUnmatched } from '#domain/remittance/suspend-payment.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { takenOverClaim } from '#ports/taken-over-claim.ts';
import { decideAgainOnConflict, InvariantBroken, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface PostClaimPaymentsWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly remittances: Pick<RemittanceRegister, 'doneClaims'>;
}

/**
 * Posts the claims of one chunk, each by one transaction: the posting, the claim's move, the signal and the count of
 * the run, together or not at all. A claim that was posted is passed over. Several decisions on one claim are posted in
 * the file's order, so that a reversal comes before its correction.
 */
export async function postClaimPaymentsStep(
  event: unknown,
  world: PostClaimPaymentsWorld,
): Promise<{ outcome: 'posted'; claims: number }> {
  const { practiceId, remittanceId, chunkNumber } = RemittanceChunkInput.parse(event);
  const stored = await world.documents.get(
    'documents',
    remittanceChunkKey(practiceId, remittanceId, chunkNumber),
  );
  if (stored === undefined) {
    throw new InvariantBroken(`Chunk ${chunkNumber} of remittance ${remittanceId} is gone`);
  }
  const chunk = readRemittanceChunk(new TextDecoder().decode(stored.body));
  const practice = await loadPractice(world.practices, practiceId);
  // Of all of them every chunk would read what all the others have done.
  const done = await world.remittances.doneClaims(practiceId, remittanceId, {
    from: chunk.firstIndex,
    to: chunk.firstIndex + chunk.claims.length - 1,
  });
  const open = chunk.claims
    .map((clp, position) => ({ clp, claimIndex: chunk.firstIndex + position }))
    .filter(({ claimIndex }) => !done.has(claimIndex));
  // Claims do not touch each other; the decisions on one claim are posted in the file's order.
  const byClaim = Map.groupBy(
    open,
    ({ clp }) => claimIdOfControlNumber(clp.patientControlNumber) ?? clp.patientControlNumber,
  );
  await Promise.all(
    [...byClaim.values()].map(async (decisions) => {
      for (const { clp, claimIndex } of decisions) {
        await decideAgainOnConflict(() => postOne(practice, chunk, clp, claimIndex, world));
      }
    }),
  );
  return { outcome: 'posted', claims: chunk.claims.length };
}

async function postOne(
  practice: Practice,
  chunk: RemittanceChunkContent,
  clp: Claim835,
  claimIndex: number,
  world: PostClaimPaymentsWorld,
): Promise<void> {
  await world.commit.apply(await decide(practice.practiceId, practice, chunk, clp, claimIndex, world));
}

async function decide(
  practiceId: PracticeId,
  practice: Practice,
  { facts, parked = [] }: RemittanceChunkContent,
  clp: Claim835,
  claimIndex: number,
  world: PostClaimPaymentsWorld,
): Promise<readonly Write[]> {
  const at = world.clock.now();
  const postingDate = facts.postingDate ?? dateOf(at);
  const occasion = { at, postingDate, by: 'post-claim-payments' };
  const ours = claimIdOfControlNumber(clp.patientControlNumber);
  const claim =
    ours === undefined
      ? await takenOverClaim(practice, clp.patientControlNumber, world.claims)
      : await world.claims.load(practiceId, ours);
  const unbalanced = parked.find((one) => one.claimIndex === claimIndex);
  if (unbalanced !== undefined) {
    return suspendPayment(
      claim ?? { practiceId },
      facts,
      clp,
      claimIndex,
      occasion,
      `It does not balance and was parked when the rest of the remittance was posted. ${unbalanced.difference}`,
    );
  }
  if (claim === undefined) {
    const system =
      ours === undefined ? systemAwaiting(practice, clp.patientControlNumber, postingDate) : undefined;
    return system === undefined
      ? suspendUnmatched(practiceId, facts, clp, claimIndex, occasion)
      : postLegacyPayment(practiceId, system.name, facts, clp, claimIndex, occasion);
  }
  const postings = await world.ledger.ofClaim(practiceId, claim.claimId);
  return postClaimPayment(claim, practice, facts, clp, claimIndex, { at, postingDate, postings }).writes;
}
