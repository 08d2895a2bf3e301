import { handOnResult, workingInput } from '../data-flow.ts';
import type { ParallelState } from '../definition.ts';
import { collectOutputs, forkThread } from '../forks.ts';
import { limitedText } from '../json.ts';
import { type Move, scopeOf, type Stage } from '../stage.ts';

/** Parallel: walks all branches at the same time, each over the same input. */
export async function enterParallel(stage: Stage, state: ParallelState): Promise<Move> {
  const input = await workingInput(state, state.Parameters, state.Arguments, scopeOf(stage));
  stage.batch.record(stage.thread, 'ParallelStateStarted');
  for (const [branch, program] of state.branches.entries()) {
    const thread = forkThread(stage, stage.thread, branch, program, stage.thread.mapContext);
    thread.input = input;
  }
  stage.thread.nextBranch = state.branches.length;
  return { kind: 'park', standing: { kind: 'forked', limit: state.branches.length } };
}

/** Goes on after the last branch: the result is the list of the branches' outputs. */
export async function joinParallel(stage: Stage, state: ParallelState): Promise<Move> {
  const outputs = collectOutputs(stage, stage.thread);
  limitedText(outputs, `state '${state.name}'`);
  stage.batch.record(stage.thread, 'ParallelStateSucceeded');
  return { kind: 'leave', next: state.Next, handed: await handOnResult(state, outputs, scopeOf(stage)) };
}
