import * as z from 'zod';
import { WriteOffReason } from './claim-task-outcomes.ts';
import { DollarText } from './cents.ts';
import { PlainDate } from './dates.ts';
import { Coverage } from './encounter.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';
import { BankEntryId, ClaimId, PaymentBatchId, RemittanceId } from './identifiers.ts';
import type { AccountKind } from './ledger.ts';
import { QueryAnswer } from './physician-query.ts';
import type { PracticeTaskKind } from './task-kinds.ts';

const reason = z.string().trim().min(3).max(500);

/** Where a person may place what a payer took or added for no single claim. */
const placeableAccounts = [
  'settlement-income',
  'interest-income',
  'withheld-by-payer',
  'takeback-payable',
  'refund-payable',
  'other-adjustment',
] as const satisfies readonly AccountKind[];
const PlaceableAccount = z.enum(placeableAccounts);

/** Where a person may place money of the bank that is no payment of a remittance or a batch. */
const AccountBesidePayments = z.enum([
  'interest-income',
  'settlement-income',
  'other-adjustment',
  'refund-payable',
  'legacy',
] as const satisfies readonly AccountKind[]);

/** Remittances and batches of payments of which an entry of the bank is the money. */
const depositHolders = z
  .array(z.union([RemittanceId, PaymentBatchId], 'a remittance id or a batch id'))
  .min(1)
  .max(20);

/** The claim that a parked payment belongs to. */
const claimNamed = {
  claim: ClaimId,
  /** Which line of ours each line of theirs decides, both counted from 1; the others are matched as always. */
  lines: z
    .record(z.string().regex(/^[1-9]\d{0,2}$/, 'a line of the remittance, counted from 1'), z.int().min(1))
    .optional(),
};

