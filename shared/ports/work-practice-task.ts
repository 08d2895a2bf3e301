import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { contractVersion } from '#contracts/steps.ts';
import { problemsOf, type WorkTaskAnswer, type WorkTaskRequest } from '#contracts/queries.ts';
import {
  practiceTaskKinds,
  practiceTaskOutcomes,
  RejectProposal,
  type PracticeTaskKind,
  type Task,
  type TaskProposal,
} from '#contracts/task.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { appointmentOfTask } from '#domain/appointments/missing-charge.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { decideVarianceTask } from '#domain/expected-payment/decide-variance-task.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { never, visitOfTask } from '#domain/intake/visit/incomplete-visit.ts';
import { decideUnexplainedAdjustment } from '#domain/remittance/decide-unexplained-adjustment.ts';
import { decideTakebackDiffers } from '#domain/takebacks/decide-takeback-differs.ts';
import { exportPracticeJson } from '#domain/practice/export-practice.ts';
import { dayFault } from '#domain/tasks/day-to-wait-for.ts';
import { proposalVersionOf, rejectProposal, ruleOn } from '#domain/tasks/two-persons.ts';
import type { Write } from '#domain/writes/write.ts';
import type { AppointmentStore } from './appointment-store.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Commit } from './commit.ts';
import type { Executions } from './executions.ts';
import { importPractice, type ImportPracticeWorld } from './import-practice.ts';
import type { IntakeAgenda } from './intake-agenda.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PaymentBatches } from './payment-batches.ts';
import type { SettlePersonsWorld } from './settle-persons.ts';
import type { PracticeStore } from './practice-store.ts';
import type { TaskStore } from './task-store.ts';
import type { UploadRegister } from './upload-register.ts';
import {
  workUnmatchedDocument,
  workUnsignedNote,
  type WorkDocumentTasksWorld,
} from './work-document-tasks.ts';
import {
  decideMissingDeposit,
  decideRepeatedEntry,
  decideReturnedItem,
  decideUnmatchedDeposit,
  type WorkBankTasksWorld,
} from './work-bank-tasks.ts';
import { workCreditBalance, workRefundTakenAgain, type WorkCreditTasksWorld } from './work-credit-tasks.ts';
import { workDuplicateTask } from './work-duplicate-task.ts';
import {
  decideHeldRemittance,
  decideUnmatchedRemittance,
  type WorkRemittanceTasksWorld,
} from './work-remittance-tasks.ts';

export interface WorkPracticeTaskWorld
  extends
    ImportPracticeWorld,
    SettlePersonsWorld,
    WorkBankTasksWorld,
    WorkDocumentTasksWorld,
    WorkRemittanceTasksWorld {
  readonly commit: Commit;
  readonly accounts: WorkCreditTasksWorld['accounts'];
  readonly batches: Pick<PaymentBatches, 'load'>;
  readonly claims: Pick<ClaimStore, 'list' | 'load'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly appointments: Pick<AppointmentStore, 'enter'>;
  readonly practices: Pick<PracticeStore, 'edition' | 'save'>;
  readonly agenda: Pick<IntakeAgenda, 'enter' | 'move'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'takebacks'>;
  readonly uploads: WorkDocumentTasksWorld['uploads'] & Pick<UploadRegister, 'heldFor' | 'load' | 'register'>;
  readonly executions: Pick<Executions, 'start'>;
}

interface Occasion {
  readonly task: Task;
  readonly user: string;
  /** Whose proposal it confirms, where it takes two persons. */
  readonly proposedBy: string | undefined;
  readonly at: Instant;
}

