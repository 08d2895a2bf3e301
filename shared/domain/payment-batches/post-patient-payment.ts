import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { GuarantorId, PayerId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import type { PatientPayment, PaymentBatch, UnappliedPayment } from '#contracts/payment-batch.ts';
import { amendClaim } from '../claims/move-claim.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents, subtractCents, zeroCents } from '../money/cents.ts';
import { handBalancesOver, type VisitBalance } from '../patient-billing/hand-over.ts';
import type { Write } from '../writes/write.ts';

/** The reason of the leg by which a patient's payment lowers what the patient owes. */
export const paidByPatient = 'paid by patient';

/** The batch and the item, counted from 1. */
export interface BatchPlace {
  readonly batch: Pick<PaymentBatch, 'practiceId' | 'batchId' | 'name'>;
  readonly item: number;
}

/** A claim with every posting of it. */
export interface ClaimToPay {
  readonly claim: Claim;
  readonly postings: readonly Posting[];
}

/** Names the postings of an item of a batch, so that each is made once. */
export function batchPostingId({ batch, item }: BatchPlace, of: string): string {
  return `${batchPostingPrefix({ batch, item })}${of}`;
}

export function batchPostingPrefix({ batch, item }: BatchPlace): string {
  return `payment-${batch.batchId}-${item}-`;
}

export function batchItemMessageKey({ batch, item }: BatchPlace): string {
  return `payment-batch-${batch.batchId}-${item}`;
}

/**
 * A patient's payment: to each claim what the patient owes of it, in the order given, until the money is used up. What is
 * left stays in `unapplied-payment`, in the patient's favour. Claims that are closed hand their new balance over.
 */
export function postPatientPayment(
  payment: PatientPayment,
  {
    claims,
    account,
  }: { readonly claims: readonly ClaimToPay[]; readonly account: PatientAccount | undefined },
  place: BatchPlace,
  occasion: PostingOccasion,
): Write[] {
  const writes: Write[] = [];
  const handedOver: VisitBalance[] = [];
  let leftCents = payment.amountCents;
  for (const { claim, postings } of claims) {
    const owedCents = balancesOf(postings)['patient-receivable'];
    const appliedCents = owedCents < leftCents ? owedCents : leftCents;
    if (appliedCents > 0) {
      leftCents = subtractCents(leftCents, appliedCents);
      const posting = appliedPosting(payment, claim, appliedCents, place, occasion);
      writes.push({ kind: 'post', posting });
      writes.push(
        ...amended(claim, subtractCents(owedCents, appliedCents), occasion, handedOver, {
          event: 'patient-paid',
          words: `The patient paid ${formatDollars(appliedCents)} (batch "${place.batch.name}")`,
        }),
      );
    }
  }
  const guarantorId = payment.guarantorId ?? claims[0]?.claim.guarantorId;
  if (leftCents > 0) {
    writes.push({
      kind: 'post',
      posting: unappliedPosting(
        {
          ...payment,
          amountCents: leftCents,
          guarantorId,
          words: 'More than the patient owes of these visits',
        },
        place,
        occasion,
      ),
    });
  }
  return [
    ...writes,
    ...(guarantorId === undefined
      ? []
      : handBalancesOver(
          { practiceId: place.batch.practiceId, guarantorId },
          handedOver,
          account,
          occasion.at,
          'lowered',
        )),
    handled(place, occasion),
  ];
}

/** Money of which nobody knows yet what it is for. */
export function postUnapplied(
  payment: UnappliedPayment,
  place: BatchPlace,
  occasion: PostingOccasion,
): Write[] {
  return [{ kind: 'post', posting: unappliedPosting(payment, place, occasion) }, handled(place, occasion)];
}

/**
 * Takes an item of a batch back, posting by posting; closed claims hand over what is owed again.
 * @param postings those of the item that stand.
 * @param claims every claim that any of them belongs to.
 */
export function takeItemBack(
  postings: readonly Posting[],
  {
    claims,
    account,
  }: { readonly claims: readonly ClaimToPay[]; readonly account: PatientAccount | undefined },
  place: BatchPlace,
  occasion: PostingOccasion & { readonly words: string },
): Write[] {
  const handedOver: VisitBalance[] = [];
  const writes = postings.flatMap((original): Write[] => {
    const taken = correctingPosting(original, occasion);
    const of = claims.find(({ claim }) => claim.claimId === original.claimId);
    return [
      { kind: 'post', posting: taken },
      ...(of === undefined
        ? []
        : amended(of.claim, balancesOf([...of.postings, taken])['patient-receivable'], occasion, handedOver, {
            event: 'patient-payment-taken-back',
            words: occasion.words,
          })),
    ];
  });
  const guarantorId = claims[0]?.claim.guarantorId;
  return [
    ...writes,
    ...(guarantorId === undefined
      ? []
      : handBalancesOver(
          { practiceId: place.batch.practiceId, guarantorId },
          handedOver,
          account,
          occasion.at,
          'raised',
        )),
  ];
}

/** The claim says in its history that it was paid; what it hands over changes only where it had handed something over. */
export function amended(
  claim: Claim,
  balanceCents: Cents,
  { at, by }: PostingOccasion,
  handedOver: VisitBalance[],
  told: { readonly event: string; readonly words: string },
): readonly Write[] {
  if (claim.state !== 'closed') {
    return amendClaim(claim, {}, at, { ...told, by }).writes;
  }
  handedOver.push({ claimId: claim.claimId, serviceDate: claim.serviceDateFrom, balanceCents });
  return amendClaim(claim, { handedToPatientCents: balanceCents }, at, { ...told, by }).writes;
}

function appliedPosting(
  payment: PatientPayment,
  claim: Claim,
  amountCents: Cents,
  place: BatchPlace,
  occasion: PostingOccasion,
): Posting {
  return makePosting({
    practiceId: claim.practiceId,
    postingId: batchPostingId(place, claim.claimId),
    cause: 'payment',
    claimId: claim.claimId,
    paymentBatchId: place.batch.batchId,
    guarantorId: payment.guarantorId ?? claim.guarantorId,
    ...(payment.number === undefined ? {} : { reference: payment.number }),
    postingDate: occasion.postingDate,
    serviceDate: claim.serviceDateFrom,
    knownAt: occasion.at,
    by: occasion.by,
    words: `The patient paid ${formatDollars(amountCents)}`,
    legs: [
      { account: 'cash-in-transit', amountCents, reason: payment.method },
      { account: 'patient-receivable', amountCents: negateCents(amountCents), reason: paidByPatient },
    ],
  });
}

function unappliedPosting(
  payment: Pick<UnappliedPayment, 'amountCents' | 'method' | 'number' | 'words'> & {
    readonly payerId?: PayerId | undefined;
    readonly guarantorId?: GuarantorId | undefined;
  },
  place: BatchPlace,
  occasion: PostingOccasion,
): Posting {
  const { amountCents, guarantorId, payerId } = payment;
  const payer = payerId === undefined ? {} : { payerId };
  return makePosting({
    practiceId: place.batch.practiceId,
    postingId: batchPostingId(place, 'unapplied'),
    cause: 'payment',
    paymentBatchId: place.batch.batchId,
    ...(guarantorId === undefined ? {} : { guarantorId }),
    ...(payment.number === undefined ? {} : { reference: payment.number }),
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: payment.words,
    legs: [
      { account: 'cash-in-transit', amountCents, reason: payment.method, ...payer },
      { account: 'unapplied-payment', amountCents: negateCents(amountCents), ...payer },
    ],
  });
}

function handled(place: BatchPlace, { at }: PostingOccasion): Write {
  return {
    kind: 'mark-handled',
    practiceId: place.batch.practiceId,
    messageKey: batchItemMessageKey(place),
    at,
  };
}

/** What of a payment its postings hold: more or less than the item says that some were not found. */
export function cashOf(postings: readonly Posting[]): Cents {
  return postings
    .flatMap(({ legs }) => legs)
    .filter(({ account }) => account === 'cash-in-transit')
    .reduce((sum, { amountCents }) => subtractCents(sum, negateCents(amountCents)), zeroCents);
}
