import type { RemittanceRun, UnbalancedClaim } from '#contracts/remittance-run.ts';
import {
  contractVersion,
  RemittanceStepInput,
  type RemittanceChunkInput,
  type ValidateRemittanceAnswer,
} from '#contracts/steps.ts';
import type { Practice } from '#contracts/practice.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { checkRemittance, remittanceKey } from '#domain/remittance/check-remittance.ts';
import {
  chunkClaims,
  factsOfRemittance,
  remittanceChunkKey,
  remittanceIndexKey,
  remittanceRestKey,
  type RemittanceChunkContent,
  type RemittanceRestContent,
} from '#domain/remittance/remittance-chunk.ts';
import { heldRemittanceTask } from '#domain/remittance/held-remittance-task.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { reversalsOf } from '#domain/takebacks/claims-of-adjustment.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { readRemittance } from '#ports/read-remittance.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface ValidateRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put' | 'bucketOf'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'save' | 'claimPayment'>;
}

/**
 * Holds the whole remittance to its three balances before anything of it is posted. One that balances is laid out in
 * chunks; one that does not, or that repeats a payment with other content, waits for a person with nothing posted.
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
  const remittance = await readRemittance(run, world.documents);
  const answer = (outcome: ValidateRemittanceAnswer['outcome']): ValidateRemittanceAnswer => ({
    outcome,
    claims: run.claims,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: remittanceIndexKey(practiceId, remittanceId),
    },
  });
  const check = checkRemittance(remittance);
  const parked = check.outcome === 'balanced' ? [] : check.unbalancedClaims;
  if (check.outcome === 'out-of-balance' && (parked === undefined || !isDecided(run, 'post-the-rest'))) {
    await hold(run, 'out-of-balance', check, world);
    return answer('out-of-balance');
  }
  // Only a remittance that can be posted claims its payment: a payer corrects one that was refused under the same number.
  const { payment } = remittanceKey(remittance, contentHashOf(remittance));
  const owner = await world.remittances.claimPayment(practiceId, payment, remittanceId);
  if (owner !== remittanceId && !isDecided(run, 'post-it-too')) {
    const differences = [`The same payment came before, in remittance ${owner}, with other content`];
    await hold(run, 'duplicate', { differences }, world);
    return answer('duplicate');
  }
  const practice = await loadPractice(world.practices, practiceId);
  await layOut(run, remittance, practice, parked ?? [], world.documents);
  await world.remittances.save({ ...run, state: run.state === 'posted' ? 'posted' : 'balanced' });
  return answer('balanced');
}

function isDecided({ decisions = [] }: RemittanceRun, outcome: 'post-the-rest' | 'post-it-too'): boolean {
  return decisions.some((decision) => decision.outcome === outcome);
}

async function layOut(
  run: RemittanceRun,
  remittance: Remittance835,
  practice: Practice,
  unbalanced: readonly UnbalancedClaim[],
  documents: Pick<DocumentStore, 'put'>,
): Promise<void> {
  const { practiceId, remittanceId } = run;
  const facts = factsOfRemittance(run, remittance, practice);
  const put = (key: string, value: RemittanceChunkContent | RemittanceRestContent | RemittanceChunkInput[]) =>
    documents.put('documents', key, JSON.stringify(value), 'application/json');
  const index: RemittanceChunkInput[] = [];
  for (let start = 0; start < remittance.claims.length; start += chunkClaims) {
    const chunkNumber = index.length + 1;
    const parked = unbalanced.filter(
      ({ claimIndex }) => claimIndex > start && claimIndex <= start + chunkClaims,
    );
    index.push({ contractVersion, practiceId, remittanceId, chunkNumber });
    await put(remittanceChunkKey(practiceId, remittanceId, chunkNumber), {
      facts,
      firstIndex: start + 1,
      claims: remittance.claims.slice(start, start + chunkClaims),
      ...(parked.length === 0 ? {} : { parked }),
    });
  }
  await put(remittanceRestKey(practiceId, remittanceId), {
    facts,
    providerAdjustments: remittance.providerAdjustments,
    reversals: reversalsOf(remittance.claims),
  });
  await put(remittanceIndexKey(practiceId, remittanceId), index);
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
