import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Dispute } from '#contracts/dispute.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId, type ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { AccountRecord, PatientAccount } from '#contracts/patient-account.ts';
import type { Task } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { balancesOf } from '../ledger/balances.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { formatDollars, sumCents, zeroCents } from '../money/cents.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { Write } from '../writes/write.ts';

type SaveAccount = Extract<Write, { kind: 'save-account' }>;

export const disputeInWords: Readonly<Record<Dispute['type'], string>> = {
  'not-mine': 'says that the balance is not theirs',
  amount: 'says that the amount is wrong',
  'insurance-should-pay': 'says that the insurance should pay',
  'service-quality': 'is not satisfied with the service',
  estimate: 'was given another estimate',
  identity: 'says that somebody else used their name',
};

/** The disputes of an account that nobody has decided. */
export function openDisputes({ disputes = [] }: Pick<AccountRecord, 'disputes'>): Dispute[] {
  return disputes.filter(({ closed }) => closed === undefined);
}

/** Whether a visit is disputed, by itself or with the whole account: nothing is asked for it meanwhile. */
export function isDisputed(account: Pick<AccountRecord, 'disputes'>, claimId: ClaimId): boolean {
  return openDisputes(account).some((dispute) => (dispute.claimId ?? claimId) === claimId);
}

/** Which dispute is opened, as a person says it. */
type DisputeOpened = Omit<Dispute, 'number' | 'openedAt' | 'openedBy' | 'taskId' | 'again' | 'closed'>;

/** Working days to decide again about what was given up of a decision that fell. */
const askAgainDays = 5;

type OpenedDispute =
  | {
      readonly dispute: Dispute;
      readonly summary: string;
      readonly writes: readonly Write[];
      readonly refused?: never;
    }
  | { readonly refused: string };

/**
 * Opens a dispute on the account, and the task that it is decided in: from the same moment no statement asks for what is
 * disputed. The same dispute opened twice stays one.
 */
export function openDispute(
  account: PatientAccount,
  opened: DisputeOpened,
  { user, at }: { readonly user: Dispute['openedBy']; readonly at: Instant },
): OpenedDispute {
  const { type, claimId, reviewOn } = opened;
  const same = openDisputes(account).find((known) => known.type === type && known.claimId === claimId);
  if (same !== undefined) {
    return {
      dispute: same,
      summary: `It is disputed for that reason already, since ${same.openedAt.slice(0, 10)}.`,
      writes: [],
    };
  }
  const disputedVisits = account.visits.filter((visit) => (claimId ?? visit.claimId) === visit.claimId);
  if (disputedVisits.length === 0) {
    return { refused: `claimId: nothing of ${claimId ?? 'the account'} was handed to this account` };
  }
  const fault = dayFault(reviewOn, at)?.replace(/^by/, 'reviewOn');
  if (fault !== undefined) {
    return { refused: fault };
  }
  const { practiceId, guarantorId } = account;
  const dispute: Dispute = { ...opened, ...nextNumber(account), openedAt: at, openedBy: user };
  const { number } = dispute;
  const balanceCents = sumCents(disputedVisits, (visit) => visit.balanceCents);
  const task: Task = {
    practiceId,
    taskId: dispute.taskId,
    kind: 'dispute',
    ...(claimId === undefined ? {} : { claimId }),
    disputed: { guarantorId, number },
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: reviewOn,
    why: `The guarantor ${disputeInWords[type]}: ${formatDollars(balanceCents)} of ${claimId === undefined ? 'the whole account' : `claim ${claimId}`}. No statement asks for it until this is decided.`,
    evidence: [
      `${user} on ${at.slice(0, 10)}: ${opened.words}`,
      ...disputedVisits.map(
        (visit) =>
          `Visit of ${visit.serviceDate}, claim ${visit.claimId}: ${formatDollars(visit.balanceCents)}, handed over on ${visit.handedOverAt.slice(0, 10)}.`,
      ),
      `${account.statements.length} ${account.statements.length === 1 ? 'statement has' : 'statements have'} gone out.`,
      ...(opened.entryId === undefined ? [] : [`It came by the entry ${opened.entryId} of the log.`]),
    ],
    dollarsAtStakeCents: balanceCents > 0 ? balanceCents : zeroCents,
    outcomes: practiceTaskOutcomeNames('dispute'),
  };
  return {
    dispute,
    summary: `Disputed: no statement asks for ${formatDollars(balanceCents)} until it is decided. It is due on ${reviewOn}.`,
    writes: [savingDisputes(account, [...(account.disputes ?? []), dispute]), { kind: 'open-task', task }],
  };
}

