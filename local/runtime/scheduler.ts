import { randomUUID } from 'node:crypto';
import type { RuntimeClock } from './clock.ts';
import { until } from './until.ts';

/** Something with work that falls due on the clock: a service of AWS, or a partner such as the synthetic payer. */
export interface Participant {
  readonly name: string;
  /** When something falls due next, in milliseconds of the virtual clock. */
  nextDueAt(): number | undefined;
  /**
   * The same without what merely recurs (schedules). The clock jumps to a recurring thing only on its way to one
   * that does not recur; without that a finished run would never come to rest.
   */
  nextWorkDueAt?(): number | undefined;
  runDue(now: number): Promise<void> | void;
  /** Why the clock must not jump now. */
  busy(): string | undefined;
}

/**
 * `busy`: something is being done. `held`: nothing is, but a client holds the clock. `waiting`: only time must
 * pass. `settled`: nothing is left but what recurs; the clock rests.
 */
type RuntimeState = 'busy' | 'held' | 'waiting' | 'settled';

export interface SchedulerStatus {
  readonly state: RuntimeState;
  /** Who is busy, and with what. */
  readonly busy?: string;
  readonly holds: readonly string[];
  readonly nextDueAt?: number;
  /** The next due time that does not merely recur. */
  readonly nextWorkDueAt?: number;
}

