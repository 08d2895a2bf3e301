import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { AccountKind, Posting } from '#contracts/ledger.ts';
import type { AccountRecord, PatientAccount } from '#contracts/patient-account.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, standingPostings } from '../ledger/make-posting.ts';
import { formatDollars, zeroCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { askAgain, savingDisputes } from './disputes.ts';
import { cycleRuns } from './statement-cycle.ts';

/**
 * What the patient owes of a claim now: the amounts that payers left to the patient and were not taken back, and charges
 * without coverage. The ledger knows it; what a contract takes off, what was denied and not yet decided, and what the
 * practice bears are on other accounts and never get here.
 */
export function balanceToHandOver(claim: Pick<Claim, 'claimId'>, postings: readonly Posting[]): Cents {
  return balancesOf(postings.filter(({ claimId }) => claimId === claim.claimId))['patient-receivable'];
}

/**
 * The postings that take back everything that stands of a voided claim: charges, and what payers decided of them without
 * paying. What the patient paid stays and is owed back. None for a claim that is not voided, nor where money of a payer
 * stands on it: that is taken back by the payer first.
 */
export function takeBackVoided(
  claim: Pick<Claim, 'voidedAt'>,
  postings: readonly Posting[],
  at: Instant,
): Posting[] {
  return claim.voidedAt === undefined || holdsMoneyOfPayers(postings)
    ? []
    : standingPostings(postings)
        .filter((posting) => !isMoneyOfPatient(posting))
        .map((posting) =>
          correctingPosting(posting, {
            at,
            postingDate: dateOf(at),
            by: 'hand-over-balance',
            words: 'The claim is voided',
          }),
        );
}

/** Whether money that a payer has paid stands on a claim. @param postings every posting of the claim. */
export function holdsMoneyOfPayers(postings: readonly Posting[]): boolean {
  const balances = balancesOf(postings.filter((posting) => !isMoneyOfPatient(posting)));
  return moneyAccounts.some((account) => balances[account] !== 0);
}

/** Whether a posting moves nothing but money that the patient paid, or gets back: no void touches that. */
function isMoneyOfPatient({ legs }: Posting): boolean {
  return (
    legs.some(({ account, payerId }) => payerId === undefined && accountsOfPatientMoney.has(account)) &&
    legs.every(
      ({ account, payerId }) =>
        payerId === undefined && (account === 'patient-receivable' || accountsOfPatientMoney.has(account)),
    )
  );
}

const accountsOfPatientMoney: ReadonlySet<AccountKind> = new Set([
  'cash-in-transit',
  'bank',
  'refund-payable',
]);

/** Accounts on which money stands that somebody has paid. */
const moneyAccounts = [
  'cash-in-transit',
  'takeback-payable',
  'suspense',
  'interest-income',
] as const satisfies readonly AccountKind[];

/**
 * Closes a claim and hands what the patient owes of it to the guarantor's account, replacing what was handed over
 * before. A cycle of statements starts where something is owed and none runs; a running one takes the visit in.
 * @param account the guarantor's account as stored; undefined where there is none yet.
 */
export function decideHandOver(
  claim: Claim,
  account: PatientAccount | undefined,
  postings: readonly Posting[],
  at: Instant,
): ClaimMoved {
  const { practiceId, claimId, guarantorId } = claim;
  const takenBack = takeBackVoided(claim, postings, at);
  const balanceCents = balanceToHandOver(claim, [...postings, ...takenBack]);
  const closed = moveClaim(claim, {
    move: 'handed-to-patient',
    at,
    by: 'hand-over-balance',
    origin: 'leg',
    changes: {
      handedToPatientCents: balanceCents,
      ...(takenBack.length === 0 ? {} : { postedChargeCents: zeroCents }),
    },
    detail: balanceCents === 0 ? 'nothing is owed' : formatDollars(balanceCents),
  });
  const moved: ClaimMoved = {
    claim: closed.claim,
    writes: [...closed.writes, ...takenBack.map((posting): Write => ({ kind: 'post', posting }))],
  };
  // Nobody is asked for what was given up before the payer decided anew, until a person has decided it again.
  const again = account && askAgain(account, claim, postings, balanceCents, at);
  const handed = handBalancesOver(
    { practiceId, guarantorId },
    [{ claimId, serviceDate: claim.serviceDateFrom, balanceCents }],
    account && { ...account, ...(again === undefined ? {} : { disputes: again.disputes }) },
    at,
    'raised',
  );
  const kept = account && again && handed.length === 0 ? [savingDisputes(account, again.disputes)] : handed;
  return {
    claim: moved.claim,
    writes: [
      ...moved.writes,
      ...kept,
      ...(again === undefined ? [] : [{ kind: 'open-task' as const, task: again.task }]),
    ],
  };
}

/** What a guarantor owes of a visit now. */
export interface VisitBalance {
  readonly claimId: ClaimId;
  readonly serviceDate: PlainDate;
  readonly balanceCents: Cents;
}

/**
 * Hands balances of visits over to their guarantor's account, each replacing what was handed over before. Nothing is
 * written where all of them stand there already.
 * @param direction a balance that was `raised` starts a cycle of statements where none runs; one that was `lowered` by a
 * payment never does: whoever pays is not billed for it.
 */
export function handBalancesOver(
  { practiceId, guarantorId }: Pick<AccountRecord, 'practiceId' | 'guarantorId'>,
  visits: readonly VisitBalance[],
  account: PatientAccount | undefined,
  at: Instant,
  direction: 'raised' | 'lowered',
): Write[] {
  const known = new Map(account?.visits.map((visit) => [visit.claimId, visit.balanceCents]));
  const starts =
    direction === 'raised' &&
    visits.some(({ balanceCents }) => balanceCents > 0) &&
    !cycleRuns(account?.cycle, at);
  const changed = visits.filter(
    ({ claimId, balanceCents }) => starts || balanceCents !== (known.get(claimId) ?? zeroCents),
  );
  if (changed.length === 0) {
    return [];
  }
  const cycle = starts ? nextCycle(account, at) : account?.cycle;
  const record: AccountRecord = {
    practiceId,
    guarantorId,
    version: (account?.version ?? 0) + 1,
    ...(cycle === undefined ? {} : { cycle }),
    statements: account?.statements ?? [],
    ...(account?.disputes === undefined ? {} : { disputes: account.disputes }),
  };
  return [
    ...changed.map((visit): Write => ({ kind: 'hand-over-balance', practiceId, guarantorId, ...visit, at })),
    { kind: 'save-account', account: record, expectedVersion: account?.version ?? 0 },
    ...(starts && cycle !== undefined
      ? [{ kind: 'start-account-cycle' as const, practiceId, guarantorId, cycle: cycle.number, at }]
      : []),
  ];
}

function nextCycle(account: PatientAccount | undefined, at: Instant): NonNullable<AccountRecord['cycle']> {
  return { number: (account?.cycle?.number ?? 0) + 1, state: 'running', startedAt: at };
}
