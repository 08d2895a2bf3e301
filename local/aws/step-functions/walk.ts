import type { Batch } from './batch.ts';
import { handOnError } from './data-flow.ts';
import type { MapState, State, WorkingState } from './definition.ts';
import { childrenOf, type LiveExecution, type Thread } from './execution.ts';
import { limitedText } from './json.ts';
import { decideRetry, findCatcher } from './retries.ts';
import { countTransition, type Crew, type FirstMove, type Move, scopeOf, type Stage } from './stage.ts';
import { asStateError, StateError } from './state-error.ts';
import { enterChoice } from './states/choice.ts';
import { enterDistributedMap } from './states/distributed-map.ts';
import { enterFail } from './states/fail.ts';
import { enterMap, joinMap, startIteration } from './states/map.ts';
import { enterParallel, joinParallel } from './states/parallel.ts';
import { enterPass } from './states/pass.ts';
import { enterSucceed } from './states/succeed.ts';
import { enterTask } from './states/task.ts';
import { enterWait } from './states/wait.ts';

/** How an execution ends. */
export interface Ending {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Where a walk leaves what it did. */
export interface WalkOutcome {
  /** Writes the batch; fixes what is written before it returns. */
  readonly commit: (batch: Batch) => Promise<void>;
  /** Ends the execution within the batch. */
  readonly end: (batch: Batch, ending: Ending) => void;
}

/** After so many states without a stop, what was done is written and others get their turn. */
const statesPerWrite = 100;

/** The state that a thread stands in. */
export function stateOf(thread: Thread): State {
  const state = thread.program.states.get(thread.state);
  if (state === undefined) {
    throw new StateError('States.Runtime', `The definition has no state '${thread.state}'.`);
  }
  return state;
}

/** Does what a state does when it is entered, or tried again. */
export function beginState(stage: Stage, state: State): Promise<Move> {
  switch (state.Type) {
    case 'Pass':
      return enterPass(stage, state);
    case 'Task':
      return enterTask(stage, state);
    case 'Choice':
      return enterChoice(stage, state);
    case 'Wait':
      return enterWait(stage, state);
    case 'Succeed':
      return enterSucceed(stage, state);
    case 'Fail':
      return enterFail(stage, state);
    case 'Parallel':
      return enterParallel(stage, state);
    case 'Map':
      return state.distributed ? enterDistributedMap(stage) : enterMap(stage, state);
  }
}

/**
 * One walk: a thread is taken in hand and led from state to state until it stands still; when it ends the last
 * branch of a fork, the walk goes on with the thread above. All that it changes goes into one batch.
 */
export class Walk {
  readonly #live: LiveExecution;
  readonly #batch: Batch;
  readonly #crew: Crew;
  readonly #outcome: WalkOutcome;
  #thread: Thread;
  #turn: number;
  /** The write of all that the walk did, once it stands still. */
  #stored: Promise<void> | undefined;

  constructor(batch: Batch, thread: Thread, keptToken: string | undefined, crew: Crew, outcome: WalkOutcome) {
    this.#live = batch.live;
    this.#batch = batch;
    this.#crew = crew;
    this.#outcome = outcome;
    this.#thread = thread;
    this.#turn = 0;
    this.#take(thread, keptToken);
  }

  #take(thread: Thread, keptToken?: string): void {
    thread.turn += 1;
    thread.standing = { kind: 'moving', token: keptToken };
    this.#thread = thread;
    this.#turn = thread.turn;
  }

