import { problemsOf, TaskQuery, type QueryRefused } from '#contracts/queries.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import type { Task } from '#contracts/task.ts';
import { isBlindTo } from '#domain/coding/audit/blind-claim.ts';
import { financialEffect } from '#domain/coding/audit/financial-effect.ts';
import { queriesInWords } from '#domain/coding/physician-query/claim-queries.ts';
import { zeroCents } from '#domain/money/cents.ts';
import { withWaiting } from '#domain/aliases/unmapped-task.ts';
import { withClaimsAlike } from '#domain/remittance/claims-alike.ts';
import { withProposals } from '#domain/tasks/two-persons.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { findClaimsAlike } from '#ports/find-claims-alike.ts';
import type { CodingAudits } from '#ports/coding-audits.ts';
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
  readonly codingAudits: Pick<CodingAudits, 'load'>;
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
    const { practiceId, query: _, authority: _who, ...listing } = query;
    const page = await world.tasks.list(practiceId, listing);
    const tasks = await blindTasks(await allAsTheyStand(page.tasks, world), query, world);
    return page.next === undefined
      ? { outcome: 'listed', tasks }
      : { outcome: 'listed', tasks, next: page.next };
  }
  if (query.query === 'of-provider') {
    return { outcome: 'listed', tasks: await ofProvider(query, world) };
  }
  if (query.query === 'of-claim') {
    const tasks = await world.tasks.ofClaim(query.practiceId, query.claimId);
    const shown = await allAsTheyStand(tasks, world);
    return { outcome: 'listed', tasks: await blindTasks(shown, query, world) };
  }
  const stored = await world.tasks.load(query.practiceId, query.taskId);
  const task = stored && (await blindTasks([stored], query, world))[0];
  return task === undefined
    ? {
        outcome: 'refused',
        problems: [`taskId: practice ${query.practiceId} has no task ${query.taskId}`],
        because: 'not-found',
      }
    : {
        outcome: 'shown',
        task: await withCodings(
          await withQueries(await withLikeness(await asItStands(task, world), world), world),
          world,
        ),
      };
}

/** What tasks are about tells nothing of a claim's codes to an auditor who has yet to code its visit blind. */
async function blindTasks(
  tasks: readonly Task[],
  {
    practiceId,
    authority,
  }: { readonly practiceId: PracticeId; readonly authority?: StaffAuthority | undefined },
  { claims }: Pick<ReadTasksWorld, 'claims'>,
): Promise<readonly Task[]> {
  if (authority?.roles.includes('auditor') !== true || authority.roles.includes('manager')) {
    return tasks;
  }
  const claimIds = [
    ...new Set(tasks.flatMap(({ kind, claimId }) => (kind === 'coding-audit' ? [] : (claimId ?? [])))),
  ];
  const blind = new Set<string>();
  for (let start = 0; start < claimIds.length; start += atOnce) {
    const found = await Promise.all(
      claimIds.slice(start, start + atOnce).map((claimId) => claims.load(practiceId, claimId)),
    );
    for (const claim of found) {
      if (claim !== undefined && isBlindTo(authority, claim)) {
        blind.add(claim.claimId);
      }
    }
  }
  return tasks.map((task) =>
    task.kind !== 'coding-audit' && task.claimId !== undefined && blind.has(task.claimId)
      ? { ...task, why: 'What it is about is shown once the visit is coded blind.', evidence: [] }
      : task,
  );
}

/** Kinds of tasks that a provider has to do with. */
const kindsOfProviders = ['physician-query', 'unsigned-note'] as const;

/** Open tasks of the provider who the person is; none for somebody who is no provider. */
async function ofProvider(
  { practiceId, authority }: { readonly practiceId: PracticeId; readonly authority: StaffAuthority },
  { tasks }: Pick<ReadTasksWorld, 'tasks'>,
): Promise<Task[]> {
  const { providerNpi } = authority;
  const own: Task[] = [];
  for (const list of providerNpi === undefined ? [] : (['open', 'asleep'] as const)) {
    let next: string | undefined;
    do {
      const page = await tasks.list(practiceId, {
        list,
        kinds: [...kindsOfProviders],
        order: 'due',
        limit: 500,
        ...(next === undefined ? {} : { next }),
      });
      own.push(...page.tasks.filter((task) => task.providerNpi === providerNpi));
      next = page.next;
    } while (next !== undefined);
  }
  return own.map(forProvider);
}

/** A provider is told of nothing that speaks of money, and not of how others handle the task. */
function forProvider({ handling: _handling, ...task }: Task): Task {
  return {
    ...task,
    dollarsAtStakeCents: zeroCents,
    outcomes: task.kind === 'physician-query' ? ['answered'] : [],
  };
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

/** The task of an audit with both codings, once the second is there; until then it tells nothing of the first. */
async function withCodings(task: Task, { claims, codingAudits, practices }: ReadTasksWorld): Promise<Task> {
  const { practiceId, taskId, claimId } = task;
  if (task.kind !== 'coding-audit' || claimId === undefined) {
    return task;
  }
  const [audit, claim, practice] = await Promise.all([
    codingAudits.load(practiceId, taskId),
    claims.load(practiceId, claimId),
    practices.edition(practiceId),
  ]);
  const next = task.status === 'open' ? { outcomes: outcomesLeft(task, audit) } : {};
  if (audit?.blind === undefined || claim === undefined || practice === undefined) {
    return { ...task, ...next };
  }
  const { by, coding, differences } = audit.blind;
  return {
    ...task,
    ...next,
    compared: {
      coder: audit.coder,
      auditor: by,
      codedByCoder: audit.coding,
      codedByAuditor: coding,
      differences,
      effect: audit.closed?.effect ?? financialEffect(claim, practice, audit.coding, coding),
    },
  };
}

/** First the visit is coded blind, then the differences are judged. */
function outcomesLeft({ outcomes }: Task, audit: CodingAudit | undefined): string[] {
  const isBlind = audit?.blind === undefined;
  return outcomes.filter((outcome) => outcome === 'released' || (outcome === 'coded-blind') === isBlind);
}

/** A coding task with what the provider was asked and answered. */
async function withQueries(task: Task, { claims }: ReadTasksWorld): Promise<Task> {
  if (task.kind !== 'coding' || task.claimId === undefined) {
    return task;
  }
  const claim = await claims.load(task.practiceId, task.claimId);
  return claim === undefined ? task : { ...task, evidence: [...task.evidence, ...queriesInWords(claim)] };
}

/** A task says what was proposed of it; one that more and more visits may wait for says how many there are now. */
async function asItStands(stored: Task, { uploads }: ReadTasksWorld): Promise<Task> {
  const task = withProposals(stored);
  if (task.kind !== 'unmapped-alias' || task.status !== 'open') {
    return task;
  }
  return withWaiting(task, await uploads.waitingFor(task.practiceId, task.taskId));
}
