import type { RemittanceRun, UnbalancedClaim } from '#contracts/remittance-run.ts';
import type { PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import { RemittanceStepInput, type ValidateRemittanceAnswer } from '#contracts/steps.ts';
import {
  paymentKeyOf,
  RemittanceChecking,
  type RemittanceCheck,
} from '#domain/remittance/check-remittance.ts';
import { remittanceIndexKey } from '#domain/remittance/remittance-chunk.ts';
import { heldRemittanceTask } from '#domain/remittance/held-remittance-task.ts';
import { savedRun } from '#domain/remittance/run-record.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { reversalsOf, type ReversedInFile } from '#domain/takebacks/claims-of-adjustment.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import type { Periods } from '#ports/periods.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { StoredRemittance } from '#ports/read-remittance.ts';
import { layOutRemittance } from '#ports/remittance-chunks.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { decideAgainOnConflict, InvariantBroken } from '#ports/work-on-claim.ts';

export interface ValidateRemittanceWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'stream' | 'put' | 'bucketOf'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'claimPayment'>;
  readonly periods: Pick<Periods, 'load'>;
  readonly ledgerDays: Pick<LedgerDays, 'load' | 'keep'>;
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
  const run = await loadRun(practiceId, remittanceId, world);
  const stored = new StoredRemittance(run, world.documents);
  const checking = new RemittanceChecking();
  let reversals: readonly ReversedInFile[] = [];
  const remittance = await stored.read((claims) => {
    checking.add(claims);
    reversals = reversalsOf(claims, reversals);
  });
  const read = { stored, remittance, reversals, check: checking.finish(remittance) };
  // The file stays as it is; what people decide of it, and where the run is then, does not.
  const outcome = await decideAgainOnConflict(async () =>
    decide(await loadRun(practiceId, remittanceId, world), read, world),
  );
  return {
    outcome,
    claims: run.claims,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: remittanceIndexKey(practiceId, remittanceId),
    },
  };
}

async function loadRun(
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  { remittances }: ValidateRemittanceWorld,
): Promise<RemittanceRun> {
  const run = await remittances.load(practiceId, remittanceId);
  if (run === undefined) {
    throw new InvariantBroken(`There is no remittance ${remittanceId}`);
  }
  return run;
}

interface ReadRemittance {
  readonly stored: StoredRemittance;
  readonly remittance: Remittance835;
  readonly reversals: readonly ReversedInFile[];
  readonly check: RemittanceCheck;
}

async function decide(
  run: RemittanceRun,
  { stored, remittance, reversals, check }: ReadRemittance,
  world: ValidateRemittanceWorld,
): Promise<ValidateRemittanceAnswer['outcome']> {
  if (run.state === 'set-aside') {
    return check.outcome === 'balanced' ? 'duplicate' : 'out-of-balance';
  }
  const parked = check.outcome === 'balanced' ? [] : check.unbalancedClaims;
  if (check.outcome === 'out-of-balance' && (parked === undefined || !isDecided(run, 'post-the-rest'))) {
    return await hold(run, 'out-of-balance', check, world);
  }
  const { practiceId, remittanceId } = run;
  // Only a remittance that can be posted claims its payment: a payer corrects one that was refused under the same number.
  const owner = await ownerOfPayment(run, paymentKeyOf(remittance), world);
  if (owner !== remittanceId && !isDecided(run, 'post-it-too')) {
    const differences = [`The same payment came before, in remittance ${owner}, with other content`];
    return await hold(run, 'duplicate', { differences }, world);
  }
  const practice = await loadPractice(world.practices, practiceId);
  const dated = await withOpenDay(run, world);
  await layOutRemittance(
    dated,
    stored,
    { remittance, reversals, unbalanced: parked ?? [], practice },
    world.documents,
  );
  const isLaidOut = run.state === 'posted' || (run.state === 'balanced' && dated === run);
  if (!isLaidOut) {
    await world.commit.apply([savedRun(dated, { state: 'balanced' })]);
  }
  return 'balanced';
}

/**
 * The remittance that has this payment, this one where no other has it. What was entered by hand and taken back again has
 * it no longer: whoever corrects it enters the same check once more.
 */
async function ownerOfPayment(
  { practiceId, remittanceId, takesBack }: RemittanceRun,
  paymentKey: string,
  { remittances }: ValidateRemittanceWorld,
): Promise<RemittanceId> {
  let key = takesBack === undefined ? paymentKey : `${paymentKey} of ${takesBack}`;
  for (;;) {
    const owner = await remittances.claimPayment(practiceId, key, remittanceId);
    const other = owner === remittanceId ? undefined : await remittances.load(practiceId, owner);
    if (other?.takenBackBy === undefined) {
      return owner;
    }
    key = `${paymentKey} after ${owner}`;
  }
}

/**
 * The run as it may be posted now. The day that was chosen for it may be closed, if it was held and is decided late: it
 * goes into the day on which it is posted then, as what comes by file does; that one is never closed.
 */
async function withOpenDay(run: RemittanceRun, world: ValidateRemittanceWorld): Promise<RemittanceRun> {
  const { postingDate, ...undated } = run;
  const { practiceId, remittanceId } = run;
  if (postingDate === undefined || run.state === 'posted') {
    return run;
  }
  // First this, then the look: whoever closes the day at this moment finds that it was opened, or is found here.
  const words = `Remittance ${remittanceId} is posted into it`;
  await openDayAgain(
    { practiceId, postingDate },
    { at: world.clock.now(), by: 'validate-remittance', words },
    world,
  );
  const { closedThrough } = await world.periods.load(practiceId);
  return closedThrough !== undefined && postingDate <= closedThrough ? undated : run;
}

function isDecided({ decisions = [] }: RemittanceRun, outcome: 'post-the-rest' | 'post-it-too'): boolean {
  return decisions.some((decision) => decision.outcome === outcome);
}

/** Holds it with a task; one that is held and has its task already is left as it is. */
async function hold(
  run: RemittanceRun,
  state: 'out-of-balance' | 'duplicate',
  found: { readonly differences: readonly string[]; readonly unbalancedClaims?: readonly UnbalancedClaim[] },
  world: ValidateRemittanceWorld,
): Promise<'out-of-balance' | 'duplicate'> {
  const held = savedRun(run, {
    state,
    differences: [...found.differences],
    ...(found.unbalancedClaims === undefined ? {} : { unbalancedClaims: [...found.unbalancedClaims] }),
  });
  const task = heldRemittanceTask(held.run, state, world.clock.now());
  await world.commit.apply([
    { kind: 'open-task', task },
    { ...held, run: { ...held.run, taskId: task.taskId } },
  ]);
  return state;
}
