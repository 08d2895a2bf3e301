import { ClaimStepInput, type ClaimStepAnswer } from '#contracts/steps.ts';
import { balanceToHandOver, decideHandOver } from '#domain/patient-billing/hand-over.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface HandOverBalanceWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
}

/** Closes the claim and hands what the patient owes of it to the guarantor's account. */
export async function handOverBalanceStep(
  event: unknown,
  world: HandOverBalanceWorld,
): Promise<ClaimStepAnswer> {
  const input = ClaimStepInput.parse(event);
  return await workOnClaim(input, ['ready-for-patient'], world, async (claim) => {
    const postings = await world.ledger.ofClaim(claim.practiceId, claim.claimId);
    // Where nothing is owed now and nothing was before, the account is not touched.
    const isTouched = balanceToHandOver(claim, postings) !== 0 || claim.handedToPatientCents !== 0;
    const account = isTouched ? await world.accounts.load(claim.practiceId, claim.guarantorId) : undefined;
    return decideHandOver(claim, account, postings, world.clock.now()).writes;
  });
}
