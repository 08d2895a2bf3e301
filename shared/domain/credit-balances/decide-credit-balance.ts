import type { Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import type { Practice } from '#contracts/practice.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import type * as z from 'zod';
import { effectOf } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents, zeroCents } from '../money/cents.ts';
import { paidByPatient } from '../payment-batches/post-patient-payment.ts';
import { drawnOnce } from '../payment-batches/unapplied-money.ts';
import type { AdjustmentDecided } from '../remittance/decide-unexplained-adjustment.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';
import type { Write } from '../writes/write.ts';
import { claimsAfterMoney, type ClaimTouched } from './claims-after-money.ts';
import { creditBalancesOf, unappliedCreditsOf, type CreditBalance } from './credit-balances.ts';
import { followingTask } from './credit-task.ts';
import { refundsOf } from './refunds.ts';
import { clockInWords, suspendClock } from './repayment-clock.ts';

type Decision = z.infer<(typeof practiceTaskOutcomes)['credit-balance']>;

export interface CreditFacts {
  readonly practice: Pick<Practice, 'payers'>;
  /** The claim on which the credit stands; undefined for a payment that was never applied. */
  readonly claim: Claim | undefined;
  /** Every posting of the holder. */
  readonly postings: readonly Posting[];
  /** Of the claim that the money is to be applied to. */
  readonly target?: { readonly claim: Claim; readonly postings: readonly Posting[] } | undefined;
  /** Of the guarantor. */
  readonly account: PatientAccount | undefined;
}

/** The credit that a task is about, as it stands now. */
export function creditOfTask(
  { credit }: Task,
  { claim, postings }: Pick<CreditFacts, 'claim' | 'postings'>,
): CreditBalance | undefined {
  const all = claim === undefined ? unappliedCreditsOf(postings) : creditBalancesOf(claim, postings);
  return all.find(({ payee }) => JSON.stringify(payee) === JSON.stringify(credit?.payee));
}

/** What a person's decision about a credit balance writes. */
export function decideCreditBalance(
  task: Task,
  decision: Decision,
  facts: CreditFacts,
  occasion: PostingOccasion,
): AdjustmentDecided {
  const credit = creditOfTask(task, facts);
  if (credit === undefined || task.credit === undefined) {
    return { refused: ['Nothing stands in this favor any more'] };
  }
  if (!task.outcomes.includes(decision.outcome)) {
    return { refused: [`This task may be decided as: ${task.outcomes.join(', ')}`] };
  }
  switch (decision.outcome) {
    case 'refund':
      return refund(credit, decision, facts, occasion);
    case 'apply':
      return apply(credit, decision, facts, occasion);
    case 'offset':
      return offset(task, decision, occasion);
    case 'investigate':
      return investigate(task, decision, facts, occasion);
    case 'not-a-credit':
      return { summary: 'Nobody is asked again while the same amount stands.', writes: [] };
  }
}

