import { ClaimId, type PayerId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { negateCents } from '../money/cents.ts';
import type { ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { ProviderAdjustmentPosted } from '../remittance/post-provider-adjustments.ts';
import { nameTheSame } from '../takebacks/reference.ts';
import type { Refund } from './refunds.ts';

/** PLB03-1 of what acknowledges a refund. */
export const acknowledgement = '72';

/**
 * The refund that a payer acknowledges by a provider adjustment: of the same payer and amount, not yet acknowledged, and
 * named by its check number, by its own id, or by the claim that it is of. None where two would fit.
 * @param claimIds the claims that the adjustment is about.
 */
export function acknowledgedRefund(
  { reasonCode, amountCents, reference }: ProviderAdjustment835,
  payerId: PayerId | undefined,
  claimIds: readonly ClaimId[],
  refunds: readonly Refund[],
): Refund | undefined {
  if (reasonCode !== acknowledgement || amountCents >= 0) {
    return undefined;
  }
  const alike = refunds.filter(
    ({ state, payee, amountCents: refunded }) =>
      (state === 'approved' || state === 'paid') &&
      payee?.kind === 'payer' &&
      (payerId === undefined || payee.payerId === payerId) &&
      refunded === negateCents(amountCents),
  );
  const named = alike.filter(
    ({ paid, refundId, holder }) =>
      isSameCheck(reference, paid?.reference) ||
      nameTheSame(reference, refundId) ||
      claimIds.some((claimId) => claimId === holder),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** The posting of an acknowledgement, with the refund that it is of and the claim of that: nobody need look for them. */
export function withAcknowledgement(
  { adjustment, posting }: ProviderAdjustmentPosted,
  refund: Refund,
): ProviderAdjustmentPosted {
  const claimId = ClaimId.safeParse(refund.holder).data;
  const acknowledging: Posting = {
    ...posting,
    concerns: refund.refundId,
    ...(claimId === undefined ? {} : { aboutClaimIds: [claimId] }),
    words: `${posting.words} It acknowledges ${refund.refundId}.`,
  };
  return { adjustment, posting: acknowledging, writes: [{ kind: 'post', posting: acknowledging }] };
}

/** Check numbers may be shorter than what else a reference names; they are compared whole. */
function isSameCheck(reference: string | undefined, checkNumber: string | undefined): boolean {
  return (
    checkNumber !== undefined &&
    (reference ?? '')
      .split(/[^0-9A-Za-z]+/)
      .some((piece) => piece.replace(/^0+/, '') === checkNumber.replace(/^0+/, ''))
  );
}
