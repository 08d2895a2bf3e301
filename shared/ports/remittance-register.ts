import type { ClaimId, PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';

/** The run record of every 835 transaction: how many of its claims are posted. It is changed through `Commit`. */
export interface RemittanceRegister {
  /** Registers a run; answers false when it was registered before. */
  register(run: RemittanceRun): Promise<boolean>;
  /**
   * Claims a payment (payer, trace number, amount) for a remittance; answers whose it is. Another remittance that
   * names the same payment with other content is a person's business.
   */
  claimPayment(practiceId: PracticeId, paymentKey: string, remittanceId: RemittanceId): Promise<RemittanceId>;
  load(practiceId: PracticeId, remittanceId: RemittanceId): Promise<RemittanceRun | undefined>;
  /** Positions of the claims that were posted or suspended so far: of all, or of those from one to another, both included. */
  doneClaims(
    practiceId: PracticeId,
    remittanceId: RemittanceId,
    among?: { readonly from: number; readonly to: number },
  ): Promise<ReadonlyMap<number, 'posted' | 'suspended'>>;
  /** The claims that a payer decided under this number of its own: of one number seldom more than one. */
  claimsOfPayerNumber(practiceId: PracticeId, payerClaimControlNumber: string): Promise<readonly ClaimId[]>;
  list(practiceId: PracticeId): Promise<readonly RemittanceRun[]>;
}