export interface Scheduler {
  readonly add: (participant: Participant) => void;
  readonly start: () => void;
  /** Says that some `nextDueAt` or `busy` may have changed. */
  readonly wake: () => void;
  readonly status: () => SchedulerStatus;
  /** Keeps the clock from jumping until `release`, for at most `seconds` of real time; answers the id to release. */
  readonly hold: (name: string, seconds: number) => string;
  readonly release: (id: string) => boolean;
  /** Resolves when nothing is being done (a held clock is no obstacle). */
  readonly quiet: () => Promise<void>;
  /** Resolves when only what recurs is left. */
  readonly settled: () => Promise<void>;
  /** Moves the clock by `milliseconds`, stopping at everything that falls due on the way and doing it. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /**
   * One jump, also while the clock is held: to the next due time, then waits until all is quiet. False when
   * nothing but what recurs was left to jump to.
   */
  readonly step: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** Turns of the event loop that must all find nothing being done: a promise may be between two services. */
const quietTurnsNeeded = 4;
/** How often a busy runtime is looked at again, should no one have called `wake`. */
const recheckMilliseconds = 25;
const longestTimerMilliseconds = 60_000;
/** A schedule of every few minutes would make ninety days take an hour. */
const defaultRecurringPauseMilliseconds = 24 * 3_600_000;
/** How many pauses the longest one is, when nothing but what recurs happens. */
const longestPauseInPauses = 8;
/** Between two looks while there is work: at least this, and so many times as long as a look took. */
const shortestTurnMilliseconds = 2;
const longestTurnMilliseconds = 20;
const turnPauseInTurns = 10;

/**
 * The one loop that makes due things happen, in order of their due time.
 *
 * Where the clock is turned instead of running, it stops for what merely recurs at most once in
 * `recurringPauseMilliseconds`, and twice as seldom after each such stop until it has stopped for something else; what
 * recurred several times meanwhile then happens once, as after a time when the machine was off. It stops for everything
 * else exactly when that falls due. So whatever something else has left lying is looked after within one pause.
 */
export function createScheduler(
  clock: RuntimeClock,
  report: (participant: string, error: unknown) => void,
  recurringPauseMilliseconds = defaultRecurringPauseMilliseconds,
): Scheduler {
  const participants: Participant[] = [];
  const running = new Set<string>();
  const holds = new Map<string, { readonly name: string; readonly timer: NodeJS.Timeout }>();
  let quietWaiters: (() => void)[] = [];
  let settledWaiters: (() => void)[] = [];
  let turnQueued = false;
  let started = false;
  let stopped = false;
  let quietTurns = 0;
  let lastTurnAt = 0;
  let turnPauseMilliseconds = shortestTurnMilliseconds;
  /** An advance, a step or a jump moves the clock now; only one may. */
  let moving = false;
  let timer: NodeJS.Timeout | undefined;

  const least = (due: (participant: Participant) => number | undefined): number | undefined => {
    let result: number | undefined;
    for (const participant of participants) {
      const at = due(participant);
      if (at !== undefined && (result === undefined || at < result)) {
        result = at;
      }
    }
    return result;
  };
  const nextDueAt = (): number | undefined => least((participant) => participant.nextDueAt());
  const nextWorkDueAt = (): number | undefined =>
    least((participant) =>
      participant.nextWorkDueAt === undefined ? participant.nextDueAt() : participant.nextWorkDueAt(),
    );

  let lastRecurringStop = clock.now();
  let recurringPause = recurringPauseMilliseconds;

  /** Where the clock stops next when it is turned. */
  const nextStop = (): number | undefined => {
    const due = nextDueAt();
    const work = nextWorkDueAt();
    if (due === undefined || (work !== undefined && work <= due)) {
      return work ?? due;
    }
    const recurring = Math.max(due, lastRecurringStop + recurringPause);
    return work === undefined ? recurring : Math.min(work, recurring);
  };

  const moveTo = async (time: number): Promise<void> => {
    if (time < (nextWorkDueAt() ?? Infinity)) {
      lastRecurringStop = time;
      recurringPause = Math.min(2 * recurringPause, longestPauseInPauses * recurringPauseMilliseconds);
    } else {
      recurringPause = recurringPauseMilliseconds;
    }
    await clock.moveTo(time);
  };

  const busy = (): string | undefined => {
    for (const participant of participants) {
      const reason = running.has(participant.name) ? 'does what is due' : participant.busy();
      if (reason !== undefined) {
        return `${participant.name}: ${reason}`;
      }
    }
    return undefined;
  };

  /** What each participant last said: one that looks only ahead no longer says what has just fallen due. */
  const expected = new Map<Participant, number>();

  const note = (participant: Participant, at: number | undefined): void => {
    if (at === undefined || running.has(participant.name)) {
      expected.delete(participant);
    } else {
      expected.set(participant, at);
    }
  };

  const begin = (participant: Participant, now: number): void => {
    expected.delete(participant);
    quietTurns = 0;
    try {
      const done = participant.runDue(now);
      if (done !== undefined) {
        running.add(participant.name);
        done
          .catch((error: unknown) => report(participant.name, error))
          .finally(() => {
            running.delete(participant.name);
            wake();
          });
      }
    } catch (error) {
      report(participant.name, error);
    }
  };

  /** Begins what is due and notes when each falls due next; the least of all. Each question costs a look at the database. */
  const runDue = (now: number): number | undefined => {
    let result: number | undefined;
    let hasBegun = false;
    for (const participant of participants) {
      const noted = expected.get(participant);
      let at = participant.nextDueAt();
      const isDue = (noted !== undefined && noted <= now) || (at !== undefined && at <= now);
      if (isDue && !running.has(participant.name)) {
        begin(participant, now);
        hasBegun = true;
        at = undefined;
      } else {
        note(participant, at);
      }
      if (at !== undefined) {
        result = result === undefined || at < result ? at : result;
      }
    }
    if (!hasBegun) {
      return result;
    }
    // What one began may have made something due for another.
    return least((participant) => {
      const at = participant.nextDueAt();
      note(participant, at);
      return at;
    });
  };

  const sleep = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(wake, Math.max(1, Math.min(milliseconds, longestTimerMilliseconds)));
  };

  const jump = async (to: number): Promise<void> => {
    moving = true;
    try {
      await moveTo(to);
    } finally {
      moving = false;
      quietTurns = 0;
    }
    wake();
  };

  const resolveAll = (waiters: (() => void)[]): void => {
    for (const resolve of waiters) {
      resolve();
    }
  };

