import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import { isSameClp } from '../remittance/standing-adjudications.ts';
import type { DecisionOfDay } from './decision-facts.ts';

/** What happened to the decisions of a claim: one came, one was taken back, or what was taken back stands again. */
export interface DecisionStep {
  readonly adjudication: Adjudication;
  /** Of a reversal: the decision that it takes back, or that stands again. */
  readonly original?: Adjudication | undefined;
  readonly standsAgain: boolean;
  /** When it happened; the ledger may count it on a later day. */
  readonly at: Instant;
}

/** Every step of the decisions of a claim. A reversal that was matched anew has one for each decision that it met. */
export function decisionSteps(claim: Pick<Claim, 'adjudications'>): DecisionStep[] {
  return claim.adjudications.flatMap((adjudication): DecisionStep[] => {
    const { reverses, matchedAt, matchedBefore = [], postedAt } = adjudication;
    if (reverses === undefined) {
      return [{ adjudication, standsAgain: false, at: postedAt }];
    }
    const met = [...matchedBefore, { ...reverses, matchedAt }];
    return met.flatMap((one, index): DecisionStep[] => {
      const original = claim.adjudications.find((other) => isSameClp(other, one));
      const at = one.matchedAt ?? laterOf(postedAt, original?.postedAt);
      const takesBack: DecisionStep = { adjudication, original, standsAgain: false, at };
      const next = met[index + 1];
      return next === undefined
        ? [takesBack]
        : [takesBack, { adjudication, original, standsAgain: true, at: next.matchedAt ?? at }];
    });
  });
}

/** The posting of a step; none where it moved nothing. */
export function postingOfStep(
  { adjudication, original, standsAgain }: DecisionStep,
  postings: readonly Posting[],
): Posting | undefined {
  const id = adjudicationPostingId(adjudication);
  if (original === undefined) {
    return postings.find(({ postingId }) => postingId === id || postingId === `late-${id}`);
  }
  const originalId = adjudicationPostingId(original);
  const takings: ReadonlySet<string | undefined> = new Set([
    id,
    `late-${id}`,
    `matched-${id}-with-${originalId}`,
  ]);
  return postings.find(({ cause, postingId, corrects, concerns }) =>
    standsAgain
      ? isLettingGo({ cause, postingId }) && concerns === originalId && takings.has(corrects)
      : cause === 'reversal' && corrects === originalId && takings.has(postingId),
  );
}

/** Whether a posting is one of a decision, of what takes one back, or of what lets one stand again. */
export function isOfDecision({ cause, postingId }: Pick<Posting, 'cause' | 'postingId'>): boolean {
  return (
    cause === 'adjudication' ||
    (cause === 'reversal' && /^(?:late-|matched-)?adjudication-/.test(postingId)) ||
    isLettingGo({ cause, postingId })
  );
}

function isLettingGo({ cause, postingId }: Pick<Posting, 'cause' | 'postingId'>): boolean {
  return cause === 'correction' && postingId.startsWith('let-go-');
}

/** Of a decision on a day: its posting counts, where it has one, and otherwise when it happened. */
export function decisionOfStep(
  claim: Claim,
  { adjudication, original, standsAgain, at }: DecisionStep,
  posting: Posting | undefined,
): DecisionOfDay {
  return {
    claim,
    adjudication,
    original,
    standsAgain,
    posting,
    day: posting?.postingDate ?? dateOf(at),
    knownAt: posting?.knownAt ?? at,
    serviceDate: posting?.serviceDate ?? claim.serviceDateFrom,
  };
}

function laterOf(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other > one ? other : one;
}
