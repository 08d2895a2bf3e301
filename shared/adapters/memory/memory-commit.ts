import type { Claim } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { LogEntry } from '#contracts/contact-log.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Hold } from '#contracts/holds.ts';
import { accountHolderOf } from '#contracts/ledger.ts';
import type { AccountRecord, AccountVisit, SentStatement } from '#contracts/patient-account.ts';
import { cents } from '#domain/money/cents.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import { patientServicesOf } from '#domain/history/patient-services.ts';
import { statementNumberOf } from '#domain/patient-billing/statement-number.ts';
import type { Write } from '#domain/writes/write.ts';
import { proposalVersionOf } from '#domain/tasks/two-persons.ts';
import { subjectText } from '#ports/contact-log.ts';
import { failsAsDuplicate, guardsVersion, type Commit } from '#ports/commit.ts';
import { patientEntry, patientKeyOf } from '#domain/patients/patient-identity.ts';
import { issuedNumberPath } from './memory-control-numbers.ts';
import { enterPatient, patientEntryPath } from './memory-patient-register.ts';
import { keepPatientServices } from './memory-patient-history.ts';
import type { MemoryTables } from './memory-tables.ts';

/** What one transaction of the real store can hold. */
const actionsLimit = 100;

/** {@link Commit} over maps: checks every condition first, then changes everything. */
export function memoryCommit(tables: MemoryTables): Commit {
  return {
    async apply(writes) {
      await Promise.resolve();
      refuseUnstorable(writes);
      const failed = writes.filter((write) => fails(write, tables));
      const overtaken = failed.find(guardsVersion);
      const repeated = failed.find(failsAsDuplicate);
      if (overtaken === undefined && repeated !== undefined) {
        return { outcome: 'duplicate', what: repeated.kind };
      }
      const [first] = failed;
      if (first !== undefined) {
        throw new CommitConflict(`Another writer was first (${(overtaken ?? first).kind})`);
      }
      for (const write of writes) {
        perform(write, tables);
      }
      return { outcome: 'committed' };
    },
  };
}

/** Holds a decision to what the real store takes at once, so that no test passes with one that it would refuse. */
function refuseUnstorable(writes: readonly Write[]): void {
  const items = writes.flatMap(itemsOf);
  if (items.length > actionsLimit) {
    throw new RangeError(`A decision wants ${items.length} writes at once; the limit is ${actionsLimit}`);
  }
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) {
    throw new RangeError(`A decision writes ${twice} twice`);
  }
}

const claimPath = (write: { practiceId: string; claimId: string }): string =>
  `${write.practiceId}#${write.claimId}`;

const runPath = ({ run }: Extract<Write, { kind: 'save-remittance-run' }>): string =>
  `${run.practiceId}#${run.remittanceId}`;

const sentPath = (
  { practiceId, guarantorId }: AccountRecord,
  { statement, at }: { readonly statement: SentStatement; readonly at: Instant },
): string => `${practiceId}#${at}#${statementNumberOf(guarantorId, statement)}`;

const payerClaimPath = (write: Extract<Write, { kind: 'name-payer-claim' }>): string =>
  `${write.practiceId}#${write.payerClaimControlNumber}`;

export const signalPath = (signal: {
  practiceId: string;
  claimId: string;
  waitName: string;
  waitKey: string;
}): string => `${claimPath(signal)}#signal#${signal.waitName}#${signal.waitKey}`;

