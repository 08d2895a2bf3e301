import type { PlainDate } from '#contracts/dates.ts';
import type { Payee } from '#contracts/credit-balance.ts';
import { ClaimId, TaskId } from '#contracts/identifiers.ts';
import type { AccountHolder } from '#contracts/ledger.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, daysBetween } from '../calendar/plain-date.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars } from '../money/cents.ts';
import { mootTask } from '../tasks/moot-task.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { Write } from '../writes/write.ts';
import type { CreditBalance } from './credit-balances.ts';
import { creditCauseRows, unclaimedPropertySentence } from './credit-causes.ts';
import { clockInWords, startClock } from './repayment-clock.ts';

/** Where no law sets a day, somebody should have looked by then. */
const daysToWork = 30;
/** What closes a task without asking again while the same amount stands. */
const rejected = 'not-a-credit';

/** The id of the task of a holder and payee; each that follows another has the next number. */
export function creditTaskId(holder: AccountHolder, payee: Payee, sequence = 1): TaskId {
  const whose =
    payee.kind === 'payer'
      ? payee.payerId
      : // A claim has one patient; of a batch several may each have paid too much.
        payee.kind === 'patient' && !ClaimId.safeParse(holder).success
        ? payee.guarantorId
        : payee.kind;
  return TaskId.parse(`credit-${holder}-${whose}${sequence === 1 ? '' : `-${sequence}`}`);
}

/** The number of a task among those of its holder and payee, counted from 1. */
export function sequenceOf({ taskId }: Pick<Task, 'taskId'>): number {
  return Number(/^credit-[^-]+-[^-]+-(\d+)$/.exec(taskId)?.[1] ?? 1);
}

/** After so many days something that stands in credit may be asked about; the shortest first. */
const waits = [...new Set(Object.values(creditCauseRows).map(({ daysToWait }) => daysToWait))].toSorted(
  (one, other) => one - other,
);

/** Which look at a posting day is due. */
export interface CreditLook {
  /** It is at what is asked about after so many days, and sooner. */
  readonly waitDays: number;
  /** Where a look broke off: it goes on with the account holders after this one. */
  readonly after?: string;
}

/**
 * The look at a posting day that is due; undefined where none is. Each day is looked at when it is over, and again when
 * what is given time has stood for it; a look that was missed is made up for, however late.
 */
export function creditLookDue(
  { postingDate, postings, creditsLooked }: Pick<LedgerDay, 'postingDate' | 'postings' | 'creditsLooked'>,
  today: PlainDate,
): CreditLook | undefined {
  if (creditsLooked?.brokeOff !== undefined) {
    return creditsLooked.brokeOff;
  }
  const ageDays = daysBetween(postingDate, today);
  const waitDays = waits.findLast((wait) => ageDays >= Math.max(1, wait));
  return waitDays === undefined || postings === 0 || waitDays <= (creditsLooked?.waitDays ?? -1)
    ? undefined
    : { waitDays };
}

/**
 * What a look at one payee of a claim or of a payment writes: a task where a credit stands long enough and none asks about
 * it, another one where the amount has changed, and the end of the task where the credit is gone.
 * @param credit as it stands; undefined where none does.
 * @param latest the last task about the same payee, whatever became of it.
 */
export function watchCredit(
  credit: CreditBalance | undefined,
  latest: Task | undefined,
  practice: Pick<Practice, 'practiceId' | 'payers' | 'refundLimitCents'>,
  occasion: PostingOccasion,
): Write[] {
  if (credit === undefined) {
    return mootTask(latest, 'credit-gone', occasion.at, occasion.by);
  }
  const isSame = latest?.credit?.owedCents === credit.owedCents && latest.credit.cause === credit.cause;
  if (latest !== undefined && isSame && (latest.status === 'open' || isRejected(latest))) {
    return [];
  }
  if (
    (latest === undefined || latest.status === 'moot') &&
    daysBetween(credit.since, occasion.postingDate) < creditCauseRows[credit.cause].daysToWait
  ) {
    return [];
  }
  const sequence = latest === undefined ? 1 : sequenceOf(latest) + 1;
  return [
    ...mootTask(latest, 'amount-changed', occasion.at, occasion.by),
    { kind: 'open-task', task: taskOf(credit, latest, sequence, practice, occasion) },
  ];
}

