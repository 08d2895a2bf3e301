import type { Claim } from '#contracts/claim.ts';
import { PayerId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import type * as z from 'zod';
import { allows } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim } from '../claims/move-claim.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import { askedAgain, type AdjustmentDecided } from '../remittance/decide-unexplained-adjustment.ts';
import type { Write } from '../writes/write.ts';
import { takebackLedger, type ExcessTakeback } from './takeback-ledger.ts';
import { takingOfTask } from './takeback-differs.ts';
import { unknownPayer } from './takeback-movements.ts';
import { takingMark } from './taking-mark.ts';

type Decision = z.infer<(typeof practiceTaskOutcomes)['takeback-differs']>;

/**
 * What a person's decision about money that a payer took without having announced it writes. `recovered-from` sets it
 * against the claim: the payer's payment is undone as far as it was taken, the payer owes that much again, and the claim
 * waits for it. Only what is still unexplained is moved, by a posting whose id follows from the taking.
 * @param postings every posting on `takeback-payable` of the practice.
 * @param claim the claim that a decision names.
 */
export function decideTakebackDiffers(
  task: Task,
  decision: Decision,
  postings: readonly Posting[],
  claim: Claim | undefined,
  practice: Pick<Practice, 'payers'>,
  occasion: PostingOccasion,
): AdjustmentDecided {
  if (decision.outcome === 'ask-the-payer') {
    return {
      summary: `The payer is asked; the task is due again on ${decision.by}.`,
      writes: [{ kind: 'open-task', task: askedAgain(task, decision, occasion) }],
    };
  }
  const postingId = takingOfTask(task);
  const excess = takebackLedger(postings, occasion.postingDate)
    .flatMap((account) => account.excess)
    .find(({ taken }) => taken.postingId === postingId);
  const taking = postings.find((posting) => posting.postingId === postingId);
  if (excess === undefined || taking === undefined) {
    return { refused: ['The payer has announced this amount meanwhile: there is nothing to place'] };
  }
  if (decision.outcome === 'place') {
    return decision.account === 'takeback-payable'
      ? { refused: ['account: the amount is in takeback-payable already'] }
      : place(taking, excess, { account: decision.account }, postings, occasion);
  }
  if (claim === undefined) {
    return { refused: [`claimId: there is no claim ${decision.claimId}`] };
  }
  if (!allows(claim.state, 'reversed-by-payer')) {
    return {
      refused: [`claimId: claim ${claim.claimId} was never decided by a payer; it is ${claim.state}`],
    };
  }
  const placed = place(taking, excess, { account: 'payer-receivable', claim }, postings, occasion);
  return placed.refused === undefined
    ? { ...placed, writes: [...placed.writes, ...waitAgain(claim, excess, practice, occasion)] }
    : placed;
}

function place(
  taking: Posting,
  { taken, excessCents }: ExcessTakeback,
  to: { readonly account: Posting['legs'][number]['account']; readonly claim?: Claim },
  takebacks: readonly Posting[],
  occasion: PostingOccasion,
): AdjustmentDecided {
  const payer = taken.payer === unknownPayer ? {} : { payerId: PayerId.parse(taken.payer) };
  const where = to.claim === undefined ? to.account : `claim ${to.claim.claimId}`;
  const words = `${occasion.by} set ${formatDollars(excessCents)} that ${taken.payer} took against ${where}`;
  const posting = makePosting({
    practiceId: taking.practiceId,
    postingId: `placed-${taking.postingId}-1`,
    cause: 'placed',
    ...(taking.remittanceId === undefined ? {} : { remittanceId: taking.remittanceId }),
    ...(taking.reference === undefined ? {} : { reference: taking.reference }),
    ...(taking.payeeId === undefined ? {} : { payeeId: taking.payeeId }),
    ...(to.claim === undefined
      ? {}
      : {
          claimId: to.claim.claimId,
          guarantorId: to.claim.guarantorId,
          serviceDate: to.claim.serviceDateFrom,
        }),
    concerns: taking.postingId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      { account: 'takeback-payable', ...payer, amountCents: negateCents(excessCents), reason: 'placed' },
      { account: to.account, ...payer, amountCents: excessCents, reason: 'taken by the payer' },
    ],
  });
  return {
    summary: `${words}.`,
    writes: [{ kind: 'post', posting }, takingMark(taking, takebacks, occasion.at)],
  };
}

/** What was taken of a claim is owed again: the claim waits for the payer, unless it does already. */
function waitAgain(
  claim: Claim,
  { taken, excessCents }: ExcessTakeback,
  { payers }: Pick<Practice, 'payers'>,
  { at, by }: PostingOccasion,
): readonly Write[] {
  const detail = `${taken.payer} took ${formatDollars(excessCents)} of it back in another payment`;
  if (claim.state === 'awaiting-remittance' || claim.state === 'awaiting-acknowledgement') {
    return amendClaim(claim, {}, at, { event: 'takeback', by, words: detail }).writes;
  }
  const payer = payers.find(({ payerId }) => payerId === taken.payer);
  const deadline = payer === undefined ? {} : { deadlineSeconds: payer.remittanceDeadlineDays * 86_400 };
  return moveClaim(claim, { move: 'reversed-by-payer', origin: 'outside', at, by, detail, ...deadline })
    .writes;
}
