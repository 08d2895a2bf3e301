import type { Claim } from '#contracts/claim.ts';
import type { Answer } from '../report-warehouse.ts';
import { type Asked, type Books, daysFrom, isWithin, nearest, over, total } from './books.ts';
import { takebackRate } from './collections-by-hand.ts';
import { countedDecisions } from './decisions-by-hand.ts';

/** Lines of the period that a contract prices, each with its payer. */
function pricedLines(books: Books, asked: Asked) {
  return countedDecisions(books)
    .filter(({ clp, decision, day }) => clp === decision && isWithin(day, asked))
    .flatMap(({ claim, decision }) =>
      books
        .comparedWithContract(claim, decision)
        .flatMap(({ verdict, expectedCents, allowedCents }) =>
          expectedCents === undefined ||
          allowedCents === undefined ||
          verdict === 'unknown' ||
          verdict === 'denied'
            ? []
            : [{ payer: decision.payerId, verdict, expected: expectedCents, allowed: allowedCents }],
        ),
    );
}

export function underpaymentRate(books: Books, asked: Asked): Answer[] {
  return [...Map.groupBy(pricedLines(books, asked), ({ payer }) => payer)]
    .map(([payer, lines]) => {
      const under = lines.filter(({ verdict }) => verdict === 'underpaid');
      const above = lines.filter(({ verdict }) => verdict === 'overpaid');
      const expected = total(lines.map((line) => line.expected));
      const missing = total(under.map((line) => line.expected - line.allowed));
      return {
        payer_id: payer,
        priced_lines: lines.length,
        underpaid_lines: under.length,
        expected_amount: expected,
        underpaid_amount: missing,
        overpaid_lines: above.length,
        overpaid_amount: total(above.map((line) => line.allowed - line.expected)),
        underpayment_rate: over(under.length, lines.length),
        underpaid_share: over(missing, expected),
      };
    })
    .toSorted(
      (one, other) =>
        other.underpaid_amount - one.underpaid_amount || (one.payer_id < other.payer_id ? -1 : 1),
    );
}

/** When a claim was first sent to a payer, as it was known when that payer decided. */
function firstSent({ submissions }: Claim, payer: string, until: string): string | undefined {
  return submissions.find(({ payerId, submittedAt }) => payerId === payer && submittedAt <= until)
    ?.submittedAt;
}

/** Days from the first bill to the first payment, of what was first paid in the period. */
function paymentDays(books: Books, asked: Asked): Map<string, number[]> {
  const paid = countedDecisions(books).flatMap(({ claim, decision, clp, day }) => {
    const sent = firstSent(claim, decision.payerId, decision.postedAt)?.slice(0, 10);
    return clp === decision && decision.paidCents > 0 && day <= asked.asOf && sent !== undefined
      ? [{ key: `${decision.payerId} ${claim.claimId}`, sent, day }]
      : [];
  });
  const days = new Map<string, number[]>();
  for (const [key, payments] of Map.groupBy(paid, (one) => one.key)) {
    const first = payments.map(({ day }) => day).toSorted()[0] ?? '';
    const sent = payments.map((one) => one.sent).toSorted()[0] ?? '';
    const [payer = ''] = key.split(' ');
    if (isWithin(first, asked)) {
      days.set(payer, [...(days.get(payer) ?? []), daysFrom(sent, first)]);
    }
  }
  return days;
}

export function payerScorecard(books: Books, asked: Asked): Answer[] {
  const { claims, groupOf, payerNames } = books;
  const sent = Map.groupBy(
    claims.flatMap(({ submissions }) =>
      submissions.filter(({ submittedAt }) => isWithin(submittedAt.slice(0, 10), asked)),
    ),
    ({ payerId }) => String(payerId),
  );
  const decided = Map.groupBy(
    countedDecisions(books).filter(({ day }) => isWithin(day, asked)),
    ({ decision }) => String(decision.payerId),
  );
  const underpaid = new Map(
    underpaymentRate(books, asked).map((row) => [String(row['payer_id']), Number(row['underpaid_amount'])]),
  );
  const takenBack = new Map(
    takebackRate(books, asked).map((row) => [String(row['payer_id']), Number(row['taken_back_amount'])]),
  );
  const lags = paymentDays(books, asked);
  const withMissing = [...underpaid].filter(([, amount]) => amount > 0).map(([payer]) => payer);
  const payers = new Set([...sent.keys(), ...decided.keys(), ...withMissing, ...takenBack.keys()]);
  return [...payers].toSorted().map((payer) => {
    const submissions = sent.get(payer) ?? [];
    const accepted = submissions.filter(({ acknowledgements }) =>
      acknowledgements.some(
        ({ kind, code, receivedAt }) =>
          kind === '277CA' && /^A2\b/.test(code) && receivedAt.slice(0, 10) <= asked.asOf,
      ),
    ).length;
    const decisions = decided.get(payer) ?? [];
    const first = decisions.filter(
      ({ claim, decision, clp }) =>
        clp === decision &&
        claim.adjudications.find((one) => one.payerId === payer && one.statusCode !== '22') === decision,
    );
    const denied = first.filter(({ decision }) => decision.deniedCents > 0).length;
    const charged = total(decisions.map(({ decision, sign }) => sign * decision.chargeCents));
    const paid = total(decisions.map(({ decision, sign }) => sign * decision.paidCents));
    return {
      payer_id: payer,
      payer_name: payerNames?.get(payer) ?? null,
      payer_group: groupOf?.get(payer) ?? 'other',
      submissions: submissions.length,
      acceptance_rate: over(accepted, submissions.length),
      decided_claims: first.length,
      denied_claims: denied,
      denied_share: over(denied, first.length),
      charge_amount: charged,
      paid_amount: paid,
      paid_share: over(paid, charged),
      median_payment_days: nearest(lags.get(payer) ?? [], 5),
      underpaid_amount: underpaid.get(payer) ?? 0,
      taken_back_amount: takenBack.get(payer) ?? 0,
    };
  });
}

export function insuranceVerificationRate({ claims, history }: Books, asked: Asked): Answer[] {
  const registered = new Set(
    history
      .filter(({ from, at }) => from === undefined && isWithin(at.slice(0, 10), asked))
      .map(({ claimId }) => claimId),
  );
  const verified = claims.filter(
    ({ claimId, eligibility }) =>
      registered.has(claimId) &&
      eligibility.some(
        ({ status, answeredAt }) =>
          answeredAt !== undefined &&
          answeredAt.slice(0, 10) <= asked.asOf &&
          (status === 'active' || status === 'inactive'),
      ),
  ).length;
  return [
    {
      registered_claims: registered.size,
      verified_claims: verified,
      verification_rate: over(verified, registered.size),
    },
  ];
}