/** Whether the condition of a write does not hold. */
function fails(write: Write, tables: MemoryTables): boolean {
  switch (write.kind) {
    case 'create-claim':
      return tables.claims.has(claimPath(write.claim));
    case 'save-claim':
      return tables.claims.get(claimPath(write.claim))?.version !== write.expectedVersion;
    case 'record-event':
      return (tables.events.get(claimPath(write.event)) ?? []).some(
        ({ version }) => version === write.event.version,
      );
    case 'post':
      return tables.postings.has(postingPath(write));
    case 'signal':
      return tables.outbox.get(writtenSignalPath(write))?.row !== undefined;
    case 'start-leg':
      return tables.outbox.has(startLegPath(write));
    case 'start-account-cycle':
      return tables.outbox.has(startCyclePath(write));
    case 'open-task':
      return tables.tasks.has(`${write.task.practiceId}#${write.task.taskId}`);
    case 'close-task': {
      const task = tables.tasks.get(`${write.practiceId}#${write.taskId}`);
      return (
        task?.status !== 'open' ||
        (write.proposalVersion !== undefined && write.proposalVersion !== proposalVersionOf(task))
      );
    }
    case 'save-proposals': {
      const task = tables.tasks.get(`${write.practiceId}#${write.taskId}`);
      return task?.status !== 'open' || proposalVersionOf(task) !== write.expectedVersion;
    }
    case 'save-handling': {
      const task = tables.tasks.get(`${write.task.practiceId}#${write.task.taskId}`);
      return task?.status !== 'open' || (task.handling?.version ?? 0) !== write.expectedVersion;
    }
    case 'mark-handled':
      return tables.handled.has(`${write.practiceId}#${write.messageKey}`);
    case 'count-remittance-claim':
      return (
        tables.remittanceClaims.get(`${write.practiceId}#${write.remittanceId}`)?.has(write.claimIndex) ===
        true
      );
    case 'save-remittance-run':
      return (tables.remittances.get(runPath(write))?.version ?? 0) !== write.expectedVersion;
    case 'hand-over-balance':
    case 'record-interchange':
    case 'name-payer-claim':
      return false;
    case 'save-account': {
      const stored = tables.accounts.get(`${write.account.practiceId}#${write.account.guarantorId}`);
      return (stored?.version ?? 0) !== write.expectedVersion;
    }
    case 'enter-patient':
      return false;
    case 'save-person':
      return (tables.persons.get(personPath(write))?.version ?? 0) !== write.expectedVersion;
    case 'decide-patients':
      return tables.patientDecisions.has(decisionPath(write));
    case 'save-hold':
      return (tables.holds.get(holdPath(write.hold))?.version ?? 0) !== write.expectedVersion;
    case 'save-coding-audit':
      return (tables.codingAudits.get(auditPath(write.audit))?.version ?? 0) !== write.expectedVersion;
    case 'record-log-entry':
      return tables.logEntries.has(logEntryPath(write.entry));
    case 'keep-bank-entry':
      return tables.bankEntries.has(entryPath(write.entry));
    case 'save-open-entry':
      return (tables.openEntries.get(entryPath(write.entry))?.version ?? 0) !== write.expectedVersion;
    case 'save-bank-days':
      return (tables.bankDays.get(write.days.practiceId)?.version ?? 0) !== write.expectedVersion;
    case 'await-deposit':
      return tables.announcedDeposits.has(depositPath(write.deposit));
    case 'save-awaited-deposit':
      return (tables.awaitedDeposits.get(depositPath(write.deposit))?.version ?? 0) !== write.expectedVersion;
  }
}

/** The items of the real store that a write touches. */
function itemsOf(write: Write): string[] {
  switch (write.kind) {
    case 'create-claim':
      return [
        `claim ${claimPath(write.claim)}`,
        `patient day ${claimPath(write.claim)}`,
        servicesPath(write.claim, patientKeyOf(write.claim)),
        `patient entry ${patientEntryPath(write.claim.practiceId, patientEntry(write.claim))}`,
      ];
    case 'save-claim':
      return [
        `claim ${claimPath(write.claim)}`,
        ...(write.services ?? []).map(({ patientKey }) => servicesPath(write.claim, patientKey)),
      ];
    case 'record-event':
      return [`event ${claimPath(write.event)} ${write.event.version}`];
    case 'post':
      return [`posting ${postingPath(write)}`];
    case 'signal':
      return [writtenSignalPath(write)];
    case 'start-leg':
      return [startLegPath(write)];
    case 'start-account-cycle':
      return [startCyclePath(write)];
    case 'open-task':
    case 'save-handling':
      return [`task ${write.task.taskId}`];
    case 'close-task':
    case 'save-proposals':
      return [`task ${write.taskId}`];
    case 'mark-handled':
      return [`handled ${write.messageKey}`];
    case 'hand-over-balance':
      // The guarantor's line in the list of them is the same for each of the visits.
      return [`visit ${write.guarantorId} ${write.claimId}`];
    case 'record-interchange':
      return [`interchange ${issuedNumberPath(write.practiceId, write.pair, write.interchangeNumber)}`];
    case 'save-account':
      return [
        `account ${write.account.guarantorId}`,
        ...(write.sent === undefined ? [] : [`statement ${sentPath(write.account, write.sent)}`]),
      ];
    case 'count-remittance-claim':
      return [`counted ${write.remittanceId} ${write.claimIndex}`];
    case 'save-remittance-run':
      return [`run ${runPath(write)}`];
    case 'name-payer-claim':
      return [`payer claim ${payerClaimPath(write)} ${write.claimId}`];
    case 'enter-patient':
      return [`patient entry ${patientEntryPath(write.practiceId, write.entry)}`];
    case 'save-person':
      return [`person ${personPath(write)}`, `former person ${personPath(write)}`];
    case 'decide-patients':
      return [`decision ${decisionPath(write)}`, `its other half ${decisionPath(write)}`];
    case 'save-hold':
      return ['hold', 'listed hold', 'hold that stands'].map((item) => `${item} ${holdPath(write.hold)}`);
    case 'save-coding-audit':
      return [`coding audit ${auditPath(write.audit)}`];
    case 'record-log-entry':
      return [`entry of the log ${logEntryPath(write.entry)}`];
    case 'keep-bank-entry':
      return ['entry', 'listed entry', 'open entry'].map((item) => `${item} ${entryPath(write.entry)}`);
    case 'save-open-entry':
      return [`open entry ${entryPath(write.entry)}`];
    case 'save-bank-days':
      return [`days of the bank ${write.days.practiceId}`];
    case 'await-deposit':
      return ['announced', 'awaited'].map((item) => `${item} ${depositPath(write.deposit)}`);
    case 'save-awaited-deposit':
      return [`awaited ${depositPath(write.deposit)}`];
  }
}

