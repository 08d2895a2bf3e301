import type { Cents } from '#contracts/cents.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { sumCents } from '../money/cents.ts';
import { providerAdjustmentReason } from '../remittance/post-provider-adjustments.ts';
import { methodOfLeg, sourceOfPayment } from '../reports/money-of-leg.ts';
import { stamped } from './stamp.ts';

/** The remittances that postings name, for how they were paid. */
export type RunsById = ReadonlyMap<string, Pick<RemittanceRun, 'paymentMethod'>>;

/** Each leg of a posting. */
export function ledgerEntryRows(posting: Posting): FactRow<'ledger_entry'>[] {
  const stamp = stamped(posting.postingDate);
  return posting.legs.map((leg, index) => ({
    ...stamp(idOf(posting, index + 1), posting.knownAt, posting.serviceDate),
    posting_id: posting.postingId,
    leg_number: index + 1,
    cause: posting.cause,
    account: leg.account,
    amount: leg.amountCents,
    payer_id: leg.payerId ?? null,
    claim_id: posting.claimId ?? null,
    line_number: leg.lineNumber ?? null,
    reason: leg.reason ?? null,
    remittance_id: posting.remittanceId ?? null,
    payment_batch_id: posting.paymentBatchId ?? null,
    bank_entry_id: posting.bankEntryId ?? null,
    guarantor_id: posting.guarantorId ?? null,
    corrects_posting_id: posting.corrects ?? null,
    concerns_posting_id: posting.concerns ?? null,
    recorded_by: posting.by,
  }));
}

/** Each provider-level adjustment that a posting holds, or takes back. */
export function providerAdjustmentRows(posting: Posting): FactRow<'provider_adjustment'>[] {
  const stamp = stamped(posting.postingDate);
  return posting.legs.flatMap((leg, index) =>
    leg.reason?.startsWith(providerAdjustmentReason) === true
      ? [
          {
            ...stamp(idOf(posting, index + 1), posting.knownAt, posting.serviceDate),
            posting_id: posting.postingId,
            remittance_id: posting.remittanceId ?? null,
            payer_id: leg.payerId ?? null,
            payee_id: posting.payeeId ?? null,
            adjustment_code: leg.reason.slice(providerAdjustmentReason.length),
            reference: referenceOf(posting),
            amount: leg.amountCents,
            account: leg.account,
          },
        ]
      : [],
  );
}

/**
 * Tells adjustments about the same thing by what they refer to, and not what that is: Medicare writes the beneficiary's
 * number behind its own, and other payers the patient's account.
 */
function referenceOf({ practiceId, reference }: Posting): string | null {
  return reference === undefined ? null : contentHashOf([practiceId, reference]).slice(0, 32);
}

/** Each leg by which money came in or went out; what moves from transit to the bank is neither. */
export function paymentRows(posting: Posting, runs: RunsById): FactRow<'payment'>[] {
  if (isOfBank(posting)) {
    return [];
  }
  const stamp = stamped(posting.postingDate);
  const run = posting.remittanceId === undefined ? undefined : runs.get(posting.remittanceId);
  return posting.legs.flatMap((leg, index) => {
    if (!isCash(leg)) {
      return [];
    }
    const source = isLegacy(posting) ? 'legacy' : sourceOfPayment(posting, leg);
    return [
      {
        ...stamp(idOf(posting, index + 1), posting.knownAt, posting.serviceDate),
        posting_id: posting.postingId,
        source,
        kind: kindOf(posting),
        method: leg.account === 'bank' ? 'check' : methodOfLeg(leg, run),
        amount: leg.amountCents,
        payer_id: leg.payerId ?? null,
        claim_id: posting.claimId ?? null,
        remittance_id: posting.remittanceId ?? null,
        guarantor_id: posting.guarantorId ?? null,
        at_visit:
          source === 'patient' &&
          posting.paymentBatchId !== undefined &&
          posting.serviceDate === posting.postingDate,
      },
    ];
  });
}

/** What the rows of payments of these postings must add up to, by the ledger alone. */
export function cashMovedBy(postings: Iterable<Pick<Posting, 'cause' | 'legs'>>): Cents {
  return sumCents(
    [...postings].filter((posting) => !isOfBank(posting)).flatMap(({ legs }) => legs.filter(isCash)),
    ({ amountCents }) => amountCents,
  );
}

function isCash({ account }: Posting['legs'][number]): boolean {
  return account === 'cash-in-transit' || account === 'bank';
}

/** Whether a posting only says what the bank shows. */
function isOfBank({ cause }: Pick<Posting, 'cause'>): boolean {
  return cause === 'deposit';
}

function isLegacy({ cause, legs }: Posting): boolean {
  return cause === 'legacy-payment' || legs.some(({ account }) => account === 'legacy');
}

function kindOf({ cause, corrects, legs }: Posting): FactRow<'payment'>['kind'] {
  if (cause === 'reversal') {
    return 'reversal';
  }
  if (legs.some(({ reason }) => reason?.startsWith(providerAdjustmentReason) === true)) {
    return 'provider-adjustment';
  }
  if (cause === 'refund-paid' || legs.some(({ account }) => account === 'refund-payable')) {
    return 'refund';
  }
  return corrects !== undefined && cause === 'correction' && corrects.startsWith('payment-')
    ? 'returned'
    : 'payment';
}

function idOf({ postingId }: Posting, legNumber: number): string {
  return `${postingId}#${legNumber}`;
}