/** What was done, and what is left to do when the task is closed; or why nothing was. */
type Done =
  | {
      readonly summary: string;
      /** What is written together with the end of the task. */
      readonly writes?: readonly Write[];
      /** What is done before the task ends. Of what takes two persons all that is done is here or in `writes`. */
      readonly beforehand?: () => Promise<unknown>;
      readonly afterwards?: () => Promise<unknown>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

type Decider = (outcome: unknown, occasion: Occasion, world: WorkPracticeTaskWorld) => Promise<Done>;

/** How each kind of task that concerns no single claim is decided, once its outcome was read. */
const deciders: { readonly [Kind in PracticeTaskKind]: Decider } = {
  'missing-charge': async (outcome, { task, at }, { appointments }) => {
    const decision = practiceTaskOutcomes['missing-charge'].parse(outcome);
    if (decision.outcome === 'no-charge') {
      return { summary: 'Nothing is billed for this appointment.' };
    }
    const fault = dayFault(decision.by, at);
    if (fault !== undefined) {
      return { refused: [fault] };
    }
    const appointmentId = appointmentOfTask(task.taskId);
    if (appointmentId !== undefined) {
      await appointments.enter(task.practiceId, { appointmentId, day: decision.by });
    }
    return { summary: `The charge is looked for again on ${decision.by}.` };
  },
  'incomplete-visit': async (outcome, { task, at }, { agenda }) => {
    const decision = practiceTaskOutcomes['incomplete-visit'].parse(outcome);
    const visitId = visitOfTask(task.taskId);
    if (visitId === undefined) {
      return { refused: ['The task names no visit'] };
    }
    const subject = { look: 'incomplete-visit', visitId } as const;
    if (decision.outcome === 'not-billed') {
      await agenda.move(task.practiceId, subject, never);
      return { summary: 'Nobody is asked about this visit again.' };
    }
    const fault = dayFault(decision.by, at);
    if (fault !== undefined) {
      return { refused: [fault] };
    }
    await agenda.move(task.practiceId, subject, decision.by);
    return { summary: `The visit is looked at again on ${decision.by}.` };
  },
  'duplicate-patient': async (outcome, { task, user }, world) =>
    await workDuplicateTask(task, practiceTaskOutcomes['duplicate-patient'].parse(outcome), user, world),
  'unmatched-document': async (outcome, { task, user, at }, world) => {
    const practice = await world.practices.edition(task.practiceId);
    return practice === undefined
      ? { refused: [`There is no practice ${task.practiceId}`] }
      : await workUnmatchedDocument(
          practiceTaskOutcomes['unmatched-document'].parse(outcome),
          { task, practice, user, at },
          world,
        );
  },
  'unsigned-note': async (outcome, { task, at }, world) => {
    const decision = practiceTaskOutcomes['unsigned-note'].parse(outcome);
    const practice = await world.practices.edition(task.practiceId);
    if (practice === undefined) {
      return { refused: [`There is no practice ${task.practiceId}`] };
    }
    if (decision.outcome !== 'will-be-signed') {
      return await workUnsignedNote(decision, { task, practice, at }, world);
    }
    const fault = dayFault(decision.by, at);
    const visitId = visitOfTask(task.taskId);
    if (fault !== undefined || visitId === undefined) {
      return { refused: [fault ?? 'The task names no visit'] };
    }
    await world.agenda.move(task.practiceId, { look: 'unsigned-note', visitId }, decision.by);
    return { summary: `The visit is looked at again on ${decision.by}.` };
  },
  'unexplained-adjustment': async (outcome, { task, user, at }, { ledger }) => {
    const decision = practiceTaskOutcomes['unexplained-adjustment'].parse(outcome);
    const { practiceId, remittanceId } = task;
    const fault = decision.outcome === 'ask-the-payer' ? dayFault(decision.by, at) : undefined;
    if (fault !== undefined || remittanceId === undefined) {
      return { refused: [fault ?? 'The task names no remittance'] };
    }
    return decideUnexplainedAdjustment(task, decision, await ledger.ofHolder(practiceId, remittanceId), {
      at,
      postingDate: dateOf(at),
      by: `user ${user}`,
    });
  },
  'out-of-balance-remittance': (outcome, occasion, world) =>
    decideHeldRemittance(practiceTaskOutcomes['out-of-balance-remittance'].parse(outcome), occasion, world),
  'unmatched-remittance': async (outcome, occasion, world) => {
    const practice = await world.practices.edition(occasion.task.practiceId);
    return practice === undefined
      ? { refused: [`There is no practice ${occasion.task.practiceId}`] }
      : await decideUnmatchedRemittance(
          practiceTaskOutcomes['unmatched-remittance'].parse(outcome),
          practice,
          occasion,
          world,
        );
  },
  'unmatched-deposit': (outcome, occasion, world) =>
    decideUnmatchedDeposit(practiceTaskOutcomes['unmatched-deposit'].parse(outcome), occasion, world),
  'missing-remittance': (outcome, occasion, world) =>
    decideUnmatchedDeposit(practiceTaskOutcomes['missing-remittance'].parse(outcome), occasion, world),
  'missing-deposit': (outcome, occasion, world) =>
    decideMissingDeposit(practiceTaskOutcomes['missing-deposit'].parse(outcome), occasion, world),
  'returned-item': (outcome, occasion, world) =>
    decideReturnedItem(practiceTaskOutcomes['returned-item'].parse(outcome), occasion, world),
  'repeated-bank-entry': (outcome, occasion, world) =>
    decideRepeatedEntry(practiceTaskOutcomes['repeated-bank-entry'].parse(outcome), occasion, world),
  'takeback-differs': async (outcome, { task, user, at }, { ledger, claims, practices }) => {
    const decision = practiceTaskOutcomes['takeback-differs'].parse(outcome);
    const { practiceId } = task;
    const practice = await practices.edition(practiceId);
    const fault = decision.outcome === 'ask-the-payer' ? dayFault(decision.by, at) : undefined;
    if (fault !== undefined || practice === undefined) {
      return { refused: [fault ?? `There is no practice ${practiceId}`] };
    }
    const claim =
      decision.outcome === 'recovered-from' ? await claims.load(practiceId, decision.claimId) : undefined;
    const occasion = { at, postingDate: dateOf(at), by: `user ${user}` };
    return decideTakebackDiffers(
      task,
      decision,
      await ledger.takebacks(practiceId),
      claim,
      practice,
      occasion,
    );
  },
  'credit-balance': (outcome, occasion, world) => workCreditBalance(outcome, occasion, world),
  'refund-taken-again': (outcome, occasion) => Promise.resolve(workRefundTakenAgain(outcome, occasion)),
  underpayment: varianceDecider('underpayment'),
  'overpayment-review': varianceDecider('overpayment-review'),
  'charge-too-low': varianceDecider('charge-too-low'),
  'late-payment': varianceDecider('late-payment'),
  'quarantined-upload': (outcome) => {
    const decision = practiceTaskOutcomes['quarantined-upload'].parse(outcome);
    return Promise.resolve({
      summary:
        decision.outcome === 'discarded'
          ? 'The file stays unread.'
          : 'The file stays unread; what was sent in its place is taken in as an upload of its own.',
    });
  },
  'unmapped-alias': async (outcome, { task, user, at }, world) => {
    const decision = practiceTaskOutcomes['unmapped-alias'].parse(outcome);
    if (decision.outcome === 'refuse') {
      return { summary: 'Records with this name stay refused.' };
    }
    const practice = await world.practices.edition(task.practiceId);
    if (practice === undefined || task.unmapped === undefined) {
      return { refused: [`There is no practice ${task.practiceId}, or nothing to map`] };
    }
    const mapped = addMapping(practice, task.unmapped, decision.target);
    if (mapped.refused !== undefined) {
      return { refused: [mapped.refused] };
    }
    const imported = await importPractice(
      {
        document: JSON.parse(exportPracticeJson(mapped.practice)) as unknown,
        by: user,
        source: `task ${task.taskId}`,
        expectEdition: practice.edition,
        apply: true,
        dropNamed: false,
      },
      world,
    );
    if (imported.outcome === 'refused') {
      return { refused: imported.problems };
    }
    const count = await readAgain(task, at, world);
    return {
      summary: `Mapped to ${decision.target} from edition ${imported.edition} of the practice on; ${count === 1 ? 'the upload that waited for it is' : `the ${count} uploads that waited for it are`} read once more.`,
      // An upload that came to wait in this very moment.
      afterwards: () => readAgain(task, at, world),
    };
  },
};

/** How what payers allowed or paid beside their contracts is decided: nothing is posted for it. */
function varianceDecider(
  kind: 'underpayment' | 'overpayment-review' | 'charge-too-low' | 'late-payment',
): Decider {
  return (outcome, { task, user, at }) =>
    Promise.resolve(
      decideVarianceTask(task, practiceTaskOutcomes[kind].parse(outcome), {
        at,
        postingDate: dateOf(at),
        by: `user ${user}`,
      }),
    );
}

/**
 * Carries out what a person decided about a task that concerns no single claim. What takes two persons is only noted when
 * the first decides it, though it is looked at whether it could be done.
 */
export async function workPracticeTask(
  task: Task,
  { user, outcome }: Pick<WorkTaskRequest, 'user' | 'outcome'>,
  world: WorkPracticeTaskWorld,
): Promise<WorkTaskAnswer> {
  const kind = practiceTaskKinds.find((known) => known === task.kind);
  if (kind === undefined) {
    return refused(`A task of the kind ${task.kind} is not decided here; it concerns no single claim`);
  }
  const at = world.clock.now();
  const rejection = RejectProposal.safeParse(outcome);
  if (rejection.success) {
    const rejected = rejectProposal(task, rejection.data.reason, user, at);
    return rejected.refused === undefined ? await note(task, rejected, world) : refused(rejected.refused);
  }
  const read = practiceTaskOutcomes[kind].safeParse(outcome);
  if (!read.success) {
    return refused(
      ...problemsOf(read.error),
      `A ${kind} task may be decided as: ${task.outcomes.join(', ')}`,
    );
  }
  const decided = { ...outcome, outcome: read.data.outcome, reason: read.data.reason };
  const ruling = ruleOn(task, decided, user, at);
  if (ruling.ruling === 'refused') {
    return refused(ruling.problem);
  }
  const proposedBy = ruling.ruling === 'noted' ? user : ruling.proposedBy;
  const done = await deciders[kind](outcome, { task, user, proposedBy, at }, world);
  if (done.refused !== undefined) {
    return refused(...done.refused);
  }
  if (ruling.ruling === 'noted') {
    return await note(task, ruling, world);
  }
  // Only what may be carried out in part is confirmed beforehand: it can be finished then, and not be decided otherwise.
  const inParts = done.beforehand === undefined ? undefined : ruling.proposals;
  const confirmed = inParts === undefined ? task : { ...task, proposals: [...inParts] };
  if (inParts !== undefined && !(await keepProposals(task, inParts, world))) {
    return refused(sameMoment);
  }
  await done.beforehand?.();
  const asProposed = proposedBy === undefined ? '' : `, as ${proposedBy} had proposed`;
  const isClosed = await close(
    confirmed,
    `${read.data.outcome}${asProposed}: ${read.data.reason}`,
    { at, user },
    world,
    done.writes ?? [],
  );
  await done.afterwards?.();
  return isClosed ? { outcome: 'worked', summary: done.summary } : refused(sameMoment);
}

const sameMoment =
  'The task, or what it is about, was changed at the same moment by somebody else; look at it again';

async function note(
  task: Task,
  { proposals, summary }: { readonly proposals: readonly TaskProposal[]; readonly summary: string },
  world: Pick<WorkPracticeTaskWorld, 'commit'>,
): Promise<WorkTaskAnswer> {
  return (await keepProposals(task, proposals, world)) ? { outcome: 'noted', summary } : refused(sameMoment);
}

/** False when somebody else proposed or decided something meanwhile. */
async function keepProposals(
  task: Task,
  proposals: readonly TaskProposal[],
  { commit }: Pick<WorkPracticeTaskWorld, 'commit'>,
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
    ]),
  );
}

/**
 * Has every upload of which records wait for the task read once more, as an upload of its own: what was taken in is
 * unchanged, and what waited is taken in. Done again it starts nothing twice.
 */
async function readAgain(
  { practiceId, taskId }: Task,
  at: Instant,
  { uploads, executions }: WorkPracticeTaskWorld,
): Promise<number> {
  const files = new Set<string>();
  for (const of of await uploads.heldFor(practiceId, taskId)) {
    const held = await uploads.load(practiceId, of);
    const file = JSON.stringify([held?.key, held?.versionId]);
    if (held !== undefined && !files.has(file)) {
      files.add(file);
      const { key, versionId, sizeBytes, sourceFolder } = held;
      const uploadId = uploadIdFor(taskId, key, versionId ?? '');
      await uploads.register({
        practiceId,
        uploadId,
        key,
        ...(versionId === undefined ? {} : { versionId }),
        sizeBytes,
        registeredAt: at,
        ...(sourceFolder === undefined ? {} : { sourceFolder }),
        state: 'registered',
        fileProblems: [],
        records: 0,
        chunks: 0,
        again: { of, taskId },
      });
      await executions.start('encounter-intake', uploadId, { contractVersion, practiceId, uploadId });
    }
  }
  return files.size;
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
