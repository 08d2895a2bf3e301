import type * as z from 'zod';
import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import type { WorkTaskAnswer } from '#contracts/queries.ts';
import { taskIdOf } from '#domain/claims/move-claim.ts';
import { queryOf } from '#domain/coding/physician-query/claim-queries.ts';
import { decideQuery, type QueryEnded } from '#domain/coding/physician-query/end-query.ts';
import { followQuery } from '#domain/coding/physician-query/follow-query.ts';
import type { Worker } from '#domain/coding/work-task.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { StaffMembers } from './staff-members.ts';
import type { TaskStore } from './task-store.ts';
import { decideAgainOnConflict, loadClaim } from './work-on-claim.ts';

interface QueryWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** Carries out what was decided about a question to the provider; the question's own task the caller closes. */
export async function workPhysicianQuery(
  task: Task,
  decision: z.output<(typeof practiceTaskOutcomes)['physician-query']>,
  worker: Worker,
  world: QueryWorld,
): Promise<QueryEnded> {
  const { practiceId, claimId } = task;
  if (claimId === undefined) {
    return { refused: ['The task names no claim'] };
  }
  const claim = await loadClaim(world.claims, practiceId, claimId);
  return decideQuery(claim, await codingTaskOf(claim, world), task, decision, worker);
}

/**
 * Keeps an answer with the claim that came after its question was closed as unanswered; undefined for whatever else is
 * decided about a closed task.
 */
export async function keepLateAnswer(
  task: Task,
  { user, outcome }: { readonly user: string; readonly outcome: Readonly<Record<string, unknown>> },
  world: QueryWorld & { readonly clock: Clock; readonly commit: Commit },
): Promise<WorkTaskAnswer | undefined> {
  const { practiceId, claimId, kind } = task;
  const read = kind === 'physician-query' ? practiceTaskOutcomes[kind].safeParse(outcome).data : undefined;
  if (read?.outcome !== 'answered' || claimId === undefined) {
    return undefined;
  }
  return await decideAgainOnConflict(async (): Promise<WorkTaskAnswer | undefined> => {
    const claim = await loadClaim(world.claims, practiceId, claimId);
    if (queryOf(claim, task.taskId)?.status !== 'unanswered') {
      return undefined;
    }
    const done = decideQuery(claim, undefined, task, read, { user, at: world.clock.now() });
    if (done.refused !== undefined) {
      return { outcome: 'refused', problems: [...done.refused] };
    }
    await world.commit.apply(done.writes);
    return { outcome: 'noted', summary: done.summary };
  });
}

/** Does to an open question what time does to it; true when something was due. */
export async function followPhysicianQuery(
  task: Task,
  practice: Practice,
  world: QueryWorld & {
    readonly clock: Clock;
    readonly commit: Commit;
    readonly members: Pick<StaffMembers, 'list'>;
  },
): Promise<boolean> {
  const { practiceId, claimId } = task;
  if (claimId === undefined) {
    return false;
  }
  const claim = await loadClaim(world.claims, practiceId, claimId);
  const settings = practice.coding.physicianQuery;
  const writes = followQuery(
    claim,
    await codingTaskOf(claim, world),
    task,
    settings,
    settings.escalateTo ?? (await firstManager(practice, world)),
    world.clock.now(),
  );
  if (writes.length > 0) {
    await world.commit.apply(writes);
  }
  return writes.length > 0;
}

async function firstManager(
  { practiceId }: Practice,
  { members }: { readonly members: Pick<StaffMembers, 'list'> },
): Promise<string | undefined> {
  const staff = await members.list(practiceId);
  return staff.find(({ roles, disabled }) => !disabled && roles.includes('manager'))?.user;
}

/** The coding task that the claim waits for, if it does. */
async function codingTaskOf(claim: Claim, { tasks }: QueryWorld): Promise<Task | undefined> {
  const taskId = claim.state === 'awaiting-coding' ? taskIdOf(claim) : undefined;
  return taskId === undefined ? undefined : await tasks.load(claim.practiceId, taskId);
}
