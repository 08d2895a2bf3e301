import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { adjudicate, reconsider, reverse } from './adjudicate-claim.ts';
import { behaviourOf } from './behaviour.ts';
import { reconsiderationDelay } from './delays.ts';
import type { PayerBook, PendingDecision } from './payer-book.ts';
import type { ContractedPayer } from './price-claim.ts';
import { claimIdOf, controlNumberOf, memberIdOf } from './sent-claim.ts';

/** What a payer decides in one remittance run. */
export interface DecidedRun {
  /** In the order of the 835. */
  readonly decided: readonly Claim835[];
  /** What stands for each claim afterwards; undefined where nothing does any more. */
  readonly standing: ReadonlyMap<
    string,
    { readonly control: string; readonly decided: Claim835 | undefined }
  >;
  /** Claims that the payer will look at again. */
  readonly again: readonly Claim837P[];
  /** The billing provider of the last of the claims. */
  readonly payee: Claim837P['billingProvider'] | undefined;
}

/** Decides every claim of a run, each on what stands for it; changes nothing in the book. */
export function decideRun(
  pendingDecisions: readonly PendingDecision[],
  payerId: string,
  payer: ContractedPayer | undefined,
  book: Pick<PayerBook, 'standing'>,
): DecidedRun {
  const decided: Claim835[] = [];
  const standing = new Map<string, { readonly control: string; readonly decided: Claim835 | undefined }>();
  const again: Claim837P[] = [];
  let payee: Claim837P['billingProvider'] | undefined;
  for (const pending of pendingDecisions) {
    // Written by the payer itself when it took the claim.
    const claim = JSON.parse(pending.claim) as Claim837P;
    const claimId = claimIdOf(claim);
    const stored = book.standing(payerId, claimId);
    const former =
      standing.get(claimId)?.decided ??
      (stored === undefined ? undefined : (JSON.parse(stored.decided) as Claim835));
    payee = claim.billingProvider;
    const behaviour = behaviourOf(memberIdOf(claim));
    const payerControlNumber = controlNumberOf(claim);
    if (pending.kind === 'second') {
      if (former === undefined || former.patientControlNumber !== claim.patientControlNumber) {
        continue;
      }
      const corrected = reconsider(claim, payer, { behaviour, payerControlNumber });
      decided.push(reverse(former), corrected);
      standing.set(claimId, { control: payerControlNumber, decided: corrected });
      continue;
    }
    const replaces = claim.frequencyCode === '7' || claim.frequencyCode === '8';
    if (replaces && former !== undefined) {
      decided.push(reverse(former));
      standing.set(claimId, { control: payerControlNumber, decided: undefined });
    }
    if (claim.frequencyCode !== '8') {
      const isDuplicate = !replaces && former !== undefined && former.paidCents > 0;
      const decision = adjudicate(claim, payer, { behaviour, payerControlNumber, isDuplicate });
      decided.push(decision);
      if (!isDuplicate) {
        standing.set(claimId, { control: payerControlNumber, decided: decision });
      }
      if (reconsiderationDelay(behaviour) !== undefined) {
        again.push(claim);
      }
    }
  }
  return { decided, standing, again, payee };
}
