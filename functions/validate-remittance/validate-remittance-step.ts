import type { RemittanceRun, UnbalancedClaim } from '#contracts/remittance-run.ts';
import { RemittanceStepInput, type ValidateRemittanceAnswer } from '#contracts/steps.ts';
import { paymentKeyOf, RemittanceChecking } from '#domain/remittance/check-remittance.ts';
import { remittanceIndexKey } from '#domain/remittance/remittance-chunk.ts';
import { heldRemittanceTask } from '#domain/remittance/held-remittance-task.ts';
import { reversalsOf, type ReversedInFile } from '#domain/takebacks/claims-of-adjustment.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { StoredRemittance } from '#ports/read-remittance.ts';
import { layOutRemittance } from '#ports/remittance-chunks.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface ValidateRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'stream' | 'put' | 'bucketOf'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'save' | 'claimPayment'>;
}

/**
 * Holds the whole remittance to its three balances before anything of it is posted. One that balances is laid out in
 * chunks; one that does not, or that repeats a payment with other content, waits for a person with nothing posted.
 * It is read claim by claim: once for the balances, once for the chunks.
 */
export async function validateRemittanceStep(
  event: unknown,
  world: ValidateRemittanceWorld,
): Promise<ValidateRemittanceAnswer> {
  const { practiceId, remittanceId } = RemittanceStepInput.parse(event);
  const run = await world.remittances.load(practiceId, remittanceId);
  if (run === undefined) {
    throw new InvariantBroken(`There is no remittance ${remittanceId}`);
  }
  const stored = new StoredRemittance(run, world.documents);
  const checking = new RemittanceChecking();
  let reversals: readonly ReversedInFile[] = [];
  const remittance = await stored.read((claims) => {
    checking.add(claims);
    reversals = reversalsOf(claims, reversals);
  });
  const answer = (outcome: ValidateRemittanceAnswer['outcome']): ValidateRemittanceAnswer => ({
    outcome,
    claims: run.claims,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: remittanceIndexKey(practiceId, remittanceId),
    },
  });
  const check = checking.finish(remittance);
  const parked = check.outcome === 'balanced' ? [] : check.unbalancedClaims;
  if (check.outcome === 'out-of-balance' && (parked === undefined || !isDecided(run, 'post-the-rest'))) {
    await hold(run, 'out-of-balance', check, world);
    return answer('out-of-balance');
  }
  // Only a remittance that can be posted claims its payment: a payer corrects one that was refused under the same number.
  const owner = await world.remittances.claimPayment(practiceId, paymentKeyOf(remittance), remittanceId);
  if (owner !== remittanceId && !isDecided(run, 'post-it-too')) {
    const differences = [`The same payment came before, in remittance ${owner}, with other content`];
    await hold(run, 'duplicate', { differences }, world);
    return answer('duplicate');
  }
  const practice = await loadPractice(world.practices, practiceId);
  await layOutRemittance(
    run,
    stored,
    { remittance, reversals, unbalanced: parked ?? [], practice },
    world.documents,
  );
  await world.remittances.save({ ...run, state: run.state === 'posted' ? 'posted' : 'balanced' });
  return answer('balanced');
}

function isDecided({ decisions = [] }: RemittanceRun, outcome: 'post-the-rest' | 'post-it-too'): boolean {
  return decisions.some((decision) => decision.outcome === outcome);
}

async function hold(
  run: RemittanceRun,
  state: 'out-of-balance' | 'duplicate',
  found: { readonly differences: readonly string[]; readonly unbalancedClaims?: readonly UnbalancedClaim[] },
  world: ValidateRemittanceWorld,
): Promise<void> {
  const differences = [...found.differences];
  const held: RemittanceRun = {
    ...run,
    state,
    differences,
    ...(found.unbalancedClaims === undefined ? {} : { unbalancedClaims: [...found.unbalancedClaims] }),
  };
  await world.commit.apply([{ kind: 'open-task', task: heldRemittanceTask(held, state, world.clock.now()) }]);
  await world.remittances.save(held);
}
