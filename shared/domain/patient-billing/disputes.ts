import type { Dispute } from '#contracts/dispute.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId, type ClaimId } from '#contracts/identifiers.ts';
import type { AccountRecord, PatientAccount } from '#contracts/patient-account.ts';
import type { Task } from '#contracts/task.ts';
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
type DisputeOpened = Omit<Dispute, 'number' | 'openedAt' | 'openedBy' | 'taskId' | 'closed'>;

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
  const number = (account.disputes ?? []).length + 1;
  const { practiceId, guarantorId } = account;
  const dispute: Dispute = {
    ...opened,
    number,
    openedAt: at,
    openedBy: user,
    taskId: TaskId.parse(`dispute-${guarantorId}-${number}`),
  };
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
