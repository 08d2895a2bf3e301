import type { JsonObject } from '../../runtime/service.ts';
import type { LiveExecution, Thread } from './execution.ts';
import { parseJson } from './json.ts';
import { historyLimitEvents } from './state-error.ts';
import type { ExecutionTables } from './tables.ts';

/** An event of an execution's history; `details` stands under the name that the API gives it for this type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Milliseconds of the virtual clock. */
  readonly timestamp: number;
  readonly detailsName?: string;
  readonly details?: JsonObject;
}

/** An event that has no id yet: ids are given in the order in which steps reach the disk. */
export interface PendingEvent {
  readonly thread: Thread | undefined;
  readonly type: string;
  readonly timestamp: number;
  readonly detailsName?: string;
  readonly details?: JsonObject;
}

/** The event that a thread's next one follows; a new thread's first follows the last of its parent. */
export function lastEventOf(live: LiveExecution, thread: Thread): number {
  if (thread.lastEventId !== 0 || thread.parent === undefined) {
    return thread.lastEventId;
  }
  return live.threads.get(thread.parent)?.lastEventId ?? 0;
}

/** The histories of all Standard executions: the events of one step are one row. */
export class History {
  readonly #tables: ExecutionTables;

  constructor(tables: ExecutionTables) {
    this.#tables = tables;
  }

  /** Whether these events still fit into the execution's history, with one to spare for its end. */
  fits(live: LiveExecution, count: number): boolean {
    return live.nextEventId + count <= historyLimitEvents;
  }

  /** Numbers the events of a step and answers the change that writes them. */
  writer(live: LiveExecution, pending: readonly PendingEvent[]): () => void {
    const events: HistoryEvent[] = [];
    for (const { thread, ...event } of pending) {
      const id = live.nextEventId;
      live.nextEventId += 1;
      events.push({
        id,
        previousEventId: thread === undefined ? id - 1 : lastEventOf(live, thread),
        ...event,
      });
      if (thread !== undefined) {
        thread.lastEventId = id;
      }
    }
    const first = events[0]?.id ?? 0;
    const last = events.at(-1)?.id ?? 0;
    const text = JSON.stringify(events);
    return () => {
      this.#tables
        .prepare('INSERT INTO states_history (execution, first_id, last_id, events) VALUES (?, ?, ?, ?)')
        .run(live.record.id, first, last, text);
    };
  }

  lastEventId(execution: number): number {
    const row = this.#tables
      .prepare('SELECT last_id FROM states_history WHERE execution = ? ORDER BY first_id DESC LIMIT 1')
      .get(execution) as unknown as { last_id: number } | undefined;
    return row?.last_id ?? 0;
  }

  /** A page of events beside `after` (exclusive; 0 begins), in the order asked for. */
  page(execution: number, after: number, limit: number, reverse: boolean): HistoryEvent[] {
    const sql = reverse
      ? 'SELECT events FROM states_history WHERE execution = ? AND first_id < ? ORDER BY first_id DESC'
      : 'SELECT events FROM states_history WHERE execution = ? AND last_id > ? ORDER BY first_id';
    const edge = reverse && after === 0 ? Number.MAX_SAFE_INTEGER : after;
    const found: HistoryEvent[] = [];
    for (const row of this.#tables.prepare(sql).iterate(execution, edge)) {
      const chunk = parseJson((row as unknown as { events: string }).events) as unknown as HistoryEvent[];
      for (const event of reverse ? chunk.toReversed() : chunk) {
        if (reverse ? event.id < edge : event.id > edge) {
          found.push(event);
        }
        if (found.length === limit) {
          return found;
        }
      }
    }
    return found;
  }
}