function refund(
  credit: CreditBalance,
  { to, amount, reason }: Extract<Decision, { outcome: 'refund' }>,
  facts: CreditFacts,
  occasion: PostingOccasion,
): AdjustmentDecided {
  const { payee, owedCents, undoes } = credit;
  if (to !== payee.kind) {
    return { refused: [`to: found ${to}; it is owed to the ${payee.kind}`] };
  }
  if (amount <= 0 || amount > owedCents) {
    return {
      refused: [`amount: found ${formatDollars(amount)}; expected at most ${formatDollars(owedCents)}`],
    };
  }
  if (undoes !== undefined && amount !== owedCents) {
    return {
      refused: [
        `amount: found ${formatDollars(amount)}; expected ${formatDollars(owedCents)}: the decision of ${undoes.postingDate} is set aside whole`,
      ],
    };
  }
  const payer = payee.kind === 'payer' ? { payerId: payee.payerId } : {};
  const times = refundsOf(facts.postings).length;
  const words = `${formatDollars(amount)} are to be refunded to ${payee.kind === 'payer' ? payee.payerId : 'the patient'}`;
  const posting = makePosting({
    ...holderOf(credit, facts),
    postingId: `refund-${credit.holder}-${times + 1}`,
    cause: 'refund-approved',
    // Not as what it concerns: a reversal takes back what staff decided about a decision, and a check is not taken back so.
    ...(undoes === undefined ? {} : { reference: undoes.postingId }),
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${words}: ${reason}`,
    legs: [
      ...(undoes === undefined
        ? [givenBack(credit, amount)]
        : setAside(effectOf(undoes.postingId, facts.postings))),
      { account: 'refund-payable', ...payer, amountCents: negateCents(amount), reason: 'to be refunded' },
    ],
  });
  return {
    summary: `${words} (${posting.postingId}). Once its check is written, record it among the refunds.`,
    writes: [
      { kind: 'post', posting },
      ...claimsAfterMoney(touched(facts, [posting], words, reason), facts.account, occasion),
      ...drawn(credit, facts, occasion),
    ],
  };
}

/** The account stands in credit by so much less. */
function givenBack({ account, payee }: CreditBalance, amountCents: Cents): Leg {
  return {
    account,
    ...(payee.kind === 'payer' ? { payerId: payee.payerId } : {}),
    amountCents,
    reason: payee.kind === 'patient' && account === 'patient-receivable' ? paidByPatient : 'given back',
  };
}

/** All that a decision did but its payment, and what staff decided about what it denied, undone. */
export function setAside(effect: readonly Posting[]): Leg[] {
  return effect
    .flatMap(({ legs }) => legs)
    .filter(({ account }) => account !== 'cash-in-transit')
    .map((leg) => ({ ...leg, amountCents: negateCents(leg.amountCents) }));
}

function holderOf(
  credit: CreditBalance,
  { claim, postings }: CreditFacts,
): Pick<
  Posting,
  'practiceId' | 'claimId' | 'guarantorId' | 'serviceDate' | 'paymentBatchId' | 'bankEntryId'
> {
  const [first] = postings;
  if (claim !== undefined) {
    const { practiceId, claimId, guarantorId, serviceDateFrom } = claim;
    return { practiceId, claimId, guarantorId, serviceDate: serviceDateFrom };
  }
  if (first === undefined) {
    throw new Error(`The credit of ${credit.holder} has no posting`);
  }
  const { practiceId, paymentBatchId, bankEntryId } = first;
  return {
    practiceId,
    ...(paymentBatchId === undefined ? {} : { paymentBatchId }),
    ...(bankEntryId === undefined ? {} : { bankEntryId }),
    ...(credit.payee.kind === 'patient' ? { guarantorId: credit.payee.guarantorId } : {}),
  };
}

/**
 * Money of a patient goes to what the same guarantor owes of another visit: by two postings that meet in the cash, one
 * on each side, so that either account holder tells its own part.
 */
function apply(
  credit: CreditBalance,
  { claim: named, consent, reason }: Extract<Decision, { outcome: 'apply' }>,
  facts: CreditFacts,
  occasion: PostingOccasion,
): AdjustmentDecided {
  const { target } = facts;
  const { payee, owedCents, holder } = credit;
  if (target === undefined) {
    return { refused: [`claim: there is no claim ${named}`] };
  }
  if (named === holder) {
    return { refused: ['claim: the money stands on this very claim'] };
  }
  if (payee.kind !== 'patient' || target.claim.guarantorId !== payee.guarantorId) {
    return { refused: [`claim: ${named} is not billed to whom the money is owed`] };
  }
  const owesCents = balancesOf(target.postings)['patient-receivable'];
  const amount = owesCents < owedCents ? owesCents : owedCents;
  if (amount <= zeroCents) {
    return { refused: [`claim: the patient owes nothing of ${named}`] };
  }
  const times = facts.postings.filter(({ postingId }) => postingId.startsWith(`applied-${holder}-`)).length;
  const words = `${formatDollars(amount)} of the patient applied to ${named}, with consent: ${consent}`;
  const common = {
    cause: 'placed',
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
  } as const;
  const from = makePosting({
    ...holderOf(credit, facts),
    ...common,
    postingId: `applied-${holder}-${times + 1}-to-${named}`,
    legs: [
      givenBack(credit, amount),
      { account: 'cash-in-transit', amountCents: negateCents(amount), reason: 'applied elsewhere' },
    ],
  });
  const { practiceId, claimId, guarantorId, serviceDateFrom } = target.claim;
  const onto = makePosting({
    practiceId,
    claimId,
    guarantorId,
    serviceDate: serviceDateFrom,
    ...common,
    postingId: `applied-to-${named}-${times + 1}-from-${holder}`,
    concerns: from.postingId,
    legs: [
      { account: 'cash-in-transit', amountCents: amount, reason: 'applied from elsewhere' },
      { account: 'patient-receivable', amountCents: negateCents(amount), reason: paidByPatient },
    ],
  });
  return {
    summary: `${words}.`,
    writes: [
      ...[from, onto].map((posting): Write => ({ kind: 'post', posting })),
      ...claimsAfterMoney(
        [
          ...touched(facts, [from], words, reason),
          { claim: target.claim, postings: target.postings, added: [onto], words, reason },
        ],
        facts.account,
        occasion,
      ),
      ...drawn(credit, facts, occasion),
    ],
  };
}

/** Money that was never applied may be applied by somebody else in this moment. */
function drawn(
  { holder }: CreditBalance,
  { claim, postings }: CreditFacts,
  { at }: PostingOccasion,
): Write[] {
  const [first] = postings;
  return claim === undefined && first !== undefined
    ? [drawnOnce(first.practiceId, holder, postings, at)]
    : [];
}

function touched(
  { claim, postings }: CreditFacts,
  added: readonly Posting[],
  words: string,
  reason: string,
): ClaimTouched[] {
  return claim === undefined ? [] : [{ claim, postings, added, words, reason }];
}

function offset(
  task: Task,
  { by: dueOn, reason }: Extract<Decision, { outcome: 'offset' }>,
  occasion: PostingOccasion,
): AdjustmentDecided {
  const clock = task.credit?.clock;
  const fault =
    dayFault(dueOn, occasion.at) ??
    (clock !== undefined && occasion.postingDate <= clock.dueOn && dueOn > clock.dueOn
      ? `by: found ${dueOn}; expected a day not after ${clock.dueOn}, when the money must be back by law`
      : undefined);
  if (fault !== undefined) {
    return { refused: [fault] };
  }
  const words = `${occasion.by}: the payer takes it from a later payment; looked at again on ${dueOn}: ${reason}.`;
  return {
    summary: `The payer is to take it; the task is due again on ${dueOn}, and closes when the money is taken.`,
    writes: [{ kind: 'open-task', task: followingTask(task, { dueOn, words }, occasion) }],
  };
}

function investigate(
  task: Task,
  { until, reason }: Extract<Decision, { outcome: 'investigate' }>,
  { practice }: CreditFacts,
  occasion: PostingOccasion,
): AdjustmentDecided {
  const { credit } = task;
  if (credit?.clock === undefined) {
    return { refused: ['No law sets a day for this payer, so there is nothing to suspend'] };
  }
  const { payee } = credit;
  const payer = practice.payers.find(({ payerId }) => payee.kind === 'payer' && payerId === payee.payerId);
  const suspended = suspendClock(credit.clock, payer, {
    today: occasion.postingDate,
    until,
    reason,
    by: occasion.by,
  });
  if (suspended.refused !== undefined) {
    return { refused: [suspended.refused] };
  }
  const { clock } = suspended;
  return {
    summary: `The days do not count until ${until}. ${clockInWords(clock, occasion.postingDate)}`,
    writes: [
      {
        kind: 'open-task',
        task: followingTask(
          task,
          {
            dueOn: until,
            credit: { ...credit, clock },
            words: `${occasion.by} investigates until ${until}: ${reason}. ${clockInWords(clock, occasion.postingDate)}`,
          },
          occasion,
        ),
      },
    ],
  };
}