/** What a person may decide about what concerns no single claim, per kind of task. */
export const practiceTaskOutcomes = {
  'missing-charge': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('charge-will-come'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('no-charge'), reason }),
  ]),
  'unmapped-alias': z.discriminatedUnion('outcome', [
    /** `target`: an NPI, a payer id, a location id, or the code that it means. */
    z.strictObject({ outcome: z.literal('map-to'), target: z.string().trim().min(1).max(40), reason }),
    z.strictObject({ outcome: z.literal('refuse'), reason }),
  ]),
  'unmatched-document': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('belongs-to'),
      /** A claim id, or the visit's number in its source. */
      visit: z.string().trim().min(1).max(50),
      /** Where several systems have a visit of that number. */
      sourceSystem: SourceSystemName.optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-needed'), reason }),
  ]),
  'unsigned-note': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('will-be-signed'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('signed-elsewhere'), reason }),
    z.strictObject({ outcome: z.literal('left-out'), reason }),
  ]),
  'physician-query': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('answered'),
      /** One of the options. */
      answer: QueryAnswer,
      /** The day of the addendum to the note, where one was written. */
      addendumOn: PlainDate.optional(),
      /** In the provider's own words. */
      reason,
    }),
    z.strictObject({ outcome: z.literal('withdrawn'), reason }),
    z.strictObject({ outcome: z.literal('unanswered'), reason }),
  ]),
  'incomplete-visit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('will-come'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('not-billed'), reason }),
  ]),
  /** What was put aside is never read: there is no decision that lets it in. */
  'quarantined-upload': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('discarded'), reason }),
    z.strictObject({ outcome: z.literal('sent-again'), reason }),
  ]),
  'duplicate-patient': z.discriminatedUnion('outcome', [
    /** `stays`: which of the two the person goes by, as the evidence numbers them. */
    z.strictObject({ outcome: z.literal('same-person'), stays: z.enum(['first', 'second']), reason }),
    z.strictObject({ outcome: z.literal('different-persons'), reason }),
  ]),
  'unexplained-adjustment': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('place'), account: PlaceableAccount, reason }),
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('right-as-posted'), reason }),
  ]),
  'takeback-differs': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('recovered-from'), claimId: ClaimId, reason }),
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('place'), account: PlaceableAccount, reason }),
  ]),
  'credit-balance': z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('refund'),
      /** Said once more by whoever decides it: it must be whom the task names. */
      to: z.enum(['payer', 'patient']),
      amount: DollarText,
      reason,
    }),
    /** The payer will take it from a later payment. `by`: when to look whether it did. */
    z.strictObject({ outcome: z.literal('offset'), by: PlainDate, reason }),
    /** To what the patient owes of another visit. `consent`: who of the family agreed, when and how. */
    z.strictObject({
      outcome: z.literal('apply'),
      claim: ClaimId,
      consent: z.string().trim().min(3).max(200),
      reason,
    }),
    z.strictObject({ outcome: z.literal('investigate'), until: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('not-a-credit'), reason }),
  ]),
  'refund-taken-again': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('settled'), reason }),
  ]),
  underpayment: z.discriminatedUnion('outcome', [
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('contract-is-wrong'), reason }),
    z.strictObject({ outcome: z.literal('accepted'), reason }),
  ]),
  'overpayment-review': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('told-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('contract-is-wrong'), reason }),
    z.strictObject({ outcome: z.literal('right-as-paid'), reason }),
  ]),
  'charge-too-low': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('charge-raised'), reason }),
    z.strictObject({ outcome: z.literal('left'), reason }),
  ]),
  'late-payment': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('waived'), reason }),
    z.strictObject({ outcome: z.literal('paid'), reason }),
  ]),
  'out-of-balance-remittance': z.discriminatedUnion('outcome', [
    /** `by`: when to look for the payer's answer. */
    z.strictObject({ outcome: z.literal('ask-the-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('corrected-one-came'), reason }),
    /** The claims that balance; each of the others is parked whole. */
    z.strictObject({ outcome: z.literal('post-the-rest'), reason }),
    z.strictObject({ outcome: z.literal('same-payment'), reason }),
    z.strictObject({ outcome: z.literal('post-it-too'), reason }),
  ]),
  'unmatched-remittance': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('belongs-to'), ...claimNamed, reason }),
    /** With what the payer had left out, so that it balances. */
    z.strictObject({
      outcome: z.literal('post-as-corrected'),
      ...claimNamed,
      adjustments: z
        .array(
          z.strictObject({
            /** A line of the remittance; of the whole claim, where it is left out. */
            line: z.int().min(1).optional(),
            groupCode: z.enum(['CO', 'PR', 'OA', 'PI']),
            reasonCode: z.string().regex(/^[A-Z0-9]{1,5}$/, 'a claim adjustment reason code'),
            amount: DollarText,
          }),
        )
        .min(1)
        .max(50),
      reason,
    }),
    z.strictObject({ outcome: z.literal('return-to-payer'), reason }),
    z.strictObject({
      outcome: z.literal('of-an-old-system'),
      /** As the practice names it. */
      system: z.string().trim().min(1).max(50),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-a-claim-of-ours'), reason }),
  ]),
  'unmatched-deposit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('is'), holders: depositHolders, reason }),
    z.strictObject({ outcome: z.literal('not-a-payment'), account: AccountBesidePayments, reason }),
    /** `by`: when to ask again. */
    z.strictObject({ outcome: z.literal('wait'), by: PlainDate, reason }),
  ]),
  'missing-remittance': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('is'), holders: depositHolders, reason }),
    /** On paper or from a portal: it is entered as a batch, which finds this money by its number. */
    z.strictObject({ outcome: z.literal('came-elsewhere'), reason }),
  ]),
  'missing-deposit': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('asked-payer'), by: PlainDate, reason }),
    /** To an account of the practice whose statements are not taken in. */
    z.strictObject({ outcome: z.literal('came-elsewhere'), reason }),
  ]),
  'returned-item': z.discriminatedUnion('outcome', [
    /** `entry`: the entry of the bank by which the money came back. */
    z.strictObject({ outcome: z.literal('redeposited'), entry: BankEntryId, reason }),
    z.strictObject({
      outcome: z.literal('take-back-payment'),
      holder: z.union([RemittanceId, PaymentBatchId], 'a remittance id or a batch id'),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-a-payment'), account: AccountBesidePayments, reason }),
  ]),
  'repeated-bank-entry': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('the-same'), reason }),
    z.strictObject({ outcome: z.literal('another'), reason }),
  ]),
  'write-off-approval': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('approve'), reason }),
    z.strictObject({ outcome: z.literal('refuse'), reason }),
  ]),
  'hold-review': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('release'), reason }),
    /** `until`: the next review date. */
    z.strictObject({ outcome: z.literal('keep-holding'), until: PlainDate, reason }),
  ]),
  dispute: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('patient-owes'), reason }),
    z.strictObject({
      outcome: z.literal('adjust'),
      claim: ClaimId,
      amount: DollarText,
      writeOffReason: WriteOffReason,
      reason,
    }),
    z.strictObject({
      outcome: z.literal('insurance-owes'),
      claim: ClaimId,
      /** In the order in which they pay; those of the claim, when left out. */
      coverages: z.array(Coverage).min(1).max(3).optional(),
      reason,
    }),
    z.strictObject({ outcome: z.literal('not-this-patients'), claim: ClaimId, reason }),
    /** `by`: when to look again. */
    z.strictObject({ outcome: z.literal('keep-looking'), by: PlainDate, reason }),
  ]),
  'follow-up-date': z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('promise-kept'), reason }),
    /** `by`: when to look again. */
    z.strictObject({ outcome: z.literal('asked-again'), by: PlainDate, reason }),
    z.strictObject({ outcome: z.literal('promise-not-kept'), reason }),
    z.strictObject({ outcome: z.literal('no-longer-needed'), reason }),
  ]),
} as const satisfies Record<PracticeTaskKind, z.ZodType>;
