let order: readonly string[] = [];
let opened: string | undefined;

/** The order in which the list was last shown, so that a person goes from task to task without the list. */
export const queueOrder = {
  keep(taskIds: readonly string[]): void {
    order = taskIds;
  },
  /** The task that is so many after this one; undefined where there is none. */
  after(taskId: string, step: number): string | undefined {
    const at = order.indexOf(taskId);
    return at === -1 ? undefined : order[at + step];
  },
  /** How far the person is: counted from 1. */
  placeOf(taskId: string): { readonly number: number; readonly of: number } | undefined {
    const at = order.indexOf(taskId);
    return at === -1 ? undefined : { number: at + 1, of: order.length };
  },
  open(taskId: string): void {
    opened = taskId;
  },
  /** The task that was opened last, told once. */
  takeOpened(): string | undefined {
    const taken = opened;
    opened = undefined;
    return taken;
  },
};
