import { RemittanceStepInput } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { readRemittanceRest, remittanceRestKey } from '#domain/remittance/remittance-chunk.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface CloseRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'save' | 'doneClaims'>;
}

/**
 * Posts the provider adjustments, last of all, and closes the run: n of n claims are posted or parked. An adjustment
 * that was posted before is passed over; a run that is closed is left alone.
 */
export async function closeRemittanceStep(
  event: unknown,
  world: CloseRemittanceWorld,
): Promise<{ outcome: 'posted'; posted: number; suspended: number }> {
  const { practiceId, remittanceId } = RemittanceStepInput.parse(event);
  const run = await world.remittances.load(practiceId, remittanceId);
  const stored = await world.documents.get('documents', remittanceRestKey(practiceId, remittanceId));
  if (run === undefined || stored === undefined) {
    throw new InvariantBroken(`Remittance ${remittanceId} or what is left of it is gone`);
  }
  if (run.state === 'posted') {
    return { outcome: 'posted', posted: run.posted, suspended: run.suspended };
  }
  const done = [...(await world.remittances.doneClaims(practiceId, remittanceId)).values()];
  if (done.length !== run.claims) {
    throw new InvariantBroken(
      `Remittance ${remittanceId} has ${run.claims} claims, but ${done.length} are posted or parked`,
    );
  }
  const { facts, providerAdjustments } = readRemittanceRest(new TextDecoder().decode(stored.body));
  const at = world.clock.now();
  const writes = postProviderAdjustments(practiceId, facts, providerAdjustments, {
    at,
    postingDate: dateOf(at),
    by: 'close-remittance',
  });
  for (const write of writes) {
    await world.commit.apply([write]);
  }
  const posted = done.filter((outcome) => outcome === 'posted').length;
  const suspended = done.length - posted;
  await world.remittances.save({ ...run, state: 'posted', posted, suspended, closedAt: at });
  return { outcome: 'posted', posted, suspended };
}
