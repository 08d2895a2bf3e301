import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PromptPay } from '#contracts/prompt-pay.ts';
import type { InterestReceived, LatePayment } from '#contracts/variances.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { cents, negateCents, sumCents, zeroCents } from '../money/cents.ts';
import { providerAdjustmentReason } from '../remittance/post-provider-adjustments.ts';
import { claimsNamedIn, nameTheSame } from '../takebacks/reference.ts';
import { interestOwed, type InterestOwed } from './prompt-pay-interest.ts';

/**
 * The payment of a decision, where it came late or nobody can say when it was due; undefined for any other. Only the
 * first decision on what was sent counts: one that follows a denial or a correction may be late for reasons of ours.
 * @param paidOn the payment date of the remittance.
 */
export function latePaymentOf(
  claim: Pick<Claim, 'claimId' | 'adjudications' | 'submissions' | 'coverages'>,
  decision: Adjudication,
  promptPay: PromptPay,
  paidOn: PlainDate,
): LatePayment | undefined {
  const first = claim.adjudications.find(
    ({ patientControlNumber }) => patientControlNumber === decision.patientControlNumber,
  );
  const isFirst = first?.remittanceId === decision.remittanceId && first.claimIndex === decision.claimIndex;
  const receivedOn = receivedOnOf(claim, decision);
  if (!isFirst || receivedOn === undefined) {
    return undefined;
  }
  const groupNumber = claim.coverages.find(({ payerId }) => payerId === decision.payerId)?.groupNumber;
  const payment: LatePayment = {
    claimId: claim.claimId,
    remittanceId: decision.remittanceId,
    traceNumber: decision.traceNumber,
    payerId: decision.payerId,
    payerClaimControlNumber: decision.payerClaimControlNumber,
    receivedOn,
    paidOn,
    paidCents: decision.paidCents,
    ...(groupNumber === undefined ? {} : { groupNumber }),
  };
  const owed = interestOwed({ ...payment, interestReceivedCents: zeroCents }, promptPay);
  if (owed.outcome === 'unknown') {
    return { ...payment, unknown: owed.why };
  }
  return owed.outcome === 'owed' && owed.interestCents > 0 ? payment : undefined;
}

/**
 * The day on which the payer had the claim that it decided: the last on which it said that it had accepted it, else the
 * day after it was sent. Undefined for a claim that was not sent from here.
 */
function receivedOnOf(
  { submissions }: Pick<Claim, 'submissions'>,
  decision: Adjudication,
): PlainDate | undefined {
  const sent = submissions.find(
    ({ patientControlNumber }) => patientControlNumber === decision.patientControlNumber,
  );
  const accepted = sent?.acknowledgements.findLast(
    ({ kind, outcome, receivedAt }) =>
      kind === '277CA' && outcome === 'accepted' && receivedAt <= decision.postedAt,
  );
  return accepted !== undefined
    ? dateOf(accepted.receivedAt)
    : sent === undefined
      ? undefined
      : addDays(dateOf(sent.submittedAt), 1);
}

/** Interest that a payer added to a remittance. @param postings those of the remittance that belong to no claim. */
export function interestReceivedOf(
  remittanceId: RemittanceId,
  postings: readonly Posting[],
): InterestReceived[] {
  return standingPostings(postings).flatMap(({ cause, legs, reference }) => {
    const leg = legs.find(({ reason }) => reason === `${providerAdjustmentReason}L6`);
    return cause !== 'provider-adjustment' || leg === undefined
      ? []
      : [
          {
            remittanceId,
            amountCents: negateCents(leg.amountCents),
            ...(reference === undefined ? {} : { reference }),
          },
        ];
  });
}

export interface InterestOnPayment {
  readonly payment: LatePayment;
  readonly receivedCents: Cents;
  readonly owed: Extract<InterestOwed, { readonly outcome: 'owed' }>;
}

/**
 * What a payer owes for each payment that came late, less the interest that it added: what names the claim counts for
 * it, the rest of a remittance's interest is shared over its late claims by what each is owed, the last takes the
 * remainder. Interest for a claim that was not late lowers nothing.
 * @param payments of one payer.
 * @param interest of their remittances; an entry that came twice must be here once.
 */
export function interestOn(
  payments: readonly LatePayment[],
  interest: readonly InterestReceived[],
  promptPay: PromptPay,
): InterestOnPayment[] {
  const byRemittance = Map.groupBy(
    payments.toSorted((one, other) => (one.claimId < other.claimId ? -1 : 1)),
    ({ remittanceId }) => remittanceId,
  );
  return [...byRemittance].flatMap(([remittanceId, late]) => {
    const owing = late.flatMap((payment) => {
      const owed = interestOwed({ ...payment, interestReceivedCents: zeroCents }, promptPay);
      return owed.outcome === 'owed' ? [{ payment, interestCents: owed.interestCents }] : [];
    });
    const received = owing.map(() => 0);
    for (const added of interest) {
      if (added.remittanceId === remittanceId) {
        const named = owing.map(({ payment }) => isNamed(payment, added.reference));
        const isNamedElsewhere = !named.includes(true) && claimsNamedIn(added.reference).length > 0;
        if (!isNamedElsewhere) {
          const concerned = named.includes(true) ? named : named.map(() => true);
          const shares = sharesOf(
            added.amountCents,
            owing.map(({ interestCents }, index) => (concerned[index] === true ? interestCents : 0)),
          );
          shares.forEach((share, index) => {
            received[index] = (received[index] ?? 0) + share;
          });
        }
      }
    }
    return owing.flatMap(({ payment }, index): InterestOnPayment[] => {
      const receivedCents = cents(Math.max(0, received[index] ?? 0));
      const owed = interestOwed({ ...payment, interestReceivedCents: receivedCents }, promptPay);
      return owed.outcome === 'owed' ? [{ payment, receivedCents, owed }] : [];
    });
  });
}

function isNamed({ claimId, payerClaimControlNumber }: LatePayment, reference: string | undefined): boolean {
  return (
    claimsNamedIn(reference).includes(claimId) ||
    (payerClaimControlNumber !== '' && nameTheSame(reference, payerClaimControlNumber))
  );
}

/** An amount in proportion to weights; the last that has any weight takes what rounding leaves. */
function sharesOf(amount: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const last = weights.findLastIndex((weight) => weight > 0);
  let left = amount;
  return weights.map((weight, index) => {
    const share = all === 0 ? 0 : index === last ? left : Math.trunc((amount * weight) / all);
    left -= share;
    return share;
  });
}

/** The sum that is still open of a payer. */
export function openInterest(interest: readonly InterestOnPayment[]): Cents {
  return sumCents(interest, ({ owed }) => owed.openCents);
}
