import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { formatDollars } from '../money/cents.ts';

/** Money that is in the bank and in no account must be placed within this many days. */
const daysToResolve = 3;

/** The task of a remittance of which nothing was posted. */
export function heldRemittanceTask(run: RemittanceRun, differences: readonly string[], at: Instant): Task {
  return {
    practiceId: run.practiceId,
    taskId: TaskId.parse(`${run.remittanceId}-held`),
    kind: 'out-of-balance-remittance',
    remittanceId: run.remittanceId,
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(dateOf(at), daysToResolve),
    why: `Remittance ${run.traceNumber} of ${run.payerName} over ${formatDollars(run.paymentCents)} was not posted: ${differences[0] ?? 'it does not balance'}.`,
    evidence: [
      ...differences,
      `Nothing of it was posted. The file is ${run.fileKey}; ask the payer for a corrected remittance.`,
    ],
    dollarsAtStakeCents: run.paymentCents,
    outcomes: [],
  };
}
