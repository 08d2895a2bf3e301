import type { Adjudication, Claim, ClaimEvent } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { Posting } from '#contracts/ledger.ts';
import { dateOf } from '../calendar/plain-date.ts';
import type { LineVariance } from '../expected-payment/contract-variance.ts';
import { chargeRows, isCharge, needsOthers } from './charge-facts.ts';
import {
  acknowledgementRows,
  claimEventRow,
  eligibilityRows,
  isAnsweredLater,
  submissionRows,
  submissionsOn,
} from './claim-facts.ts';
import { costRows } from './cost-facts.ts';
import { adjudicationLineRows, adjustmentRows, type DecisionOfDay } from './decision-facts.ts';
import { decisionOfStep, decisionSteps, isOfDecision, postingOfStep } from './decision-history.ts';
import { ledgerEntryRows, paymentRows, providerAdjustmentRows, type RunsById } from './ledger-facts.ts';
import { FactGatherer, type StagedFacts } from './staged-facts.ts';
import { varianceRows } from './variance-facts.ts';
import { closedRow, codingAuditRows, openedRow, statementRows } from './work-facts.ts';

/** A claim of which something happened on a day, as it stands now. */
export interface ClaimOfDay {
  readonly claim: Claim;
  /** Its postings of the day. */
  readonly onDay: readonly Posting[];
  /** All of its postings and moves, where {@link needsWhole} says that they are needed. */
  readonly postings: readonly Posting[];
  readonly history: readonly ClaimEvent[];
}

/** All that the facts of a day are made of. */
export interface DayBooks {
  readonly day: PlainDate;
  /** Every posting of the day. */
  readonly postings: readonly Posting[];
  /** Everything that happened on the day. */
  readonly entries: readonly JournalEntry[];
  /** The claims that {@link claimsOf} names. */
  readonly claims: readonly ClaimOfDay[];
  /** Audits that were closed on the day. */
  readonly audits: readonly CodingAudit[];
  readonly runs: RunsById;
  /** How what was allowed compares with the contract, by decision. */
  readonly variances: ReadonlyMap<Adjudication, readonly LineVariance[]>;
}

/** The claims that a day's facts are asked of: what happened to them, or was posted, on that day. */
export function claimsOf(postings: readonly Posting[], entries: readonly JournalEntry[]): Set<ClaimId> {
  return new Set([
    ...entries.flatMap((entry) => (entry.kind === 'claim-event' ? [entry.event.claimId] : [])),
    ...postings.flatMap((posting) =>
      posting.claimId !== undefined && (isOfDecision(posting) || isCharge(posting)) ? [posting.claimId] : [],
    ),
  ]);
}

/**
 * Whether the facts of a day need all of a claim's postings and moves.
 * @param onDay its postings of that day.
 */
export function needsWhole(claim: Claim, day: PlainDate, onDay: readonly Posting[]): boolean {
  return (
    onDay.some(needsOthers) ||
    submissionsOn(claim, day).length > 0 ||
    isAnsweredLater(claim, day) ||
    decisionSteps(claim).some((step) => dateOf(step.at) === day && postingOfStep(step, onDay) === undefined)
  );
}

/** The decisions that count on a day, what takes one back, and what lets one stand again. */
export function decisionsOn({ claim, onDay, postings: all }: ClaimOfDay, day: PlainDate): DecisionOfDay[] {
  return decisionSteps(claim).flatMap((step) => {
    const posting = postingOfStep(step, onDay);
    return posting !== undefined || (dateOf(step.at) === day && postingOfStep(step, all) === undefined)
      ? [decisionOfStep(claim, step, posting)]
      : [];
  });
}

/** The facts of a day: the same whenever they are derived, for nothing is asked but what was then. */
export function deriveDay(books: DayBooks): StagedFacts {
  const { day, postings, entries, claims, audits, runs, variances } = books;
  const gatherer = new FactGatherer();
  const byId = new Map(claims.map((one) => [one.claim.claimId, one]));
  const events = Map.groupBy(
    entries.flatMap((entry) => (entry.kind === 'claim-event' ? [entry.event] : [])),
    ({ claimId }) => claimId,
  );
  for (const posting of postings) {
    gatherer.add('ledger_entry', ledgerEntryRows(posting));
    gatherer.add('payment', paymentRows(posting, runs));
    gatherer.add('provider_adjustment', providerAdjustmentRows(posting));
    gatherer.add(
      'charge',
      chargeRows(posting, posting.claimId === undefined ? [] : (byId.get(posting.claimId)?.postings ?? [])),
    );
  }
  for (const one of claims) {
    const { claim } = one;
    const ofClaim = events.get(claim.claimId) ?? [];
    gatherer.add(
      'claim_event',
      ofClaim.map((event) => claimEventRow(claim, event)),
    );
    gatherer.add('submission', submissionRows(one, day));
    gatherer.add('acknowledgement', acknowledgementRows(claim, day));
    gatherer.add('eligibility', eligibilityRows(claim, day, ofClaim, one.history));
    for (const decision of decisionsOn(one, day)) {
      gatherer.add('adjudication_line', adjudicationLineRows(decision));
      gatherer.add('adjustment', adjustmentRows(decision));
      gatherer.add('variance', varianceRows(decision, variances.get(decision.adjudication) ?? []));
    }
  }
  for (const entry of entries) {
    switch (entry.kind) {
      case 'claim-event':
      case 'cost-entered':
        break;
      case 'task-opened':
        gatherer.add('task_event', [openedRow(entry.task)]);
        break;
      case 'task-closed':
        gatherer.add('task_event', closedRow(entry.task));
        break;
      case 'statement-sent':
        gatherer.add('statement', statementRows(entry));
        break;
    }
  }
  gatherer.add('coding_audit', audits.flatMap(codingAuditRows));
  gatherer.add('cost', costRows(day, entries));
  return gatherer.facts();
}
