import type { PatientAccount } from '#contracts/patient-account.ts';
import { AccountStepInput, type StatementAnswer } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { decideStatement, endCycle, recordStatement } from '#domain/patient-billing/decide-statement.ts';
import { outlastsCycle } from '#domain/patient-billing/statement-cycle.ts';
import type { VisitFacts } from '#domain/patient-billing/statement-holds.ts';
import { statementBlocks } from '#domain/patient-billing/statement-text.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { StatementPrinter } from '#ports/statement-printer.ts';
import { loadClaim } from '#ports/work-on-claim.ts';

export interface ProduceStatementWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
  readonly documents: Pick<DocumentStore, 'put'>;
  readonly printer: StatementPrinter;
}

/** A cycle in which statements were held this often ends; the next hand-over starts another. */
const holdsLimit = 12;
const daySeconds = 86_400;

/**
 * Sends the statement that is due, holds it with a reason, or ends the cycle. A statement that was sent is not sent
 * again: the account remembers it, and its document has the statement's own number for a name. Holds count over the whole
 * cycle, and a statement whose next look would outlast the cycle is left to the next one.
 */
export async function produceStatementStep(
  event: unknown,
  world: ProduceStatementWorld,
): Promise<StatementAnswer> {
  const { practiceId, guarantorId, cycle, statement, holds } = AccountStepInput.parse(event);
  const practice = await loadPractice(world.practices, practiceId);
  const account = await world.accounts.load(practiceId, guarantorId);
  const at = world.clock.now();
  if (account === undefined || account.cycle?.number !== cycle || account.cycle.state === 'over') {
    return { outcome: 'nothing-due', waitSeconds: 0, statement, holds };
  }
  if (account.statements.some((sent) => sent.cycle === cycle && sent.statement === statement)) {
    const waitSeconds = practice.statementPolicy.intervalDays * daySeconds;
    return { outcome: 'sent', waitSeconds, statement: statement + 1, holds };
  }
  const decision = decideStatement(account, practice, await visitsOf(account, world), {
    today: dateOf(at),
    cycle,
    statementNumber: statement,
  });
  const tooLate = outlastsCycle(account.cycle, at, decision.waitSeconds);
  switch (decision.outcome) {
    case 'sent': {
      if (tooLate) {
        await world.commit.apply(endCycle(account, true, at, decision.reason));
        return { outcome: 'limit-reached', waitSeconds: 0, statement, holds };
      }
      const documentKey = `statements/${practiceId}/${decision.statement.statementNumber}.pdf`;
      const pdf = await world.printer.print(statementBlocks(decision.statement), {
        title: `Statement ${decision.statement.statementNumber}`,
        createdAt: new Date(at),
      });
      await world.documents.put('documents', documentKey, pdf, 'application/pdf');
      await world.commit.apply([recordStatement(account, decision.statement, documentKey, at)]);
      return { outcome: 'sent', waitSeconds: decision.waitSeconds, statement: statement + 1, holds };
    }
    case 'held':
      if (holds + 1 < holdsLimit && !tooLate) {
        return { outcome: 'held', waitSeconds: decision.waitSeconds, statement, holds: holds + 1 };
      }
      await world.commit.apply(endCycle(account, false, at, heldTooLong(decision.reason)));
      return { outcome: 'limit-reached', waitSeconds: 0, statement, holds: holds + 1 };
    case 'nothing-due':
    case 'limit-reached':
      await world.commit.apply(endCycle(account, decision.startsNextCycle, at, decision.reason));
      return { outcome: decision.outcome, waitSeconds: 0, statement, holds };
  }
}

function heldTooLong(reason: string): string {
  return `Its statement was held for too long, at last for ${reason}; a person decides what follows.`;
}

async function visitsOf(account: PatientAccount, world: ProduceStatementWorld): Promise<VisitFacts[]> {
  const owing = account.visits.filter(({ balanceCents }) => balanceCents !== 0);
  return await Promise.all(
    owing.map(async (visit) => ({
      visit,
      claim: await loadClaim(world.claims, account.practiceId, visit.claimId),
      postings: await world.ledger.ofClaim(account.practiceId, visit.claimId),
    })),
  );
}
