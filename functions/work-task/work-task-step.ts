import type * as z from 'zod';
import type { Claim } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf, WorkTaskRequest, type WorkTaskAnswer } from '#contracts/queries.ts';
import { claimTaskKinds, type ClaimTaskKind } from '#contracts/task-kinds.ts';
import { RejectProposal, type Task } from '#contracts/task.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { decideChargeChangedTask } from '#domain/charge-changes/decide-charge-changed-task.ts';
import { IllegalMove, RoundLimitReached, taskIdOf } from '#domain/claims/move-claim.ts';
import { decideAuditTask } from '#domain/coding/audit/decide-audit-task.ts';
import { financialEffect } from '#domain/coding/audit/financial-effect.ts';
import { decideCodingTask } from '#domain/coding/decide-coding-task.ts';
import type { TaskWorked } from '#domain/coding/work-task.ts';
import { decideHoldTask } from '#domain/holds/hold-claim.ts';
import { decideAppealTask } from '#domain/denials/decide-appeal-task.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import { returnToDenial } from '#domain/denials/return-to-denial.ts';
import { writeOffRemaining, type StaffMember } from '#domain/denials/write-off.ts';
import { decideCoverageTask } from '#domain/eligibility/decide-coverage-task.ts';
import { decideAuthorizationTask } from '#domain/scrub/decide-authorization-task.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { decideFollowUpTask } from '#domain/submission/decide-follow-up-task.ts';
import { decideRejectionTask } from '#domain/submission/decide-rejection-task.ts';
import { isForProvider, refuseByRole } from '#domain/staff/task-roles.ts';
import { closedSentence, heldByOther } from '#domain/tasks/handle-task.ts';
import { zeroCents } from '#domain/money/cents.ts';
import { staleAmount } from '#domain/tasks/approval-task.ts';
import { propose, rejectProposal } from '#domain/tasks/two-persons.ts';
import { askForApproval, endOfApproval, workApproval, type Approving } from '#ports/approvals.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import { latestAudits, type CodingAudits } from '#ports/coding-audits.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { decideAgainOnConflict, loadClaim, type ClaimWorld } from '#ports/work-on-claim.ts';
import { keepLateAnswer } from '#ports/work-physician-query.ts';
import { note, workPracticeTask, type WorkPracticeTaskWorld } from '#ports/work-practice-task.ts';

export interface WorkTaskWorld extends ClaimWorld, WorkPracticeTaskWorld {
  readonly practices: Pick<PracticeStore, 'load' | 'edition' | 'save'>;
  readonly claims: Pick<ClaimStore, 'load' | 'list'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'takebacks'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly codingAudits: Pick<CodingAudits, 'load' | 'ofCoder'>;
}

interface Facts {
  readonly claim: Claim;
  readonly task: Task;
  readonly practice: Practice;
  readonly postings: readonly Posting[];
  /** Of a coding task: what the latest audits of the person's codes came to. */
  readonly audits: readonly CodingAudit[];
  readonly audit: CodingAudit | undefined;
  readonly staff: StaffMember;
  /** The guarantor's, where the decision may ask the patient again. */
  readonly account: PatientAccount | undefined;
}

