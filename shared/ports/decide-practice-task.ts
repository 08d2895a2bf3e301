import type { Instant } from '#contracts/dates.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { PracticeTaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { appointmentOfTask } from '#domain/appointments/missing-charge.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { decideFollowUpDate } from '#domain/contact-log/decide-follow-up-date.ts';
import { decideVarianceTask } from '#domain/expected-payment/decide-variance-task.ts';
import { never, visitOfTask } from '#domain/intake/visit/incomplete-visit.ts';
import { decideUnexplainedAdjustment } from '#domain/remittance/decide-unexplained-adjustment.ts';
import { decideTakebackDiffers } from '#domain/takebacks/decide-takeback-differs.ts';
import { dayFault } from '#domain/tasks/day-to-wait-for.ts';
import type { Write } from '#domain/writes/write.ts';
import type { AppointmentStore } from './appointment-store.ts';
import type { ClaimStore } from './claim-store.ts';
import type { HeldClaimsWorld } from './held-claims.ts';
import type { IntakeAgenda } from './intake-agenda.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PracticeStore } from './practice-store.ts';
import type { SettlePersonsWorld } from './settle-persons.ts';
import {
  decideMissingDeposit,
  decideRepeatedEntry,
  decideReturnedItem,
  decideUnmatchedDeposit,
  type WorkBankTasksWorld,
} from './work-bank-tasks.ts';
import { workCreditBalance, workRefundTakenAgain, type WorkCreditTasksWorld } from './work-credit-tasks.ts';
import {
  workUnmatchedDocument,
  workUnsignedNote,
  type WorkDocumentTasksWorld,
} from './work-document-tasks.ts';
import { workDispute } from './work-dispute.ts';
import { workDuplicateTask } from './work-duplicate-task.ts';
import {
  decideHeldRemittance,
  decideUnmatchedRemittance,
  type WorkRemittanceTasksWorld,
} from './work-remittance-tasks.ts';
import { workPhysicianQuery } from './work-physician-query.ts';
import { workHoldReview } from './work-hold-review.ts';
import { workUnmappedAlias, type WorkUnmappedAliasWorld } from './work-unmapped-alias.ts';

export interface DecidePracticeTaskWorld
  extends
    SettlePersonsWorld,
    WorkBankTasksWorld,
    WorkDocumentTasksWorld,
    WorkRemittanceTasksWorld,
    WorkUnmappedAliasWorld {
  readonly accounts: WorkCreditTasksWorld['accounts'];
  readonly holds: HeldClaimsWorld['holds'];
  readonly patients: SettlePersonsWorld['patients'] & HeldClaimsWorld['patients'];
  readonly claims: Pick<ClaimStore, 'list' | 'load'>;
  readonly appointments: Pick<AppointmentStore, 'enter'>;
  readonly practices: Pick<PracticeStore, 'edition' | 'save'>;
  readonly agenda: Pick<IntakeAgenda, 'enter' | 'move'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder' | 'takebacks'>;
  readonly uploads: WorkDocumentTasksWorld['uploads'] & WorkUnmappedAliasWorld['uploads'];
}

interface Occasion {
  readonly task: Task;
  /** Who decides: the second of two, where it takes two persons. */
  readonly user: string;
  /** Whose proposal it confirms, where it takes two persons. */
  readonly proposedBy: string | undefined;
  readonly at: Instant;
}

/** What was done, and what is left to do when the task is closed; or why nothing was. */
export type PracticeTaskDecided =
  | {
      readonly summary: string;
      /** What is written together with the end of the task. */
      readonly writes?: readonly Write[];
      /**
       * What is done before the task ends; it answers why it was not, if something came in between. Of what takes two
       * persons all that is done is here or in `writes`.
       */
      readonly beforehand?: () => Promise<string | undefined>;
      readonly afterwards?: () => Promise<unknown>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

type Decider = (
  outcome: unknown,
  occasion: Occasion,
  world: DecidePracticeTaskWorld,
) => Promise<PracticeTaskDecided>;

/** How each kind of task that concerns no single claim is decided, once its outcome was read. */
export const practiceTaskDeciders: { readonly [Kind in PracticeTaskKind]: Decider } = {
  // What was proposed is decided at the task that it is about: whoever works this one is led there.
  'write-off-approval': () =>
    Promise.resolve({ refused: ['A proposal is approved or refused where its task is decided'] }),
  'hold-review': (outcome, { task, user, at }, world) =>
    workHoldReview(practiceTaskOutcomes['hold-review'].parse(outcome), { task, user, at }, world),
  'follow-up-date': (outcome, { task, user, at }) =>
    Promise.resolve(
      decideFollowUpDate(task, practiceTaskOutcomes['follow-up-date'].parse(outcome), user, at),
    ),
  dispute: (outcome, occasion, world) => workDispute(outcome, occasion, world),
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
  'physician-query': (outcome, { task, user, at }, world) =>
    workPhysicianQuery(task, practiceTaskOutcomes['physician-query'].parse(outcome), { user, at }, world),
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
  'unmapped-alias': (outcome, { task, user, at }, world) =>
    workUnmappedAlias(practiceTaskOutcomes['unmapped-alias'].parse(outcome), { task, user, at }, world),
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
