import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import { TaskId, type PayerId, type PostingId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '../calendar/plain-date.ts';
import { balancesByPayer, balancesOf } from '../ledger/balances.ts';
import {
  correctingPosting,
  makePosting,
  standingPostings,
  type PostingOccasion,
} from '../ledger/make-posting.ts';
import {
  addCents,
  formatDollars,
  negateCents,
  smaller,
  subtractCents,
  sumCents,
  zeroCents,
} from '../money/cents.ts';
import { takebackLedger } from '../takebacks/takeback-ledger.ts';
import { takingMark } from '../takebacks/taking-mark.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { Write } from '../writes/write.ts';
import { keptOf } from './credit-balances.ts';
import {
  isTakenBack,
  isWithheld,
  metPostingId,
  refundsOf,
  withheldPostingId,
  type Refund,
} from './refunds.ts';

const daysToWork = 7;

export interface RefundsSettled {
  /** What meets an acknowledged refund, sets what was withheld against one that is not paid, or takes one back. */
  readonly postings: readonly Posting[];
  /** What the postings mean, a sentence each, for the history of the claim. */
  readonly words: readonly string[];
  /** Refunds of which the payer has the same money once more. */
  readonly tasks: readonly Task[];
  /** The ids of tasks that have no question any more. */
  readonly answered: readonly TaskId[];
}

/** One task a refund; where it is asked again, others take its place. */
function takenAgainTaskId(refundId: string): TaskId {
  return TaskId.parse(`taken-again-${refundId}`);
}

/** What a payer took of the claim though nothing of it was open, and how much of that no refund has met. */
interface Taking {
  readonly postingId: PostingId;
  readonly payeeId: string | undefined;
  readonly payer: string;
  restCents: Cents;
}

/**
 * What becomes of the refunds of a claim when the payer takes the same money back as well, by a reversal or from its
 * payments. Not paid yet: a reversal makes the refund void, and what was withheld is set against it, so that no check is
 * sent. Paid and acknowledged: what the payer gave back for it meets it. Paid and nothing said: the same money is gone
 * twice, and a person is told. In whatever order all this comes, the sum is the same.
 * @param postings every posting of the claim, with the acknowledgements of its refunds.
 * @param takebacks every posting on `takeback-payable` of the practice.
 */
export function settleTakenBack(
  claim: Claim,
  postings: readonly Posting[],
  takebacks: readonly Posting[],
  occasion: PostingOccasion,
): RefundsSettled {
  let own = postings.filter(({ claimId }) => claimId === claim.claimId);
  const made: Posting[] = [];
  const words: string[] = [];
  const tasks: Task[] = [];
  const answered: TaskId[] = [];
  const takings = takingsOf(claim, takebacks, occasion);
  const post = (said: string, ...added: readonly Posting[]): void => {
    made.push(...added);
    own = [...own, ...added];
    words.push(said);
  };
  // What a person is told of is not told of for another refund too.
  let toldCents = zeroCents;
  for (const refund of inOrderOfSettling(refundsOf(postings), own)) {
    const { refundId, payee, state } = refund;
    const amount = formatDollars(refund.amountCents);
    const againCents = takenAgainCents(claim, refund, own, toldCents);
    const taskId = takenAgainTaskId(refundId);
    if (payee?.kind !== 'payer' || state === 'void') {
      answered.push(taskId);
    } else if (state === 'acknowledged') {
      answered.push(taskId);
      if (againCents > 0 && refund.met === undefined && refund.acknowledged !== undefined) {
        post(
          `${payee.payerId} took its decision back and acknowledged the refund of ${amount}: the one meets the other`,
          metBy(refund, payee.payerId, refund.acknowledged, againCents, occasion),
        );
      }
    } else if (state === 'paid') {
      const withheldCents = againCents > 0 ? zeroCents : sumCents(met(takings, refund), ([, cents]) => cents);
      if (againCents > 0 || withheldCents > 0) {
        toldCents = addCents(
          toldCents,
          againCents > 0 && refund.overpaidCents === 0 ? debitOf(refund) : zeroCents,
        );
        tasks.push(taskOf(claim, refund, payee.payerId, { againCents, withheldCents }, occasion));
      } else {
        answered.push(taskId);
      }
    } else if (againCents > 0) {
      const said = `The refund of ${amount} is void: ${payee.payerId} took the money back itself before it was paid`;
      post(
        said,
        ...[...refund.withheld, refund.posting].map((posting) =>
          correctingPosting(posting, { ...occasion, words: said }),
        ),
      );
    } else {
      for (const [taking, withheldCents] of met(takings, refund)) {
        const rest = subtractCents(refund.toPayCents, withheldCents);
        const said = `${payee.payerId} withheld ${formatDollars(withheldCents)} of the refund of ${amount} itself: ${rest > 0 ? `${formatDollars(rest)} are left to be paid` : 'no check is to be sent'}`;
        post(said, withheldBy(refund, payee.payerId, taking, withheldCents, said, occasion));
      }
    }
  }
  return { postings: made, words, tasks, answered };
}

/**
 * What a payer took is set against refunds once at a time: two who saw the same of it met cannot both set it.
 * @param settled what sets it against refunds, and anything else. @param takebacks every posting on `takeback-payable` that was seen.
 */
export function takenOnce(
  settled: readonly Posting[],
  takebacks: readonly Posting[],
  { at }: PostingOccasion,
): Write[] {
  const marks = settled
    .filter(isWithheld)
    .flatMap(({ practiceId, concerns }): [string, Write][] =>
      concerns === undefined
        ? []
        : [[concerns, takingMark({ practiceId, postingId: concerns }, takebacks, at)]],
    );
  return [...new Map(marks).values()];
}

/** Of which the decision was taken back first; then those that can still be kept from being sent. */
function inOrderOfSettling(refunds: readonly Refund[], postings: readonly Posting[]): Refund[] {
  const rank = (refund: Refund): number =>
    isTakenBack(refund, standingPostings(postings)) ? 0 : refund.paid === undefined ? 1 : 2;
  return refunds.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * How much of a refund its payer has got back otherwise: what was paid beyond it; the whole where the decision that it sets aside was taken back;
 * else what the payer took since, as far as the account that was debited by the refund is now owed for want of a credit.
 * @param postings every posting of the claim.
 * @param toldCents how much of what is owed was told of already.
 */
function takenAgainCents(
  claim: Pick<Claim, 'legacy'>,
  refund: Refund,
  postings: readonly Posting[],
  toldCents = zeroCents,
): Cents {
  const { posting, approvedAt, payee, amountCents, overpaidCents } = refund;
  if (payee?.kind !== 'payer' || overpaidCents > 0) {
    return overpaidCents;
  }
  if (isTakenBack(refund, standingPostings(postings))) {
    return amountCents;
  }
  const tookCents = sumCents(
    postings.filter(({ knownAt }) => knownAt >= approvedAt),
    (one) => takenBy(payee.payerId, one),
  );
  const owedCents =
    debitedBy(posting) === 'patient-receivable'
      ? balancesOf(postings)['patient-receivable']
      : (balancesByPayer(postings).get(payee.payerId)?.['payer-receivable'] ?? zeroCents);
  const overdrawnCents = negateCents(keptOf(claim, payee.payerId, postings));
  const openCents = subtractCents(owedCents > overdrawnCents ? owedCents : overdrawnCents, toldCents);
  const againCents = smaller(smaller(amountCents, tookCents), openCents);
  return againCents > 0 ? againCents : zeroCents;
}

/** The receivable whose credit was given back. */
function debitedBy({ legs }: Posting): 'payer-receivable' | 'patient-receivable' {
  return legs.some(({ account }) => account === 'payer-receivable')
    ? 'payer-receivable'
    : 'patient-receivable';
}

function debitOf({ posting }: Refund): Cents {
  return balancesOf([posting])[debitedBy(posting)];
}

/** What a payer took by a posting that is about no refund; zero where it paid. */
function takenBy(payerId: PayerId, { legs }: Posting): Cents {
  if (legs.some(({ account }) => account === 'refund-payable')) {
    return zeroCents;
  }
  const moneyCents = sumCents(
    legs.filter(
      (leg) =>
        leg.payerId === payerId && (leg.account === 'cash-in-transit' || leg.account === 'takeback-payable'),
    ),
    ({ amountCents }) => amountCents,
  );
  return moneyCents < 0 ? negateCents(moneyCents) : zeroCents;
}

function takingsOf(
  { claimId }: Claim,
  takebacks: readonly Posting[],
  { postingDate }: PostingOccasion,
): Taking[] {
  return takebackLedger(takebacks, postingDate)
    .flatMap(({ excess }) => excess)
    .filter(({ claimIds }) => claimIds.includes(claimId))
    .map(({ taken, excessCents }) => ({
      postingId: taken.postingId,
      payeeId: taken.payeeId,
      payer: taken.payer,
      restCents: excessCents,
    }));
}

/** The takings of the refund's payer that it meets, and by how much; what is met once is met by no other refund. */
function met(
  takings: readonly Taking[],
  { payee, toPayCents, amountCents, paid }: Refund,
): [Taking, Cents][] {
  let openCents = paid === undefined ? toPayCents : amountCents;
  return takings.flatMap((taking): [Taking, Cents][] => {
    const isOfPayer = payee?.kind === 'payer' && taking.payer === payee.payerId;
    const cents = isOfPayer ? smaller(taking.restCents, openCents) : zeroCents;
    taking.restCents = subtractCents(taking.restCents, cents);
    openCents = subtractCents(openCents, cents);
    return cents > 0 ? [[taking, cents]] : [];
  });
}

/** What the payer withheld is what it was to be refunded: neither is open any more. */
function withheldBy(
  { posting, refundId }: Refund,
  payerId: PayerId,
  { postingId, payeeId }: Taking,
  amountCents: Cents,
  words: string,
  { at, postingDate, by }: PostingOccasion,
): Posting {
  const { practiceId, claimId, guarantorId, serviceDate } = posting;
  return makePosting({
    practiceId,
    ...(claimId === undefined ? {} : { claimId }),
    ...(guarantorId === undefined ? {} : { guarantorId }),
    ...(serviceDate === undefined ? {} : { serviceDate }),
    ...(payeeId === undefined ? {} : { payeeId }),
    postingId: withheldPostingId(postingId, refundId),
    cause: 'placed',
    concerns: postingId,
    postingDate,
    knownAt: at,
    by,
    words,
    legs: [
      { account: 'refund-payable', payerId, amountCents, reason: 'withheld by the payer' },
      {
        account: 'takeback-payable',
        payerId,
        amountCents: negateCents(amountCents),
        reason: 'to be refunded',
      },
    ],
  });
}

/** What the payer gave back for the refund takes the place of the refund, as far as the payer took the same money. */
function metBy(
  { posting, refundId, setsAside, amountCents, overpaidCents }: Refund,
  payerId: PayerId,
  acknowledged: Posting,
  againCents: Cents,
  { at, postingDate, by }: PostingOccasion,
): Posting {
  const metCents = overpaidCents > 0 || setsAside === undefined ? againCents : amountCents;
  return makePosting({
    ...posting,
    postingId: metPostingId(refundId),
    cause: 'placed',
    concerns: acknowledged.postingId,
    ...(acknowledged.payeeId === undefined ? {} : { payeeId: acknowledged.payeeId }),
    postingDate,
    knownAt: at,
    by,
    words: 'The payer took its decision back and acknowledged the refund of the same money',
    legs: [
      { account: 'takeback-payable', payerId, amountCents: metCents, reason: 'refunded' },
      ...(overpaidCents > 0
        ? [
            {
              account: 'refund-payable' as const,
              payerId,
              amountCents: negateCents(metCents),
              reason: 'refunded',
            },
          ]
        : posting.legs
            .filter(({ account }) => account !== 'refund-payable')
            .map((leg) => ({
              ...leg,
              amountCents: negateCents(setsAside === undefined ? metCents : leg.amountCents),
            }))),
    ],
  });
}

function taskOf(
  { practiceId, claimId }: Claim,
  { refundId, amountCents, paid, overpaidCents }: Refund,
  payerId: PayerId,
  { againCents, withheldCents }: { readonly againCents: Cents; readonly withheldCents: Cents },
  { at, postingDate }: PostingOccasion,
): Task {
  const twiceCents = againCents > 0 ? againCents : withheldCents;
  return {
    practiceId,
    taskId: takenAgainTaskId(refundId),
    kind: 'refund-taken-again',
    claimId,
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(postingDate, daysToWork),
    why: `${payerId} took ${formatDollars(twiceCents)} back that were refunded to it: the same money twice.`,
    evidence: [
      `Refund ${refundId} of ${formatDollars(amountCents)}, check ${paid?.reference ?? 'unknown'}, paid on ${paid?.postingDate ?? 'an unknown day'}.`,
      overpaidCents > 0
        ? 'The payer had taken the money, or had it by another refund, before it was recorded that the check had gone out.'
        : againCents > 0
          ? 'A remittance took a decision back whose payment was refunded.'
          : 'A remittance withheld the amount for this claim.',
      'Send the payer a copy of the cashed check, and ask it to acknowledge the refund (PLB 72) or to pay the amount again. The task closes by itself when a remittance acknowledges it.',
    ],
    dollarsAtStakeCents: twiceCents,
    outcomes: practiceTaskOutcomeNames('refund-taken-again'),
  };
}