  /** One look at everything. Called once a turn of the event loop at most. */
  const turn = (): void => {
    turnQueued = false;
    if (stopped || !started) {
      return;
    }
    const began = performance.now();
    const due = runDue(clock.now());
    const isBusy = busy() !== undefined;
    lastTurnAt = performance.now();
    turnPauseMilliseconds = Math.min(
      longestTurnMilliseconds,
      Math.max(shortestTurnMilliseconds, turnPauseInTurns * (lastTurnAt - began)),
    );
    if (isBusy) {
      quietTurns = 0;
      const untilDue = due === undefined || clock.mode === 'jump' ? recheckMilliseconds : due - clock.now();
      sleep(Math.min(recheckMilliseconds, untilDue));
      return;
    }
    if (due !== undefined && due <= clock.now()) {
      // runDue left something due or made something due at this very instant.
      quietTurns = 0;
      sleep(1);
      return;
    }
    quietTurns += 1;
    if (quietTurns < quietTurnsNeeded) {
      wake();
      return;
    }
    const waitedForQuiet = quietWaiters;
    quietWaiters = [];
    resolveAll(waitedForQuiet);
    const work = nextWorkDueAt();
    if (work === undefined && holds.size === 0) {
      const settled = settledWaiters;
      settledWaiters = [];
      resolveAll(settled);
    }
    const stop = nextStop();
    if (clock.mode === 'wall') {
      sleep(due === undefined ? longestTimerMilliseconds : due - clock.now());
    } else if (
      work !== undefined &&
      stop !== undefined &&
      holds.size === 0 &&
      !moving &&
      waitedForQuiet.length === 0
    ) {
      jump(stop).catch((error: unknown) => report('clock', error));
    } else {
      sleep(waitedForQuiet.length > 0 ? 1 : longestTimerMilliseconds);
    }
  };

  function wake(): void {
    if (turnQueued || stopped) {
      return;
    }
    turnQueued = true;
    const since = performance.now() - lastTurnAt;
    if (quietTurns > 0 || since >= turnPauseMilliseconds) {
      setImmediate(turn);
    } else {
      // Much is being done: a look costs some questions to the database.
      setTimeout(turn, turnPauseMilliseconds - since);
    }
  }

  const quiet = (): Promise<void> =>
    new Promise((resolve) => {
      quietTurns = 0;
      quietWaiters.push(resolve);
      wake();
    });

  /** Runs `move` while no one else moves the clock. */
  const exclusively = async <Result>(move: () => Promise<Result>): Promise<Result> => {
    const id = hold('a move of the clock', 3_600);
    try {
      await until(() => !moving);
      moving = true;
      return await move();
    } finally {
      moving = false;
      release(id);
    }
  };

  function hold(name: string, seconds: number): string {
    const id = randomUUID();
    const expiry = setTimeout(() => release(id), Math.min(seconds, 86_400) * 1000);
    expiry.unref();
    holds.set(id, { name, timer: expiry });
    return id;
  }

  function release(id: string): boolean {
    const held = holds.get(id);
    if (held === undefined) {
      return false;
    }
    clearTimeout(held.timer);
    holds.delete(id);
    wake();
    return true;
  }

  return {
    add: (participant) => {
      participants.push(participant);
    },
    start: () => {
      started = true;
      wake();
    },
    wake,
    status: () => {
      const reason = busy();
      const due = nextDueAt();
      const work = nextWorkDueAt();
      const dueNow = due !== undefined && due <= clock.now();
      let state: RuntimeState = work === undefined ? 'settled' : 'waiting';
      if (reason !== undefined || dueNow) {
        state = 'busy';
      } else if (holds.size > 0) {
        state = 'held';
      }
      return {
        state,
        ...(reason === undefined ? {} : { busy: reason }),
        holds: [...holds.values()].map((held) => held.name),
        ...(due === undefined ? {} : { nextDueAt: due }),
        ...(work === undefined ? {} : { nextWorkDueAt: work }),
      };
    },
    hold,
    release,
    quiet,
    settled: () =>
      new Promise((resolve) => {
        quietTurns = 0;
        settledWaiters.push(resolve);
        wake();
      }),
    advance: (milliseconds) =>
      exclusively(async () => {
        const target = clock.now() + milliseconds;
        for (;;) {
          await quiet();
          const stop = nextStop();
          if (stop === undefined || stop > target) {
            await moveTo(target);
            wake();
            await quiet();
            return;
          }
          await moveTo(stop);
          wake();
        }
      }),
    step: () =>
      exclusively(async () => {
        await quiet();
        const stop = nextStop();
        if (nextWorkDueAt() === undefined || stop === undefined) {
          return false;
        }
        await moveTo(stop);
        wake();
        await quiet();
        return true;
      }),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      for (const held of holds.values()) {
        clearTimeout(held.timer);
      }
      await until(() => running.size === 0);
    },
  };
}
