import type { ClaimState } from '#contracts/claim.ts';
import type { ClaimTaskKind } from '#contracts/task-kinds.ts';

/** What a waiting state waits for: a person's task, or an answer from outside. */
export type Wait =
  | {
      readonly kind: 'task';
      /** Names the wait too. */
      readonly task: ClaimTaskKind;
      /** Other kinds of tasks that answer the same wait: what led there says which one is opened. */
      readonly orTask?: readonly ClaimTaskKind[];
    }
  | {
      readonly kind: 'answer';
      readonly from: 'eligibility' | 'acknowledgement' | 'remittance';
      /** How long to wait where the payer's own row says nothing. */
      readonly deadlineSeconds: number;
    };

const daySeconds = 86_400;
/** A person's task that nobody worked for this long is filed anew by the claim's next leg. */
export const taskWaitSeconds = 30 * daySeconds;

export interface StateRow {
  /** In the words of the trade, for screens and documents. */
  readonly meaning: string;
  /** The event that is expected next; no claim is without one. */
  readonly expects: string;
  readonly wait?: Wait;
}

export const stateTable: Readonly<Record<ClaimState, StateRow>> = {
  received: { meaning: 'Received from the practice', expects: 'the eligibility inquiry is sent' },
  'awaiting-eligibility': {
    meaning: 'Eligibility inquiry sent',
    expects: "the payer's eligibility answer",
    wait: { kind: 'answer', from: 'eligibility', deadlineSeconds: 2 * daySeconds },
  },
  'awaiting-coverage': {
    meaning: 'Coverage in question',
    expects: 'the front desk works the coverage task',
    wait: { kind: 'task', task: 'coverage' },
  },
  'awaiting-coding': {
    meaning: 'Waiting for a coder',
    expects: 'a coder works the coding task',
    wait: { kind: 'task', task: 'coding' },
  },
  'awaiting-audit': {
    meaning: 'Waiting for an auditor',
    expects: 'an auditor checks the codes before they are billed',
    wait: { kind: 'task', task: 'coding-audit' },
  },
  'ready-to-scrub': { meaning: 'Ready to scrub', expects: 'the scrubber runs' },
  'awaiting-correction': {
    meaning: 'Held by the scrubber',
    expects: 'staff work what the scrubber found',
    wait: { kind: 'task', task: 'correction', orTask: ['authorization'] },
  },
  'ready-to-submit': { meaning: 'Clean, ready to submit', expects: 'the claim is sent' },
  'on-hold': {
    meaning: 'On hold before submission',
    expects: 'the hold is released',
    wait: { kind: 'task', task: 'hold' },
  },
  'awaiting-acknowledgement': {
    meaning: 'Sent, not yet acknowledged',
    expects: "the clearinghouse's and the payer's acknowledgement",
    wait: { kind: 'answer', from: 'acknowledgement', deadlineSeconds: 5 * daySeconds },
  },
  'awaiting-rejection-work': {
    meaning: 'Rejected before adjudication',
    expects: 'a biller works the rejection task',
    wait: { kind: 'task', task: 'rejection' },
  },
  'awaiting-remittance': {
    meaning: 'Accepted into adjudication',
    expects: "the payer's remittance",
    wait: { kind: 'answer', from: 'remittance', deadlineSeconds: 45 * daySeconds },
  },
  'awaiting-follow-up': {
    meaning: 'Nothing came back in time',
    expects: 'a biller works the follow-up task',
    wait: { kind: 'task', task: 'follow-up' },
  },
  'awaiting-denial-work': {
    meaning: 'Denied in whole or in part',
    expects: 'a biller works the denial, or its appeal',
    wait: { kind: 'task', task: 'denial', orTask: ['appeal'] },
  },
  'ready-for-patient': {
    meaning: 'Settled with the payer',
    expects: "the balance is handed to the patient's account",
  },
  closed: { meaning: 'Closed', expects: 'nothing, unless the payer changes its mind' },
};

/** States in which the claim was sent at least once, so that a remittance may arrive. */
const afterSubmission = [
  'awaiting-acknowledgement',
  'awaiting-rejection-work',
  'awaiting-remittance',
  'awaiting-follow-up',
  'awaiting-denial-work',
  'ready-for-patient',
  'closed',
] as const satisfies readonly ClaimState[];

/**
 * States in which a person may decide what becomes of changed charges: the claim is not just being sent, and its payer
 * is not just looking at whether to take it.
 */
const notInFlight = [
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
  'on-hold',
  'awaiting-rejection-work',
  'awaiting-remittance',
  'awaiting-follow-up',
  'awaiting-denial-work',
  'ready-for-patient',
  'closed',
] as const satisfies readonly ClaimState[];