function perform(write: Write, tables: MemoryTables): void {
  switch (write.kind) {
    case 'create-claim':
      tables.claims.set(claimPath(write.claim), write.claim);
      enterPatient(tables, write.claim.practiceId, patientEntry(write.claim));
      keepPatientServices(tables, write.claim, patientServicesOf(write.claim));
      return;
    case 'save-claim':
      tables.claims.set(claimPath(write.claim), write.claim);
      for (const services of write.services ?? []) {
        keepPatientServices(tables, write.claim, services);
      }
      return;
    case 'record-event': {
      const events = tables.events.get(claimPath(write.event)) ?? [];
      tables.events.set(claimPath(write.event), [...events, write.event]);
      return;
    }
    case 'post':
      tables.postings.set(postingPath(write), write.posting);
      return;
    case 'signal': {
      const { practiceId, claimId, waitName, waitSequence, output, at } = write.signal;
      const waitKey = waitKeyOf(waitSequence);
      const path = signalPath({ practiceId, claimId, waitName, waitKey });
      tables.outbox.set(path, {
        row: {
          kind: 'signal',
          practiceId,
          claimId,
          waitName,
          waitKey,
          unsentSince: at,
          output: {
            outcome: output.outcome,
            waitKey: waitKeyOf(output.waitSequence),
            deadlineSeconds: output.deadlineSeconds,
          },
        },
        token: tables.outbox.get(path)?.token,
        sentAt: undefined,
      });
      return;
    }
    case 'start-leg': {
      const { kind, practiceId, claimId, leg, at } = write;
      tables.outbox.set(startLegPath(write), {
        row: { kind, practiceId, claimId, leg, unsentSince: at },
        token: undefined,
        sentAt: undefined,
      });
      return;
    }
    case 'start-account-cycle': {
      const { kind, practiceId, guarantorId, cycle, at } = write;
      tables.outbox.set(startCyclePath(write), {
        row: { kind, practiceId, guarantorId, cycle, unsentSince: at },
        token: undefined,
        sentAt: undefined,
      });
      return;
    }
    case 'open-task':
      tables.tasks.set(`${write.task.practiceId}#${write.task.taskId}`, write.task);
      return;
    case 'close-task': {
      const path = `${write.practiceId}#${write.taskId}`;
      const task = tables.tasks.get(path);
      if (task !== undefined) {
        const { status, closedAt, closedBy, outcome } = write;
        tables.tasks.set(path, { ...task, status, closedAt, closedBy, outcome });
      }
      return;
    }
    case 'save-proposals': {
      const path = `${write.practiceId}#${write.taskId}`;
      const task = tables.tasks.get(path);
      if (task !== undefined) {
        tables.tasks.set(path, { ...task, proposals: [...write.proposals] });
      }
      return;
    }
    case 'save-handling': {
      const path = `${write.task.practiceId}#${write.task.taskId}`;
      const task = tables.tasks.get(path);
      if (task !== undefined) {
        tables.tasks.set(path, { ...task, handling: write.task.handling });
      }
      return;
    }
    case 'mark-handled':
      tables.handled.add(`${write.practiceId}#${write.messageKey}`);
      return;
    case 'hand-over-balance': {
      const path = `${write.practiceId}#${write.guarantorId}`;
      const visits = tables.visits.get(path) ?? new Map<string, AccountVisit>();
      const { claimId, serviceDate, balanceCents, at } = write;
      visits.set(claimId, { claimId, serviceDate, balanceCents: cents(balanceCents), handedOverAt: at });
      tables.visits.set(path, visits);
      return;
    }
    case 'record-interchange': {
      const path = issuedNumberPath(write.practiceId, write.pair, write.interchangeNumber);
      const stored = tables.issuedNumbers.get(path);
      const sent = { at: stored?.sent?.at ?? write.sentAt, claim: write.claim ?? stored?.sent?.claim };
      tables.issuedNumbers.set(path, { ...stored, sent });
      return;
    }
    case 'save-account':
      tables.accounts.set(`${write.account.practiceId}#${write.account.guarantorId}`, write.account);
      if (write.sent !== undefined) {
        const { guarantorId } = write.account;
        tables.statementsSent.set(sentPath(write.account, write.sent), {
          kind: 'statement-sent',
          guarantorId,
          ...write.sent,
        });
      }
      return;
    case 'name-payer-claim':
      tables.payerClaims.set(
        payerClaimPath(write),
        (tables.payerClaims.get(payerClaimPath(write)) ?? new Set()).add(write.claimId),
      );
      return;
    case 'count-remittance-claim': {
      const path = `${write.practiceId}#${write.remittanceId}`;
      const done = tables.remittanceClaims.get(path) ?? new Map<number, 'posted' | 'suspended'>();
      done.set(write.claimIndex, write.outcome);
      tables.remittanceClaims.set(path, done);
      return;
    }
    case 'save-remittance-run':
      tables.remittances.set(runPath(write), write.run);
      return;
    case 'enter-patient':
      enterPatient(tables, write.practiceId, write.entry);
      return;
    case 'save-person':
      tables.persons.set(personPath(write), write.person);
      tables.formerPersons.set(`${personPath(write)}#${write.person.version}`, write.person);
      return;
    case 'decide-patients':
      tables.patientDecisions.set(decisionPath(write), write.decision);
      return;
    case 'save-hold':
      tables.holds.set(holdPath(write.hold), write.hold);
      return;
    case 'save-coding-audit':
      tables.codingAudits.set(auditPath(write.audit), write.audit);
      return;
    case 'record-log-entry':
      tables.logEntries.set(logEntryPath(write.entry), write.entry);
      return;
    case 'keep-bank-entry':
      tables.bankEntries.set(entryPath(write.entry), write.entry);
      tables.openEntries.set(entryPath(write.entry), write.open);
      return;
    case 'save-open-entry':
      saveOpen(tables.openEntries, entryPath(write.entry), write.entry);
      return;
    case 'save-bank-days':
      tables.bankDays.set(write.days.practiceId, write.days);
      return;
    case 'await-deposit':
      tables.announcedDeposits.set(depositPath(write.deposit), write.deposit);
      tables.awaitedDeposits.set(depositPath(write.deposit), write.deposit);
      return;
    case 'save-awaited-deposit':
      saveOpen(tables.awaitedDeposits, depositPath(write.deposit), write.deposit);
  }
}

