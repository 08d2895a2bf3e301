import type * as z from 'zod';
import { CommitConflict } from '#contracts/errors.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { EnterPaymentsAnswer, EnterPaymentsRequest } from '#contracts/payment-batch.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import type { PostingOccasion } from '#domain/ledger/make-posting.ts';
import { formatDollars } from '#domain/money/cents.ts';
import type { ClaimToPay } from '#domain/payment-batches/post-patient-payment.ts';
import {
  applicationId,
  applicationOf,
  applyMoney,
  timesApplied,
  unapplyMoney,
  type MoneyMoved,
} from '#domain/payment-batches/unapplied-money.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Commit } from './commit.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PatientAccounts } from './patient-accounts.ts';
import type { PaymentBatches } from './payment-batches.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface ApplyUnappliedWorld {
  readonly accounts: Pick<PatientAccounts, 'load'>;
  readonly batches: Pick<PaymentBatches, 'load'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly commit: Commit;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder'>;
}

type Request<Action extends string> = Extract<z.output<typeof EnterPaymentsRequest>, { action: Action }>;

/** Applies money of a batch to a claim. Said again with the same sequence it changes nothing. */
export async function applyUnapplied(
  request: Request<'apply'>,
  occasion: PostingOccasion,
  world: ApplyUnappliedWorld,
): Promise<EnterPaymentsAnswer> {
  const { practiceId, batchId, item, claimId, sequence } = request;
  return await decideAgainOnConflict(async () => {
    const batch = await world.batches.load(practiceId, batchId);
    if (batch?.state !== 'posted') {
      return refused(
        batch === undefined
          ? `Practice ${practiceId} has no batch ${batchId}.`
          : `Batch "${batch.name}" is ${batch.state}; expected one that is posted.`,
      );
    }
    const postings = await world.ledger.ofHolder(practiceId, batchId);
    const made = postings.find(({ postingId }) => postingId === applicationId(batchId, item, sequence));
    if (made !== undefined) {
      return saidAgain(made, request);
    }
    const next = timesApplied(batchId, item, postings) + 1;
    if (sequence !== next) {
      return refused(`sequence: found ${sequence}; expected ${next}. Look at the batch and try again.`);
    }
    const facts = await claimFacts(practiceId, claimId, world);
    if (facts === undefined) {
      return refused(`There is no claim ${claimId}.`);
    }
    const { claim, account } = facts;
    return await done(applyMoney(request, postings, claim, account, occasion), 'applied to', claimId, world);
  });
}

/** The same once more, or another that was first. */
function saidAgain(made: Posting, { claimId, amountCents }: Request<'apply'>): EnterPaymentsAnswer {
  const moved = balancesOf([made])['unapplied-payment'];
  return made.aboutClaimIds?.includes(claimId) === true && (amountCents ?? moved) === moved
    ? answered(made, 'applied to', claimId)
    : refused(
        'Somebody else applied money of this item at the same moment; look at the batch and try again.',
      );
}

/** Takes back what was applied. Said again it changes nothing. */
export async function unapplyMoneyOfBatch(
  { practiceId, batchId, postingId, reason }: Request<'un-apply'>,
  occasion: PostingOccasion,
  world: ApplyUnappliedWorld,
): Promise<EnterPaymentsAnswer> {
  return await decideAgainOnConflict(async () => {
    const postings = await world.ledger.ofHolder(practiceId, batchId);
    const before = postings.filter(({ corrects }) => corrects !== postingId);
    const applied = applicationOf(postingId, before);
    if (applied === undefined) {
      return refused(
        `posting: batch ${batchId} applied nothing by ${postingId}; what it applied is listed with the batch.`,
      );
    }
    const { claimId, posting } = applied;
    if (before.length < postings.length) {
      return answered(posting, 'taken back from', claimId);
    }
    const facts = await claimFacts(practiceId, claimId, world);
    if (facts === undefined) {
      return refused(`There is no claim ${claimId}.`);
    }
    const moved = unapplyMoney(posting, postings, facts.claim, facts.account, {
      ...occasion,
      words: `What was applied is taken back: ${reason}`,
    });
    return await done(moved, 'taken back from', claimId, world);
  });
}

async function claimFacts(
  practiceId: PracticeId,
  claimId: ClaimId,
  { claims, ledger, accounts }: ApplyUnappliedWorld,
) {
  const claim = await claims.load(practiceId, claimId);
  if (claim === undefined) {
    return undefined;
  }
  const [postings, account] = await Promise.all([
    ledger.ofClaim(practiceId, claimId),
    accounts.load(practiceId, claim.guarantorId),
  ]);
  const toPay: ClaimToPay = { claim, postings };
  return { claim: toPay, account };
}

async function done(
  moved: MoneyMoved,
  what: 'applied to' | 'taken back from',
  claimId: ClaimId,
  { commit }: Pick<ApplyUnappliedWorld, 'commit'>,
): Promise<EnterPaymentsAnswer> {
  if (moved.refused !== undefined) {
    return refused(...moved.refused);
  }
  const { outcome } = await commit.apply(moved.writes);
  if (outcome === 'duplicate') {
    throw new CommitConflict(`Money of ${moved.posting.postingId} was drawn on at the same moment`);
  }
  return answered(moved.posting, what, claimId);
}

function answered(
  posting: Posting,
  what: 'applied to' | 'taken back from',
  claimId: ClaimId,
): EnterPaymentsAnswer {
  const amountCents = balancesOf([posting])['unapplied-payment'];
  const { postingId } = posting;
  return {
    outcome: 'moved',
    postingId,
    claimId,
    amountCents,
    summary: `${formatDollars(amountCents)} ${what} claim ${claimId} (${postingId}).`,
  };
}

function refused(...problems: string[]): EnterPaymentsAnswer {
  return { outcome: 'refused', problems };
}
