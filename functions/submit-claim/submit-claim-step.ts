import { ClaimStepInput, type ClaimStepAnswer } from '#contracts/steps.ts';
import { holdClaim } from '#domain/holds/hold-claim.ts';
import { coderOf, drawSentClaim } from '#domain/coding/audit/open-audit.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { decideSubmission } from '#domain/submission/decide-submission.ts';
import { controlNumberText, envelopeTo } from '#domain/submission/envelope.ts';
import { planSubmission } from '#domain/submission/next-submission.ts';
import { clearinghousePair, profileOf } from '#domain/submission/trading-partner.ts';
import { divideBatch } from '#domain/x12/divide-batch.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { Clock } from '#ports/clock.ts';
import { latestAudits, type CodingAudits } from '#ports/coding-audits.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import { holdsOnClaim, type HeldClaimsWorld } from '#ports/held-claims.ts';
import type { HoldBook } from '#ports/hold-book.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface SubmitClaimWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly controlNumbers: Pick<ControlNumbers, 'issue'>;
  readonly clearinghouse: Clearinghouse;
  readonly holds: Pick<HoldBook, 'standing'>;
  readonly patients: HeldClaimsWorld['patients'];
  readonly codingAudits: Pick<CodingAudits, 'ofCoder'>;
  readonly usageIndicator: 'P' | 'T';
}

/**
 * Sends the claim as an 837P, unless a hold stops it. The file is named by the submission's control number, and the name has one interchange
 * control number: a step that is taken again after the file went out finds it there, sends nothing, and records what
 * was sent.
 */
export async function submitClaimStep(event: unknown, world: SubmitClaimWorld): Promise<ClaimStepAnswer> {
  const input = ClaimStepInput.parse(event);
  return await workOnClaim(input, ['ready-to-submit'], world, async (claim) => {
    const practice = await loadPractice(world.practices, claim.practiceId);
    const at = world.clock.now();
    const plan = planSubmission(claim, practice);
    // A void takes back what the payer has: nobody's hold keeps that.
    const standing = plan.frequency === '8' ? [] : await world.holds.standing(claim.practiceId);
    const holds = await holdsOnClaim(claim, standing, world);
    if (holds.length > 0) {
      return holdClaim(claim, holds, plan.payer, at).writes;
    }
    const profile = profileOf(practice);
    const pair = clearinghousePair(practice);
    // A claim leaves by itself as soon as it is ready, so there is one interchange; larger batches are divided the same way.
    const [interchange = []] = divideBatch([buildClaim837P(claim, practice, plan)], profile);
    const name = `837P-${plan.patientControlNumber}.edi`;
    const number = await world.controlNumbers.issue(claim.practiceId, pair, name, at);
    const text = write837P(
      envelopeTo(practice, at, world.usageIndicator),
      interchange.flat(),
      { interchange: number, group: number },
      { claimsPerTransaction: profile.claimsPerTransaction },
    );
    const sent = await world.clearinghouse.send(practice, name, text);
    const {
      writes,
      submission,
      claim: submitted,
    } = decideSubmission(claim, practice, {
      at,
      interchangeControlNumber: controlNumberText(number),
      fileKey: sent.key,
      plan,
    });
    const { audit: settings } = practice.coding;
    const drawn =
      settings === undefined
        ? undefined
        : drawSentClaim(
            submitted,
            settings,
            await world.codingAudits.ofCoder(claim.practiceId, coderOf(claim), latestAudits),
            at,
          );
    return [
      ...writes.map((write) =>
        write.kind === 'save-claim' && drawn !== undefined ? { ...write, claim: drawn.claim } : write,
      ),
      ...(drawn?.writes ?? []),
      {
        kind: 'record-interchange',
        practiceId: claim.practiceId,
        pair,
        interchangeNumber: number,
        sentAt: at,
        claim: { claimId: claim.claimId, submissionSequence: submission.sequence },
      },
    ];
  });
}
