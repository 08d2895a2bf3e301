import { contractVersion } from '#contracts/steps.ts';
import { openNextLeg } from '#domain/claims/open-next-leg.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { Executions } from './executions.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { decideAgainOnConflict, loadClaim } from './work-on-claim.ts';

export interface RelayWorld {
  readonly outbox: Pick<Outbox, 'markSent'>;
  readonly executions: Pick<Executions, 'start' | 'answer'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly commit: Commit;
  readonly clock: Clock;
}

/**
 * Tells a state machine what an outbox row announces, and marks the row as sent. Sending twice does no harm: an
 * execution's name is used once, and a token is answered once.
 *
 * A signal without a token stays: the pipeline has not come to its wait yet, and sends the row again when it does.
 * A token that nobody waits with any more counts as delivered only when the claim's leg has moved on; otherwise that
 * execution is gone, and the claim's next leg is started.
 */
export async function sendOutboxRow(row: OutboxRow, world: RelayWorld): Promise<void> {
  switch (row.kind) {
    case 'start-leg': {
      const { practiceId, claimId, leg } = row;
      await world.executions.start('claim-pipeline', `${claimId}-${leg}`, {
        contractVersion,
        practiceId,
        claimId,
        leg,
      });
      break;
    }
    case 'start-account-cycle': {
      const { practiceId, guarantorId, cycle } = row;
      await world.executions.start('patient-account', `${guarantorId}-${cycle}`, {
        contractVersion,
        practiceId,
        guarantorId,
        cycle,
        statement: 1,
        holds: 0,
      });
      break;
    }
    case 'signal': {
      if (row.token === undefined) {
        return;
      }
      const delivered = await world.executions.answer(row.token.value, row.output);
      if (delivered === 'gone') {
        await startNextLegIfStranded(row, row.token.leg, world);
      }
      break;
    }
  }
  await world.outbox.markSent(row, world.clock.now());
}

async function startNextLegIfStranded(
  row: Extract<OutboxRow, { kind: 'signal' }>,
  tokenLeg: number,
  world: RelayWorld,
): Promise<void> {
  await decideAgainOnConflict(async () => {
    const claim = await loadClaim(world.claims, row.practiceId, row.claimId);
    // The leg is the same as when the token was filed: its execution is gone, wherever the claim stands by now. At
    // worst an execution that was merely answered twice finds its leg over at its next step.
    if (claim.leg === tokenLeg && claim.state !== 'closed') {
      await world.commit.apply(
        openNextLeg(claim, world.clock.now(), 'relay-outbox', 'The pipeline no longer waited'),
      );
    }
  });
}
