import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { AccountRecord, PatientAccount, SentStatement } from '#contracts/patient-account.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Statement, StatementVisit } from '#contracts/statement.ts';
import { addDays, daysBetween } from '../calendar/plain-date.ts';
import { cents, formatDollars, sumCents, zeroCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { statementNumberOf } from './statement-number.ts';
import { isDisputed } from './disputes.ts';
import { accountHolds, visitHolds, type HoldRow, type VisitFacts } from './statement-holds.ts';
import { StatementOutOfBalance, statementVisit } from './statement-visit.ts';

export type StatementDecision =
  | {
      readonly outcome: 'sent';
      readonly reason: string;
      readonly statement: Statement;
      readonly waitSeconds: number;
    }
  | { readonly outcome: 'held'; readonly reason: string; readonly waitSeconds: number }
  | {
      readonly outcome: 'nothing-due' | 'limit-reached';
      readonly reason: string;
      readonly waitSeconds: 0;
      /** A visit that joined late has statements to come: another cycle must start. */
      readonly startsNextCycle: boolean;
    };

/** What is asked, and when. */
export interface StatementRequest {
  readonly today: PlainDate;
  readonly cycle: number;
  /** Which statement of the cycle, counted from 1. */
  readonly statementNumber: number;
}

const daySeconds = 86_400;

/**
 * Decides whether the guarantor gets a statement today, and what it says. One statement carries all visits and
 * dependents of the guarantor; each visit has its own age and its own count of statements. A visit whose payer is still
 * at work is left out and said to be; a reason against the whole statement holds it.
 * @param visits the account's visits with a balance, each with its claim and the claim's postings.
 * @throws StatementOutOfBalance when the amounts do not add up.
 */
export function decideStatement(
  account: PatientAccount,
  practice: Practice,
  visits: readonly VisitFacts[],
  request: StatementRequest,
): StatementDecision {
  const { today, statementNumber } = request;
  const policy = practice.statementPolicy;
  const owing = visits
    .filter(({ visit }) => visit.balanceCents !== 0)
    .map((facts) => ({ ...facts, isDisputed: isDisputed(account, facts.visit.claimId) }));
  if (owing.length === 0) {
    return { outcome: 'nothing-due', reason: 'Nothing is owed.', waitSeconds: 0, startsNextCycle: false };
  }
  const holds = new Map(owing.map((facts) => [facts, visitHolds.find((hold) => hold.applies(facts))]));
  const billable = owing.filter((facts) => holds.get(facts) === undefined);
  const firstHold = [...holds.values()].find((hold) => hold !== undefined);
  if (billable.length === 0 && firstHold !== undefined) {
    return held(firstHold, firstHold.waitDays);
  }
  const dueCents = sumCents(billable, ({ visit }) => visit.balanceCents);
  if (dueCents === 0 && firstHold !== undefined) {
    return held(firstHold, firstHold.waitDays);
  }
  if (dueCents === 0) {
    return {
      outcome: 'nothing-due',
      reason: 'The balances of the visits make zero.',
      waitSeconds: 0,
      startsNextCycle: false,
    };
  }
  const lastSent = account.statements.at(-1);
  const facts = {
    dueCents,
    minimumBalanceCents: policy.minimumBalanceCents,
    zip: latestClaim(billable).guarantor.address.zip,
    daysToInterval: lastSent === undefined ? 0 : policy.intervalDays - daysBetween(lastSent.sentOn, today),
  };
  const hold = accountHolds.find((row) => row.applies(facts));
  if (hold !== undefined) {
    return held(hold, hold.waitDaysOf?.(facts) ?? hold.waitDays);
  }
  const hasMoreToCome = ({ visit }: VisitFacts): boolean =>
    visit.balanceCents > 0 && timesBilled(account, visit.claimId) < policy.statementLimit;
  const hasMore = owing.some(hasMoreToCome);
  if (hasMore && !billable.some(hasMoreToCome) && firstHold !== undefined) {
    // Only visits that are held have statements to come; the others are not asked for once more meanwhile.
    return held(firstHold, firstHold.waitDays);
  }
  if (!hasMore || statementNumber > policy.statementLimit) {
    return {
      outcome: 'limit-reached',
      reason: hasMore
        ? `The cycle has had its ${policy.statementLimit} statements.`
        : `Every visit was on ${policy.statementLimit} statements; a person decides what follows.`,
      waitSeconds: 0,
      startsNextCycle: hasMore,
    };
  }
  return {
    outcome: 'sent',
    reason: `Statement ${statementNumber} of cycle ${request.cycle} over ${formatDollars(dueCents)}.`,
    statement: composeStatement(account, practice, billable, holds, request),
    waitSeconds: policy.intervalDays * daySeconds,
  };
}

/** The write that keeps a statement that went out; the next statement opens with it. */
export function recordStatement(
  account: PatientAccount,
  statement: Statement,
  documentKey: string,
  at: Instant,
): Write {
  const sent: SentStatement = {
    cycle: statement.cycle,
    statement: statement.statement,
    sentOn: statement.statementDate,
    dueOn: statement.dueDate,
    amountDueCents: statement.amountDueCents,
    visits: statement.visits.map(({ claimId, balanceCents }) => ({ claimId, balanceCents })),
    documentKey,
  };
  return {
    ...saveAccount(account, { statements: [...account.statements, sent] }),
    sent: { statement: sent, at },
  };
}

/**
 * The writes that end a cycle, and start the next where a visit still has statements to come. Why it ended stays on the
 * account, where a person who looks at what is still owed finds it.
 */
export function endCycle(
  account: PatientAccount,
  startsNextCycle: boolean,
  at: Instant,
  overBecause: string,
): Write[] {
  const { cycle, practiceId, guarantorId } = account;
  if (cycle === undefined) {
    return [];
  }
  if (!startsNextCycle) {
    return [saveAccount(account, { cycle: { ...cycle, state: 'over', overAt: at, overBecause } })];
  }
  const number = cycle.number + 1;
  return [
    saveAccount(account, { cycle: { number, state: 'running', startedAt: at } }),
    { kind: 'start-account-cycle', practiceId, guarantorId, cycle: number, at },
  ];
}

function saveAccount(
  account: PatientAccount,
  changes: Partial<AccountRecord>,
): Extract<Write, { kind: 'save-account' }> {
  const { visits: _, ...record } = account;
  return {
    kind: 'save-account',
    account: { ...record, ...changes, version: account.version + 1 },
    expectedVersion: account.version,
  };
}

function held(hold: HoldRow, waitDays: number): StatementDecision {
  return { outcome: 'held', reason: hold.reason, waitSeconds: waitDays * daySeconds };
}

function timesBilled(account: AccountRecord, claimId: string): number {
  return account.statements.filter(({ visits }) => visits.some((visit) => visit.claimId === claimId)).length;
}

function latestClaim(visits: readonly VisitFacts[]): VisitFacts['claim'] {
  return visits
    .map(({ claim }) => claim)
    .reduce((latest, claim) => (claim.updatedAt > latest.updatedAt ? claim : latest));
}

function composeStatement(
  account: PatientAccount,
  practice: Practice,
  billable: readonly VisitFacts[],
  holds: ReadonlyMap<VisitFacts, (typeof visitHolds)[number] | undefined>,
  { today, cycle, statementNumber }: StatementRequest,
): Statement {
  const { statementLimit, dueDays } = practice.statementPolicy;
  const visits = billable.map((facts) => {
    const earlier = account.statements.filter((sent) =>
      sent.visits.some(({ claimId }) => claimId === facts.claim.claimId),
    );
    return statementVisit(facts, practice, {
      today,
      firstBilledOn: earlier[0]?.sentOn ?? today,
      statements: earlier.length + 1,
    });
  });
  const { guarantor } = latestClaim(billable);
  const mostStatements = Math.max(...visits.map(({ statements }) => statements));
  const { name, taxId, address, phone, billingContact } = practice;
  const statement: Statement = {
    contractVersion: 1,
    practiceId: account.practiceId,
    guarantorId: account.guarantorId,
    statementNumber: statementNumberOf(account.guarantorId, { cycle, statement: statementNumber }),
    cycle,
    statement: statementNumber,
    notice: noticeOf(mostStatements, statementLimit),
    statementDate: today,
    dueDate: addDays(today, dueDays),
    practice: { name, taxId, address, phone, billingContact },
    guarantor: { name: `${guarantor.firstName} ${guarantor.lastName}`, address: guarantor.address },
    visits,
    waiting: [...holds].flatMap(([{ claim }, hold]) =>
      hold === undefined
        ? []
        : [
            {
              serviceDate: claim.serviceDateFrom,
              patientName: `${claim.patient.firstName} ${claim.patient.lastName}`,
              words: hold.words,
            },
          ],
    ),
    previousBalanceCents: account.statements.at(-1)?.amountDueCents ?? zeroCents,
    movements: movementsSince(account, visits, holds),
    amountDueCents: sumCents(visits, ({ balanceCents }) => balanceCents),
    aging: agingOf(visits),
  };
  return inBalance(statement);
}

function noticeOf(statements: number, limit: number): Statement['notice'] {
  if (statements === 1) {
    return 'statement';
  }
  return statements >= limit ? 'final-notice' : 'reminder';
}

function movementsSince(
  account: PatientAccount,
  visits: readonly StatementVisit[],
  holds: ReadonlyMap<VisitFacts, (typeof visitHolds)[number] | undefined>,
): Statement['movements'] {
  const before = new Map(
    account.statements.at(-1)?.visits.map(({ claimId, balanceCents }) => [claimId, balanceCents]),
  );
  const billed = visits.map(({ claimId, balanceCents, serviceDate, patientName }) => {
    const formerCents = before.get(claimId);
    before.delete(claimId);
    return {
      kind: formerCents === undefined ? ('new-visit' as const) : ('changed' as const),
      serviceDate,
      patientName,
      amountCents: cents(balanceCents - (formerCents ?? 0)),
    };
  });
  const heldClaims = new Set([...holds.keys()].map(({ claim }) => claim.claimId));
  const gone = [...before].map(([claimId, formerCents]) => {
    const serviceDate = account.visits.find((visit) => visit.claimId === claimId)?.serviceDate;
    return {
      kind: heldClaims.has(claimId) ? ('back-with-payer' as const) : ('no-longer-owed' as const),
      serviceDate,
      amountCents: cents(0 - formerCents),
    };
  });
  return [...billed, ...gone].filter(({ amountCents }) => amountCents !== 0);
}

function agingOf(visits: readonly StatementVisit[]): Statement['aging'] {
  const sumBetween = (from: number, to: number): Cents =>
    sumCents(
      visits.filter(({ ageDays }) => ageDays >= from && ageDays <= to),
      ({ balanceCents }) => balanceCents,
    );
  return {
    upTo30DaysCents: sumBetween(0, 30),
    upTo60DaysCents: sumBetween(31, 60),
    upTo90DaysCents: sumBetween(61, 90),
    over90DaysCents: sumBetween(91, Infinity),
  };
}

function inBalance(statement: Statement): Statement {
  const { previousBalanceCents, movements, amountDueCents, aging, statementNumber } = statement;
  const movedCents = sumCents(movements, ({ amountCents }) => amountCents);
  const agedCents = sumCents(Object.values(aging), (bucketCents) => bucketCents);
  if (previousBalanceCents + movedCents !== amountDueCents || agedCents !== amountDueCents) {
    throw new StatementOutOfBalance(
      `Statement ${statementNumber}: previous balance ${formatDollars(previousBalanceCents)} and movements ${formatDollars(
        movedCents,
      )}, and aged balances ${formatDollars(agedCents)}, must both make the amount due ${formatDollars(amountDueCents)}`,
    );
  }
  return statement;
}
