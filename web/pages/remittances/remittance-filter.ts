import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Task } from '#contracts/task.ts';
import { isHeld } from '#domain/remittance/run-record.ts';
import { dollarText } from '../../words/dollars.ts';

/** Which remittances a list shows. */
export const remittanceSelections = {
  all: 'All',
  'to-work': 'To work: held, or with parked claims',
  held: 'Held',
  parked: 'With parked claims',
  posted: 'Posted',
  'set-aside': 'Set aside',
} as const;
export type RemittanceSelection = keyof typeof remittanceSelections;

function isSelected(run: RemittanceRun, selection: RemittanceSelection): boolean {
  switch (selection) {
    case 'all':
      return true;
    case 'to-work':
      return isHeld(run) || run.suspended > 0;
    case 'held':
      return isHeld(run);
    case 'parked':
      return run.suspended > 0;
    case 'posted':
    case 'set-aside':
      return run.state === selection;
  }
}

/** Remittances of a selection in which every word that was typed is found: payer, number, day, amount. */
export function filterRemittances(
  runs: readonly RemittanceRun[],
  selection: RemittanceSelection,
  typed: string,
): readonly RemittanceRun[] {
  const words = typed.toLowerCase().replaceAll(/[$,]/g, '').split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const text = [
      run.payerName,
      run.traceNumber,
      run.remittanceId,
      run.paymentDate,
      dollarText(run.paymentCents),
    ]
      .join(' ')
      .toLowerCase();
    return isSelected(run, selection) && words.every((word) => text.includes(word));
  });
}

/** Open tasks about a remittance: those that name it, and the one that decides it while it is held. */
export function tasksOfRemittance(
  tasks: readonly Task[],
  { remittanceId, taskId }: { readonly remittanceId: string; readonly taskId?: string | undefined },
): readonly Task[] {
  return tasks.filter((task) => task.remittanceId === remittanceId || task.taskId === taskId);
}
