import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { Task } from '#contracts/task.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import type { Instant } from '#contracts/dates.ts';
import type { GuarantorId } from '#contracts/identifiers.ts';
import type { SentStatement } from '#contracts/patient-account.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { statementNumberOf } from '../patient-billing/statement-number.ts';
import { secondsWorked } from '../tasks/task-queues.ts';
import { stamped } from './stamp.ts';

/** That a task was opened, whatever has become of it since. */
export function openedRow(task: Task): FactRow<'task_event'> {
  return {
    ...stamped(dateOf(task.openedAt))(`${task.taskId}#opened`, task.openedAt, undefined),
    ...shared(task),
    event: 'opened',
    outcome: null,
    worked_by: null,
    worked_seconds: null,
  };
}

/** That a task was closed, by a person or by what happened; nothing of one that is open. */
export function closedRow(task: Task): FactRow<'task_event'>[] {
  const { closedAt, status } = task;
  return closedAt === undefined || status === 'open'
    ? []
    : [
        {
          ...stamped(dateOf(closedAt))(`${task.taskId}#closed`, closedAt, undefined),
          ...shared(task),
          event: status,
          outcome: task.outcome ?? null,
          worked_by: task.closedBy ?? null,
          worked_seconds: task.handling === undefined ? null : secondsWorked(task, closedAt),
        },
      ];
}

function shared(task: Task) {
  return {
    task_id: task.taskId,
    kind: task.kind,
    claim_id: task.claimId ?? null,
    dollars_at_stake: task.dollarsAtStakeCents,
    opened_at: task.openedAt,
    due_on: task.dueOn,
  };
}

/** Each visit of a statement that was sent. */
export function statementRows({
  guarantorId,
  statement,
  at,
}: {
  readonly guarantorId: GuarantorId;
  readonly statement: SentStatement;
  readonly at: Instant;
}): FactRow<'statement'>[] {
  const number = statementNumberOf(guarantorId, statement);
  return statement.visits.map(({ claimId, balanceCents }) => ({
    ...stamped(dateOf(at))(`${number}#${claimId}`, at, undefined),
    statement_number: number,
    guarantor_id: guarantorId,
    cycle: statement.cycle,
    statement_in_cycle: statement.statement,
    claim_id: claimId,
    balance_amount: balanceCents,
    due_on: statement.dueOn,
  }));
}

/** What an audit found, kind by kind; nothing of one that is not closed. */
export function codingAuditRows({
  taskId,
  claimId,
  coder,
  serviceDate,
  closed,
}: CodingAudit): FactRow<'coding_audit'>[] {
  if (closed === undefined) {
    return [];
  }
  const { at, outcome, accuracy } = closed;
  return accuracy.map(({ kind, total, errors }) => ({
    ...stamped(dateOf(at))(`${taskId}#${kind}`, at, serviceDate),
    task_id: taskId,
    claim_id: claimId,
    coder,
    outcome,
    audited_kind: kind,
    total,
    errors,
  }));
}
