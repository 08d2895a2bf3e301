/** Tasks that were chosen in the list, to do the same with all of them. */
export interface Selection {
  readonly taskIds: ReadonlySet<string>;
  /** Where a range begins: the task that was chosen last. */
  readonly from?: string;
}

/** The most tasks that the API handles at once. */
export const mostTasks = 500;

export const nothingChosen: Selection = { taskIds: new Set() };

/** Chooses a task, or lets it go where it is chosen. */
export function toggled({ taskIds }: Selection, taskId: string): Selection {
  const next = new Set(taskIds);
  if (!next.delete(taskId)) {
    next.add(taskId);
  }
  return { taskIds: limited(next), from: taskId };
}

/** Chooses all from where the range begins to a task, in the order in which they are shown. */
export function extended(selection: Selection, order: readonly string[], taskId: string): Selection {
  const start = order.indexOf(selection.from ?? taskId);
  const end = order.indexOf(taskId);
  if (start === -1 || end === -1) {
    return toggled(selection, taskId);
  }
  const range = order.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { taskIds: limited(new Set([...selection.taskIds, ...range])), from: selection.from ?? taskId };
}

/** Chooses all that are shown, or none where all are chosen. */
export function allOrNone({ taskIds }: Selection, order: readonly string[]): Selection {
  const isAll = order.slice(0, mostTasks).every((taskId) => taskIds.has(taskId));
  return isAll ? nothingChosen : { taskIds: limited(new Set(order)) };
}

/** Those of the chosen that are shown, in their order: what nobody sees is not handled. */
export function chosenOf({ taskIds }: Selection, order: readonly string[]): readonly string[] {
  return order.filter((taskId) => taskIds.has(taskId));
}

function limited(taskIds: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...taskIds].slice(0, mostTasks));
}