  /** Whether somebody else took the thread or ended the execution meanwhile; then nothing of the walk counts. */
  #isLost(): boolean {
    return this.#thread.turn !== this.#turn || this.#live.record.status !== 'RUNNING';
  }

  get #stage(): Stage {
    return { live: this.#live, thread: this.#thread, batch: this.#batch, crew: this.#crew };
  }

  /**
   * Walks until the thread parks or the execution ends, and until that is on the disk; false when the walk was
   * lost on the way.
   */
  async go(first: FirstMove): Promise<boolean> {
    let move: Move | undefined = await this.#attempt(first);
    for (let states = 0; move !== undefined; states += 1) {
      if (this.#isLost()) {
        return false;
      }
      switch (move.kind) {
        case 'park':
          this.#park(move.standing);
          this.#settle();
          move = undefined;
          break;
        case 'enter':
          move = states < statesPerWrite ? await this.#enter(move) : this.#pause(move);
          break;
        case 'leave':
          move = await this.#leave(move);
          break;
        case 'fail':
          move = await this.#fail(move.error);
          break;
      }
    }
    await this.#stored;
    return this.#stored !== undefined;
  }

  /**
   * Hands over all that was done, in the same breath as the thread stops: from here on others may take it,
   * and what they do must follow this write.
   */
  #settle(): void {
    this.#stored = this.#outcome.commit(this.#batch);
  }

  #finish(ending: Ending): void {
    this.#outcome.end(this.#batch, ending);
    this.#settle();
  }

  async #attempt(step: FirstMove): Promise<Move> {
    try {
      return await step(this.#stage);
    } catch (error) {
      return { kind: 'fail', error: asStateError(error) };
    }
  }

  #park(standing: Thread['standing']): void {
    this.#thread.standing = standing;
    this.#batch.saved.add(this.#thread);
  }

  #pause(move: Extract<Move, { kind: 'enter' }>): Move {
    const thread = this.#thread;
    thread.state = move.state;
    thread.input = move.input;
    this.#batch.afterwards.push(() => {
      if (thread.standing.kind === 'entering') {
        this.#crew.background(this.#crew.walk(this.#live, thread, () => move));
      }
    });
    return { kind: 'park', standing: { kind: 'entering' } };
  }

  #enter(move: Extract<Move, { kind: 'enter' }>): Promise<Move> {
    return this.#attempt((stage) => {
      const { thread, batch } = stage;
      thread.state = move.state;
      thread.input = move.input;
      thread.enteredAt = batch.now;
      thread.retryCount = 0;
      thread.retriesUsed = [];
      const state = stateOf(thread);
      countTransition(this.#crew, this.#live.record.type);
      batch.record(thread, `${state.Type}StateEntered`, 'stateEnteredEventDetails', {
        name: move.state,
        input: JSON.stringify(move.input),
      });
      return beginState(stage, state);
    });
  }

  #leave(move: Extract<Move, { kind: 'leave' }>): Promise<Move | undefined> {
    const thread = this.#thread;
    const { output, assigned } = move.handed;
    let text: string;
    try {
      text = limitedText(output, `state '${thread.state}'`);
      limitedText(assigned, `Assign of state '${thread.state}'`);
    } catch (error) {
      return this.#fail(asStateError(error));
    }
    const names = Object.keys(assigned);
    thread.variables = names.length === 0 ? thread.variables : { ...thread.variables, ...assigned };
    this.#batch.record(thread, `${stateOf(thread).Type}StateExited`, 'stateExitedEventDetails', {
      name: thread.state,
      output: text,
      ...(names.length === 0
        ? {}
        : {
            assignedVariables: Object.fromEntries(
              Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]),
            ),
          }),
    });
    if (move.next !== undefined) {
      return Promise.resolve({ kind: 'enter', state: move.next, input: output });
    }
    if (thread.parent === undefined) {
      this.#finish({ status: 'SUCCEEDED', output: text });
      return Promise.resolve(undefined);
    }
    this.#park({ kind: 'done', output });
    return this.#afterBranch(this.#parentOf(thread.parent));
  }

  #parentOf(number: number): Thread {
    const parent = this.#live.threads.get(number);
    if (parent === undefined) {
      throw new Error(`Execution ${this.#live.record.arn} has no thread ${String(number)}.`);
    }
    return parent;
  }

  /** After a branch has ended: the next item of a Map, or the join when it was the last. */
  async #afterBranch(parent: Thread): Promise<Move | undefined> {
    const fork = stateOf(parent);
    if (fork.Type === 'Map') {
      this.#recordIteration(fork, 'Succeeded');
      if (parent.nextBranch < (parent.items?.length ?? 0)) {
        try {
          await startIteration(this.#stage, parent, fork);
          if (!this.#isLost()) {
            this.#settle();
          }
          return undefined;
        } catch (error) {
          if (this.#isLost()) {
            return undefined;
          }
          this.#take(parent);
          return { kind: 'fail', error: asStateError(error) };
        }
      }
    }
    if (childrenOf(this.#live, parent).some((thread) => thread.standing.kind !== 'done')) {
      this.#settle();
      return undefined;
    }
    this.#take(parent);
    return this.#attempt((stage) => {
      if (fork.Type === 'Map') {
        return joinMap(stage, fork);
      }
      if (fork.Type === 'Parallel') {
        return joinParallel(stage, fork);
      }
      throw new StateError('States.Runtime', `State '${fork.name}' has branches but is a ${fork.Type}.`);
    });
  }

  #recordIteration(fork: MapState, outcome: 'Succeeded' | 'Failed'): void {
    this.#batch.record(this.#thread, `MapIteration${outcome}`, `mapIteration${outcome}EventDetails`, {
      name: fork.name,
      index: this.#thread.branch,
    });
  }

  /** What an error does in the state in hand and, where nothing takes it, in the states around it. */
  async #fail(error: StateError): Promise<Move | undefined> {
    let passing = error;
    this.#dropBranches();
    for (;;) {
      const state = stateOf(this.#thread);
      if (state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map') {
        try {
          const handled = this.#retry(state, passing) ?? (await this.#catch(state, passing));
          if (handled !== undefined) {
            return handled;
          }
        } catch (thrown) {
          passing = asStateError(thrown);
        }
        if (this.#isLost()) {
          return { kind: 'fail', error: passing };
        }
      }
      if (this.#thread.standing.kind !== 'forked') {
        this.#park({ kind: 'failed', error: passing.error, cause: passing.cause });
      }
      if (this.#thread.parent === undefined) {
        this.#finish({
          status: 'FAILED',
          ...(passing.error === '' ? {} : { error: passing.error }),
          ...(passing.cause === '' ? {} : { cause: passing.cause }),
        });
        return undefined;
      }
      this.#climb(this.#parentOf(this.#thread.parent));
    }
  }

  /** Carries an error from a branch to the thread that forked it. */
  #climb(parent: Thread): void {
    const fork = stateOf(parent);
    if (fork.Type === 'Map') {
      this.#recordIteration(fork, 'Failed');
    }
    const forked = parent.standing;
    this.#take(parent);
    // Should nothing take the error, the fork stays as it stands, so that a redrive repeats only what failed.
    parent.standing = forked;
    this.#batch.record(parent, `${fork.Type}StateFailed`);
  }

  #dropBranches(): void {
    for (const child of childrenOf(this.#live, this.#thread)) {
      this.#batch.remove(child);
    }
    this.#thread.items = undefined;
  }

  #retry(state: WorkingState, error: StateError): Move | undefined {
    const thread = this.#thread;
    const decision = decideRetry(state.Retry, error, thread.retriesUsed, Math.random());
    if (decision === undefined) {
      return undefined;
    }
    this.#dropBranches();
    const used = [...thread.retriesUsed];
    for (let index = 0; index <= decision.retrier; index += 1) {
      used[index] = (used[index] ?? 0) + (index === decision.retrier ? 1 : 0);
    }
    thread.retriesUsed = used;
    return {
      kind: 'park',
      standing: { kind: 'retrying', until: this.#batch.now + decision.delayMilliseconds },
    };
  }

  async #catch(state: WorkingState, error: StateError): Promise<Move | undefined> {
    const catcher = findCatcher(state.Catch, error);
    if (catcher === undefined) {
      return undefined;
    }
    const handed = await handOnError(state, catcher, error, scopeOf(this.#stage));
    this.#dropBranches();
    return { kind: 'leave', next: catcher.Next, handed };
  }
}