/** The posting by which a dispute gives up its `index`th part of a visit. */
export function givenUpPostingId({ claimId }: Pick<Claim, 'claimId'>, number: number, index: number): string {
  return `disputed-${claimId}-${number}-${index}`;
}

/**
 * What was given up of a visit belongs to the payer's decision that had left it to the patient, and falls with it. When the
 * payer has decided anew, a person decides again before anybody is asked for it: the same dispute is opened once more.
 * Undefined where all that was given up stands, where nothing is owed, and where what fell was asked once more already.
 * @param postings every posting of the claim.
 * @param owedCents what the patient owes of the visit now.
 */
export function askAgain(
  account: PatientAccount,
  claim: Claim,
  postings: readonly Posting[],
  owedCents: Cents,
  at: Instant,
): { readonly disputes: Dispute[]; readonly task: Task } | undefined {
  const { disputes = [], practiceId, guarantorId } = account;
  const { claimId } = claim;
  const fallen = disputes.flatMap(({ number, type, closed }) => {
    const askedAt = disputes.findLast(({ again = [] }) => again.includes(number))?.openedAt;
    const lostCents = fallenCents(claim, number, postings, askedAt);
    return closed?.claimId === claimId && lostCents > 0 ? [{ number, type, closed, lostCents }] : [];
  });
  const latest = fallen.at(-1);
  if (latest === undefined || owedCents <= 0) {
    return undefined;
  }
  const again = fallen.map(({ number }) => number);
  const lostCents = sumCents(fallen, (one) => one.lostCents);
  const words = `${formatDollars(lostCents)} that dispute ${again.join(' and ')} gave up fell with the decision of the payer that had left it to the patient; the payer has decided anew.`;
  const dispute: Dispute = {
    type: latest.type,
    claimId,
    words,
    ...nextNumber(account),
    openedAt: at,
    openedBy: 'hand-over-balance',
    reviewOn: addWorkingDays(dateOf(at), askAgainDays),
    again,
  };
  return {
    disputes: [...disputes, dispute],
    task: {
      practiceId,
      taskId: dispute.taskId,
      kind: 'dispute',
      claimId,
      disputed: { guarantorId, number: dispute.number },
      waitSequence: 0,
      status: 'open',
      openedAt: at,
      dueOn: dispute.reviewOn,
      why: `${words} The patient owes ${formatDollars(owedCents)} of claim ${claimId} now. Give it up again, or say that the patient owes it; no statement asks for it until then.`,
      evidence: [
        ...fallen.map(({ closed }) => `${closed.by} on ${closed.at.slice(0, 10)}: ${closed.words}`),
        `Visit of ${claim.serviceDateFrom}, claim ${claimId}.`,
      ],
      dollarsAtStakeCents: owedCents,
      outcomes: practiceTaskOutcomeNames('dispute'),
    },
  };
}

/** What a dispute gave up of a visit, and what fell of it since it was last asked about. */
function fallenCents(
  claim: Pick<Claim, 'claimId'>,
  number: number,
  postings: readonly Posting[],
  askedAt: Instant | undefined,
): Cents {
  const ids = givenUpPostingId(claim, number, 0).slice(0, -1);
  const standing = new Set(standingPostings(postings));
  const fallen = postings.filter(
    (posting) =>
      posting.corrects === undefined &&
      posting.postingId.startsWith(ids) &&
      !standing.has(posting) &&
      postings.some(
        ({ corrects, knownAt }) =>
          corrects === posting.postingId && (askedAt === undefined || knownAt > askedAt),
      ),
  );
  return balancesOf(fallen)['write-off'];
}

function nextNumber({ guarantorId, disputes = [] }: Pick<AccountRecord, 'guarantorId' | 'disputes'>) {
  const number = disputes.length + 1;
  return { number, taskId: TaskId.parse(`dispute-${guarantorId}-${number}`) };
}

/** The account's disputes, with one of them changed. */
export function withDispute(
  { disputes = [] }: Pick<AccountRecord, 'disputes'>,
  number: number,
  changes: {
    readonly closed?: NonNullable<Dispute['closed']>;
    readonly reviewOn?: PlainDate;
    readonly taskId?: TaskId;
  },
): Dispute[] {
  return disputes.map((dispute) => (dispute.number === number ? { ...dispute, ...changes } : dispute));
}

/** The write that keeps the account with other disputes, guarded by its version. */
export function savingDisputes(account: PatientAccount, disputes: Dispute[]): SaveAccount {
  const { visits: _, ...record } = account;
  return {
    kind: 'save-account',
    account: { ...record, disputes, version: account.version + 1 },
    expectedVersion: account.version,
  };
}
