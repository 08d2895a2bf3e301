import type { JsonObject } from '../../runtime/service.ts';
import type { LiveExecution, Thread } from './execution.ts';
import type { PendingEvent } from './history.ts';

/** What one walk changes: collected while it goes, written together when it parks. */
export class Batch {
  readonly live: LiveExecution;
  readonly now: number;
  readonly events: PendingEvent[] = [];
  readonly saved = new Set<Thread>();
  /** Threads whose items are written with them. */
  readonly withItems = new Set<Thread>();
  readonly removed = new Set<Thread>();
  /** Further changes of the same write. */
  readonly changes: (() => void)[] = [];
  /** What may happen only once the write is on the disk. */
  readonly afterwards: (() => void)[] = [];
  /** Whether the execution's own row changes. */
  recordChanged = false;

  constructor(live: LiveExecution, now: number) {
    this.live = live;
    this.now = now;
  }

  /** Adds an event to the history, behind the last one of `thread`. */
  record(thread: Thread | undefined, type: string, detailsName?: string, details?: JsonObject): void {
    this.events.push({
      thread,
      type,
      timestamp: this.now,
      ...(detailsName === undefined ? {} : { detailsName }),
      ...(details === undefined ? {} : { details }),
    });
  }

  /** Takes a thread out of the execution, with all below it. Whoever walks one of them has lost it. */
  remove(thread: Thread): void {
    for (const other of this.live.threads.values()) {
      if (other.parent === thread.number) {
        this.remove(other);
      }
    }
    thread.turn += 1;
    this.live.threads.delete(thread.number);
    this.saved.delete(thread);
    this.removed.add(thread);
  }
}
