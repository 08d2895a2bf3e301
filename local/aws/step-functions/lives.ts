import type { Json } from '../../runtime/service.ts';
import { findProgram } from './definition.ts';
import type { ExecutionRecord, LiveExecution, Thread } from './execution.ts';
import type { History } from './history.ts';
import { parseJson } from './json.ts';
import type { Machines } from './machines.ts';
import type { ExecutionTables } from './tables.ts';

/**
 * The executions in memory: those that do something. What the disk does not have yet is only here, so every
 * reading of an execution asks here first; an execution that only waits is nowhere but on the disk.
 */
export class Lives {
  readonly #tables: ExecutionTables;
  readonly #machines: Machines;
  readonly #history: History;
  readonly #idle: () => void;
  readonly #byId = new Map<number, LiveExecution>();
  readonly #byArn = new Map<string, LiveExecution>();

  constructor(tables: ExecutionTables, machines: Machines, history: History, idle: () => void) {
    this.#tables = tables;
    this.#machines = machines;
    this.#history = history;
    this.#idle = idle;
  }

  all(): IterableIterator<LiveExecution> {
    return this.#byId.values();
  }

  has(id: number): boolean {
    return this.#byId.has(id);
  }

  get(id: number): LiveExecution | undefined {
    return this.#byId.get(id);
  }

  /** What is known of an execution by its ARN, in memory or on the disk. */
  find(arn: string): ExecutionRecord | undefined {
    return this.#byArn.get(arn)?.record ?? this.#tables.findByArn(arn);
  }

  /** Keeps a new execution in memory. */
  create(record: ExecutionRecord): LiveExecution {
    const live = this.#assemble(record);
    live.threads.set(0, {
      number: 0,
      parent: undefined,
      branch: 0,
      path: [],
      program: live.program,
      mapContext: undefined,
      state: live.program.startAt,
      input: live.input,
      enteredAt: record.startedAt,
      standing: { kind: 'entering' },
      retryCount: 0,
      retriesUsed: [],
      variables: {},
      items: undefined,
      lastEventId: 0,
      nextBranch: 0,
      turn: 0,
    });
    live.nextThread = 1;
    this.#keep(live);
    return live;
  }

  /** An execution with its threads, from memory or the disk. Hold it or forget it before the next await. */
  load(id: number): LiveExecution | undefined {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      return known;
    }
    const record = this.#tables.findById(id);
    if (record === undefined) {
      return undefined;
    }
    const live = this.#assemble(record);
    for (const { stored, items } of this.#tables.threadsOf(id)) {
      const thread: Thread = {
        ...stored,
        parent: stored.parent,
        mapContext: stored.mapContext,
        program: findProgram(live.program, stored.path),
        items: items === undefined ? undefined : (parseJson(items) as Json[]),
        nextBranch: 0,
        turn: 0,
      };
      live.threads.set(thread.number, thread);
      live.nextThread = thread.number + 1;
      const parent = thread.parent === undefined ? undefined : live.threads.get(thread.parent);
      if (parent !== undefined) {
        parent.nextBranch = Math.max(parent.nextBranch, thread.branch + 1);
      }
    }
    live.nextEventId = this.#history.lastEventId(id) + 1;
    this.#keep(live);
    return live;
  }

  #assemble(record: ExecutionRecord): LiveExecution {
    const machine = this.#machines.of(record.machineArn);
    return {
      record,
      input: parseJson(record.input),
      roleArn: machine.roleArn,
      machineName: machine.name,
      program: findProgram(this.#machines.program(record.definitionHash), record.scope),
      threads: new Map(),
      nextThread: 0,
      nextEventId: 1,
      holds: 0,
    };
  }

  #keep(live: LiveExecution): void {
    this.#byId.set(live.record.id, live);
    this.#byArn.set(live.record.arn, live);
  }

  hold(live: LiveExecution): void {
    live.holds += 1;
  }

  /** Lets go of an execution; the last to let go puts it out of memory. */
  release(live: LiveExecution): void {
    live.holds -= 1;
    if (live.holds === 0) {
      this.forget(live);
      this.#idle();
    }
  }

  /** Puts an execution out of memory that nobody holds, or whose write failed. */
  forget(live: LiveExecution): void {
    if (this.#byId.get(live.record.id) === live) {
      this.#byId.delete(live.record.id);
      this.#byArn.delete(live.record.arn);
    }
  }
}
