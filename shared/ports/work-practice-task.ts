import type * as z from 'zod';
import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import { problemsOf, type WorkTaskAnswer, type WorkTaskRequest } from '#contracts/queries.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import { practiceTaskKinds } from '#contracts/task-kinds.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import { RejectProposal, type Task, type TaskProposal } from '#contracts/task.ts';
import { formatDollars, sumCents } from '#domain/money/cents.ts';
import { beyondAuthority } from '#domain/staff/authority.ts';
import type { AboveLimit } from '#domain/tasks/approval-task.ts';
import { propose, proposalVersionOf, rejectProposal, ruleOn } from '#domain/tasks/two-persons.ts';
import type { Write } from '#domain/writes/write.ts';
import { askForApproval, endOfApproval, type Approving } from './approvals.ts';
import type { Commit } from './commit.ts';
import { practiceTaskDeciders, type DecidePracticeTaskWorld } from './decide-practice-task.ts';

export type WorkPracticeTaskWorld = DecidePracticeTaskWorld;

/**
 * Carries out what a person decided about a task that concerns no single claim. What takes two persons is only noted when
 * the first decides it, though it is looked at whether it could be done.
 */
export async function workPracticeTask(
  task: Task,
  {
    user,
    role,
    authority,
    outcome,
  }: Pick<z.output<typeof WorkTaskRequest>, 'user' | 'role' | 'authority' | 'outcome'>,
  world: WorkPracticeTaskWorld,
  approving?: Approving,
): Promise<WorkTaskAnswer> {
  const kind = practiceTaskKinds.find((known) => known === task.kind);
  if (kind === undefined) {
    return refused(`A task of the kind ${task.kind} is not decided here; it concerns no single claim`);
  }
  const at = world.clock.now();
  const rejection = RejectProposal.safeParse(outcome);
  if (rejection.success) {
    const rejected = rejectProposal(task, rejection.data.reason, user, at);
    return rejected.refused === undefined
      ? await note(task, rejected, world, await endOfApproval(task, { at, by: user }, world))
      : refused(rejected.refused);
  }
  const read = practiceTaskOutcomes[kind].safeParse(outcome);
  if (!read.success) {
    return refused(
      ...problemsOf(read.error),
      `A task of kind ${kind} may be decided as: ${task.outcomes.join(', ')}`,
    );
  }
  const decided = { ...outcome, outcome: read.data.outcome, reason: read.data.reason };
  const ruling = ruleOn(task, decided, user, at);
  if (ruling.ruling === 'refused') {
    return refused(ruling.problem);
  }
  const decidedBy = ruling.ruling === 'carry-out' ? ruling.decidedBy : undefined;
  const done = await practiceTaskDeciders[kind](
    outcome,
    {
      task,
      user: decidedBy?.confirmedBy ?? user,
      proposedBy: ruling.ruling === 'noted' ? user : decidedBy?.proposedBy,
      at,
    },
    world,
  );
  if (done.refused !== undefined) {
    return refused(...done.refused);
  }
  const beyond = await beyondLimit(task, read.data, { authority, role }, world);
  if (ruling.ruling === 'noted') {
    return beyond === undefined
      ? await note(task, ruling, world, await endOfApproval(task, { at, by: user }, world))
      : await askForApproval(task, ruling.proposals, beyond, world);
  }
  if (beyond !== undefined) {
    const proposed = ruling.decidedBy === undefined ? propose(task, decided, user, at) : undefined;
    return proposed?.ruling === 'noted'
      ? await askForApproval(task, proposed.proposals, beyond, world)
      : refused(`${beyond.because}; it takes somebody who does`);
  }
  // Only what may be carried out in part is confirmed beforehand: it can be finished then, and not be decided otherwise.
  const inParts = done.beforehand === undefined ? undefined : ruling.proposals;
  const confirmed = inParts === undefined ? task : { ...task, proposals: [...inParts] };
  if (inParts !== undefined && !(await keepProposals(task, inParts, world))) {
    return refused(sameMoment);
  }
  const cameBetween = await done.beforehand?.();
  if (cameBetween !== undefined) {
    return refused(cameBetween);
  }
  const isClosed = await close(
    confirmed,
    decidedBy === undefined
      ? `${read.data.outcome}: ${read.data.reason}`
      : `${read.data.outcome}, as ${decidedBy.proposedBy} had proposed: ${decidedBy.reason}`,
    { at, user: decidedBy?.confirmedBy ?? user },
    world,
    [...(done.writes ?? []), ...(await endOfApproval(task, { at, by: user, approving }, world))],
  );
  await done.afterwards?.();
  return isClosed ? { outcome: 'worked', summary: done.summary } : refused(sameMoment);
}

/** Why the person only proposes what lets money go, if so. */
async function beyondLimit(
  task: Task,
  decision: { readonly outcome: string; readonly amount?: Cents; readonly claim?: ClaimId },
  person: Pick<z.output<typeof WorkTaskRequest>, 'authority' | 'role'>,
  world: Pick<WorkPracticeTaskWorld, 'practices' | 'accounts'>,
): Promise<AboveLimit | undefined> {
  return task.kind === 'dispute'
    ? await beyondWriteOff(task, decision, person, world)
    : await beyondRefund(task, decision, person.authority, world);
}

