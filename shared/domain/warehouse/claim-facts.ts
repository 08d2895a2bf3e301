import type { Cents } from '#contracts/cents.ts';
import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { addCents, sumCents, zeroCents } from '../money/cents.ts';
import { chargedCents } from './charge-facts.ts';
import { stamped } from './stamp.ts';

/** One move or change of a claim. */
export function claimEventRow(claim: Claim, event: ClaimEvent): FactRow<'claim_event'> {
  const { claimId, version, at, by, from, to, leg } = event;
  return {
    ...stamped(dateOf(at))(`${claimId}#${version}`, at, claim.serviceDateFrom),
    claim_id: claimId,
    claim_version: version,
    event: event.event,
    from_state: from ?? null,
    to_state: to,
    by_person: /^users? /.test(by),
    leg,
    charge_amount: event.chargeCents ?? null,
  };
}

/** What is asked beside the claim of one that was sent on a day. */
export interface SentClaim {
  readonly claim: Claim;
  readonly history: readonly ClaimEvent[];
  readonly postings: readonly Posting[];
}

/** The submissions of a claim that were made on a day; what an old system had sent before is not among them. */
export function submissionsOn(
  { submissions, legacy, receivedAt }: Claim,
  day: PlainDate,
): Claim['submissions'] {
  return submissions.filter(
    ({ submittedAt }) => isOn(submittedAt, day) && (legacy === undefined || submittedAt >= receivedAt),
  );
}

/** Each submission of a day, with what it had taken to make it. */
export function submissionRows(
  { claim, history, postings }: SentClaim,
  day: PlainDate,
): FactRow<'submission'>[] {
  return submissionsOn(claim, day).map(({ sequence, payerId, frequency, submittedAt }) => ({
    ...stamped(day)(`${claim.claimId}#${sequence}`, submittedAt, claim.serviceDateFrom),
    claim_id: claim.claimId,
    submission_sequence: sequence,
    payer_id: payerId,
    frequency,
    charge_amount: addCents(claim.legacy?.chargeCents ?? zeroCents, chargedBy(postings, submittedAt)),
    failed_scrubs: history.filter(({ event, at }) => event === 'held-by-scrubber' && at <= submittedAt)
      .length,
    manual_touches: (claim.staffDecisions ?? []).filter(
      ({ at, task }) => at <= submittedAt && !codingWork.has(task),
    ).length,
  }));
}

function chargedBy(postings: readonly Posting[], until: Instant): Cents {
  return sumCents(
    postings.filter(({ knownAt }) => knownAt <= until),
    ({ legs }) => chargedCents(legs),
  );
}

const codingWork: ReadonlySet<string> = new Set<TaskKind>(['coding', 'coding-audit', 'physician-query']);

/** Each answer to a submission that came on a day. */
export function acknowledgementRows(claim: Claim, day: PlainDate): FactRow<'acknowledgement'>[] {
  return claim.submissions.flatMap(({ sequence, payerId, acknowledgements }) =>
    acknowledgements.flatMap(({ receivedAt, kind, outcome, code, sender }, index) =>
      isOn(receivedAt, day)
        ? [
            {
              ...stamped(day)(`${claim.claimId}#${sequence}#${index + 1}`, receivedAt, claim.serviceDateFrom),
              claim_id: claim.claimId,
              submission_sequence: sequence,
              acknowledgement_number: index + 1,
              payer_id: payerId,
              kind,
              outcome,
              status_category: kind === '277CA' ? (/^[A-Z]\d+/.exec(code)?.[0] ?? null) : null,
              sender,
            },
          ]
        : [],
    ),
  );
}

/** Whether the rows about coverage of a day need more than what happened on it: a question is older than its answer. */
export function isAnsweredLater({ eligibility }: Claim, day: PlainDate): boolean {
  return eligibility.some(
    ({ askedAt, answeredAt }) => answeredAt !== undefined && isOn(answeredAt, day) && !isOn(askedAt, day),
  );
}

/**
 * Each question about coverage that was answered on a day, and each whose time was up then. A question that is answered
 * after that has a row for either, of which only the first is a question more.
 * @param events those of the claim on that day.
 * @param history all of them, where {@link isAnsweredLater}.
 */
export function eligibilityRows(
  claim: Claim,
  day: PlainDate,
  events: readonly ClaimEvent[],
  history: readonly ClaimEvent[] = [],
): FactRow<'eligibility'>[] {
  const askedBefore = (at: Instant) => claim.eligibility.findLastIndex(({ askedAt }) => askedAt <= at);
  const wasTimeUp = (index: number, until: Instant) =>
    [...history, ...events].some(
      (event) => isTimeUp(event) && event.at <= until && askedBefore(event.at) === index,
    );
  const rowOf = (index: number, name: string, knownAt: Instant): FactRow<'eligibility'>[] => {
    const asked = claim.eligibility[index];
    if (asked === undefined) {
      return [];
    }
    const isAnswer = name === 'answered';
    return [
      {
        ...stamped(day)(`${claim.claimId}#${index + 1}#${name}`, knownAt, claim.serviceDateFrom),
        claim_id: claim.claimId,
        question_number: index + 1,
        payer_id: asked.payerId,
        status: isAnswer ? asked.status : 'no-answer',
        asked_at: asked.askedAt,
        answered_at: isAnswer ? knownAt : null,
        copay_amount: isAnswer ? (asked.copayCents ?? null) : null,
        answer_number: isAnswer && wasTimeUp(index, knownAt) ? 2 : 1,
      },
    ];
  };
  return [
    ...claim.eligibility.flatMap(({ answeredAt }, index) =>
      answeredAt !== undefined && isOn(answeredAt, day) ? rowOf(index, 'answered', answeredAt) : [],
    ),
    ...events.filter(isTimeUp).flatMap(({ at }) => rowOf(askedBefore(at), 'no-answer', at)),
  ];
}

function isTimeUp({ event, by }: ClaimEvent): boolean {
  return event === 'coverage-questioned' && by === 'record-missed-deadline';
}

function isOn(at: Instant, day: PlainDate): boolean {
  return dateOf(at) === day;
}