/** How each kind of task is decided, once its outcome was read by that kind's own schema. */
const deciders: { readonly [Kind in ClaimTaskKind]: (outcome: unknown, facts: Facts) => TaskWorked } = {
  coverage: (outcome, { claim, practice, staff }) =>
    decideCoverageTask(claim, practice, taskOutcomes.coverage.parse(outcome), staff),
  coding: (outcome, { claim, task, practice, staff, audits }) =>
    decideCodingTask(claim, practice, taskOutcomes.coding.parse(outcome), staff, {
      codingTask: task,
      audits,
    }),
  'coding-audit': (outcome, { claim, task, practice, staff, audit }) =>
    audit === undefined
      ? { refused: `Nothing is known of the audit ${task.taskId}` }
      : decideAuditTask(
          claim,
          practice,
          { audit, task, effectOf: (coded, right) => financialEffect(claim, practice, coded, right) },
          taskOutcomes['coding-audit'].parse(outcome),
          staff,
        ),
  authorization: (outcome, { claim, practice, postings, staff }) => {
    const decision = taskOutcomes.authorization.parse(outcome);
    return decision.outcome === 'write-off'
      ? writeOffRemaining(claim, practice, postings, 'authorization', decision, staff)
      : decideAuthorizationTask(claim, practice, decision, staff);
  },
  correction: (outcome, { claim, practice, postings, staff }) => {
    const decision = taskOutcomes.correction.parse(outcome);
    return decision.outcome === 'write-off'
      ? writeOffRemaining(claim, practice, postings, 'correction', decision, staff)
      : decideCorrectionTask(claim, practice, decision, staff);
  },
  rejection: (outcome, { claim, practice, postings, staff }) => {
    const decision = taskOutcomes.rejection.parse(outcome);
    return decision.outcome === 'write-off'
      ? writeOffRemaining(claim, practice, postings, 'rejection', decision, staff)
      : decideRejectionTask(claim, practice, decision, staff);
  },
  'follow-up': (outcome, { claim, practice, postings, staff }) => {
    const decision = taskOutcomes['follow-up'].parse(outcome);
    switch (decision.outcome) {
      case 'write-off':
        return writeOffRemaining(claim, practice, postings, 'follow-up', decision, staff);
      case 'back-to-denial':
        return returnToDenial(claim, practice, postings, decision, staff);
      case 'keep-waiting':
      case 'resubmit':
        return decideFollowUpTask(claim, practice, decision, staff);
    }
  },
  denial: (outcome, { claim, practice, postings, staff }) =>
    decideDenialTask(claim, practice, postings, taskOutcomes.denial.parse(outcome), staff),
  appeal: (outcome, { claim, practice, postings, staff }) =>
    decideAppealTask(claim, practice, postings, taskOutcomes.appeal.parse(outcome), staff),
  hold: (outcome, { claim, staff }) => decideHoldTask(claim, taskOutcomes.hold.parse(outcome), staff),
  'charge-changed': (outcome, { claim, practice, postings, staff, account }) =>
    decideChargeChangedTask(
      claim,
      practice,
      postings,
      taskOutcomes['charge-changed'].parse(outcome),
      staff,
      account,
    ),
};

/**
 * Carries out what a person decided about a task. A decision that comes too late, because somebody else worked the
 * task or a file moved the claim on, or that is not allowed, is refused in words and changes nothing.
 */
export async function workTaskStep(event: unknown, world: WorkTaskWorld): Promise<WorkTaskAnswer> {
  const request = WorkTaskRequest.safeParse(event);
  if (!request.success) {
    return refused(...problemsOf(request.error));
  }
  const { practiceId, taskId, user, authority, outcome } = request.data;
  const task = await world.tasks.load(practiceId, taskId);
  if (task === undefined) {
    return { ...refused(`taskId: practice ${practiceId} has no task ${taskId}`), because: 'not-found' };
  }
  if (authority !== undefined && !isForProvider(authority, task)) {
    return { ...refused(`taskId: practice ${practiceId} has no task ${taskId}`), because: 'not-found' };
  }
  const notForRole = authority && refuseByRole(authority, task, String(outcome['outcome']));
  if (notForRole !== undefined) {
    return { ...refused(notForRole), because: 'not-allowed' };
  }
  if (task.status !== 'open') {
    return (await keepLateAnswer(task, { user, outcome }, world)) ?? refused(closedSentence(task));
  }
  const held = heldByOther(task, user, world.clock.now());
  if (held !== undefined) {
    return refused(held);
  }
  return task.kind === 'write-off-approval'
    ? await workApproval(task, { user, outcome }, world, (approved, decision, approving) =>
        workOn(approved, { ...request.data, outcome: decision }, world, approving),
      )
    : await workOn(task, request.data, world);
}

/**
 * Decides an open task.
 * @param approving the decision is another person's proposal, which this one approves.
 */
