import type { Claim, EligibilityAnswer } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { EligibilityResponse271 } from '#domain/x12/guides/005010X279A1-271/model.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { amendClaim, moveClaim, type ClaimMoved, type TaskBrief } from '../claims/move-claim.ts';
import { sendTowardsScrub } from '../coding/needs-coding.ts';
import { readAnswer, tracesOf } from './read-answer.ts';

export type EligibilitySettled = ClaimMoved & {
  /** A move; `recorded`: the claim had moved on; `duplicate`, `not-ours`: nothing to write. */
  readonly outcome:
    | 'sent-to-coding'
    | 'sent-to-scrub'
    | 'coverage-questioned'
    | 'recorded'
    | 'duplicate'
    | 'not-ours';
};

/**
 * Takes a payer's answer to one of the claim's inquiries. A yes sends the claim on, everything else asks the front desk.
 * An answer to an older inquiry, or to a claim that has moved on, is only recorded; one that was recorded before
 * changes nothing.
 */
export function settleEligibility(
  claim: Claim,
  practice: Practice,
  response: EligibilityResponse271,
  { at, fileKey }: { readonly at: Instant; readonly fileKey: string },
): EligibilitySettled {
  const traces = new Set(tracesOf(response).map((trace) => trace.trim()));
  const index = claim.eligibility.findLastIndex(({ traceNumber }) => traces.has(traceNumber));
  const asked = claim.eligibility[index];
  if (asked === undefined) {
    return { outcome: 'not-ours', claim, writes: [] };
  }
  if (asked.answeredAt !== undefined) {
    return { outcome: 'duplicate', claim, writes: [] };
  }
  const { whatToDo, ...read } = readAnswer(response, claim, asked.traceNumber);
  const answer: EligibilityAnswer = { ...asked, ...read, answeredAt: at, fileKey };
  const changes = { eligibility: claim.eligibility.with(index, answer) };
  const by = `271 ${fileKey}`;
  const isLatest = index === claim.eligibility.length - 1;
  if (claim.state !== 'awaiting-eligibility' || !isLatest) {
    const history = { event: 'eligibility-recorded', by, words: `Eligibility answer, late: ${read.reason}` };
    return { outcome: 'recorded', ...amendClaim(claim, changes, at, history) };
  }
  if (read.status === 'active') {
    const detail = read.reason.replace(/\.$/, '');
    return sendTowardsScrub(claim, practice, { at, by, origin: 'outside', changes, detail });
  }
  const questioned = questionCoverage(claim, answer, whatToDo, at);
  return {
    outcome: 'coverage-questioned',
    ...moveClaim(claim, { ...questioned, at, by, origin: 'outside', changes }),
  };
}

/**
 * The payer did not answer in time. `moved-on` when the claim no longer waits for it.
 */
export function missedEligibility(
  claim: Claim,
  at: Instant,
): ClaimMoved & { readonly outcome: 'coverage-questioned' | 'moved-on' } {
  const asked = claim.eligibility.at(-1);
  if (claim.state !== 'awaiting-eligibility' || asked === undefined) {
    return { outcome: 'moved-on', claim, writes: [] };
  }
  const reason = `Payer ${asked.payerId} has not answered the inquiry of ${dateOf(asked.askedAt)}; that is not a no.`;
  const answer: EligibilityAnswer = { ...asked, status: 'no-answer', reason };
  const questioned = questionCoverage(
    claim,
    answer,
    'Call the payer or look at its portal; bill anyway if coverage is otherwise known.',
    at,
  );
  return {
    outcome: 'coverage-questioned',
    ...moveClaim(claim, {
      ...questioned,
      at,
      by: 'record-missed-deadline',
      origin: 'leg',
      changes: { eligibility: [...claim.eligibility.slice(0, -1), answer] },
    }),
  };
}

/** Working days that the front desk has to clear a coverage. */
const coverageTaskDays = 2;

function questionCoverage(
  claim: Claim,
  answer: EligibilityAnswer,
  whatToDo: string,
  at: Instant,
): { readonly move: 'coverage-questioned'; readonly detail: string; readonly task: TaskBrief } {
  return {
    move: 'coverage-questioned',
    detail: answer.reason.replace(/\.$/, ''),
    task: {
      why: answer.reason,
      evidence: [
        `Payer ${answer.payerId} was asked about the visit of ${claim.serviceDateFrom}, trace ${answer.traceNumber}.`,
        whatToDo,
        'Outcomes: correct the coverage and ask again, bill anyway, or self-pay.',
      ],
      dollarsAtStakeCents: claim.totalChargeCents,
      dueOn: addWorkingDays(dateOf(at), coverageTaskDays),
    },
  };
}