export interface MoveRow {
  readonly from: readonly ClaimState[];
  readonly to: ClaimState;
  /** What happened, in words; `words` of the history start with it. */
  readonly words: string;
  /** Which loop the move takes once more, and how often it may be taken in the life of a claim. */
  readonly round?: {
    readonly name: string;
    readonly limit: number;
    /** The move is made beyond the limit too, for a program cannot leave a claim where it is: a manager decides then. */
    readonly thenForManager?: true;
  };
}

/** Every legal move. The database condition, the buttons and the diagram are derived from these rows. */
export const moveTable = {
  'eligibility-asked': {
    from: ['received'],
    to: 'awaiting-eligibility',
    words: 'Asked the payer for eligibility',
    // Once, and once more for each time that the coverage was corrected or the content replaced.
    round: { name: 'eligibility', limit: 16 },
  },
  'coverage-questioned': {
    from: ['awaiting-eligibility'],
    to: 'awaiting-coverage',
    words: 'Coverage is in question',
  },
  'coverage-corrected': {
    from: ['awaiting-coverage'],
    to: 'received',
    words: 'The front desk corrected the coverage',
    round: { name: 'coverage', limit: 5 },
  },
  'sent-to-coding': {
    from: ['received', 'awaiting-eligibility', 'awaiting-coverage'],
    to: 'awaiting-coding',
    words: 'Sent to coding',
  },
  'sent-to-scrub': {
    from: ['received', 'awaiting-eligibility', 'awaiting-coverage'],
    to: 'ready-to-scrub',
    words: 'Sent to the scrubber',
  },
  coded: { from: ['awaiting-coding'], to: 'ready-to-scrub', words: 'Coded' },
  'held-for-audit': {
    from: ['awaiting-coding'],
    to: 'awaiting-audit',
    words: 'Coded, and held for an audit before it is billed',
  },
  'audit-passed': {
    from: ['awaiting-audit'],
    to: 'ready-to-scrub',
    words: 'The audit found the codes right',
  },
  'audit-corrected': {
    from: ['awaiting-audit'],
    to: 'ready-to-scrub',
    words: 'The audit corrected the codes',
  },
  'audit-released': { from: ['awaiting-audit'], to: 'ready-to-scrub', words: 'Released without an audit' },
  'found-not-billable': {
    from: ['awaiting-coding', 'awaiting-correction'],
    to: 'closed',
    words: 'Found not billable',
  },
  withdrawn: {
    // Before anybody was billed, and while no file is on its way.
    from: [
      'received',
      'awaiting-eligibility',
      'awaiting-coverage',
      'awaiting-coding',
      'awaiting-audit',
      'ready-to-scrub',
      'awaiting-correction',
    ],
    to: 'closed',
    words: 'The practice took the visit back',
  },
  'visit-incomplete': {
    from: [
      'received',
      'awaiting-eligibility',
      'awaiting-coverage',
      'awaiting-coding',
      'awaiting-audit',
      'ready-to-scrub',
      'awaiting-correction',
    ],
    to: 'closed',
    words: 'Stopped, for what came since makes the visit one that cannot be billed',
  },
  'held-by-scrubber': {
    from: ['ready-to-scrub'],
    to: 'awaiting-correction',
    words: 'Held by the scrubber',
    round: { name: 'correction', limit: 10, thenForManager: true },
  },
  corrected: { from: ['awaiting-correction'], to: 'ready-to-scrub', words: 'Corrected' },
  attested: { from: ['awaiting-correction'], to: 'ready-to-scrub', words: 'Attested to be right' },
  'scrubbed-clean': { from: ['ready-to-scrub'], to: 'ready-to-submit', words: 'Scrubbed clean' },
  'scrubbed-clean-for-patient': {
    from: ['ready-to-scrub'],
    to: 'ready-for-patient',
    words: 'Scrubbed clean, the patient pays',
  },
  submitted: {
    from: ['ready-to-submit'],
    to: 'awaiting-acknowledgement',
    words: 'Submitted to the payer',
    round: { name: 'submission', limit: 12 },
  },
  'put-on-hold': {
    from: ['ready-to-submit'],
    to: 'on-hold',
    words: 'Put on hold',
    round: { name: 'hold', limit: 12, thenForManager: true },
  },
  'hold-released': { from: ['on-hold'], to: 'ready-to-scrub', words: 'The hold was released' },
  'sent-despite-hold': { from: ['on-hold'], to: 'ready-to-scrub', words: 'To be sent in spite of the hold' },
  accepted: {
    from: ['awaiting-acknowledgement'],
    to: 'awaiting-remittance',
    words: 'Accepted into adjudication',
  },
  rejected: {
    from: ['awaiting-acknowledgement', 'awaiting-remittance', 'awaiting-follow-up'],
    to: 'awaiting-rejection-work',
    words: 'Rejected before adjudication',
  },
  'rejection-corrected': {
    from: ['awaiting-rejection-work'],
    to: 'ready-to-scrub',
    words: 'The rejection was corrected',
  },
  'nothing-came-back': {
    from: ['awaiting-acknowledgement', 'awaiting-remittance'],
    to: 'awaiting-follow-up',
    words: 'Nothing came back in time',
    round: { name: 'follow-up', limit: 12, thenForManager: true },
  },
  'kept-waiting': { from: ['awaiting-follow-up'], to: 'awaiting-remittance', words: 'Waiting on' },
  'accepted-late': {
    from: ['awaiting-follow-up'],
    to: 'awaiting-remittance',
    words: 'Accepted into adjudication, late',
  },
  'resubmission-chosen': {
    from: ['awaiting-follow-up'],
    to: 'ready-to-scrub',
    words: 'To be sent again',
  },
  denied: {
    from: afterSubmission,
    to: 'awaiting-denial-work',
    words: 'Denied in whole or in part',
    round: { name: 'denial', limit: 12 },
  },
  'returned-to-denial': {
    from: ['awaiting-follow-up', 'awaiting-denial-work'],
    to: 'awaiting-denial-work',
    words: 'Back to the denial',
    round: { name: 'denial', limit: 12 },
  },
  'denial-corrected': {
    from: ['awaiting-denial-work'],
    to: 'ready-to-scrub',
    words: 'The denial was corrected, to be sent again',
  },
  'appeal-chosen': {
    from: ['awaiting-denial-work'],
    to: 'awaiting-denial-work',
    words: 'To be appealed',
    round: { name: 'appeal', limit: 12 },
  },
  'appeal-unanswered': {
    from: ['awaiting-remittance'],
    to: 'awaiting-denial-work',
    words: 'The payer has not answered the appeal in time',
    round: { name: 'unanswered appeal', limit: 12, thenForManager: true },
  },
  'appeal-overturned': {
    from: ['awaiting-denial-work'],
    to: 'awaiting-remittance',
    words: 'The payer gave way to the appeal',
  },
  appealed: { from: ['awaiting-denial-work'], to: 'awaiting-remittance', words: 'Appealed' },
  'rest-awaited': {
    from: ['awaiting-denial-work'],
    to: 'awaiting-remittance',
    words: 'The denial was decided, and the rest is waited for',
  },
  'written-off': {
    from: ['awaiting-denial-work', 'awaiting-rejection-work', 'awaiting-follow-up', 'awaiting-correction'],
    to: 'ready-for-patient',
    words: 'Written off',
  },
  'billed-to-patient': {
    from: ['awaiting-denial-work'],
    to: 'ready-for-patient',
    words: 'Billed to the patient',
  },
  'settled-by-payer': {
    from: afterSubmission,
    to: 'ready-for-patient',
    words: 'Settled by the payer',
  },
  'reversed-by-payer': {
    from: afterSubmission,
    to: 'awaiting-remittance',
    words: 'The payer took its decision back',
  },
  'content-replaced': {
    from: notInFlight.filter((state) => state !== 'received'),
    to: 'received',
    words: 'The practice replaced what it had sent',
    round: { name: 'content', limit: 10 },
  },
  'charge-replaced': {
    from: [
      'on-hold',
      'awaiting-rejection-work',
      'awaiting-remittance',
      'awaiting-follow-up',
      'awaiting-denial-work',
      'ready-for-patient',
      'closed',
    ],
    to: 'ready-to-scrub',
    words: 'The charges were replaced',
    round: { name: 'content', limit: 10 },
  },
  'void-chosen': {
    from: notInFlight,
    to: 'ready-to-submit',
    words: 'To be voided with the payer',
    round: { name: 'content', limit: 10 },
  },
  voided: {
    from: [...notInFlight, 'awaiting-acknowledgement'],
    to: 'ready-for-patient',
    words: 'Voided',
  },
  'handed-to-patient': {
    from: ['ready-for-patient'],
    to: 'closed',
    words: "The balance was handed to the patient's account",
  },
} as const satisfies Readonly<Record<string, MoveRow>>;

export type MoveName = keyof typeof moveTable;

/** The states in which a move is legal; the condition of the database write is made from it. */
export function statesThatAllow(move: MoveName): readonly ClaimState[] {
  return moveTable[move].from;
}

/** Whether `move` is legal for a claim in `state`. */
export function allows(state: ClaimState, move: MoveName): boolean {
  return statesThatAllow(move).includes(state);
}

/** The kinds of tasks that a claim in `state` may wait for. */
export function tasksOf(state: ClaimState): readonly ClaimTaskKind[] {
  const { wait } = stateTable[state];
  return wait?.kind === 'task' ? [wait.task, ...(wait.orTask ?? [])] : [];
}

/** Name of the wait in keys, messages and task ids: `eligibility`, `coding`, `denial`, ... */
export function waitName(state: ClaimState): string | undefined {
  const wait = stateTable[state].wait;
  if (wait === undefined) {
    return undefined;
  }
  return wait.kind === 'task' ? wait.task : wait.from;
}