/**
 * Why the person only proposes what is given up of a disputed balance, if so. What counts is all that disputes gave up of
 * the visit: no limit is kept by giving it up in parts.
 */
async function beyondWriteOff(
  { practiceId, disputed }: Task,
  { outcome, amount, claim }: Parameters<typeof beyondLimit>[1],
  { authority, role }: Pick<z.output<typeof WorkTaskRequest>, 'authority' | 'role'>,
  { practices, accounts }: Pick<WorkPracticeTaskWorld, 'practices' | 'accounts'>,
): Promise<AboveLimit | undefined> {
  const practice = await practices.edition(practiceId);
  if (outcome !== 'adjust' || amount === undefined || practice === undefined) {
    return undefined;
  }
  const account = disputed && (await accounts.load(practiceId, disputed.guarantorId));
  const earlier = (account?.disputes ?? []).flatMap(({ closed }) =>
    closed?.claimId === claim && closed?.adjustedCents !== undefined ? [closed.adjustedCents] : [],
  );
  const wholeCents = sumCents([amount, ...earlier], (part) => part);
  const limitCents = practice.writeOffLimitCents;
  const because =
    authority === undefined && role !== 'manager' && wholeCents > limitCents
      ? `A write-off of ${formatDollars(wholeCents)} is above the practice's limit of ${formatDollars(limitCents)}`
      : beyondAuthority(authority, 'write-off', wholeCents, practice);
  return because === undefined
    ? undefined
    : {
        what: 'write-off',
        amountCents: amount,
        because:
          earlier.length === 0 ? because : `${because}, with what disputes gave up of the visit before`,
      };
}

/** Why the person only proposes this refund, if so. What counts is the whole credit: no limit is kept by giving it back in parts. */
async function beyondRefund(
  { practiceId, credit }: Task,
  decision: { readonly outcome: string; readonly amount?: Cents },
  authority: StaffAuthority | undefined,
  { practices }: Pick<WorkPracticeTaskWorld, 'practices'>,
): Promise<AboveLimit | undefined> {
  const { outcome, amount } = decision;
  if (outcome !== 'refund' || amount === undefined || authority === undefined) {
    return undefined;
  }
  const practice = await practices.edition(practiceId);
  const wholeCents = credit !== undefined && credit.owedCents > amount ? credit.owedCents : amount;
  const because =
    practice === undefined ? undefined : beyondAuthority(authority, 'refund', wholeCents, practice);
  return because === undefined
    ? undefined
    : {
        what: 'refund',
        amountCents: amount,
        because: wholeCents === amount ? because : `${because}, and this is a part of it`,
      };
}

const sameMoment =
  'The task, or what it is about, was changed at the same moment by somebody else; look at it again';

/** Keeps what was proposed of a task; nothing is done yet. */
export async function note(
  task: Task,
  { proposals, summary }: { readonly proposals: readonly TaskProposal[]; readonly summary: string },
  world: Pick<WorkPracticeTaskWorld, 'commit'>,
  beside: readonly Write[] = [],
): Promise<WorkTaskAnswer> {
  return (await keepProposals(task, proposals, world, beside))
    ? { outcome: 'noted', summary }
    : refused(sameMoment);
}

/** False when somebody else proposed or decided something meanwhile. */
async function keepProposals(
  task: Task,
  proposals: readonly TaskProposal[],
  { commit }: Pick<WorkPracticeTaskWorld, 'commit'>,
  beside: readonly Write[] = [],
): Promise<boolean> {
  const { practiceId, taskId } = task;
  return await unlessOvertaken(() =>
    commit.apply([
      {
        kind: 'save-proposals',
        practiceId,
        taskId,
        proposals,
        version: proposalVersionOf({ proposals: [...proposals] }),
        expectedVersion: proposalVersionOf(task),
      },
      ...beside,
    ]),
  );
}

/** Closes the task; false when somebody else did meanwhile, or proposed something. */
async function close(
  task: Task,
  outcome: string,
  { at, user }: { readonly at: Instant; readonly user: string },
  { commit }: Pick<WorkPracticeTaskWorld, 'commit'>,
  writes: readonly Write[],
): Promise<boolean> {
  const { practiceId, taskId } = task;
  return await unlessOvertaken(() =>
    commit.apply([
      ...writes,
      {
        kind: 'close-task',
        practiceId,
        taskId,
        status: 'worked',
        outcome,
        closedAt: at,
        closedBy: user,
        proposalVersion: proposalVersionOf(task),
      },
    ]),
  );
}

/** Whether it was written; another may have been first. */
async function unlessOvertaken(write: () => ReturnType<Commit['apply']>): Promise<boolean> {
  try {
    return (await write()).outcome === 'committed';
  } catch (error) {
    if (error instanceof CommitConflict) {
      return false;
    }
    throw error;
  }
}

function refused(...problems: string[]): WorkTaskAnswer {
  return { outcome: 'refused', problems };
}
