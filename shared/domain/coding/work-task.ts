import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { ClaimCorrection } from '#contracts/claim-task-outcomes.ts';
import type { ClaimTaskKind } from '#contracts/task-kinds.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { stateTable, tasksOf } from '../claims/claim-lifecycle.ts';
import type { ClaimMoved } from '../claims/move-claim.ts';
import { applyCorrection, changedFields, objectionsTo, type CorrectedFields } from './apply-correction.ts';

/** Who works a task, and when. */
export interface Worker {
  readonly user: string;
  readonly at: Instant;
}

/** A decision of a person: refused with a sentence, or carried out. */
export type TaskWorked =
  | {
      readonly refused: string;
      /** It is right, and takes somebody who may approve it: until then it is a proposal. */
      readonly takesApproval?: true;
      /** What it is about, where it takes approval. */
      readonly amountCents?: Cents;
      readonly outcome?: never;
      readonly claim?: never;
      readonly writes?: never;
    }
  | (ClaimMoved & {
      readonly outcome: string;
      /** The task stays open; what was done instead of deciding it. */
      readonly noted?: string;
      readonly amountCents?: never;
      readonly refused?: never;
    });

/**
 * A sentence when the claim does not wait for this kind of task, because somebody else worked it or a file moved the
 * claim on; undefined when it does.
 */
export function refuseUnlessWaiting(claim: Claim, kind: ClaimTaskKind): string | undefined {
  return tasksOf(claim.state).includes(kind)
    ? undefined
    : `Claim ${claim.claimId} is at "${stateTable[claim.state].meaning}" and does not wait for its ${kind} task any more; look at the claim again.`;
}

export type Corrected =
  | { readonly refused: string }
  | { readonly refused?: never; readonly changes: CorrectedFields; readonly fields: readonly string[] };

/** Applies a correction and holds the result to the rules of intake. */
export function correct(
  claim: Claim,
  practice: Practice,
  correction: ClaimCorrection,
  at: Instant,
): Corrected {
  const changes = applyCorrection(claim, correction);
  const objections = objectionsTo({ ...claim, ...changes }, practice, dateOf(at));
  return objections.length > 0
    ? { refused: `The claim would not be right after that. ${objections.join(' ')}` }
    : { changes, fields: changedFields(claim, changes) };
}

/** The claim's memory of what staff decided, with one more decision. */
export function rememberDecision(
  claim: Claim,
  { user, at }: Worker,
  decision: {
    readonly task: ClaimTaskKind;
    readonly outcome: string;
    readonly reason?: string;
    readonly fields?: readonly string[];
  },
): Pick<Claim, 'staffDecisions'> {
  const { task, outcome, reason, fields = [] } = decision;
  return {
    staffDecisions: [
      ...(claim.staffDecisions ?? []),
      { at, by: user, task, outcome, ...(reason === undefined ? {} : { reason }), fields: [...fields] },
    ],
  };
}