/** The task that follows one which was decided to wait: due on the day that was named. */
export function followingTask(
  task: Task,
  changes: { readonly dueOn: PlainDate; readonly words: string; readonly credit?: Task['credit'] },
  { at }: PostingOccasion,
): Task {
  const { credit = task.credit } = changes;
  const { proposals: _ended, ...rest } = task;
  return {
    ...rest,
    taskId:
      credit === undefined ? task.taskId : creditTaskId(credit.holder, credit.payee, sequenceOf(task) + 1),
    openedAt: at,
    dueOn: changes.dueOn,
    evidence: [...task.evidence, changes.words],
    ...(credit === undefined ? {} : { credit }),
  };
}

function taskOf(
  credit: CreditBalance,
  latest: Task | undefined,
  sequence: number,
  practice: Pick<Practice, 'practiceId' | 'payers' | 'refundLimitCents'>,
  { at, postingDate }: PostingOccasion,
): Task {
  const { holder, payee, cause, owedCents, since } = credit;
  const payer =
    payee.kind === 'payer' ? practice.payers.find(({ payerId }) => payerId === payee.payerId) : undefined;
  // It was known from the day on which the ledger said so; a clock that runs is not started again, though a refund was void.
  const clock =
    (latest?.status === 'moot' && latest.credit?.since !== since ? undefined : latest?.credit?.clock) ??
    startClock(payer, since);
  const row = creditCauseRows[cause];
  const workBy = addDays(postingDate, daysToWork);
  const claimId = ClaimId.safeParse(holder).data;
  const limit = practice.refundLimitCents;
  return {
    practiceId: practice.practiceId,
    taskId: creditTaskId(holder, payee, sequence),
    kind: 'credit-balance',
    ...(claimId === undefined ? {} : { claimId }),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: clock !== undefined && clock.dueOn < workBy ? clock.dueOn : workBy,
    why: whyOf(credit, payer?.name),
    evidence: [
      ...(claimId === undefined ? [`It came with ${holder}.`] : []),
      payee.kind === 'unknown' ? workOfUnknown : row.work,
      ...(clock === undefined
        ? [
            payee.kind === 'payer'
              ? 'No law that is known here sets a day for this payer: see its contract.'
              : unclaimedPropertySentence,
          ]
        : [clockInWords(clock, postingDate)]),
      ...(credit.undoes === undefined
        ? []
        : [
            `A refund sets the whole decision of ${credit.undoes.postingDate} aside: its payment, and what it took off or left to the patient.`,
          ]),
    ],
    dollarsAtStakeCents: owedCents,
    outcomes: practiceTaskOutcomeNames('credit-balance').filter(
      (outcome) =>
        (outcome !== 'apply' || payee.kind === 'patient') &&
        (outcome !== 'refund' || (payee.kind !== 'unknown' && cause !== 'applied-and-decided')) &&
        (outcome !== 'offset' || payee.kind === 'payer') &&
        (outcome !== 'investigate' || clock !== undefined),
    ),
    ...(limit !== undefined && owedCents <= limit ? {} : { decidedByTwo: ['refund'] }),
    credit: {
      holder: holderOfTask(holder),
      payee,
      cause,
      owedCents,
      since,
      ...(clock === undefined ? {} : { clock }),
    },
  };
}

/** What is right to do with money of which nobody knows whose it is. */
const workOfUnknown =
  'Find out who paid it. Apply it, on its payment batch, to the claim that it is for, or take its batch back and enter it with who paid; this task closes then.';

function whyOf({ payee, owedCents, since, cause }: CreditBalance, payerName: string | undefined): string {
  const amount = formatDollars(owedCents);
  const { means } = creditCauseRows[cause];
  return payee.kind === 'unknown'
    ? `${amount} came on ${since}, and nobody knows from whom. ${means}`
    : `${amount} are owed back to ${payee.kind === 'payer' ? (payerName ?? payee.payerId) : 'the patient'} since ${since}. ${means}`;
}

function isRejected({ status, outcome }: Task): boolean {
  return status === 'worked' && outcome?.startsWith(rejected) === true;
}

/** Nothing of a credit balance is held by a remittance. */
function holderOfTask(holder: AccountHolder): NonNullable<Task['credit']>['holder'] {
  return holder as NonNullable<Task['credit']>['holder'];
}
