import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  byClaim,
  daysFrom,
  monthNumber,
  nearest,
  opposite,
  over,
  sumOn,
  total,
  until,
} from './books.ts';

/** Decisions that are none of a reversal, with the day in whose books each is, of those that are known by a day. */
function decisionsUntil({ claims }: Books, asOf: string): { claim: Claim; decision: Adjudication }[] {
  return claims.flatMap((claim) =>
    claim.adjudications
      .filter(({ statusCode, postingDate }) => statusCode !== '22' && postingDate <= asOf)
      .map((decision) => ({ claim, decision })),
  );
}

function isFirstOfPayer({ adjudications }: Claim, decision: Adjudication): boolean {
  return (
    adjudications.find(({ payerId, statusCode }) => payerId === decision.payerId && statusCode !== '22') ===
    decision
  );
}

export function initialDenialRate(books: Books, { asOf, from, to }: Asked): Answer[] {
  const denied = decisionsUntil(books, asOf)
    .filter(
      ({ claim, decision }) =>
        isFirstOfPayer(claim, decision) &&
        (decision.placeInLine ?? 1) === 1 &&
        decision.deniedCents > 0 &&
        decision.postingDate >= from &&
        decision.postingDate <= to,
    )
    .map(({ decision }) => decision);
  const charged = byClaim(books.postings);
  const sent = books.claims.flatMap(({ claimId, submissions, legacy, receivedAt }) =>
    submissions
      .filter(({ sequence, submittedAt }) => {
        // An old system sent what was sent before the claim was taken over.
        if (legacy !== undefined && submittedAt < receivedAt) {
          return false;
        }
        const months = monthNumber(from) - monthNumber(submittedAt);
        return sequence === 1 && months >= 1 && months <= 3;
      })
      .map(({ submittedAt }) =>
        opposite(
          sumOn(
            (charged.get(claimId) ?? []).filter(({ knownAt }) => knownAt <= submittedAt),
            ['charges'],
          ),
        ),
      ),
  );
  const months = monthNumber(to) - monthNumber(from) + 1;
  const deniedCharges = total(denied.map(({ chargeCents }) => chargeCents));
  return [
    {
      denied_claims: denied.length,
      denied_charge_amount: deniedCharges,
      denied_amount: total(denied.map(({ deniedCents }) => deniedCents)),
      submitted_claims: sent.length,
      submitted_charge_amount: total(sent),
      months,
      denial_rate: over(3 * denied.length, sent.length * months),
      denial_rate_by_charges: over(3 * deniedCharges, total(sent) * months),
    },
  ];
}

export function primaryDenialRate(books: Books, { asOf }: Asked): Answer[] {
  const recent = decisionsUntil(books, asOf).filter(
    ({ decision: { placeInLine = 1, postingDate, adjustments, lines } }) =>
      placeInLine === 1 &&
      daysFrom(postingDate, asOf) < 28 &&
      [...adjustments, ...lines.flatMap((line) => line.adjustments)].every(
        ({ reasonCode }) => reasonCode !== '18',
      ),
  );
  const zero = recent.filter(({ decision }) => decision.paidCents === 0);
  return [
    {
      decisions: recent.length,
      zero_decisions: zero.length,
      primary_denial_rate: over(zero.length, recent.length),
    },
  ];
}

export function lags(books: Books, { asOf, from, to }: Asked): Answer[] {
  const ended = new Map<string, number[]>();
  const add = (lag: string, since: string | undefined, day: string | undefined): void => {
    if (since !== undefined && day !== undefined && day <= asOf && day >= from && day <= to) {
      ended.set(lag, [...(ended.get(lag) ?? []), daysFrom(since, day)]);
    }
  };
  const ofClaims = byClaim(books.postings);
  for (const claim of books.claims) {
    const charged = (ofClaims.get(claim.claimId) ?? [])
      .filter(({ cause, legs }) => cause === 'charge' && legs.some(({ account }) => account === 'charges'))
      .map(({ postingDate }) => postingDate)[0];
    add('charge', claim.serviceDateFrom, charged);
    add('submission', charged, claim.submissions[0]?.submittedAt.slice(0, 10));
    for (const payer of new Set(claim.adjudications.map(({ payerId }) => payerId))) {
      const decisions = claim.adjudications.filter(
        ({ payerId, statusCode }) => payerId === payer && statusCode !== '22',
      );
      const sent = claim.submissions.find(({ payerId }) => payerId === payer)?.submittedAt.slice(0, 10);
      add('payment', sent, decisions.find(({ paidCents }) => paidCents > 0)?.postingDate);
      add('denial', sent, decisions.find(({ deniedCents }) => deniedCents > 0)?.postingDate);
    }
  }
  return [...ended]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([lag, found]) => ({
      lag,
      claims: found.length,
      median_days: nearest(found, 5),
      ninetieth_days: nearest(found, 9),
      longest_days: Math.max(...found),
    }));
}