const servicesPath = (claim: Claim, patientKey: string): string =>
  `services of ${patientKey} in ${claimPath(claim)}`;
const writtenSignalPath = ({ signal }: Extract<Write, { kind: 'signal' }>): string =>
  signalPath({ ...signal, waitKey: waitKeyOf(signal.waitSequence) });
const postingPath = ({ posting }: Extract<Write, { kind: 'post' }>): string =>
  `${posting.practiceId}#${accountHolderOf(posting)}#${posting.postingId}`;
export const startLegPath = (row: { practiceId: string; claimId: string; leg: number }): string =>
  `${claimPath(row)}#start-leg#${row.leg}`;
export const startCyclePath = (row: { practiceId: string; guarantorId: string; cycle: number }): string =>
  `${row.practiceId}#${row.guarantorId}#start-cycle#${row.cycle}`;
const personPath = ({ practiceId, patientKey }: Extract<Write, { kind: 'save-person' }>): string =>
  `${practiceId}#${patientKey}`;
const decisionPath = ({ practiceId, decision }: Extract<Write, { kind: 'decide-patients' }>): string =>
  [practiceId, ...[decision.one, decision.other].toSorted(), decision.number].join('#');
export const entryPath = (entry: { practiceId: string; bankEntryId: string }): string =>
  `${entry.practiceId}#${entry.bankEntryId}`;
const holdPath = ({ practiceId, holdId }: Hold): string => `${practiceId}#${holdId}`;
const auditPath = ({ practiceId, taskId }: CodingAudit): string => `${practiceId}#${taskId}`;
const logEntryPath = ({ practiceId, subject, entryId }: LogEntry): string =>
  [practiceId, subjectText(subject), entryId].join('#');
const depositPath = (deposit: { practiceId: string; holder: string; method: string }): string =>
  `${deposit.practiceId}#${deposit.holder}#${deposit.method}`;

function saveOpen<Open extends { readonly openCents: number }>(
  into: Map<string, Open>,
  path: string,
  open: Open,
): void {
  if (open.openCents === 0) {
    into.delete(path);
  } else {
    into.set(path, open);
  }
}
