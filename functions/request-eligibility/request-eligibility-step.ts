import { ClaimStepInput, type ClaimStepAnswer } from '#contracts/steps.ts';
import { askEligibility, nextTraceNumber } from '#domain/eligibility/ask-eligibility.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { clearinghousePair } from '#domain/submission/trading-partner.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { Clock } from '#ports/clock.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface RequestEligibilityWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly controlNumbers: Pick<ControlNumbers, 'issue'>;
  readonly clearinghouse: Clearinghouse;
  readonly usageIndicator: 'P' | 'T';
}

/**
 * Asks the payer whether the patient is covered, unless the patient pays. The file is named by the inquiry's trace
 * number, so that a step taken again sends nothing twice.
 */
export async function requestEligibilityStep(
  event: unknown,
  world: RequestEligibilityWorld,
): Promise<ClaimStepAnswer> {
  const input = ClaimStepInput.parse(event);
  return await workOnClaim(input, ['received'], world, async (claim) => {
    const practice = await loadPractice(world.practices, claim.practiceId);
    const at = world.clock.now();
    const traceNumber = nextTraceNumber(claim);
    const asked = askEligibility(claim, practice, { at, traceNumber });
    if (asked.outcome !== 'asked') {
      return asked.writes;
    }
    const pair = clearinghousePair(practice);
    const name = `270-${traceNumber}.edi`;
    const number = await world.controlNumbers.issue(claim.practiceId, pair, name, at);
    const text = write270(envelopeTo(practice, at, world.usageIndicator), [asked.inquiry], {
      interchange: number,
      group: number,
    });
    const sent = await world.clearinghouse.send(practice, name, text);
    return [
      ...askEligibility(claim, practice, { at, traceNumber, fileKey: sent.key }).writes,
      {
        kind: 'record-interchange',
        practiceId: claim.practiceId,
        pair,
        interchangeNumber: number,
        sentAt: at,
      },
    ];
  });
}
