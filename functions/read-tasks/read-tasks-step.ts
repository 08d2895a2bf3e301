import { problemsOf, TaskQuery, type QueryRefused } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import { withWaiting } from '#domain/aliases/unmapped-task.ts';
import { withClaimsAlike } from '#domain/remittance/claims-alike.ts';
import { withProposals } from '#domain/tasks/two-persons.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { findClaimsAlike } from '#ports/find-claims-alike.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { parkedPaymentOf, type WorkRemittanceTasksWorld } from '#ports/work-remittance-tasks.ts';

export type ReadTasksAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly tasks: readonly Task[]; readonly next?: string }
  | { readonly outcome: 'shown'; readonly task: Task };

interface ReadTasksWorld extends Omit<WorkRemittanceTasksWorld, 'claims' | 'executions' | 'remittances'> {
  readonly tasks: TaskStore;
  readonly uploads: Pick<UploadRegister, 'waitingFor'>;
  readonly claims: Pick<ClaimStore, 'load' | 'list'>;
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
}

/** Tasks whose visits are counted at the same time. */
const atOnce = 10;

/** Answers questions about tasks; changes nothing. */
export async function readTasksStep(event: unknown, world: ReadTasksWorld): Promise<ReadTasksAnswer> {
  const read = TaskQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  if (query.query === 'list') {
    const { practiceId, query: _, ...listing } = query;
    const page = await world.tasks.list(practiceId, listing);
    const tasks = await allAsTheyStand(page.tasks, world);
    return page.next === undefined
      ? { outcome: 'listed', tasks }
      : { outcome: 'listed', tasks, next: page.next };
  }
  if (query.query === 'of-claim') {
    const tasks = await world.tasks.ofClaim(query.practiceId, query.claimId);
    return { outcome: 'listed', tasks: await allAsTheyStand(tasks, world) };
  }
  const task = await world.tasks.load(query.practiceId, query.taskId);
  return task === undefined
    ? {
        outcome: 'refused',
        problems: [`taskId: practice ${query.practiceId} has no task ${query.taskId}`],
        because: 'not-found',
      }
    : { outcome: 'shown', task: await withLikeness(await asItStands(task, world), world) };
}

async function allAsTheyStand(stored: readonly Task[], world: ReadTasksWorld): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let start = 0; start < stored.length; start += atOnce) {
    tasks.push(
      ...(await Promise.all(stored.slice(start, start + atOnce).map((task) => asItStands(task, world)))),
    );
  }
  return tasks;
}

/** The task of a parked payment, with the claims that it may belong to. They are looked for each time it is shown. */
async function withLikeness(task: Task, world: ReadTasksWorld): Promise<Task> {
  if (task.kind !== 'unmatched-remittance' || task.status !== 'open') {
    return task;
  }
  const practice = await world.practices.edition(task.practiceId);
  const parked = practice === undefined ? undefined : await parkedPaymentOf(task, practice, world);
  return practice === undefined || parked === undefined
    ? task
    : withClaimsAlike(task, await findClaimsAlike(parked.clp, practice, world));
}

/** A task says what was proposed of it; one that more and more visits may wait for says how many there are now. */
async function asItStands(stored: Task, { uploads }: ReadTasksWorld): Promise<Task> {
  const task = withProposals(stored);
  if (task.kind !== 'unmapped-alias' || task.status !== 'open') {
    return task;
  }
  return withWaiting(task, await uploads.waitingFor(task.practiceId, task.taskId));
}