async function workOn(
  task: Task,
  { user, role, authority, outcome }: Omit<z.output<typeof WorkTaskRequest>, 'practiceId' | 'taskId'>,
  world: WorkTaskWorld,
  approving?: Approving,
): Promise<WorkTaskAnswer> {
  const { practiceId, taskId, claimId } = task;
  const kind = claimTaskKinds.find((known) => known === task.kind);
  if (kind === undefined || claimId === undefined) {
    return await workPracticeTask(task, { user, role, authority, outcome }, world, approving);
  }
  const rejection = RejectProposal.safeParse(outcome);
  if (rejection.success) {
    const rejected = rejectProposal(task, rejection.data.reason, user, world.clock.now());
    return rejected.refused === undefined
      ? await note(
          task,
          rejected,
          world,
          await endOfApproval(task, { at: world.clock.now(), by: user }, world),
        )
      : refused(rejected.refused);
  }
  const read = taskOutcomes[kind].safeParse(outcome);
  if (!read.success) {
    return refused(
      ...problemsOf(read.error),
      `A task of kind ${kind} may be decided as: ${task.outcomes.join(', ')}`,
    );
  }
  return await decideAgainOnConflict(async () => {
    const claim = await loadClaim(world.claims, practiceId, claimId);
    if (taskInHand(claim, task) !== taskId) {
      return refused(`The claim moved on while this task was open: ${claim.summary}`);
    }
    const approval = approving && (await world.tasks.load(practiceId, approving.approval.taskId));
    if (approval !== undefined && approval.status !== 'open') {
      return refused(closedSentence(approval));
    }
    const at = world.clock.now();
    const facts: Facts = {
      claim,
      task,
      practice: await loadPractice(world.practices, practiceId),
      postings: await world.ledger.ofClaim(practiceId, claimId),
      audits: kind === 'coding' ? await world.codingAudits.ofCoder(practiceId, user, latestAudits) : [],
      audit: kind === 'coding-audit' ? await world.codingAudits.load(practiceId, taskId) : undefined,
      staff: { user, role, authority, at },
      account:
        kind === 'charge-changed' ? await world.accounts.load(practiceId, claim.guarantorId) : undefined,
    };
    // Whoever may approve nothing is told how much it is about now.
    const nowCents =
      approving === undefined
        ? undefined
        : decide(kind, outcome, { ...facts, staff: { ...facts.staff, authority: { roles: [] } } })
            .amountCents;
    const thenCents = approving?.approval.approves?.amountCents;
    if (nowCents !== undefined && thenCents !== undefined && nowCents !== thenCents) {
      return refused(staleAmount(thenCents, nowCents));
    }
    const worked = decide(kind, outcome, facts);
    if (worked.refused !== undefined && worked.takesApproval === true) {
      const ruling = propose(task, { ...outcome, ...wordsOf(read.data) }, user, at);
      const { amountCents = zeroCents, refused: because } = worked;
      return ruling.ruling === 'noted'
        ? await askForApproval(task, ruling.proposals, { what: 'write-off', amountCents, because }, world)
        : refused(`${worked.refused}; it takes somebody who does`);
    }
    if (worked.refused !== undefined) {
      return refused(worked.refused);
    }
    const committed = await world.commit.apply([
      ...worked.writes,
      // What leaves the task open leaves its proposal standing.
      ...(worked.noted === undefined ? await endOfApproval(task, { at, by: user, approving }, world) : []),
    ]);
    if (committed.outcome === 'duplicate') {
      return refused(`The task was worked at the same moment by somebody else; look at the claim again`);
    }
    return worked.noted === undefined
      ? { outcome: 'worked', claimId, summary: worked.claim.summary }
      : { outcome: 'noted', summary: worked.noted };
  });
}

/** The task that the claim knows of: that of its wait, or one that is decided while the claim goes on. */
function taskInHand(claim: Claim, { kind, audit }: Task): Task['taskId'] | undefined {
  if (kind === 'charge-changed') {
    return claim.pendingChange?.taskId;
  }
  return audit?.when === 'post-bill' ? claim.codingAudit?.taskId : taskIdOf(claim);
}

function decide(kind: ClaimTaskKind, outcome: unknown, facts: Facts): TaskWorked {
  try {
    return deciders[kind](outcome, facts);
  } catch (error) {
    if (error instanceof IllegalMove || error instanceof RoundLimitReached) {
      return { refused: error.message };
    }
    throw error;
  }
}

/** What every decision has; that a claim is coded needs no reason. */
function wordsOf(decision: { readonly outcome: string; readonly reason?: string }) {
  return { outcome: decision.outcome, reason: decision.reason ?? '' };
}

function refused(...problems: string[]): Extract<WorkTaskAnswer, { outcome: 'refused' }> {
  return { outcome: 'refused', problems };
}
