import type { Json } from '../../runtime/service.ts';
import { childrenOf, type Thread } from './execution.ts';
import type { Program } from './definition.ts';
import type { Stage } from './stage.ts';

/**
 * Begins a thread below the one in hand and walks it once the write of the fork is on the disk.
 * It counts as running from here on, even while its input is still being worked out.
 */
export function forkThread(
  stage: Stage,
  parent: Thread,
  branch: number,
  program: Program,
  mapContext: Json | undefined,
): Thread {
  const { live, batch, crew } = stage;
  const thread: Thread = {
    number: live.nextThread,
    parent: parent.number,
    branch,
    path: [...parent.path, { state: parent.state, branch }],
    program,
    mapContext,
    state: program.startAt,
    input: null,
    enteredAt: batch.now,
    standing: { kind: 'entering' },
    retryCount: 0,
    retriesUsed: [],
    variables: parent.variables,
    items: undefined,
    lastEventId: 0,
    nextBranch: 0,
    turn: 0,
  };
  live.nextThread += 1;
  live.threads.set(thread.number, thread);
  batch.saved.add(thread);
  batch.afterwards.push(() => {
    if (thread.turn === 0) {
      crew.background(
        crew.walk(live, thread, () => ({ kind: 'enter', state: thread.state, input: thread.input })),
      );
    }
  });
  return thread;
}

/** The outputs of a fork's threads in the order of its branches; the threads end with this. */
export function collectOutputs(stage: Stage, parent: Thread): Json[] {
  const children = childrenOf(stage.live, parent).toSorted((left, right) => left.branch - right.branch);
  return children.map((child) => {
    stage.batch.remove(child);
    return child.standing.kind === 'done' ? child.standing.output : null;
  });
}
