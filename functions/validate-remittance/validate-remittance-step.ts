import type { RemittanceRun } from '#contracts/remittance-run.ts';
import {
  contractVersion,
  RemittanceStepInput,
  type RemittanceChunkInput,
  type ValidateRemittanceAnswer,
} from '#contracts/steps.ts';
import type { Practice } from '#contracts/practice.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { checkRemittance, remittanceKey } from '#domain/remittance/check-remittance.ts';
import type { RemittanceFacts } from '#domain/remittance/read-adjudication.ts';
import {
  remittanceChunkKey,
  remittanceIndexKey,
  remittanceRestKey,
  type RemittanceChunkContent,
  type RemittanceRestContent,
} from '#domain/remittance/remittance-chunk.ts';
import { heldRemittanceTask } from '#domain/remittance/held-remittance-task.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { reversalsOf } from '#domain/takebacks/claims-of-adjustment.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface ValidateRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put' | 'bucketOf'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'save' | 'claimPayment'>;
}

/** Claims that one call posts, each by a transaction of its own, well within its time. */
const chunkClaims = 10;

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
  const remittance = await readAgain(run, world.documents);
  const answer = (outcome: ValidateRemittanceAnswer['outcome']): ValidateRemittanceAnswer => ({
    outcome,
    claims: run.claims,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: remittanceIndexKey(practiceId, remittanceId),
    },
  });
  const check = checkRemittance(remittance);
  if (check.outcome === 'out-of-balance') {
    await hold(run, 'out-of-balance', check.differences, world);
    return answer('out-of-balance');
  }
  // Only a remittance that can be posted claims its payment: a payer corrects one that was refused under the same number.
  const { payment } = remittanceKey(remittance, contentHashOf(remittance));
  const owner = await world.remittances.claimPayment(practiceId, payment, remittanceId);
  if (owner !== remittanceId) {
    await hold(
      run,
      'duplicate',
      [`The same payment came before, in remittance ${owner}, with other content`],
      world,
    );
    return answer('duplicate');
  }
  const practice = await loadPractice(world.practices, practiceId);
  await layOut(run, remittance, practice, world.documents);
  await world.remittances.save({ ...run, state: run.state === 'posted' ? 'posted' : 'balanced' });
  return answer('balanced');
}

async function readAgain(run: RemittanceRun, documents: Pick<DocumentStore, 'get'>): Promise<Remittance835> {
  const file = await documents.get('exchange', run.fileKey, run.fileVersionId);
  const interchange =
    file === undefined ? undefined : readInterchanges(file.body).interchanges[run.interchangeIndex];
  const transaction = interchange?.groups.flatMap((group) => group.transactions)[run.transactionIndex];
  if (transaction === undefined) {
    throw new InvariantBroken(`Remittance ${run.remittanceId} is not where its run record says`);
  }
  return read835(transaction);
}

async function layOut(
  run: RemittanceRun,
  remittance: Remittance835,
  practice: Practice,
  documents: Pick<DocumentStore, 'put'>,
): Promise<void> {
  const { practiceId, remittanceId } = run;
  const facts = factsOf(run, remittance, practice);
  const put = (key: string, value: RemittanceChunkContent | RemittanceRestContent | RemittanceChunkInput[]) =>
    documents.put('documents', key, JSON.stringify(value), 'application/json');
  const index: RemittanceChunkInput[] = [];
  for (let start = 0; start < remittance.claims.length; start += chunkClaims) {
    const chunkNumber = index.length + 1;
    index.push({ contractVersion, practiceId, remittanceId, chunkNumber });
    await put(remittanceChunkKey(practiceId, remittanceId, chunkNumber), {
      facts,
      firstIndex: start + 1,
      claims: remittance.claims.slice(start, start + chunkClaims),
    });
  }
  await put(remittanceRestKey(practiceId, remittanceId), {
    facts,
    providerAdjustments: remittance.providerAdjustments,
    reversals: reversalsOf(remittance.claims),
  });
  await put(remittanceIndexKey(practiceId, remittanceId), index);
}

function factsOf(run: RemittanceRun, remittance: Remittance835, practice: Practice): RemittanceFacts {
  const named = new Set<string | undefined>([
    remittance.payer.identifier?.value,
    ...remittance.payer.references.map(({ value }) => value),
  ]);
  const payer = practice.payers.find(({ payerId }) => named.has(payerId));
  return {
    remittanceId: run.remittanceId,
    traceNumber: run.traceNumber,
    ...(payer === undefined ? {} : { payerId: payer.payerId }),
  };
}

async function hold(
  run: RemittanceRun,
  state: 'out-of-balance' | 'duplicate',
  differences: readonly string[],
  world: ValidateRemittanceWorld,
): Promise<void> {
  const task = heldRemittanceTask(run, differences, world.clock.now());
  await world.commit.apply([{ kind: 'open-task', task }]);
  await world.remittances.save({ ...run, state, differences: [...differences] });
}
