import type { AccountVisit } from '#contracts/patient-account.ts';
import { cents } from '#domain/money/cents.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Commit } from '#ports/commit.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link Commit} over maps: checks every condition first, then changes everything. */
export function memoryCommit(tables: MemoryTables): Commit {
  return {
    async apply(writes) {
      await Promise.resolve();
      for (const write of writes) {
        const fault = faultOf(write, tables);
        if (fault === 'duplicate') {
          return { outcome: 'duplicate', what: write.kind };
        }
      }
      for (const write of writes) {
        if (faultOf(write, tables) === 'conflict') {
          throw new CommitConflict(`Another writer was first (${write.kind})`);
        }
      }
      for (const write of writes) {
        perform(write, tables);
      }
      return { outcome: 'committed' };
    },
  };
}

const claimPath = (write: { practiceId: string; claimId: string }): string =>
  `${write.practiceId}#${write.claimId}`;

export const signalPath = (signal: {
  practiceId: string;
  claimId: string;
  waitName: string;
  waitKey: string;
}): string => `${claimPath(signal)}#signal#${signal.waitName}#${signal.waitKey}`;

function faultOf(write: Write, tables: MemoryTables): 'duplicate' | 'conflict' | undefined {
  switch (write.kind) {
    case 'create-claim':
      return tables.claims.has(claimPath(write.claim)) ? 'duplicate' : undefined;
    case 'save-claim':
      return tables.claims.get(claimPath(write.claim))?.version === write.expectedVersion
        ? undefined
        : 'conflict';
    case 'record-event':
      return tables.events.get(claimPath(write.event))?.some(({ version }) => version === write.event.version)
        ? 'conflict'
        : undefined;
    case 'post':
      return tables.postings.has(postingPath(write)) ? 'duplicate' : undefined;
    case 'signal':
      return tables.outbox.get(signalPath({ ...write.signal, waitKey: waitKeyOf(write.signal.waitSequence) }))
        ?.row === undefined
        ? undefined
        : 'conflict';
    case 'start-leg':
      return tables.outbox.has(startLegPath(write)) ? 'conflict' : undefined;
    case 'start-account-cycle':
      return tables.outbox.has(startCyclePath(write)) ? 'conflict' : undefined;
    case 'open-task':
      return tables.tasks.has(`${write.task.practiceId}#${write.task.taskId}`) ? 'duplicate' : undefined;
    case 'close-task':
      return tables.tasks.get(`${write.practiceId}#${write.taskId}`)?.status === 'open'
        ? undefined
        : 'conflict';
    case 'mark-handled':
      return tables.handled.has(`${write.practiceId}#${write.messageKey}`) ? 'duplicate' : undefined;
    case 'count-remittance-claim':
      return tables.remittanceClaims.get(`${write.practiceId}#${write.remittanceId}`)?.has(write.claimIndex)
        ? 'duplicate'
        : undefined;
    case 'hand-over-balance':
    case 'record-interchange':
      return undefined;
    case 'save-account': {
      const stored = tables.accounts.get(`${write.account.practiceId}#${write.account.guarantorId}`);
      return (stored?.version ?? 0) === write.expectedVersion ? undefined : 'conflict';
    }
  }
}

function perform(write: Write, tables: MemoryTables): void {
  switch (write.kind) {
    case 'create-claim':
    case 'save-claim':
      tables.claims.set(claimPath(write.claim), write.claim);
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
    case 'record-interchange':
      tables.interchanges.set(`${write.practiceId}#${write.interchangeControlNumber}`, {
        claimId: write.claimId,
        submissionSequence: write.submissionSequence,
      });
      return;
    case 'save-account':
      tables.accounts.set(`${write.account.practiceId}#${write.account.guarantorId}`, write.account);
      return;
    case 'count-remittance-claim': {
      const path = `${write.practiceId}#${write.remittanceId}`;
      const done = tables.remittanceClaims.get(path) ?? new Map<number, 'posted' | 'suspended'>();
      done.set(write.claimIndex, write.outcome);
      tables.remittanceClaims.set(path, done);
    }
  }
}

const postingPath = ({ posting }: Extract<Write, { kind: 'post' }>): string =>
  `${posting.practiceId}#${posting.claimId ?? posting.remittanceId ?? ''}#${posting.postingId}`;
const startLegPath = (write: Extract<Write, { kind: 'start-leg' }>): string =>
  `${claimPath(write)}#start-leg#${write.leg}`;
const startCyclePath = (write: Extract<Write, { kind: 'start-account-cycle' }>): string =>
  `${write.practiceId}#${write.guarantorId}#start-cycle#${write.cycle}`;
