import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { formatDollars } from '../money/cents.ts';

/** Money that is in the bank and in no account must be placed within this many days. */
const daysToResolve = 3;

/** Of a remittance with a fault in every claim nobody reads them all. */
const listedDifferences = 50;

/**
 * The task of a remittance of which nothing was posted. One that was held and decided on may be held once more for
 * another reason, and gets a task of its own.
 */
export function heldRemittanceTask(
  run: RemittanceRun,
  state: 'out-of-balance' | 'duplicate',
  at: Instant,
): Task {
  const { differences, unbalancedClaims } = run;
  const number = (run.decisions?.length ?? 0) + 1;
  const canPostRest =
    state === 'out-of-balance' && unbalancedClaims !== undefined && unbalancedClaims.length < run.claims;
  return {
    practiceId: run.practiceId,
    taskId: TaskId.parse(`${run.remittanceId}-held${number === 1 ? '' : `-${number}`}`),
    kind: 'out-of-balance-remittance',
    remittanceId: run.remittanceId,
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(dateOf(at), daysToResolve),
    why: `Remittance ${run.traceNumber} of ${run.payerName} over ${formatDollars(run.paymentCents)} was not posted: ${differences[0] ?? 'it does not balance'}.`,
    evidence: [
      ...differences.slice(0, listedDifferences),
      ...(differences.length > listedDifferences
        ? [`${differences.length - listedDifferences} more differences stand in the run record.`]
        : []),
      `Nothing of it was posted. The file is ${run.fileKey}; ask the payer for a corrected remittance.`,
      ...(canPostRest
        ? [
            `The payment as a whole balances. Two persons may have ${run.claims - unbalancedClaims.length} of its ${run.claims} claims posted; each of the others is then parked whole, and somebody places it.`,
          ]
        : []),
    ],
    dollarsAtStakeCents: run.paymentCents,
    outcomes:
      state === 'duplicate'
        ? ['ask-the-payer', 'same-payment', 'post-it-too']
        : ['ask-the-payer', 'corrected-one-came', ...(canPostRest ? ['post-the-rest'] : [])],
  };
}
