import type { Json, ServiceWorld } from '../../runtime/service.ts';
import type { Batch } from './batch.ts';
import { contextObject } from './context-object.ts';
import type { DataScope, Handed } from './data-flow.ts';
import type { MachineType, Standing, Thread, LiveExecution } from './execution.ts';
import type { StateError } from './state-error.ts';

/** What a thread does next. */
export type Move =
  | { readonly kind: 'enter'; readonly state: string; readonly input: Json }
  /** The state is over; without `next` the program is. */
  | { readonly kind: 'leave'; readonly next: string | undefined; readonly handed: Handed }
  /** The thread stands still until something from outside moves it. */
  | { readonly kind: 'park'; readonly standing: Standing }
  | { readonly kind: 'fail'; readonly error: StateError };

/** The first move of a walk, made with the thread in hand. */
export type FirstMove = (stage: Stage) => Move | Promise<Move>;

/** What states may ask of the service around them. */
export interface Crew {
  readonly world: ServiceWorld;
  /** Walks a thread until it parks; resolves when all it did is on the disk. */
  walk(live: LiveExecution, thread: Thread, first: FirstMove): Promise<void>;
  /** Lets a walk go on by itself. */
  background(work: Promise<void>): void;
  /** Makes the call of a thread that stands in `calling`. */
  makeCall(live: LiveExecution, thread: Thread): void;
  /** Goes on at once when the execution that a thread waits for has ended already. */
  checkJob(live: LiveExecution, thread: Thread): void;
  /** Reads the items of a Distributed Map whose thread stands in `reading`. */
  readItems(live: LiveExecution, thread: Thread): void;
  /** Starts children of a map run up to its concurrency, or joins it when all have ended. */
  pumpMapRun(mapRunArn: string): void;
}

/** A thread in hand: what the code of a state works with. */
export interface Stage {
  readonly live: LiveExecution;
  readonly thread: Thread;
  readonly batch: Batch;
  readonly crew: Crew;
}

/** What the fields of the thread's state are evaluated over. */
export function scopeOf(stage: Pick<Stage, 'live' | 'thread'>, token?: string): DataScope {
  return {
    input: stage.thread.input,
    context: contextObject(stage.live, stage.thread, token),
    variables: stage.thread.variables,
  };
}

/** What AWS bills: a transition for every state entered and every retry of a Standard execution. */
export function countTransition(crew: Crew, type: MachineType): void {
  if (type === 'STANDARD') {
    crew.world.count('states', 'transition');
  }
}
