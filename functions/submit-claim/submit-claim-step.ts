import { ClaimStepInput, type ClaimStepAnswer } from '#contracts/steps.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { decideSubmission } from '#domain/submission/decide-submission.ts';
import { controlNumberOfFile, envelopeTo } from '#domain/submission/envelope.ts';
import { planSubmission } from '#domain/submission/next-submission.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { Clock } from '#ports/clock.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface SubmitClaimWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly controlNumbers: Pick<ControlNumbers, 'next'>;
  readonly clearinghouse: Clearinghouse;
  readonly usageIndicator: 'P' | 'T';
}

/**
 * Sends the claim as an 837P. The file is named by the submission's control number: a step that is taken again after
 * the file went out finds it there, sends nothing, and records what was sent.
 */
export async function submitClaimStep(event: unknown, world: SubmitClaimWorld): Promise<ClaimStepAnswer> {
  const input = ClaimStepInput.parse(event);
  return await workOnClaim(input, ['ready-to-submit'], world, async (claim) => {
    const practice = await loadPractice(world.practices, claim.practiceId);
    const at = world.clock.now();
    const plan = planSubmission(claim, practice);
    const number = await world.controlNumbers.next(claim.practiceId);
    const text = write837P(
      envelopeTo(practice, at, world.usageIndicator),
      [buildClaim837P(claim, practice, plan)],
      { interchange: number, group: number },
    );
    const sent = await world.clearinghouse.send(
      claim.practiceId,
      `837P-${plan.patientControlNumber}.edi`,
      text,
    );
    const interchangeControlNumber = controlNumberOfFile(sent.text);
    const { writes, submission } = decideSubmission(claim, practice, {
      at,
      interchangeControlNumber,
      fileKey: sent.key,
      plan,
    });
    return [
      ...writes,
      {
        kind: 'record-interchange',
        practiceId: claim.practiceId,
        interchangeControlNumber,
        claimId: claim.claimId,
        submissionSequence: submission.sequence,
      },
    ];
  });
}
