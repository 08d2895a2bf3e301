import { CommitConflict } from '#contracts/errors.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { problemsOf } from '#contracts/queries.ts';
import { SettleRefundRequest, type SettleRefundAnswer } from '#contracts/refunds.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { payRefund, voidRefund } from '#domain/credit-balances/settle-refund.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { decideAgainOnConflict, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface SettleRefundWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, 'ofHolder' | 'refunds' | 'takebacks'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
}

/** Says that a refund was paid by a check, or takes every posting of it back. */
export async function settleRefundStep(
  event: unknown,
  world: SettleRefundWorld,
): Promise<SettleRefundAnswer> {
  const read = SettleRefundRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const request = read.data;
  const { practiceId, refund: refundId, user, reason } = request;
  const known = refundsOf(await world.ledger.refunds(practiceId)).find((one) => one.refundId === refundId);
  if (known === undefined) {
    return { outcome: 'refused', problems: [`refund: practice ${practiceId} has no refund ${refundId}`] };
  }
  let first: string | undefined;
  return await decideAgainOnConflict(async (): Promise<SettleRefundAnswer> => {
    const claimId = ClaimId.safeParse(known.holder).data;
    const claim = claimId === undefined ? undefined : await world.claims.load(practiceId, claimId);
    const takebacks = await world.ledger.takebacks(practiceId);
    const acknowledgements = takebacks.filter(
      ({ concerns, claimId: of }) => concerns === refundId && of === undefined,
    );
    const facts = {
      claim,
      postings: [...(await world.ledger.ofHolder(practiceId, known.holder)), ...acknowledgements],
      takebacks,
      account: claim === undefined ? undefined : await world.accounts.load(practiceId, claim.guarantorId),
    };
    const found = howItStands(refundId, facts.postings);
    first ??= found;
    if (found !== first) {
      // Who wanted to void a refund that was not paid has not decided about one that is.
      return { outcome: 'refused', problems: ['The refund was settled at the same moment by somebody else'] };
    }
    const at = world.clock.now();
    const occasion = { at, postingDate: dateOf(at), by: `user ${user}` };
    const settled =
      request.action === 'paid'
        ? payRefund(refundId, request, facts, occasion)
        : voidRefund(refundId, reason, facts, occasion);
    if (settled.refused !== undefined) {
      return { outcome: 'refused', problems: [settled.refused] };
    }
    const { outcome } = await world.commit.apply(settled.writes);
    if (outcome === 'duplicate') {
      throw new CommitConflict(`Something of ${known.holder} was settled at the same moment`);
    }
    return { outcome: 'settled', summary: settled.summary };
  });
}

function howItStands(refundId: string, postings: readonly Posting[]): string {
  const refund = refundsOf(postings).find((one) => one.refundId === refundId);
  return JSON.stringify([refund?.state, refund?.isVoid, refund?.paid?.postingId, refund?.toPayCents]);
}