export function cleanClaimRate({ claims, history }: Books, { asOf, from, to }: Asked): Answer[] {
  const untouchedBy: ReadonlySet<string> = new Set(['coding', 'coding-audit', 'physician-query']);
  const first = claims.flatMap(({ claimId, submissions: [sent], staffDecisions = [] }) => {
    const day = sent?.submittedAt.slice(0, 10);
    return sent === undefined || day === undefined || day < from || day > to || day > asOf
      ? []
      : [
          {
            isHeld: history.some(
              (event) =>
                event.claimId === claimId &&
                event.event === 'held-by-scrubber' &&
                event.at <= sent.submittedAt,
            ),
            isTouched: staffDecisions.some(
              ({ at, task }) => at <= sent.submittedAt && !untouchedBy.has(task),
            ),
          },
        ];
  });
  const clean = first.filter(({ isHeld, isTouched }) => !isHeld && !isTouched).length;
  return [
    {
      submitted_claims: first.length,
      clean_claims: clean,
      held_claims: first.filter(({ isHeld }) => isHeld).length,
      touched_claims: first.filter(({ isTouched }) => isTouched).length,
      clean_claim_rate: over(clean, first.length),
    },
  ];
}

export function acceptanceRate({ claims }: Books, { asOf, from, to }: Asked): Answer[] {
  const sent = claims.flatMap(({ submissions }) =>
    submissions
      .filter(({ submittedAt }) => {
        const day = submittedAt.slice(0, 10);
        return day >= from && day <= to && day <= asOf;
      })
      .map(({ acknowledgements }) =>
        acknowledgements.filter(({ receivedAt }) => receivedAt.slice(0, 10) <= asOf),
      ),
  );
  const isAccepted = (answers: (typeof sent)[number]): boolean =>
    answers.some(({ kind, code }) => kind === '277CA' && /^A2\b/.test(code));
  const accepted = sent.filter(isAccepted).length;
  const rejected = sent.filter(
    (answers) => !isAccepted(answers) && answers.some(({ outcome }) => outcome === 'rejected'),
  ).length;
  return [
    {
      submissions: sent.length,
      accepted,
      rejected,
      unanswered: sent.length - accepted - rejected,
      acceptance_rate: over(accepted, sent.length),
    },
  ];
}

export function firstPassResolution({ claims }: Books, { asOf, from, to }: Asked): Answer[] {
  const decided = claims.flatMap((claim) => {
    const first = claim.adjudications.filter(
      (one) => one.statusCode !== '22' && isFirstOfPayer(claim, one) && (one.placeInLine ?? 1) === 1,
    );
    return first
      .filter(({ postingDate }) => postingDate >= from && postingDate <= to && postingDate <= asOf)
      .map(
        (one) =>
          one.deniedCents === 0 &&
          claim.adjudications.every(
            (other) => other === one || other.payerId !== one.payerId || other.postingDate > asOf,
          ),
      );
  });
  const resolved = decided.filter(Boolean).length;
  return [
    {
      decided_claims: decided.length,
      resolved_claims: resolved,
      first_pass_resolution_rate: over(resolved, decided.length),
    },
  ];
}

const beforeTheScrubberIsDone = new Set([
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
]);
const beforeAPayerHasIt = new Set(['ready-to-submit', 'on-hold', 'awaiting-rejection-work']);

export function unbilledDays({ postings, claims, history }: Books, { asOf }: Asked): Answer[] {
  const known = until(postings, asOf);
  const charged = byClaim(known);
  const waiting = claims.flatMap(({ claimId }) => {
    const last = history
      .filter((event) => event.claimId === claimId && event.at.slice(0, 10) <= asOf)
      .toSorted((one, other) => other.version - one.version)[0];
    return last === undefined
      ? []
      : [
          {
            state: last.to,
            amount: last.chargeCents ?? opposite(sumOn(charged.get(claimId) ?? [], ['charges'])),
          },
        ];
  });
  const notBilled = waiting.filter(({ state }) => beforeTheScrubberIsDone.has(state));
  const notSent = waiting.filter(({ state }) => beforeAPayerHasIt.has(state));
  const revenue = opposite(
    sumOn(
      known.filter(({ postingDate }) => daysFrom(postingDate, asOf) < 90),
      ['charges'],
    ),
  );
  const notBilledCents = total(notBilled.map(({ amount }) => amount));
  const notSentCents = total(notSent.map(({ amount }) => amount));
  return [
    {
      not_billed_claims: notBilled.length,
      not_billed_amount: notBilledCents,
      not_sent_claims: notSent.length,
      not_sent_amount: notSentCents,
      gross_revenue_amount: revenue,
      not_billed_days: over(90 * notBilledCents, revenue, 1),
      not_sent_days: over(90 * notSentCents, revenue, 1),
      unbilled_days: over(90 * (notBilledCents + notSentCents), revenue, 1),
    },
  ];
}
